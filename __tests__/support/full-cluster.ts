import { App } from 'cdktf';
import {
  CiliumChart,
  CiliumHubble,
  CiliumRouting,
  ClusterProfile,
  Cni,
  ConfigPatch,
  IngressFirewall,
  MachineSettings,
  TalosCluster,
  TalosClusterProps,
  Taint,
  VersionContract,
} from '../../lib';
import { FULL_KUBELET_SETTINGS, FULL_KUBERNETES_SETTINGS, FULL_MANIFESTS } from './settings/kubernetes';
import {
  FULL_CLUSTER_NETWORK,
  FULL_NETWORK_SETTINGS,
  FULL_NETWORK_SETTINGS_1_13,
  FULL_REGISTRY_SETTINGS,
} from './settings/network-and-registries';
import { FULL_STORAGE_SETTINGS, FULL_SYSTEM_SETTINGS } from './settings/storage-and-system';
import { SmallClusterChanges, buildSmallCluster } from './small-cluster';

/**
 * Without the one option that the emulated provider warns of and a node does not: the schemas have an object where Talos
 * reads the address of a log server. storage-and-system.test.ts has it.
 */
const SYSTEM_SETTINGS = { ...FULL_SYSTEM_SETTINGS, logDestinations: undefined };

function settings(contract: VersionContract): MachineSettings {
  return {
    ...FULL_STORAGE_SETTINGS,
    ...SYSTEM_SETTINGS,
    ...(contract === VersionContract.V1_12 ? FULL_NETWORK_SETTINGS : FULL_NETWORK_SETTINGS_1_13),
    ...FULL_REGISTRY_SETTINGS,
    ...FULL_KUBELET_SETTINGS,
  };
}

/** What a test changes about the cluster that uses every option. */
export interface FullClusterChanges {
  readonly talosVersion: string;
  readonly versionContract: VersionContract;
  readonly cluster?: Partial<TalosClusterProps>;
}

/** A cluster that uses every option of the machine configuration at once, each once. */
export function fullCluster({ talosVersion, versionContract, cluster }: FullClusterChanges): SmallClusterChanges {
  return {
    image: {
      talosVersion,
      systemExtensions: ['siderolabs/drbd', 'siderolabs/tailscale', 'siderolabs/qemu-guest-agent'],
    },
    cluster: {
      versionContract,
      domain: 'k8s.example.org',
      profile: ClusterProfile.hardened(),
      cni: Cni.cilium(CiliumChart.release('1.18.4'), {
        hubble: CiliumHubble.withRelay(),
        routing: CiliumRouting.nativeByNetwork(),
      }),
      network: FULL_CLUSTER_NETWORK,
      ingressFirewall: IngressFirewall.on({
        operators: ['192.168.1.0/24'],
        rules: [{ name: 'ingress-http', ports: [80, 443], protocol: 'tcp', on: 'workers', from: ['0.0.0.0/0'] }],
      }),
      // Cilium does the work of kube-proxy.
      kubernetes: { ...FULL_KUBERNETES_SETTINGS, kubeProxy: undefined },
      manifests: FULL_MANIFESTS,
      settings: settings(versionContract),
      controlPlaneSettings: { sysctls: { 'vm.swappiness': '0' } },
      apiServerCertSans: ['api.example.org'],
      configPatches: [ConfigPatch.merge({ machine: { baseRuntimeSpecOverrides: {} } })],
      ...cluster,
    },
    worker: {
      nodeLabels: { role: 'storage' },
      nodeAnnotations: { 'example.org/rack': '7' },
      nodeTaints: [Taint.noSchedule('storage')],
      settings: { kubeletArgs: { 'node-status-update-frequency': '5s' } },
      machineSettings: { 'worker-1': { timeServers: ['10.10.0.1'] } },
    },
  };
}

/** Creates it in a stack of the name of the small cluster's. */
export function buildFullCluster(app: App, changes: FullClusterChanges): TalosCluster {
  return buildSmallCluster(app, fullCluster(changes));
}
