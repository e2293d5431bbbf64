import { StaticMachine } from '../../lib';
import { UpgradeGate } from '../../lib/cluster/upgrade-strategy';
import { Workspace, told } from '../terraform/support/workspace';
import { DAY2, buildStaticCluster, gateSeconds } from './support/static-cluster';
import { TalosNodes, outages, testOnNodes } from './support/talos-nodes';

const CONTROL_PLANES = [1, 2, 3].map((index) => `127.78.1.${String(index)}`);
const FIRST = '127.78.1.1';
/** Workers that are not dialled themselves: the first control plane machine forwards, as behind a load balancer. */
const WORKERS: readonly StaticMachine[] = [1, 2].map((index) => ({
  address: `127.78.2.${String(index)}`,
  dialAddress: FIRST,
}));
/** The providers speak to the nodes, and the gates look, which other tests have them leave out. */
const RIG = { RIG_TALOS_API: '1', TALOS_GATES: '' };

const workspace = new Workspace(DAY2);
let nodes: TalosNodes | undefined;

function synthesize(controlPlanes: number, workers: number, workerLabel = 'first'): void {
  workspace.synthesize((app) => {
    buildStaticCluster(app, {
      label: 'first',
      workerLabel,
      controlPlanes: CONTROL_PLANES.slice(0, controlPlanes).map((address) => ({ address })),
      workers: WORKERS.slice(0, workers),
      strategy: { gate: UpgradeGate.untilWhole({ settleSeconds: 1, giveUpSeconds: 20 }) },
    });
  });
}

beforeAll(async () => {
  if (testOnNodes === test.skip) return;
  nodes = await TalosNodes.start([...CONTROL_PLANES, ...WORKERS.map(({ address }) => address)], /restart-/);
  synthesize(1, 1);
  workspace.init();
});
afterAll(() => {
  nodes?.stop();
  workspace.remove();
});

testOnNodes('one control plane machine is created without a wait', () => {
  const seconds = gateSeconds(workspace.apply(RIG));
  expect(Object.keys(seconds).sort()).toEqual(['cp-0', 'worker-0']);
  expect(Math.max(...Object.values(seconds))).toBeLessThanOrEqual(1);
});

testOnNodes(
  'two more touch no machine that is there, and each is waited for until it has joined; a new worker is not',
  () => {
    synthesize(3, 2);
    const plan = told(workspace.plan(RIG));
    expect(plan.filter((line) => /cp-0|worker-0/.test(line))).toEqual([]);
    const seconds = gateSeconds(workspace.apply(RIG));
    expect(Object.keys(seconds).sort()).toEqual(['cp-1', 'cp-2', 'worker-1']);
    expect(seconds['cp-1']).toBeGreaterThanOrEqual(1);
    expect(seconds['cp-2']).toBeGreaterThanOrEqual(1);
    expect(seconds['worker-1']).toBeLessThanOrEqual(1);
    expect(workspace.plan(RIG)).toEqual([]);
  },
);

testOnNodes('a worker that is dialled through a control plane machine is waited for itself', () => {
  synthesize(3, 2, 'restart-1');
  nodes?.takeEvents();
  workspace.apply(RIG);
  const workers = outages(nodes?.takeEvents() ?? []).filter(({ isControlPlane }) => !isControlPlane);
  expect(workers.map(({ node }) => node)).toEqual(WORKERS.map(({ address }) => address));
  expect(workers[1]?.down).toBeGreaterThan(workers[0]?.up ?? Infinity);
});

testOnNodes('no gate keeps a credential in the state', () => {
  const gates = workspace.state().filter(({ address }) => /_(Gate|Born)_/.test(address));
  expect(gates).toHaveLength(2 * 5 + 1);
  expect(JSON.stringify(gates)).not.toMatch(/BEGIN|LS0tLS1CRUdJTi/);
});

describe('a creation that failed half-way', () => {
  testOnNodes('is resumed, with the machines that are new by then', async () => {
    nodes?.stop();
    nodes = await TalosNodes.start([...CONTROL_PLANES, ...WORKERS.map(({ address }) => address)], /restart-/);
    const resumed = new Workspace(DAY2);
    try {
      resumed.synthesize((app) => {
        buildStaticCluster(app, {
          label: 'first',
          controlPlanes: CONTROL_PLANES.map((address) => ({ address })),
          workers: WORKERS.slice(0, 1),
          strategy: { gate: UpgradeGate.untilWhole({ settleSeconds: 1, giveUpSeconds: 20 }) },
        });
      });
      resumed.init();
      const apply = ['apply', '-auto-approve', '-input=false', '-no-color'];
      const failed = resumed.terraform(apply, { ...RIG, RIG_FAIL: `talos_machine .*node=${CONTROL_PLANES[1] ?? ''} ` });
      expect(failed.code).toBe(1);
      expect(Object.keys(gateSeconds(failed.output))).toEqual(['cp-0']);
      const seconds = gateSeconds(resumed.apply(RIG));
      expect(Object.keys(seconds).sort()).toEqual(['cp-1', 'cp-2', 'worker-0']);
      expect(seconds['worker-0']).toBeLessThanOrEqual(1);
      expect(resumed.plan(RIG)).toEqual([]);
    } finally {
      resumed.remove();
    }
  });
});
