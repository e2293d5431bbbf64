import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  BootstrapData,
  ControlPlaneEndpoint,
  ImageFactorySchematic,
  IngressFirewall,
  StaticMachinePool,
  StaticMachinePoolProps,
  TalosCluster,
  TalosClusterProps,
  VersionContract,
} from '../../lib';

/** Name of the stack and of the cluster. */
export const METAL = 'metal';

/** A pool that hands its machines their configuration by user data. */
export class SeededPool extends StaticMachinePool {
  readonly bootstrapData = new BootstrapData(this);
}

/** What differs from a cluster of one machine. */
export interface MetalClusterChanges {
  /** The class of the pools. */
  readonly Pool?: typeof StaticMachinePool;
  readonly controlPlane?: Partial<StaticMachinePoolProps>;
  readonly workers?: StaticMachinePoolProps['machines'];
  readonly cluster?: Partial<TalosClusterProps>;
}

/** A stack for a cluster of machines that exist already, which may have other things beside it. */
export function metalStack(app: App): TerraformStack {
  const stack = new TerraformStack(app, METAL);
  new LocalBackend(stack, { path: 'terraform.tfstate' });
  return stack;
}

/** A cluster of machines that exist already, without an ingress firewall. */
export function addMetalCluster(stack: TerraformStack, changes: MetalClusterChanges = {}): TalosCluster {
  const { Pool = StaticMachinePool, controlPlane, workers, cluster } = changes;
  const image = controlPlane?.image ?? new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' });
  return new TalosCluster(stack, 'Cluster', {
    clusterName: METAL,
    kubernetesVersion: 'v1.36.3',
    versionContract: VersionContract.V1_13,
    endpoint: ControlPlaneEndpoint.external('k8s.example.org'),
    ingressFirewall: IngressFirewall.off(),
    controlPlane: new Pool(stack, 'Metal', {
      machines: { 'metal-0': { address: '10.10.0.11' } },
      ...controlPlane,
      image,
    }),
    ...(workers === undefined ? {} : { workerPools: [new Pool(stack, 'Worker', { image, machines: workers })] }),
    ...cluster,
  });
}

/** The same in a stack of its own. */
export function buildMetalCluster(app: App, changes?: MetalClusterChanges): TalosCluster {
  return addMetalCluster(metalStack(app), changes);
}
