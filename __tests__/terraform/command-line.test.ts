import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testOnRig } from './support/workspace';

const project = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-cli-'));

/** Runs the CDKTF command line as the README says, in a folder that looks like the project. */
function cdktf(...args: string[]): string {
  const binary = join(project, 'node_modules', '.bin', 'cdktf');
  // The lock step asks the registry itself, past any mirror.
  const run = spawnSync(binary, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CHECKPOINT_DISABLE: '1', CI: '1', NODE_ENV: 'production' },
  });
  const output = `${run.stdout}${run.stderr}`;
  if (run.status !== 0) throw new Error(`cdktf ${args.join(' ')} ended with ${String(run.status)}:\n${output}`);
  return output;
}

beforeAll(() => {
  for (const name of ['lib', 'stacks', 'main.ts', 'node_modules', 'tsconfig.json', 'package.json']) {
    symlinkSync(join(project, name), join(folder, name));
  }
  copyFileSync(join(project, 'cdktf.json'), join(folder, 'cdktf.json'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

testOnRig('cdktf deploys, diffs and destroys the sandbox', () => {
  expect(cdktf('deploy', 'sandbox-proxmox', '--auto-approve', '--skip-provider-lock')).toContain('Apply complete!');
  expect(cdktf('diff', 'sandbox-proxmox', '--skip-provider-lock')).toContain('No changes.');
  // Of a long destruction by OpenTofu, the command line prints the beginning alone: the state tells the end.
  cdktf('destroy', 'sandbox-proxmox', '--auto-approve', '--skip-provider-lock');
  expect(JSON.parse(readFileSync(join(folder, 'terraform.sandbox-proxmox.tfstate'), 'utf8'))).toMatchObject({
    resources: [],
  });
});
