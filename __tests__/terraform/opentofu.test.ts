import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { DeploymentLock } from '../../lib';
import { EXAMPLE_STACKS } from '../support/example-stacks';
import { SMALL, buildSmallCluster } from '../support/small-cluster';
import { testLivesOf } from './support/life-of-stacks';
import { Workspace, testOnRig } from './support/workspace';

const isInstalled = spawnSync('tofu', ['version']).status === 0;
if (!isInstalled) console.warn('OpenTofu is not installed here: what it makes of the stacks is not tested.');

(isInstalled ? describe : describe.skip)('with OpenTofu in the place of Terraform', () => {
  const before = process.env.TERRAFORM_BINARY_NAME;
  beforeAll(() => {
    process.env.TERRAFORM_BINARY_NAME = 'tofu';
  });
  afterAll(() => {
    if (before === undefined) delete process.env.TERRAFORM_BINARY_NAME;
    else process.env.TERRAFORM_BINARY_NAME = before;
  });

  testLivesOf(EXAMPLE_STACKS.filter(({ name }) => name.startsWith('sandbox-')));
  describe('an encrypted state', testEncryptedState);
});

/** The environment variable of docs/opentofu.md, as written there. */
function documented(heading: string): string {
  const page = readFileSync(join(__dirname, '../../docs/opentofu.md'), 'utf8');
  const section = page.slice(page.indexOf(heading));
  const block = /export TF_ENCRYPTION='\n([^']*)'/.exec(section)?.[1];
  if (block === undefined) throw new Error(`no TF_ENCRYPTION below ${heading}`);
  return block.replace('"..."', '"a passphrase of many letters"');
}

function testEncryptedState(): void {
  const workspace = new Workspace(SMALL);
  const lockFile = join(mkdtempSync(join(tmpdir(), 'cdktf-talos-tofu-')), 'small.json');
  const state = (): string => readFileSync(join(workspace.outdir, 'stacks', SMALL, 'terraform.tfstate'), 'utf8');
  // By the command line, as its child gets the environment of the process and not that of the test.
  const lock = (): string => {
    const args = [require.resolve('tsx/cli'), 'lib/bin/cdktf-talos.ts', 'lock', '--output', workspace.outdir];
    return spawnSync(process.execPath, args, { encoding: 'utf8', env: process.env }).stdout.trim();
  };

  beforeAll(() => {
    workspace.synthesize((app: App) => buildSmallCluster(app, { cluster: { lock: DeploymentLock.file(lockFile) } }));
    workspace.init();
  });
  afterAll(() => {
    delete process.env.TF_ENCRYPTION;
    workspace.remove();
    rmSync(join(lockFile, '..'), { recursive: true });
  });

  testOnRig('takes the place of a plain one in a run that still reads that', () => {
    workspace.apply();
    expect(state()).toContain('client_configuration');
    process.env.TF_ENCRYPTION = documented('### A state that exists already');
    workspace.apply();
    expect(state()).toContain('encrypted_data');
    expect(state()).not.toContain('client_configuration');
  });

  testOnRig('is read with the passphrase: the plan is empty, and the lock is written', () => {
    process.env.TF_ENCRYPTION = documented('## Encrypting the state');
    expect(workspace.plan()).toEqual([]);
    expect(lock()).toBe(`small: ${lockFile} written`);
  });

  testOnRig('keeps a saved plan from being read as well', () => {
    const plan = readFileSync(join(workspace.outdir, 'stacks', SMALL, 'next.plan'));
    expect(plan.subarray(0, 2).toString()).not.toBe('PK');
    expect(plan.toString()).toContain('encrypted_data');
  });

  testOnRig('is of no use without it, and the command that writes the lock says so', () => {
    delete process.env.TF_ENCRYPTION;
    expect(workspace.terraform(['plan', '-no-color']).output).toContain('encrypt');
    expect(lock()).toMatch(/^small: .*encrypt/s);
  });
}
