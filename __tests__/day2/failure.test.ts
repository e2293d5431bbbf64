import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { buildSmallAwsCluster } from '../platforms/aws/support/small-aws-cluster';
import { SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { Operation, Workspace, testOnRig } from '../terraform/support/workspace';
import { fingerprint, unlike } from './support/fingerprint';
import { runTerraform } from './support/terraform-run';

/** Name of both stacks. */
const STACK = 'small';

/** A stack that is deployed with failures, and without. */
class Deployment {
  readonly workspace = new Workspace(STACK);
  private readonly state = join(this.workspace.outdir, 'stacks', STACK, 'terraform.tfstate');
  private readonly snapshot = join(this.workspace.outdir, '..', 'snapshot.tfstate');

  /** Applies everything; gives the types that were changed, in their order. */
  async succeed(): Promise<readonly string[]> {
    this.workspace.clearLog();
    const { code, errors } = await runTerraform(this.workspace, STACK, 'apply');
    expect({ code, errors }).toEqual({ code: 0, errors: [] });
    return typesIn(this.workspace.operations());
  }

  /** Applies once for each type, which fails. */
  async failAtEach(types: readonly string[]): Promise<void> {
    for (const [index, type] of types.entries()) {
      // Those whose turn comes later fail as well, so that each has one.
      const environment = { RIG_FAIL: `^(${types.slice(index).join('|')}) ` };
      const { code, errors } = await runTerraform(this.workspace, STACK, 'apply', { environment });
      expect({ type, code }).toEqual({ type, code: 1 });
      expect(errors.filter((error) => !error.includes('RIG_FAIL'))).toEqual([]);
    }
  }

  async expectNothingToDo(): Promise<void> {
    const { code, changes } = await runTerraform(this.workspace, STACK, 'plan');
    expect({ code, changes }).toEqual({ code: 0, changes: [] });
  }

  remember(): void {
    copyFileSync(this.state, this.snapshot);
  }

  goBack(): void {
    copyFileSync(this.snapshot, this.state);
  }

  forget(): void {
    rmSync(this.state, { force: true });
  }
}

function typesIn(operations: readonly Operation[]): string[] {
  return [...new Set(operations.filter(({ op }) => op !== 'read').map(({ type }) => type))];
}

describe.each([
  { platform: 'Proxmox', build: (app: App): unknown => buildSmallCluster(app) },
  { platform: 'AWS', build: (app: App): unknown => buildSmallAwsCluster(app) },
])('the creation of a cluster on $platform', ({ build }) => {
  const deployment = new Deployment();
  const { workspace } = deployment;
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('fails at each resource type in turn, and ends as one that did not', async () => {
    workspace.synthesize(build);
    workspace.init();
    await deployment.succeed();
    const once = fingerprint(workspace.state());
    deployment.forget();
    const types = await deployment.succeed();
    const whole = workspace.state();
    const volatile = unlike(once, fingerprint(whole));
    deployment.forget();
    await deployment.failAtEach(types);
    await deployment.succeed();
    expect(fingerprint(workspace.state(), volatile)).toEqual(fingerprint(whole, volatile));
    await deployment.expectNothingToDo();
  });
});

describe('a change of image, disks and labels on Proxmox', () => {
  const deployment = new Deployment();
  const { workspace } = deployment;
  const synthesize = (changes: SmallClusterChanges): void => {
    workspace.synthesize((app) => buildSmallCluster(app, changes));
  };
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('fails at each resource type in turn, and ends as one that did not', async () => {
    synthesize({});
    workspace.init();
    await deployment.succeed();
    deployment.remember();
    synthesize({
      image: { talosVersion: 'v1.13.10', systemExtensions: ['siderolabs/iscsi-tools'] },
      worker: { diskGiB: 40, nodeLabels: { tier: 'web' } },
    });
    await deployment.succeed();
    const once = fingerprint(workspace.state());
    deployment.goBack();
    const types = await deployment.succeed();
    const whole = workspace.state();
    const volatile = unlike(once, fingerprint(whole));
    deployment.goBack();
    await deployment.failAtEach(types);
    await deployment.succeed();
    expect(types).toContain('talos_machine');
    expect(fingerprint(workspace.state(), volatile)).toEqual(fingerprint(whole, volatile));
    await deployment.expectNothingToDo();
  });
});
