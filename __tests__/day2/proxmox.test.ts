import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  ConfigPatch,
  ControlPlaneEndpoint,
  ImageFactorySchematic,
  TalosCluster,
  UpgradeStrategy,
  VersionContract,
} from '../../lib';
import { UpgradeGate } from '../../lib/cluster/upgrade-strategy';
import { IngressFirewall } from '../../lib/config/ingress-firewall';
import { ProxmoxMachines, ProxmoxVmPool } from '../../lib/proxmox';
import { LAST_WORKERS, Life, LifeOfACluster, MANY, Row, Wish, lifeTest } from './support/life';

const MAX_UNAVAILABLE = 3;
const addresses = (network: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `127.79.${String(network)}.${String(index + 1)}`);

function build(app: App, wish: Wish): void {
  const stack = new TerraformStack(app, 'proxmox');
  new LocalBackend(stack, { path: 'terraform.tfstate' });
  const { talosVersion, systemExtensions } = wish;
  const vm = {
    image: new ImageFactorySchematic(stack, 'Image', { talosVersion, systemExtensions: [...systemExtensions] }),
    network: { cidr: '127.79.0.0/16', gateway: '127.79.0.1' },
    proxmoxNodes: ['pve1', 'pve2', 'pve3'],
    cores: 2,
    memoryMiB: 4096,
    diskGiB: 20,
  };
  new TalosCluster(stack, 'Cluster', {
    clusterName: 'proxmox',
    kubernetesVersion: wish.kubernetesVersion,
    versionContract: VersionContract.V1_12,
    endpoint: ControlPlaneEndpoint.virtualIp('127.79.0.10'),
    ingressFirewall: IngressFirewall.on({ operators: ['127.0.0.0/8'] }),
    preventDestroy: false,
    upgradeStrategy: UpgradeStrategy.rolling({
      maxUnavailable: MAX_UNAVAILABLE,
      gate: UpgradeGate.untilWhole({ settleSeconds: 1, giveUpSeconds: 30 }),
    }),
    configPatches: [ConfigPatch.merge({ machine: { sysctls: { 'vm.nr_hugepages': wish.hugePages } } })],
    controlPlane: new ProxmoxVmPool(stack, 'ControlPlane', {
      ...vm,
      machines: ProxmoxMachines.numbered(wish.controlPlanes, { firstAddress: '127.79.1.1' }),
    }),
    workerPools: [
      new ProxmoxVmPool(stack, 'Worker', {
        ...vm,
        nodeLabels: { tier: wish.label },
        machines: ProxmoxMachines.numbered(wish.workers, { firstAddress: '127.79.2.1' }),
      }),
    ],
  });
}

const LIFE: Life = {
  platform: 'Proxmox',
  stack: 'proxmox',
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
  workersAtOnce: () => MAX_UNAVAILABLE,
  environment: { RIG_TALOS_API: '1', TALOS_GATES: '' },
  nodes: [...addresses(1, 5), ...addresses(2, 3)],
  // A changed kernel setting makes a node restart.
  restartsOn: /nr_hugepages: "?[1-9]/,
};
/** The server is gone, and so its node does not answer, which the provider takes for gone as well. */
const lost = (machine: string, address: string): Record<string, string> => ({
  RIG_GONE: `^(proxmox_virtual_environment_vm .*name=${machine} |talos_machine .*node=${address} )`,
});
const ALL = 'control-plane-0 to control-plane-2, worker-0 to worker-2';
const changed = (machines: string): string[] => [`Gate replaced: ${machines}`, `talos_machine updated: ${machines}`];
const installed = (...others: string[]): string[] => [...changed(ALL), 'proxmox_download_file replaced (3)', ...others];
const RECORDS = ['Born', 'Gate', 'Place', 'Server'];
/** Machines with all that belongs to them. */
const machines = (verb: 'created' | 'deleted', names: string): string[] =>
  [...RECORDS, 'proxmox_virtual_environment_vm', 'talos_machine'].map((kind) => `${kind} ${verb}: ${names}`);
const madeAnew = (name: string): string[] => [
  ...['Born', 'Gate', 'Server'].map((kind) => `${kind} replaced: ${name}`),
  `proxmox_virtual_environment_vm created: ${name}`,
  `talos_machine created: ${name}`,
];

const ROWS: readonly Row[] = [
  {
    change: 'create: 3 control planes, 3 workers',
    effect: ['everything created'],
  },
  { change: 'a label of the workers', wish: { label: 'api' }, effect: changed('worker-0 to worker-2') },
  { change: 'a patch of the cluster, which makes nodes restart', wish: { hugePages: '16' }, effect: changed(ALL) },
  { change: 'a Talos patch release', wish: { talosVersion: 'v1.12.11' }, effect: installed() },
  { change: 'back to the image before', wish: { talosVersion: 'v1.12.10' }, effect: installed() },
  { change: 'the next Talos minor', wish: { talosVersion: 'v1.13.9' }, effect: installed() },
  {
    change: 'an extension added',
    wish: { systemExtensions: ['siderolabs/iscsi-tools'] },
    effect: installed('talos_image_factory_schematic updated'),
  },
  {
    change: 'Kubernetes',
    wish: { kubernetesVersion: 'v1.35.4' },
    // The real provider compares without the component tags, and applies nothing to a machine; the emulated one would.
    withoutNodes: true,
    effect: ['talos_cluster updated', `talos_machine updated: ${ALL}`],
  },
  { change: 'a lost worker', environment: lost('worker-1', '127.79.2.2'), effect: madeAnew('worker-1') },
  {
    change: 'a lost control plane machine, the one that was bootstrapped',
    environment: lost('control-plane-0', '127.79.1.1'),
    effect: madeAnew('control-plane-0'),
  },
  {
    change: 'a patch of the cluster, interrupted after the first machine and applied again',
    wish: { hugePages: '32' },
    interrupted: true,
    effect: changed(ALL),
  },
  {
    change: 'control plane 3 to 5',
    wish: { controlPlanes: 5 },
    // The firewall of a control plane machine names the others.
    effect: [
      ...changed('control-plane-0 to control-plane-2'),
      ...machines('created', 'control-plane-3, control-plane-4'),
      'talos_cluster updated',
    ],
  },
  {
    change: 'control plane 5 to 3',
    wish: { controlPlanes: 3 },
    // An emulated node does not leave etcd: the gates would wait for two members that are gone.
    withoutNodes: true,
    effect: [
      ...changed('control-plane-0 to control-plane-2'),
      ...machines('deleted', 'control-plane-3, control-plane-4'),
      'talos_cluster updated',
    ],
  },
  {
    change: `workers 3 to ${MANY}`,
    wish: { workers: Number(MANY) },
    withoutNodes: true,
    effect: machines('created', LAST_WORKERS),
  },
  {
    change: `workers ${MANY} to 3`,
    wish: { workers: 3 },
    withoutNodes: true,
    effect: machines('deleted', LAST_WORKERS),
  },
];

const life = new LifeOfACluster(LIFE);
const lived = lifeTest(LIFE);
beforeAll(() => life.start());
afterAll(() => {
  life.stop();
});

describe('a cluster on Proxmox lives through', () => {
  lived.each(ROWS)('$change', (row) => life.live(row));
});

lived('it was bootstrapped once, and its machines know what happens to them when they go', () => {
  expect(life.history.filter(({ what }) => what === 'bootstrap').map(({ node }) => node)).toEqual(['127.79.1.1']);
  const gracefully = { reset: true, graceful: true, reboot: false };
  const onDestroy = life.onDestroy();
  expect(onDestroy['control-plane-0']).toEqual({ ...gracefully, graceful: false });
  expect([1, 2].map((index) => onDestroy[`control-plane-${String(index)}`])).toEqual([gracefully, gracefully]);
  expect([0, 1, 2].map((index) => onDestroy[`worker-${String(index)}`])).toEqual([gracefully, gracefully, gracefully]);
});

lived('it is destroyed: workers first, and the first control plane machine last', async () => {
  const gone = await life.end();
  const order = gone.filter(({ type }) => type === 'talos_machine').map(({ strings }) => strings.node);
  expect(order.slice(-3)).toEqual(['127.79.1.3', '127.79.1.2', '127.79.1.1']);
  expect(order).toHaveLength(6);
});

lived('the documentation shows what was proven', () => {
  life.compareDocumentation(ROWS);
});
