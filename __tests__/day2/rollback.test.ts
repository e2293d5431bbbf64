import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeploymentLock } from '../../lib';
import { run } from '../../lib/bin/cdktf-talos';
import { SMALL, buildSmallCluster } from '../support/small-cluster';
import { Workspace, testOnRig } from '../terraform/support/workspace';
import { effectOf } from './support/effect';
import { TerraformRun, runTerraform } from './support/terraform-run';

/** A user's repository: the versions in a file of code, and the lock beside it. */
const project = mkdtempSync(join(tmpdir(), 'cdktf-talos-project-'));
const code = join(project, 'releases.json');
const lock = join(project, 'locks', 'small.json');
const workspace = new Workspace(SMALL);

interface Releases {
  readonly talosVersion: string;
  readonly kubernetesVersion: string;
}

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'init.defaultBranch=main'];
  execFileSync('git', [...identity, ...args], { cwd: project, stdio: 'ignore' });
}

function edit(releases: Releases): void {
  writeFileSync(code, JSON.stringify(releases));
}

function synthesize(): void {
  const { talosVersion, kubernetesVersion } = JSON.parse(readFileSync(code, 'utf8')) as Releases;
  workspace.synthesize((app) =>
    buildSmallCluster(app, {
      image: { talosVersion },
      cluster: { kubernetesVersion, lock: DeploymentLock.file(lock) },
    }),
  );
}

async function deploy(): Promise<TerraformRun> {
  synthesize();
  const applied = await runTerraform(workspace, SMALL, 'apply');
  expect({ code: applied.code, errors: applied.errors }).toEqual({ code: 0, errors: [] });
  return applied;
}

/** What a user does after a deployment. */
function lockAndCommit(): void {
  expect(run(['lock', '--output', workspace.outdir], () => undefined)).toBe(0);
  git('add', '.');
  git('commit', '-m', 'deployed');
}

afterAll(() => {
  workspace.remove();
  rmSync(project, { recursive: true, force: true });
});

testOnRig('a release is deployed, locked and committed, and so is the next one', async () => {
  mkdirSync(join(project, 'locks'));
  git('init');
  edit({ talosVersion: 'v1.13.8', kubernetesVersion: 'v1.35.4' });
  synthesize();
  workspace.init();
  await deploy();
  lockAndCommit();
  edit({ talosVersion: 'v1.13.9', kubernetesVersion: 'v1.35.4' });
  await deploy();
  lockAndCommit();
});

testOnRig('a checkout of code and lock brings the image back, on every machine and nowhere else', async () => {
  git('checkout', 'HEAD~1', '--', '.');
  const { changes } = await deploy();
  const machines = 'control-plane-0, worker-0, worker-1';
  expect(effectOf(changes)).toEqual([
    'Deployed updated',
    `Gate replaced: ${machines}`,
    'proxmox_download_file replaced (2)',
    `talos_machine updated: ${machines}`,
  ]);
  expect((await runTerraform(workspace, SMALL, 'plan')).code).toBe(0);
  const images = workspace.state().flatMap(({ type, values }) => (type === 'talos_machine' ? [values.image] : []));
  expect(images).toHaveLength(3);
  expect(images.every((image) => String(image).endsWith(':v1.13.8'))).toBe(true);
  lockAndCommit();
});

testOnRig('a Kubernetes minor does not come back, and synth says so', async () => {
  edit({ talosVersion: 'v1.13.8', kubernetesVersion: 'v1.36.3' });
  await deploy();
  lockAndCommit();
  git('checkout', 'HEAD~1', '--', 'releases.json');
  expect(synthesize).toThrow('TALOS414');
});
