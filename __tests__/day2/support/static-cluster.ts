import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  ControlPlaneEndpoint,
  ImageFactorySchematic,
  StaticMachine,
  StaticMachinePool,
  TalosCluster,
  UpgradeStrategy,
  VersionContract,
} from '../../../lib';
import { RollingUpgradeOptions } from '../../../lib/cluster/upgrade-strategy';

/** A cluster on emulated nodes. */
export interface StaticClusterProps {
  readonly controlPlanes: readonly StaticMachine[];
  readonly workers: readonly StaticMachine[];
  /** Label of every node: another one is another configuration. */
  readonly label: string;
  /** @default - the label of every node */
  readonly workerLabel?: string;
  /** @default v1.13.9 */
  readonly talosVersion?: string;
  readonly strategy: RollingUpgradeOptions;
}

/** Name of the cluster's stack. */
export const DAY2 = 'day2';

/** Control planes `cp-0`, ... and workers `worker-0`, ... on machines that are there already. */
export function buildStaticCluster(app: App, props: StaticClusterProps): void {
  const stack = new TerraformStack(app, DAY2);
  new LocalBackend(stack, { path: 'terraform.tfstate' });
  const image = new ImageFactorySchematic(stack, 'Image', { talosVersion: props.talosVersion ?? 'v1.13.9' });
  const pool = (id: string, prefix: string, machines: readonly StaticMachine[], label: string): StaticMachinePool =>
    new StaticMachinePool(stack, id, {
      image,
      nodeLabels: { round: label },
      machines: Object.fromEntries(machines.map((machine, index) => [`${prefix}-${String(index)}`, machine])),
    });
  new TalosCluster(stack, 'Cluster', {
    clusterName: DAY2,
    kubernetesVersion: 'v1.35.4',
    versionContract: VersionContract.V1_13,
    endpoint: ControlPlaneEndpoint.external('k8s.example.org'),
    preventDestroy: false,
    upgradeStrategy: UpgradeStrategy.rolling(props.strategy),
    controlPlane: pool('ControlPlane', 'cp', props.controlPlanes, props.label),
    workerPools: [pool('Worker', 'worker', props.workers, props.workerLabel ?? props.label)],
  });
}

/** Seconds that each gate took, by its machine, from Terraform's own report. */
export function gateSeconds(output: string): Readonly<Record<string, number>> {
  const reports = output.matchAll(/terraform_data\.Cluster_(\S*)_Gate_\w+: Creation complete after (?:(\d+)m)?(\d+)s/g);
  return Object.fromEntries(
    [...reports].map(([, machine = '', minutes = '0', seconds = '0']) => [
      machine,
      Number(minutes) * 60 + Number(seconds),
    ]),
  );
}
