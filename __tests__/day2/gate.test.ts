import { UpgradeGate } from '../../lib/cluster/upgrade-strategy';
import { Workspace, told } from '../terraform/support/workspace';
import { DAY2, buildStaticCluster, gateSeconds } from './support/static-cluster';
import { NodeEvent, TalosNodes, mostAtOnce, outages, testOnNodes } from './support/talos-nodes';

const CONTROL_PLANES = [1, 2, 3].map((index) => `127.77.1.${String(index)}`);
const WORKERS = [1, 2, 3, 4].map((index) => `127.77.2.${String(index)}`);
const ALL = [...CONTROL_PLANES, ...WORKERS];
const MAX_UNAVAILABLE = 2;
/** A configuration change that holds this makes a node restart. */
const RESTARTS = /restart-/;
/** Emulated nodes are down for three seconds, 0.1 s after their answer. */
const QUICK = UpgradeGate.untilWhole({ settleSeconds: 1, giveUpSeconds: 8 });
/** The providers speak to the nodes, and the gates look, which other tests have them leave out. */
const RIG = { RIG_TALOS_API: '1', TALOS_GATES: '' };

interface Changes {
  readonly talosVersion?: string;
  readonly label: string;
  readonly gate?: UpgradeGate;
}

const workspace = new Workspace(DAY2);
let nodes: TalosNodes | undefined;

function synthesize({ label, talosVersion = 'v1.13.9', gate = QUICK }: Changes): void {
  workspace.synthesize((app) => {
    buildStaticCluster(app, {
      label,
      talosVersion,
      controlPlanes: CONTROL_PLANES.map((address) => ({ address })),
      workers: WORKERS.map((address) => ({ address })),
      strategy: { maxUnavailable: MAX_UNAVAILABLE, gate },
    });
  });
}

function running(): TalosNodes {
  if (nodes === undefined) throw new Error('the nodes were not started');
  return nodes;
}

/** Applies a change, and gives what happened to the nodes. */
function changed(changes: Changes): NodeEvent[] {
  synthesize(changes);
  running().takeEvents();
  workspace.apply(RIG);
  return running().takeEvents();
}

/** How many control planes and how many workers were down at the worst moment, and how many outages there were. */
function worst(events: readonly NodeEvent[]): { controlPlanes: number; workers: number; outages: number } {
  const all = outages(events);
  return {
    controlPlanes: mostAtOnce(all.filter(({ isControlPlane }) => isControlPlane)),
    workers: mostAtOnce(all.filter(({ isControlPlane }) => !isControlPlane)),
    outages: all.length,
  };
}

/** Whether a control plane and a worker were down at the same time. */
function mixed(events: readonly NodeEvent[]): boolean {
  const all = outages(events);
  return all.some((a) => all.some((b) => a.isControlPlane && !b.isControlPlane && a.down < b.up && b.down < a.up));
}

beforeAll(async () => {
  if (testOnNodes === test.skip) return;
  nodes = await TalosNodes.start(ALL, RESTARTS);
  synthesize({ label: 'first' });
  workspace.init();
});
afterAll(() => {
  nodes?.stop();
  workspace.remove();
});

testOnNodes('the creation of a cluster waits at no gate, and the plan after it is empty', () => {
  const seconds = Object.values(gateSeconds(workspace.apply(RIG)));
  expect(seconds).toHaveLength(ALL.length);
  expect(Math.max(...seconds)).toBeLessThanOrEqual(1);
  expect(workspace.plan(RIG)).toEqual([]);
});

testOnNodes(
  'a change that restarts every node takes one control plane at a time, and no more workers than allowed',
  () => {
    const events = changed({ label: 'restart-1' });
    expect(worst(events)).toEqual({ controlPlanes: 1, workers: MAX_UNAVAILABLE, outages: ALL.length });
    expect(mixed(events)).toBe(false);
    expect(workspace.plan(RIG)).toEqual([]);
  },
);

testOnNodes('without gates the same change takes all control planes at once', async () => {
  const during = changed({ label: 'restart-2', gate: UpgradeGate.noneAtTheRiskOfQuorum() });
  // The apply ends before the last nodes go down.
  await new Promise((resolve) => setTimeout(resolve, 4000));
  const events = [...during, ...running().takeEvents()];
  expect(worst(events).controlPlanes).toBe(CONTROL_PLANES.length);
  expect(worst(events).workers).toBeGreaterThan(MAX_UNAVAILABLE);
});

testOnNodes('gates that are wanted later touch no machine', () => {
  synthesize({ label: 'restart-2' });
  const plan = told(workspace.plan(RIG));
  expect(plan.filter((line) => !/^terraform_data Cluster_.*_Gate: create$/.test(line))).toEqual([]);
  expect(plan).toHaveLength(ALL.length);
  expect(changed({ label: 'restart-2' })).toEqual([]);
});

testOnNodes('a new image takes one control plane at a time, and no more workers than allowed', () => {
  const events = changed({ label: 'calm', talosVersion: 'v1.13.10' });
  expect(events.filter(({ what }) => what === 'upgrade')).toHaveLength(ALL.length);
  expect(worst(events)).toEqual({ controlPlanes: 1, workers: MAX_UNAVAILABLE, outages: ALL.length });
});

testOnNodes('a new image and a restarting change in one apply do so too, with two restarts for each node', () => {
  const events = changed({ label: 'restart-3', talosVersion: 'v1.13.11' });
  expect(worst(events)).toEqual({ controlPlanes: 1, workers: MAX_UNAVAILABLE, outages: 2 * ALL.length });
  expect(mixed(events)).toBe(false);
});

testOnNodes('a node that does not come back ends the apply with a sentence, and no other machine is touched', () => {
  const first = CONTROL_PLANES[0] ?? '';
  synthesize({ label: 'restart-4', talosVersion: 'v1.13.11' });
  running().takeEvents();
  running().fallSilentWhenDown(first);
  const { code, output } = workspace.terraform(['apply', '-auto-approve', '-input=false', '-no-color'], RIG);
  running().speakAgain();
  expect(code).toBe(1);
  expect(output).toContain(
    'cp-0 (127.77.1.1) was changed and is not whole after 8 s, so no further machine is changed',
  );
  expect(output).toContain('last seen: it does not answer: no answer within 5 s');
  expect(output).toContain("'talosctl -e 127.77.1.1 -n 127.77.1.1 get machinestatus'");
  expect(output).not.toMatch(/BEGIN|LS0tLS1CRUdJTi/);
  const touched = running()
    .takeEvents()
    .filter(({ what }) => what === 'apply');
  expect(touched.map(({ node }) => node)).toEqual([first]);
});

testOnNodes('once it is back, the next apply looks at it and changes the others', () => {
  const events = changed({ label: 'restart-4', talosVersion: 'v1.13.11' });
  const applied = events.filter(({ what }) => what === 'apply').map(({ node }) => node);
  expect(applied.sort()).toEqual(ALL.slice(1));
  expect(worst(events)).toMatchObject({ controlPlanes: 1, workers: MAX_UNAVAILABLE });
  expect(workspace.plan(RIG)).toEqual([]);
});

testOnNodes('no gate holds up a plan while all nodes are silent', () => {
  running().fallSilent();
  const began = performance.now();
  workspace.plan(RIG);
  expect(performance.now() - began).toBeLessThan(15_000);
});
