import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ImageFactorySchematic } from '../../../lib';
import {
  AccessLogs,
  AwsInstancePool,
  AwsLoadBalancer,
  AwsNetwork,
  AwsNetworkProps,
  AwsNodeFirewall,
  AwsSubnet,
  ExistingAwsNetworkProps,
  FlowLogs,
  InstanceMarket,
  NatGateways,
  OperatorCidrs,
  TalosAmi,
} from '../../../lib/aws';
import {
  SmallAwsChanges,
  SmallAwsCluster,
  addAwsCluster,
  awsStack,
  buildSmallAwsCluster,
} from '../../platforms/aws/support/small-aws-cluster';
import { Mended, MendedChecks } from './mended';

const cluster = (changes: SmallAwsChanges) => (app: App) => buildSmallAwsCluster(app, changes);

const NETWORK: AwsNetworkProps = {
  region: 'eu-central-1',
  cidr: '10.140.0.0/16',
  availabilityZones: ['eu-central-1a', 'eu-central-1b'],
};

const network = (changes: Partial<AwsNetworkProps>) => (app: App) =>
  new AwsNetwork(awsStack(app), 'Network', { ...NETWORK, ...changes });

const networkBesideProvider = (region: string) => (app: App) => {
  const stack = awsStack(app);
  new AwsProvider(stack, 'Aws', { region });
  new AwsNetwork(stack, 'Network', NETWORK);
};

const subnet = (letter: string, cidr: string): AwsSubnet => ({
  id: `subnet-${letter}`,
  zone: `eu-central-1${letter}`,
  cidr,
});

/** A cluster in a network that exists already, without public subnets. */
const clusterInExisting =
  (changes: SmallAwsChanges, props: Partial<ExistingAwsNetworkProps> = {}) =>
  (app: App) => {
    const stack = awsStack(app);
    const existing = AwsNetwork.fromIds(stack, 'Network', {
      region: 'eu-central-1',
      vpcId: 'vpc-1',
      cidr: '10.140.0.0/16',
      privateSubnets: [subnet('a', '10.140.1.0/24'), subnet('b', '10.140.2.0/24')],
      natAddresses: [{ name: 'office', address: '198.51.100.1' }],
      ...props,
    });
    return addAwsCluster(stack, 'small', existing, changes);
  };

/** A second cluster in the network of the first one; what it is like may go by the first. */
const secondCluster = (changes: (first: SmallAwsCluster, stack: TerraformStack) => SmallAwsChanges) => (app: App) => {
  const first = buildSmallAwsCluster(app);
  const stack = TerraformStack.of(first.network);
  return addAwsCluster(new Construct(stack, 'Second'), 'second', first.network, {
    controlPlane: { name: 'second-control-plane' },
    worker: { name: 'second-worker' },
    ...changes(first, stack),
  });
};

/** A cluster with a further pool of workers, in the group that is chosen from the firewall's. */
const furtherPool = (groupOf: (firewall: AwsNodeFirewall) => AwsNodeFirewall['workers']): Mended['wrong'] =>
  cluster({
    morePools: (scope, worker) => {
      const firewall = scope.node.findChild('Firewall') as AwsNodeFirewall;
      return [new AwsInstancePool(scope, 'Other', { ...worker, securityGroup: groupOf(firewall) })];
    },
  });

const withIscsi = (scope: Construct): ImageFactorySchematic =>
  new ImageFactorySchematic(scope, 'Schematic', {
    talosVersion: 'v1.13.9',
    systemExtensions: ['siderolabs/iscsi-tools'],
  });

const rawImage = (key: string): Mended['wrong'] =>
  cluster({
    image: (scope) =>
      TalosAmi.fromRawImage(scope, 'Ami', { image: withIscsi(scope), architecture: 'amd64', bucket: 'images', key }),
  });

const operators = (...cidrs: string[]): SmallAwsChanges => ({ loadBalancer: { operators: OperatorCidrs.of(cidrs) } });

const groups = (count: number): string[] => Array.from({ length: count }, (_, index) => `sg-${String(index)}`);

const ONE_ZONE = { natGateways: NatGateways.single(), availabilityZones: ['eu-central-1a'] };

/** TALOS100 to TALOS149. */
export const aws: MendedChecks = {
  TALOS100: {
    wrong: network({ cidr: '10.140.0.0/24' }),
    right: network({ cidr: '10.140.0.0/16' }),
  },
  TALOS101: {
    wrong: network({ availabilityZones: ['eu-central-1a', 'us-east-1b'] }),
    right: network({ availabilityZones: ['eu-central-1a', 'eu-central-1b'] }),
  },
  TALOS102: {
    wrong: network({ availabilityZones: ['eu-central-1a', 'eu-central-1a'] }),
    right: network({ availabilityZones: ['eu-central-1a', 'eu-central-1b'] }),
  },
  TALOS103: {
    wrong: network({ region: 'Frankfurt' }),
    right: network({ region: 'eu-central-1' }),
  },
  TALOS104: {
    wrong: networkBesideProvider('us-east-1'),
    right: networkBesideProvider('eu-central-1'),
  },
  TALOS105: {
    wrong: () => OperatorCidrs.of([]),
    right: () => OperatorCidrs.of(['203.0.113.0/24']),
  },
  TALOS106: {
    wrong: () => OperatorCidrs.of(['0.0.0.0/0']),
    right: () => OperatorCidrs.anywhere('Public test cluster without data'),
  },
  TALOS107: {
    wrong: () => OperatorCidrs.anywhere("Everybody's test cluster, without data"),
    right: () => OperatorCidrs.anywhere('Test cluster of everybody, without data'),
  },
  TALOS108: {
    wrong: cluster({ loadBalancer: { dns: { zoneName: 'example.org', recordName: 'k8s.example.com' } } }),
    right: cluster({ loadBalancer: { dns: { zoneName: 'example.org', recordName: 'k8s.example.org' } } }),
  },
  TALOS109: {
    wrong: cluster({ worker: { instanceType: 't2.medium' } }),
    right: cluster({ worker: { instanceType: 't3.medium' } }),
  },
  TALOS110: {
    wrong: cluster({
      image: (scope) => TalosAmi.official(scope, 'Image', { talosVersion: 'v1.13.9', architecture: 'amd64' }),
      worker: { instanceType: 'm7g.large' },
    }),
    right: cluster({
      image: (scope) => TalosAmi.official(scope, 'Image', { talosVersion: 'v1.13.9' }),
      worker: { instanceType: 'm7g.large' },
    }),
  },
  TALOS111: {
    wrong: cluster({ image: withIscsi }),
    right: cluster({
      image: (scope) =>
        TalosAmi.fromAmiId(scope, 'Ami', { image: withIscsi(scope), amiId: 'ami-1', architecture: 'amd64' }),
    }),
  },
  TALOS112: {
    wrong: secondCluster(({ firewall: { controlPlane } }) => ({
      controlPlane: { name: 'second-control-plane', securityGroup: controlPlane },
    })),
    right: secondCluster(() => ({ controlPlane: { name: 'second-control-plane' } })),
  },
  TALOS113: {
    wrong: secondCluster((_, stack) => ({
      cluster: { endpoint: stack.node.findChild('LoadBalancer') as AwsLoadBalancer },
    })),
    right: secondCluster(() => ({})),
  },
  TALOS114: {
    wrong: furtherPool(({ controlPlane }) => controlPlane),
    right: furtherPool(({ workers }) => workers),
  },
  TALOS115: {
    wrong: cluster({ network: { natGateways: NatGateways.none() } }),
    right: cluster({ network: { natGateways: NatGateways.single() } }),
  },
  TALOS116: {
    wrong: cluster({ controlPlane: { market: InstanceMarket.spot() } }),
    right: cluster({ controlPlane: { market: InstanceMarket.onDemand() } }),
  },
  TALOS117: {
    wrong: cluster({ worker: { clusterTag: 'small', tagsInMetadata: true } }),
    right: cluster({ worker: { clusterTag: 'small', tagsInMetadata: false } }),
  },
  TALOS118: {
    wrong: cluster({ worker: { volumes: [{ deviceName: '/dev/xvdb', sizeGiB: 10 }] } }),
    right: cluster({ worker: { volumes: [{ deviceName: '/dev/sdf', sizeGiB: 10 }] } }),
  },
  TALOS119: {
    wrong: cluster({ network: ONE_ZONE, worker: { count: 8, spread: true } }),
    right: cluster({ network: ONE_ZONE, worker: { count: 8, spread: false } }),
  },
  TALOS120: {
    wrong: cluster(operators(...Array.from({ length: 30 }, (_, index) => `203.0.113.${String(index)}/32`))),
    right: cluster(operators('203.0.113.0/27')),
  },
  TALOS121: {
    wrong: clusterInExisting(
      { loadBalancer: { scheme: 'internal' } },
      { privateSubnets: [subnet('a', '10.141.1.0/24')] },
    ),
    right: clusterInExisting(
      { loadBalancer: { scheme: 'internal' } },
      { privateSubnets: [subnet('a', '10.140.1.0/24')] },
    ),
  },
  TALOS122: {
    wrong: rawImage('talos-v1.13.9-iscsi-amd64.raw.xz'),
    right: rawImage('talos-v1.13.9-iscsi-amd64.raw'),
  },
  TALOS123: {
    wrong: clusterInExisting({ loadBalancer: { scheme: 'internet-facing' } }),
    right: clusterInExisting({ loadBalancer: { scheme: 'internal' } }),
  },
  TALOS124: {
    wrong: () => FlowLogs.toCloudWatch({ retentionDays: 100 }),
    right: () => FlowLogs.toCloudWatch({ retentionDays: 90 }),
  },
  TALOS125: {
    wrong: () => InstanceMarket.onDemand({ capacityReservationId: 'mine' }),
    right: () => InstanceMarket.onDemand({ capacityReservationId: 'cr-0123456789abcdef0' }),
  },
  TALOS126: {
    wrong: cluster(operators('203.0.113.0/24', '2001:db8::/48')),
    right: cluster({ ...operators('203.0.113.0/24', '2001:db8::/48'), network: { ipv6: true } }),
  },
  TALOS127: {
    wrong: () => AccessLogs.toBucket({ bucket: 'my-access-logs', prefix: '/clusters/' }),
    right: () => AccessLogs.toBucket({ bucket: 'my-access-logs', prefix: 'clusters' }),
  },
  TALOS128: {
    wrong: cluster({ loadBalancer: { accessLogs: AccessLogs.toOwnBucket() } }),
    right: cluster({
      loadBalancer: { accessLogs: AccessLogs.toOwnBucket() },
      network: { flowLogs: FlowLogs.toCloudWatch() },
    }),
  },
  TALOS129: {
    wrong: cluster({ worker: { instanceType: 'm7l.large' } }),
    right: cluster({ worker: { instanceType: 'm7i.large' } }),
  },
  TALOS130: {
    wrong: cluster({ worker: { additionalSecurityGroupIds: groups(16) } }),
    right: cluster({ worker: { additionalSecurityGroupIds: groups(15) } }),
  },
  TALOS131: {
    wrong: cluster({ network: { ipv6: true }, worker: { nodeNames: 'platform' } }),
    right: cluster({ network: { ipv6: false }, worker: { nodeNames: 'platform' } }),
  },
};
