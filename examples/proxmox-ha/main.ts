import { App, TerraformStack } from 'cdktf';
import {
  CiliumChart,
  ClusterProfile,
  Cni,
  ControlPlaneEndpoint,
  DeploymentLock,
  ImageFactorySchematic,
  IngressFirewall,
  OperatorCidrs,
  TalosCluster,
  VersionContract,
  requireEncryptedState,
  useS3State,
} from 'cdktf-talos';
import {
  ProxmoxFirewall,
  ProxmoxHighAvailability,
  ProxmoxMachines,
  ProxmoxNode,
  ProxmoxVersion,
  ProxmoxVmPool,
} from 'cdktf-talos/proxmox';

const OPERATORS = ['192.168.1.0/24'];

const app = new App();
const stack = new TerraformStack(app, 'proxmox-ha');
requireEncryptedState(stack);
useS3State(stack, { bucket: 'example-terraform-state', region: 'eu-central-1' });

const cni = Cni.cilium(CiliumChart.release('1.18.4'));
const firewall = new ProxmoxFirewall(stack, 'Firewall', { operators: OperatorCidrs.of(OPERATORS), cni });
const place = {
  image: new ImageFactorySchematic(stack, 'Image', {
    talosVersion: 'v1.13.9',
    systemExtensions: ['siderolabs/qemu-guest-agent'],
  }),
  proxmoxVersion: ProxmoxVersion.of('9.1'),
  proxmoxNodes: ['pve1', 'pve2', 'pve3'].map((name) => ProxmoxNode.of(name, { cores: 32, memoryMiB: 120_000 })),
  network: { cidr: '10.30.0.0/24', gateway: '10.30.0.1', vlanId: 30 },
  region: 'rack1',
};

new TalosCluster(stack, 'Cluster', {
  clusterName: 'proxmox-ha',
  kubernetesVersion: 'v1.36.3',
  versionContract: VersionContract.V1_13,
  profile: ClusterProfile.hardened(),
  cni,
  lock: DeploymentLock.file('locks/proxmox-ha.json'),
  endpoint: ControlPlaneEndpoint.virtualIp('10.30.0.10', { dnsName: 'k8s.example.org' }),
  ingressFirewall: IngressFirewall.on({ operators: OPERATORS }),
  // One on each node, on its own fast disks: etcd has the copies, so Proxmox moves none of them.
  controlPlane: new ProxmoxVmPool(stack, 'ControlPlane', {
    ...place,
    firewall: firewall.controlPlane,
    machines: ProxmoxMachines.numbered(3, { firstAddress: '10.30.0.11', firstVmId: 30_011 }),
    cores: 4,
    memoryMiB: 8192,
    diskGiB: 60,
  }),
  // On shared storage: when a node fails, Proxmox starts its workers, with what they hold, on another one.
  workerPools: [
    new ProxmoxVmPool(stack, 'Worker', {
      ...place,
      firewall: firewall.workers,
      diskDatastore: 'ceph',
      highAvailability: ProxmoxHighAvailability.rules({ sharedDatastores: ['ceph'] }),
      machines: ProxmoxMachines.numbered(3, { firstAddress: '10.30.0.21', firstVmId: 30_021 }),
      cores: 8,
      memoryMiB: 32_768,
      diskGiB: 200,
    }),
  ],
});

app.synth();
