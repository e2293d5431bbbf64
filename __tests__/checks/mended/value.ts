import { App, Lazy, TerraformStack, TerraformVariable } from 'cdktf';
import {
  Cni,
  ClusterManifest,
  ConfigDocument,
  ConfigPatch,
  InstallDisk,
  IpAddress,
  IpNetwork,
  KubernetesVersion,
  TalosVersion,
  Taint,
  VersionContract,
} from '../../../lib';
import { SmallClusterChanges, buildSmallCluster } from '../../support/small-cluster';
import { Mended, MendedChecks } from './mended';

const OBJECT = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';

/** Patches that the compiler would refuse: JavaScript knows no types. */
const merge = (content: object): ConfigPatch => ConfigPatch.merge(content);
const document = (content: object): ConfigPatch =>
  ConfigPatch.document({ apiVersion: 'v1alpha1', ...content } as ConfigDocument);

function small(changes: SmallClusterChanges): Mended['right'] {
  return (app) => buildSmallCluster(app, changes);
}
function ofCluster(cluster: NonNullable<SmallClusterChanges['cluster']>): Mended['right'] {
  return small({ cluster });
}
function ofWorkers(worker: NonNullable<SmallClusterChanges['worker']>): Mended['right'] {
  return small({ worker });
}

const environment = document({ kind: 'EnvironmentConfig', variables: { A: 'b' } });
const etcd = merge({ cluster: { etcd: { extraArgs: { 'election-timeout': '5000' } } } });
const hostname = document({ kind: 'HostnameConfig', hostname: 'rack-1', auto: 'off' });
const wipe = merge({ machine: { install: { wipe: true } } });
const withKubeProxy = merge({ cluster: { proxy: { disabled: false } } });

const podNetwork = (options: { readonly replacesKubeProxy: boolean }): Cni => Cni.manifest('network', OBJECT, options);

/** The small cluster with a variable in the environment of its machines, whose value comes from Terraform. */
function withTokenFromVariable(app: App): void {
  let token = '';
  const environment = { API_TOKEN: Lazy.stringValue({ produce: () => token }) };
  const cluster = buildSmallCluster(app, { cluster: { settings: { environment } } });
  token = new TerraformVariable(TerraformStack.of(cluster), 'Token', { type: 'string', sensitive: true }).stringValue;
}

/** TALOS001 to TALOS029. */
export const value: MendedChecks = {
  TALOS001: {
    wrong: () => TalosVersion.of('v1.13'),
    right: () => TalosVersion.of('v1.13.9'),
  },
  TALOS002: {
    wrong: () => TalosVersion.of('v1.11.6'),
    right: () => TalosVersion.of('v1.12.6'),
  },
  TALOS003: {
    wrong: () => KubernetesVersion.of('v1.36'),
    right: () => KubernetesVersion.of('v1.36.3'),
  },
  TALOS004: {
    wrong: () => IpNetwork.of('10.10.0.0'),
    right: () => IpNetwork.of('10.10.0.0/24'),
  },
  TALOS005: {
    wrong: () => IpAddress.of('10.10.0.11/24'),
    right: () => IpAddress.of('10.10.0.11'),
  },
  TALOS006: {
    wrong: () => Taint.noSchedule('example.org/gpu', 'two of them'),
    right: () => Taint.noSchedule('example.org/gpu', 'two-of-them'),
  },
  TALOS007: {
    wrong: ofWorkers({ nodeLabels: { tier: 'data base' } }),
    right: ofWorkers({ nodeLabels: { tier: 'data-base' } }),
  },
  TALOS008: {
    wrong: ofWorkers({ nodeLabels: { 'node-role.kubernetes.io/worker': '' } }),
    right: ofWorkers({ nodeLabels: { 'example.org/worker': '' } }),
  },
  TALOS009: {
    wrong: () => merge({ certSANs: ['k8s.example.org'] }),
    right: () => merge({ machine: { certSANs: ['k8s.example.org'] } }),
  },
  TALOS010: {
    wrong: ofWorkers({ name: 'Worker_A' }),
    right: ofWorkers({ name: 'worker-a' }),
  },
  TALOS011: {
    wrong: ofCluster({ domain: 'https://k8s.example.org' }),
    right: ofCluster({ domain: 'k8s.example.org' }),
  },
  TALOS012: {
    wrong: () => InstallDisk.path('sda'),
    right: () => InstallDisk.path('/dev/sda'),
  },
  TALOS013: {
    wrong: () => ClusterManifest.inline('My_Config', OBJECT),
    right: () => ClusterManifest.inline('my-config', OBJECT),
  },
  TALOS014: {
    wrong: ofWorkers({ nodeAnnotations: { 'example.org/rack number': '7' } }),
    right: ofWorkers({ nodeAnnotations: { 'example.org/rack-number': '7' } }),
  },
  TALOS015: {
    wrong: ofWorkers({ nodeTaints: [Taint.noSchedule('gpu', 'a'), Taint.noExecute('gpu', 'b')] }),
    right: ofWorkers({ nodeTaints: [Taint.noSchedule('gpu', 'a'), Taint.noExecute('gpu-model', 'b')] }),
  },
  TALOS016: {
    wrong: () => ConfigPatch.yaml('machine:\n  certSANs: [k8s.example.org\n'),
    right: () => ConfigPatch.yaml('machine:\n  certSANs: [k8s.example.org]\n'),
  },
  TALOS017: {
    wrong: ofCluster({ configPatches: [merge({ machine: { sysctl: { 'vm.swappiness': '1' } } })] }),
    right: ofCluster({ configPatches: [merge({ machine: { sysctls: { 'vm.swappiness': '1' } } })] }),
  },
  TALOS018: {
    wrong: ofCluster({
      configPatches: [
        merge({ machine: { registries: { mirrors: { 'docker.io': { endpoints: ['https://mirror.example.org'] } } } } }),
      ],
    }),
    right: ofCluster({
      configPatches: [
        document({
          kind: 'RegistryMirrorConfig',
          name: 'docker.io',
          endpoints: [{ url: 'https://mirror.example.org' }],
        }),
      ],
    }),
  },
  TALOS019: {
    wrong: ofCluster({ configPatches: [document({ kind: 'VolumesConfig', name: 'EPHEMERAL' })] }),
    right: ofCluster({ configPatches: [document({ kind: 'VolumeConfig', name: 'EPHEMERAL' })] }),
  },
  TALOS020: {
    wrong: ofCluster({ versionContract: VersionContract.V1_12, configPatches: [environment] }),
    right: ofCluster({ versionContract: VersionContract.V1_13, configPatches: [environment] }),
  },
  TALOS021: {
    wrong: ofCluster({ configPatches: [merge({ cluster: { clusterName: 'shop' } })] }),
    right: ofCluster({ clusterName: 'shop' }),
  },
  TALOS022: {
    wrong: ofCluster({ configPatches: [etcd] }),
    right: ofCluster({ controlPlaneConfigPatches: [etcd] }),
  },
  TALOS023: {
    wrong: ofWorkers({ configPatches: [hostname] }),
    right: ofWorkers({ machineConfigPatches: { 'worker-0': [hostname] } }),
  },
  TALOS024: {
    wrong: ofWorkers({ configPatches: [wipe] }),
    right: ofWorkers({ machineConfigPatches: { 'worker-0': [wipe] } }),
  },
  TALOS025: {
    wrong: ofCluster({ settings: { environment: { API_TOKEN: 'hunter2' } } }),
    right: withTokenFromVariable,
  },
  TALOS026: {
    wrong: ofCluster({ cni: podNetwork({ replacesKubeProxy: true }), controlPlaneConfigPatches: [withKubeProxy] }),
    right: ofCluster({ cni: podNetwork({ replacesKubeProxy: false }), controlPlaneConfigPatches: [withKubeProxy] }),
  },
  TALOS027: {
    wrong: ofCluster({
      cni: podNetwork({ replacesKubeProxy: true }),
      configPatches: [merge({ machine: { features: { diskQuotaSupport: true, kubePrism: { port: 7446 } } } })],
    }),
    right: ofCluster({
      cni: podNetwork({ replacesKubeProxy: true }),
      configPatches: [merge({ machine: { features: { diskQuotaSupport: true } } })],
    }),
  },
  TALOS028: {
    wrong: ofCluster({
      cni: Cni.none(),
      controlPlaneConfigPatches: [merge({ cluster: { network: { cni: { name: 'flannel' } } } })],
    }),
    right: ofCluster({ cni: Cni.flannel() }),
  },
};
