import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  ControlPlaneEndpoint,
  ImageFactorySchematic,
  ImageFactorySchematicProps,
  TalosCluster,
  TalosClusterProps,
  VersionContract,
} from '../../lib';
import { IngressFirewall } from '../../lib/config/ingress-firewall';
import { ProxmoxMachines, ProxmoxVmPool, ProxmoxVmPoolProps } from '../../lib/proxmox';

/** What a test changes about the small cluster. */
export interface SmallClusterChanges {
  readonly image?: Partial<ImageFactorySchematicProps>;
  readonly cluster?: Partial<TalosClusterProps>;
  readonly controlPlane?: Partial<ProxmoxVmPoolProps>;
  readonly worker?: Partial<ProxmoxVmPoolProps>;
}

/** Where the small cluster is operated from. */
export const OPERATORS = '192.168.1.0/24';

/** Name of the small cluster's stack. */
export const SMALL = 'small';

/** One control plane machine and two workers on two Proxmox nodes. */
export function buildSmallCluster(app: App, changes: SmallClusterChanges = {}): TalosCluster {
  const stack = new TerraformStack(app, SMALL);
  new LocalBackend(stack, { path: 'terraform.tfstate' });
  const image = new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9', ...changes.image });
  const place = {
    image,
    network: { cidr: '10.10.0.0/24', gateway: '10.10.0.1' },
    proxmoxNodes: ['pve1', 'pve2'],
    cores: 2,
    memoryMiB: 4096,
    diskGiB: 20,
  };
  const { cluster = {} } = changes;
  return new TalosCluster(stack, 'Cluster', {
    clusterName: 'small',
    kubernetesVersion: 'v1.35.4',
    versionContract: VersionContract.V1_13,
    endpoint: ControlPlaneEndpoint.virtualIp('10.10.0.10'),
    ingressFirewall: IngressFirewall.on({ operators: [OPERATORS] }),
    preventDestroy: false,
    controlPlane: new ProxmoxVmPool(stack, 'ControlPlane', {
      ...place,
      machines: ProxmoxMachines.numbered(1, { firstAddress: '10.10.0.11', firstVmId: 111 }),
      ...changes.controlPlane,
    }),
    // A pool that no cluster is given is a mistake.
    workerPools: cluster.workerPools ?? [
      new ProxmoxVmPool(stack, 'Worker', {
        ...place,
        machines: ProxmoxMachines.numbered(2, { firstAddress: '10.10.0.21', firstVmId: 121 }),
        ...changes.worker,
      }),
    ],
    ...cluster,
  });
}
