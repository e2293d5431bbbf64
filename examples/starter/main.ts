import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  ControlPlaneEndpoint,
  DeploymentLock,
  ImageFactorySchematic,
  IngressFirewall,
  TalosCluster,
  VersionContract,
} from 'cdktf-talos';
import { ProxmoxMachines, ProxmoxVmPool } from 'cdktf-talos/proxmox';

const app = new App();
const stack = new TerraformStack(app, 'home');
// Beside this file, and kept out of Git: the state holds the cluster's keys.
new LocalBackend(stack, { path: '../../../terraform.home.tfstate' });

const image = new ImageFactorySchematic(stack, 'Image', {
  talosVersion: 'v1.13.9',
  systemExtensions: ['siderolabs/qemu-guest-agent'],
});
const place = {
  image,
  proxmoxNodes: ['pve1'],
  network: { cidr: '10.10.0.0/24', gateway: '10.10.0.1' },
};

new TalosCluster(stack, 'Cluster', {
  clusterName: 'home',
  kubernetesVersion: 'v1.36.3',
  versionContract: VersionContract.V1_13,
  endpoint: ControlPlaneEndpoint.virtualIp('10.10.0.10'),
  ingressFirewall: IngressFirewall.on({ operators: ['192.168.1.0/24'] }),
  lock: DeploymentLock.file('locks/home.json'),
  controlPlane: new ProxmoxVmPool(stack, 'ControlPlane', {
    ...place,
    machines: ProxmoxMachines.numbered(1, { firstAddress: '10.10.0.11' }),
    cores: 2,
    memoryMiB: 4096,
    diskGiB: 40,
  }),
  workerPools: [
    new ProxmoxVmPool(stack, 'Worker', {
      ...place,
      machines: ProxmoxMachines.numbered(1, { firstAddress: '10.10.0.21' }),
      cores: 4,
      memoryMiB: 8192,
      diskGiB: 60,
    }),
  ],
});

app.synth();
