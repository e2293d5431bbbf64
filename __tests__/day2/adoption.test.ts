import { UpgradeGate } from '../../lib/cluster/upgrade-strategy';
import { Workspace } from '../terraform/support/workspace';
import { DAY2, buildStaticCluster } from './support/static-cluster';
import { TalosNodes, testOnNodes } from './support/talos-nodes';
import { runTerraform } from './support/terraform-run';

const CONTROL_PLANES = [1, 2, 3].map((index) => `127.80.1.${String(index)}`);
const WORKERS = ['127.80.2.1'];
/** The providers speak to the nodes, and the gates look. */
const RIG = { environment: { RIG_TALOS_API: '1', TALOS_GATES: '' } };

const workspace = new Workspace(DAY2);
let nodes: TalosNodes | undefined;

beforeAll(async () => {
  if (testOnNodes === test.skip) return;
  nodes = await TalosNodes.start([...CONTROL_PLANES, ...WORKERS], /restart-/);
  workspace.synthesize((app) => {
    buildStaticCluster(app, {
      label: 'first',
      controlPlanes: CONTROL_PLANES.map((address) => ({ address })),
      workers: WORKERS.map((address) => ({ address })),
      strategy: { gate: UpgradeGate.untilWhole({ settleSeconds: 1, giveUpSeconds: 20 }) },
    });
  });
  workspace.init();
  expect((await runTerraform(workspace, DAY2, 'apply', RIG)).code).toBe(0);
});
afterAll(() => {
  nodes?.stop();
  workspace.remove();
});

testOnNodes(
  'a running cluster of which Terraform knows the secrets alone is taken over without touching it',
  async () => {
    const others = workspace
      .state()
      .map(({ address }) => address)
      .filter((address) => !/^(data\.|talos_machine_secrets\.)/.test(address));
    expect(workspace.terraform(['state', 'rm', ...others]).code).toBe(0);
    nodes?.takeEvents();
    expect(await runTerraform(workspace, DAY2, 'apply', RIG)).toMatchObject({ code: 0, errors: [] });
    const events = nodes?.takeEvents() ?? [];
    // Each node was given what it has already: nothing changed, nothing restarted, nothing was bootstrapped again.
    expect(events.map(({ what, node, changed }) => ({ what, node, changed }))).toEqual(
      [...CONTROL_PLANES, ...WORKERS].map((node) => ({ what: 'apply', node, changed: false })),
    );
    expect(await runTerraform(workspace, DAY2, 'plan', RIG)).toMatchObject({ code: 0, changes: [] });
  },
);
