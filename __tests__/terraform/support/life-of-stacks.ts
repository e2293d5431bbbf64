import { Environment } from '../../../stacks/environments';
import { ExampleStack } from '../../support/example-stacks';
import { Operation, Workspace, overlapping, testOnRig } from './workspace';

/** Long enough that two operations that may run side by side are seen to. */
const SLOWLY = { RIG_DELAY_MS: '40' };

/** Tests of whole lives of stacks: created, upgraded, and destroyed where that is allowed. */
export function testLivesOf(stacks: readonly ExampleStack[]): void {
  beforeAll(() => {
    process.env.STATE = 'local';
  });
  afterAll(() => {
    delete process.env.STATE;
    delete process.env.UNPROTECT;
  });
  describe.each(stacks)('the stack $name', testLife);
}

function testLife(stack: ExampleStack): void {
  const workspace = new Workspace(stack.name);
  const synthesize = (changes: Partial<Environment> = {}): void => {
    workspace.synthesize((app) => {
      stack.build(app, { ...stack.environment, ...changes });
    });
  };
  let creation: Operation[] = [];
  let controlPlaneNodes: ReadonlySet<string> = new Set();

  beforeAll(() => {
    synthesize();
    workspace.init();
  });
  afterAll(() => {
    workspace.remove();
  });

  test('is valid, without a warning', () => {
    expect(workspace.validate()).toEqual([]);
  });

  testOnRig('is applied, and the next plan is empty', () => {
    const output = workspace.apply(SLOWLY);
    creation = workspace.operations();
    const cluster = workspace.state().find((resource) => resource.type === 'talos_cluster');
    controlPlaneNodes = new Set(cluster?.values.control_plane_nodes as string[]);
    expect(output).not.toContain('Warning');
    expect(workspace.plan()).toEqual([]);
  });

  testOnRig('bootstraps one control plane machine, once', () => {
    expect(creation.filter((each) => each.type === 'talos_cluster').map((each) => each.op)).toEqual(['create']);
  });

  testOnRig('never has two control plane machines at work at once', () => {
    const controlPlanes = creation.filter(isControlPlane);
    expect(controlPlanes).toHaveLength(stack.environment.controlPlanes);
    expect(overlapping(controlPlanes)).toBe(false);
  });

  testOnRig('configures workers only after Kubernetes is bootstrapped', () => {
    const bootstrapped = creation.find((each) => each.type === 'talos_cluster')?.ended ?? Infinity;
    const workers = creation.filter((each) => each.type === 'talos_machine' && !isControlPlane(each));
    expect(workers).toHaveLength(stack.environment.workers);
    expect(workers.filter((each) => each.began < bootstrapped)).toEqual([]);
  });

  testOnRig('upgrades Talos machine by machine and replaces no server and no machine', () => {
    synthesize({ talosVersion: 'v1.13.10' });
    const changes = workspace.plan();
    expect(replacedOrGone(changes)).toEqual([]);
    expect(changes.filter((change) => change.type === 'talos_machine')).toHaveLength(
      stack.environment.controlPlanes + stack.environment.workers,
    );
    workspace.clearLog();
    workspace.apply(SLOWLY);
    expect(overlapping(workspace.operations().filter(isMachine))).toBe(false);
    expect(workspace.plan()).toEqual([]);
  });

  testOnRig('refuses to be destroyed where it is protected, and is destroyed once that is lifted', () => {
    if (stack.environment.protection) {
      const refused = workspace.terraform(['destroy', '-auto-approve', '-no-color']);
      expect(refused.code).not.toBe(0);
      expect(refused.output).toContain('Instance cannot be destroyed');
      process.env.UNPROTECT = stack.name;
      synthesize({ talosVersion: 'v1.13.10' });
    }
    workspace.destroy();
    expect(workspace.state()).toEqual([]);
  });

  function isMachine(operation: Operation): boolean {
    return operation.type === 'talos_machine';
  }

  function isControlPlane(operation: Operation): boolean {
    return isMachine(operation) && controlPlaneNodes.has(operation.strings.node ?? '');
  }
}

/** A new version makes image downloads and gates anew; machines, servers and secrets never. */
function replacedOrGone(changes: readonly { type: string; address: string; actions: readonly string[] }[]): string[] {
  return changes
    .filter((change) => change.actions.includes('delete'))
    .filter(
      ({ type, address }) =>
        type !== 'proxmox_download_file' && !/^terraform_data\.\w.*_Gate_[0-9A-F]{8}$/.test(address),
    )
    .map((change) => change.address);
}
