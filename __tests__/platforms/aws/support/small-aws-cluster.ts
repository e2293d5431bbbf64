import { App, LocalBackend, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ITalosImage, TalosCluster, TalosClusterProps, VersionContract } from '../../../../lib';
import {
  AwsInstancePool,
  AwsInstancePoolProps,
  AwsLoadBalancer,
  AwsLoadBalancerProps,
  AwsNetwork,
  AwsNetworkProps,
  AwsNodeFirewall,
  AwsNodeFirewallProps,
  IAwsNetwork,
  NatGateways,
  OperatorCidrs,
  TalosAmi,
} from '../../../../lib/aws';

/** What a test changes about the small cluster. */
export interface SmallAwsChanges {
  readonly talosVersion?: string;
  /** What the machines boot, in the place of the official AMI. */
  readonly image?: (scope: Construct) => ITalosImage;
  readonly network?: Partial<AwsNetworkProps>;
  readonly firewall?: Partial<AwsNodeFirewallProps>;
  readonly loadBalancer?: Partial<AwsLoadBalancerProps>;
  readonly cluster?: Partial<TalosClusterProps>;
  readonly controlPlane?: Partial<AwsInstancePoolProps>;
  readonly worker?: Partial<AwsInstancePoolProps>;
  /** Further pools, made from what the workers are like. */
  readonly morePools?: (scope: Construct, worker: AwsInstancePoolProps) => AwsInstancePool[];
}

/** The parts of the small cluster. */
export interface SmallAwsCluster {
  readonly network: AwsNetwork;
  readonly firewall: AwsNodeFirewall;
  readonly controlPlane: AwsInstancePool;
  readonly worker: AwsInstancePool;
}

/** Name of the small cluster's stack. */
export const SMALL_AWS = 'small';

/** A stack with a local state. */
export function awsStack(app: App, name = SMALL_AWS): TerraformStack {
  const stack = new TerraformStack(app, name);
  new LocalBackend(stack, { path: 'terraform.tfstate' });
  return stack;
}

/** One control plane machine and two workers in two zones, behind an internet-facing load balancer. */
export function buildSmallAwsCluster(app: App, changes: SmallAwsChanges = {}): SmallAwsCluster {
  const stack = awsStack(app);
  const network = new AwsNetwork(stack, 'Network', {
    region: 'eu-central-1',
    cidr: '10.140.0.0/16',
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    natGateways: NatGateways.single(),
    ...changes.network,
  });
  return { network, ...addAwsCluster(stack, 'small', network, changes) };
}

/** A cluster in a network that is there already. */
export function addAwsCluster(
  scope: Construct,
  clusterName: string,
  network: IAwsNetwork,
  changes: SmallAwsChanges = {},
): Omit<SmallAwsCluster, 'network'> {
  const firewall = new AwsNodeFirewall(scope, 'Firewall', { network, ...changes.firewall });
  const image =
    changes.image?.(scope) ?? TalosAmi.official(scope, 'Image', { talosVersion: changes.talosVersion ?? 'v1.13.9' });
  const common = { image, count: 1, instanceType: 'm7i.large', diskGiB: 40 };
  const controlPlane = new AwsInstancePool(scope, 'ControlPlane', {
    ...common,
    securityGroup: firewall.controlPlane,
    ...changes.controlPlane,
  });
  const worker = new AwsInstancePool(scope, 'Worker', {
    ...common,
    count: 2,
    securityGroup: firewall.workers,
    ...changes.worker,
  });
  new TalosCluster(scope, 'Cluster', {
    clusterName,
    kubernetesVersion: 'v1.35.4',
    versionContract: VersionContract.V1_13,
    endpoint: new AwsLoadBalancer(scope, 'LoadBalancer', {
      firewall,
      scheme: 'internet-facing',
      operators: OperatorCidrs.of(['203.0.113.0/24']),
      ...changes.loadBalancer,
    }),
    preventDestroy: false,
    controlPlane,
    workerPools: [worker, ...(changes.morePools?.(scope, worker.options) ?? [])],
    ...changes.cluster,
  });
  return { firewall, controlPlane, worker };
}
