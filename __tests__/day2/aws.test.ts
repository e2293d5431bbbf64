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
import { LAST_WORKERS, Life, LifeOfACluster, MANY, Row, Wish, lifeTest } from './support/life';

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
/** An instance is lost, which is known by its id, and so its node does not answer. */
const lost: Record<string, string> = {};
const lose = (pool: string, machine: string) => (): void => {
  const state = life.workspace.state();
  const instance = state.find(({ address }) => address.startsWith(`aws_instance.${pool}_${machine}_`))?.values;
  const node = state.find(({ address }) => address.startsWith(`talos_machine.Cluster_${machine}_`))?.values;
  lost.RIG_GONE = `^(aws_instance .*id=${String(instance?.id)} |talos_machine .*node=${String(node?.node)} )`;
};
const ALL = 'control-plane-0 to control-plane-2, worker-0 to worker-2';
const changed = (machines: string): string[] => [`Gate replaced: ${machines}`, `talos_machine updated: ${machines}`];
/** Machines with all that belongs to them. */
const machines = (verb: 'created' | 'deleted', names: string): string[] =>
  ['Born', 'Gate', 'Place', 'Server', 'aws_instance', 'talos_machine'].map((kind) => `${kind} ${verb}: ${names}`);
const madeAnew = (name: string): string[] => [
  ...['Born', 'Gate', 'Server'].map((kind) => `${kind} replaced: ${name}`),
  `Place updated: ${name}`,
  `aws_instance created: ${name}`,
  `talos_machine created: ${name}`,
];
const ATTACHMENT = 'aws_lb_target_group_attachment';

const ROWS: readonly Row[] = [
  {
    change: 'create: 3 control planes, 3 workers',
    effect: ['everything created'],
  },
  { change: 'a label of the workers', wish: { label: 'api' }, effect: changed('worker-0 to worker-2') },
  { change: 'a patch of the cluster', wish: { hugePages: '16' }, effect: changed(ALL) },
  { change: 'a Talos patch release', wish: { talosVersion: 'v1.12.11' }, effect: changed(ALL) },
  { change: 'back to the image before', wish: { talosVersion: 'v1.12.10' }, effect: changed(ALL) },
  { change: 'the next Talos minor', wish: { talosVersion: 'v1.13.9' }, effect: changed(ALL) },
  {
    change: 'an extension added',
    wish: { systemExtensions: ['siderolabs/iscsi-tools'] },
    effect: [...changed(ALL), 'talos_image_factory_schematic updated'],
  },
  {
    change: 'Kubernetes',
    wish: { kubernetesVersion: 'v1.35.4' },
    effect: ['talos_cluster updated', `talos_machine updated: ${ALL}`],
  },
  { change: 'a lost worker', before: lose('Worker', 'worker-1'), environment: lost, effect: madeAnew('worker-1') },
  {
    change: 'a lost control plane machine, the one that was bootstrapped',
    before: lose('ControlPlane', 'control-plane-0'),
    environment: lost,
    effect: [
      ...madeAnew('control-plane-0'),
      `${ATTACHMENT} replaced: control-plane-0 (2)`,
      'talos_cluster updated',
      'talos_cluster_kubeconfig updated',
    ],
  },
  {
    change: 'a patch of the cluster, interrupted after the first machine and applied again',
    wish: { hugePages: '0' },
    interrupted: true,
    effect: changed(ALL),
  },
  {
    change: 'control plane 3 to 5',
    wish: { controlPlanes: 5 },
    effect: [
      ...machines('created', 'control-plane-3, control-plane-4'),
      `${ATTACHMENT} created: control-plane-3, control-plane-4 (4)`,
      'talos_cluster updated',
    ],
  },
  {
    change: 'control plane 5 to 3',
    wish: { controlPlanes: 3 },
    effect: [
      ...machines('deleted', 'control-plane-3, control-plane-4'),
      `${ATTACHMENT} deleted: control-plane-3, control-plane-4 (4)`,
      'talos_cluster updated',
    ],
  },
  { change: `workers 3 to ${MANY}`, wish: { workers: Number(MANY) }, effect: machines('created', LAST_WORKERS) },
  { change: `workers ${MANY} to 3`, wish: { workers: 3 }, effect: machines('deleted', LAST_WORKERS) },
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

lived('its machines know what happens to them when they go', () => {
  const gracefully = { reset: true, graceful: true, reboot: false };
  const { 'control-plane-0': first, ...others } = life.onDestroy();
  expect(first).toEqual({ ...gracefully, graceful: false });
  expect(Object.values(others)).toEqual(Array.from({ length: 5 }, () => gracefully));
});

lived('it is destroyed: workers first, then the control plane machines one after another', async () => {
  const gone = await life.end();
  expect(gone.filter(({ type }) => type === 'talos_machine')).toHaveLength(6);
});

lived('the documentation shows what was proven', () => {
  life.compareDocumentation(ROWS);
});
