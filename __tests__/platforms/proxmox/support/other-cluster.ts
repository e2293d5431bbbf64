import { App, TerraformStack } from 'cdktf';
import { ControlPlaneEndpoint, ImageFactorySchematic, TalosCluster, VersionContract } from '../../../../lib';
import { IngressFirewall } from '../../../../lib/config/ingress-firewall';
import { ProxmoxMachines, ProxmoxVmPool, ProxmoxVmPoolProps } from '../../../../lib/proxmox';

/** A cluster in a stack of its own, of the one pool `other/Pool` with one machine; on the small cluster's Proxmox cluster. */
export function buildOtherCluster(app: App, pool: Partial<ProxmoxVmPoolProps> = {}): void {
  const stack = new TerraformStack(app, 'other');
  new TalosCluster(stack, 'Cluster', {
    clusterName: 'other',
    kubernetesVersion: 'v1.35.4',
    versionContract: VersionContract.V1_13,
    endpoint: ControlPlaneEndpoint.external('other.example.org'),
    ingressFirewall: IngressFirewall.off(),
    preventDestroy: false,
    controlPlane: new ProxmoxVmPool(stack, 'Pool', {
      image: new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' }),
      machines: ProxmoxMachines.numbered(1, { firstAddress: '10.0.0.2' }),
      network: { cidr: '10.0.0.0/24' },
      proxmoxNodes: ['pve1'],
      cores: 2,
      memoryMiB: 2048,
      diskGiB: 10,
      ...pool,
    }),
  });
}
