import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import {
  CiliumChart,
  ClusterProfile,
  Cni,
  ControlPlaneEndpoint,
  DeploymentLock,
  Discovery,
  ImageFactorySchematic,
  IngressFirewall,
  RegistryEndpoint,
  RegistryMirror,
  TalosCluster,
  VersionContract,
  manifestsFromFolder,
} from 'cdktf-talos';
import { ProxmoxMachines, ProxmoxVmPool } from 'cdktf-talos/proxmox';

/** What stands in the closed network beside the cluster. */
const FACTORY = 'https://factory.example.internal';
const REGISTRY = 'https://harbor.example.internal';
const NAME_SERVERS = ['10.60.0.2'];
const TIME_SERVERS = ['10.60.0.3'];

/** The registry has a project for each registry whose images the cluster uses; nothing is asked outside. */
function mirrored(registry: string): RegistryMirror {
  return RegistryMirror.of([RegistryEndpoint.exactly(`${REGISTRY}/v2/${registry}`)], { skipFallback: true });
}

const app = new App();
const stack = new TerraformStack(app, 'air-gapped');

const place = {
  image: new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9', factoryUrl: FACTORY }),
  proxmoxNodes: ['pve1', 'pve2', 'pve3'],
  network: { cidr: '10.60.0.0/24', gateway: '10.60.0.1', nameservers: NAME_SERVERS },
};

new TalosCluster(stack, 'Cluster', {
  clusterName: 'air-gapped',
  kubernetesVersion: 'v1.36.3',
  versionContract: VersionContract.V1_13,
  profile: ClusterProfile.hardened(),
  // The public discovery service is out of reach. Workers find the control plane by the virtual IP.
  network: { discovery: Discovery.off() },
  cni: Cni.cilium(CiliumChart.local(join(__dirname, 'charts', 'cilium'), '1.18.4')),
  manifests: manifestsFromFolder(join(__dirname, 'manifests')),
  lock: DeploymentLock.file('locks/air-gapped.json'),
  endpoint: ControlPlaneEndpoint.virtualIp('10.60.0.10'),
  ingressFirewall: IngressFirewall.on({ operators: ['10.61.0.0/24'] }),
  settings: {
    timeServers: TIME_SERVERS,
    trustedRoots: { internal: readFileSync(join(__dirname, 'ca.pem'), 'utf8') },
    registryMirrors: {
      'docker.io': mirrored('docker.io'),
      'gcr.io': mirrored('gcr.io'),
      'ghcr.io': mirrored('ghcr.io'),
      'quay.io': mirrored('quay.io'),
      'registry.k8s.io': mirrored('registry.k8s.io'),
      // Installers come from the factory itself, which the last line would hide.
      'factory.example.internal': RegistryMirror.of([RegistryEndpoint.of(FACTORY)]),
      '*': RegistryMirror.of([RegistryEndpoint.of(REGISTRY)], { skipFallback: true }),
    },
  },
  controlPlane: new ProxmoxVmPool(stack, 'ControlPlane', {
    ...place,
    machines: ProxmoxMachines.numbered(3, { firstAddress: '10.60.0.11' }),
    cores: 4,
    memoryMiB: 8192,
    diskGiB: 60,
  }),
  workerPools: [
    new ProxmoxVmPool(stack, 'Worker', {
      ...place,
      machines: ProxmoxMachines.numbered(3, { firstAddress: '10.60.0.21' }),
      cores: 4,
      memoryMiB: 16_384,
      diskGiB: 100,
    }),
  ],
});

app.synth();
