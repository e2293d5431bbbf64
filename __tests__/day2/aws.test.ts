import { App } from 'cdktf';
import { ConfigPatch, ImageFactorySchematic, TalosCluster, UpgradeStrategy, VersionContract } from '../../lib';
import {
  AwsInstancePool,
  AwsLoadBalancer,
  AwsNetwork,
  AwsNodeFirewall,
  NatGateways,
  OperatorCidrs,
  TalosAmi,
} from '../../lib/aws';
import { awsStack } from '../platforms/aws/support/small-aws-cluster';
import { Life, LifeOfACluster, Row, Wish, lifeTest } from './support/life';

const STACK = 'aws';

function build(app: App, wish: Wish): void {
  const stack = awsStack(app, STACK);
  const network = new AwsNetwork(stack, 'Network', {
    region: 'eu-central-1',
    cidr: '10.140.0.0/16',
    availabilityZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
    natGateways: NatGateways.single(),
  });
  const firewall = new AwsNodeFirewall(stack, 'Firewall', { network });
  const { talosVersion, systemExtensions } = wish;
  const machines = {
    image: TalosAmi.fromAmiId(stack, 'Image', {
      image: new ImageFactorySchematic(stack, 'Schematic', { talosVersion, systemExtensions: [...systemExtensions] }),
      amiId: 'ami-0123456789abcdef0',
      architecture: 'amd64',
    }),
    instanceType: 'm7i.large',
    diskGiB: 40,
  };
  new TalosCluster(stack, 'Cluster', {
    clusterName: 'aws',
    kubernetesVersion: wish.kubernetesVersion,
    versionContract: VersionContract.V1_12,
    endpoint: new AwsLoadBalancer(stack, 'LoadBalancer', {
      firewall,
      scheme: 'internet-facing',
      operators: OperatorCidrs.of(['203.0.113.0/24']),
    }),
    preventDestroy: false,
    upgradeStrategy: UpgradeStrategy.rolling({ maxUnavailable: '10%' }),
    configPatches: [ConfigPatch.merge({ machine: { sysctls: { 'vm.nr_hugepages': wish.hugePages } } })],
    controlPlane: new AwsInstancePool(stack, 'ControlPlane', {
      ...machines,
      securityGroup: firewall.controlPlane,
      count: wish.controlPlanes,
    }),
    workerPools: [
      new AwsInstancePool(stack, 'Worker', {
        ...machines,
        securityGroup: firewall.workers,
        count: wish.workers,
        nodeLabels: { tier: wish.label },
      }),
    ],
  });
}

const LIFE: Life = {
  platform: 'AWS',
  stack: STACK,
  build,
  first: {
    talosVersion: 'v1.12.10',
    kubernetesVersion: 'v1.34.2',
    systemExtensions: [],
    controlPlanes: 3,
    workers: 3,
    label: 'web',
    hugePages: '0',
  },
  workersAtOnce: (workers) => Math.max(1, Math.floor(workers / 10)),
  // Nothing stands behind the made-up addresses; an operation lasts long enough to meet others.
  environment: { RIG_DELAY_MS: '25' },
};
/** An instance that is lost is known by its id. */
const lost: { environment: Record<string, string> } = { environment: {} };
const lose = (address: string) => (): void => {
  const instance = life.workspace.state().find((resource) => resource.address.startsWith(`aws_instance.${address}`));
  lost.environment.RIG_GONE = `aws_instance .*id=${String(instance?.values.id)} `;
};
const ALL = 'control-plane-0 to control-plane-2, worker-0 to worker-2';
const changed = (machines: string): string[] => [`Gate replaced: ${machines}`, `talos_machine updated: ${machines}`];

const ROWS: readonly Row[] = [
  { change: 'create: 3 control planes, 3 workers', effect: [] },
  { change: 'a label of the workers', wish: { label: 'api' }, effect: changed('worker-0 to worker-2') },
  { change: 'a patch of the cluster', wish: { hugePages: '16' }, effect: changed(ALL) },
  { change: 'a Talos patch release', wish: { talosVersion: 'v1.12.11' }, effect: changed(ALL) },
  { change: 'back to the image before', wish: { talosVersion: 'v1.12.10' }, effect: changed(ALL) },
  { change: 'the next Talos minor', wish: { talosVersion: 'v1.13.9' }, effect: changed(ALL) },
  { change: 'an extension added', wish: { systemExtensions: ['siderolabs/iscsi-tools'] }, effect: changed(ALL) },
  { change: 'Kubernetes', wish: { kubernetesVersion: 'v1.35.4' }, effect: [] },
  { change: 'a lost worker', before: lose('Worker_worker-1_'), environment: lost.environment, effect: [] },
  {
    change: 'a lost control plane machine, the one that was bootstrapped',
    before: lose('ControlPlane_control-plane-0_'),
    environment: lost.environment,
    effect: [],
  },
  {
    change: 'a patch of the cluster, interrupted after the first machine and applied again',
    wish: { hugePages: '0' },
    interrupted: true,
    effect: changed(ALL),
  },
  { change: 'control plane 3 to 5', wish: { controlPlanes: 5 }, effect: [] },
  { change: 'control plane 5 to 3', wish: { controlPlanes: 3 }, effect: [] },
  { change: 'workers 3 to 100', wish: { workers: 100 }, effect: [] },
  { change: 'workers 100 to 3', wish: { workers: 3 }, effect: [] },
];

const life = new LifeOfACluster(LIFE);
const lived = lifeTest(LIFE);
beforeAll(() => life.start());
afterAll(() => {
  life.stop();
});

describe('a cluster on AWS lives through', () => {
  lived.each(ROWS)('$change', (row) => life.live(row));
});
