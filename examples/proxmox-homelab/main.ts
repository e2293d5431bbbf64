import { App, TerraformStack } from 'cdktf';
import {
  ClusterProfile,
  ControlPlaneEndpoint,
  ImageFactorySchematic,
  IngressFirewall,
  TalosCluster,
  VersionContract,
} from 'cdktf-talos';
import { ProxmoxMachines, ProxmoxNode, ProxmoxVmPool } from 'cdktf-talos/proxmox';

const app = new App();
const stack = new TerraformStack(app, 'homelab');

const image = new ImageFactorySchematic(stack, 'Image', {
  talosVersion: 'v1.13.9',
  systemExtensions: ['siderolabs/qemu-guest-agent'],
});
const place = {
  image,
  // What the node has for VMs: a pool that does not fit is refused at synth.
  proxmoxNodes: [ProxmoxNode.of('pve', { cores: 8, memoryMiB: 28_000 })],
  network: { cidr: '192.168.1.0/24', gateway: '192.168.1.1' },
};

new TalosCluster(stack, 'Cluster', {
  clusterName: 'homelab',
  kubernetesVersion: 'v1.36.3',
  versionContract: VersionContract.V1_13,
  profile: ClusterProfile.development(),
  endpoint: ControlPlaneEndpoint.virtualIp('192.168.1.40'),
  ingressFirewall: IngressFirewall.on({
    operators: ['192.168.1.0/24'],
    rules: [{ name: 'web', ports: [80, 443], protocol: 'tcp', on: 'all', from: ['192.168.1.0/24'] }],
  }),
  controlPlane: new ProxmoxVmPool(stack, 'ControlPlane', {
    ...place,
    machines: ProxmoxMachines.numbered(1, { firstAddress: '192.168.1.41', firstVmId: 141 }),
    cores: 2,
    memoryMiB: 4096,
    diskGiB: 40,
  }),
  workerPools: [
    new ProxmoxVmPool(stack, 'Worker', {
      ...place,
      machines: ProxmoxMachines.numbered(2, { firstAddress: '192.168.1.51', firstVmId: 151 }),
      cores: 4,
      memoryMiB: 8192,
      diskGiB: 80,
    }),
  ],
});

app.synth();
