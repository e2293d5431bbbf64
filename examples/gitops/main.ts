import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import {
  CiliumChart,
  ClusterManifest,
  Cni,
  ControlPlaneEndpoint,
  ImageFactorySchematic,
  IngressFirewall,
  TalosCluster,
  VersionContract,
  manifestsFromFolder,
} from 'cdktf-talos';
import { ProxmoxMachines, ProxmoxVmPool } from 'cdktf-talos/proxmox';

const FLUX = 'v2.8.6';

const app = new App();
const stack = new TerraformStack(app, 'gitops');

const place = {
  image: new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' }),
  proxmoxNodes: ['pve1', 'pve2', 'pve3'],
  network: { cidr: '10.50.0.0/24', gateway: '10.50.0.1' },
};

new TalosCluster(stack, 'Cluster', {
  clusterName: 'gitops',
  kubernetesVersion: 'v1.36.3',
  versionContract: VersionContract.V1_13,
  endpoint: ControlPlaneEndpoint.virtualIp('10.50.0.10'),
  ingressFirewall: IngressFirewall.on({ operators: ['192.168.1.0/24'] }),
  // Without a pod network Flux does not start, so Cilium comes first; fleet/cilium.yaml takes it over.
  cni: Cni.cilium(CiliumChart.release('1.18.4')),
  manifests: [
    ClusterManifest.url(`https://github.com/fluxcd/flux2/releases/download/${FLUX}/install.yaml`),
    ...manifestsFromFolder(join(__dirname, 'manifests')),
  ],
  controlPlane: new ProxmoxVmPool(stack, 'ControlPlane', {
    ...place,
    machines: ProxmoxMachines.numbered(3, { firstAddress: '10.50.0.11' }),
    cores: 2,
    memoryMiB: 4096,
    diskGiB: 40,
  }),
  workerPools: [
    new ProxmoxVmPool(stack, 'Worker', {
      ...place,
      machines: ProxmoxMachines.numbered(2, { firstAddress: '10.50.0.21' }),
      cores: 4,
      memoryMiB: 8192,
      diskGiB: 60,
    }),
  ],
});

app.synth();
