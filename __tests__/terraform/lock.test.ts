import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { DeploymentLock } from '../../lib';
import { run } from '../../lib/bin/cdktf-talos';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { Workspace, testOnRig } from './support/workspace';

describe('the lock of a deployment', () => {
  const workspace = new Workspace(SMALL);
  const file = join(mkdtempSync(join(tmpdir(), 'cdktf-talos-lock-')), 'locks', 'small.json');
  const build = (changes: SmallClusterChanges) => (app: App) =>
    buildSmallCluster(app, { ...changes, cluster: { ...changes.cluster, lock: DeploymentLock.file(file) } });
  const lock = (...args: string[]): { readonly code: number; readonly said: string } => {
    const lines: string[] = [];
    const code = run(['lock', '--output', workspace.outdir, ...args], (line) => lines.push(line));
    return { code, said: lines.join('\n') };
  };
  afterAll(() => {
    workspace.remove();
    rmSync(join(file, '..', '..'), { recursive: true });
  });

  testOnRig('does not exist before the first deployment, and says so', () => {
    workspace.synthesize(build({ image: { talosVersion: 'v1.13.8' } }));
    workspace.init();
    expect(lock()).toEqual({ code: 0, said: 'small: nothing was deployed yet' });
    expect(existsSync(file)).toBe(false);
  });

  testOnRig('is written from the state after it, and the second plan is empty', () => {
    workspace.apply();
    expect(lock('--check')).toEqual({
      code: 1,
      said: expect.stringContaining('is behind what was deployed') as string,
    });
    expect(lock().said).toBe(`small: ${file} written`);
    expect(lock('--check')).toEqual({ code: 0, said: `small: ${file} is what was deployed` });
    workspace.synthesize(build({ image: { talosVersion: 'v1.13.8' } }));
    expect(workspace.plan()).toEqual([]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      kubernetesVersion: 'v1.35.4',
      machines: { 'control-plane-0': { role: 'controlplane', talosVersion: 'v1.13.8' } },
    });
  });

  testOnRig('keeps a Kubernetes version from being changed together with Talos', () => {
    const both = build({ image: { talosVersion: 'v1.13.9' }, cluster: { kubernetesVersion: 'v1.36.3' } });
    expect(() => {
      workspace.synthesize(both);
    }).toThrow('TALOS415');
    workspace.synthesize(build({ image: { talosVersion: 'v1.13.9' } }));
  });

  testOnRig('does not move when a deployment fails, and does when it is done', () => {
    expect(
      workspace.terraform(['apply', '-auto-approve', '-no-color'], { RIG_FAIL: 'talos_machine .*10.10.0.21' }).code,
    ).toBe(1);
    expect(lock('--check').code).toBe(0);
    workspace.apply();
    expect(lock().said).toBe(`small: ${file} written`);
    expect(readFileSync(file, 'utf8')).toContain('"talosVersion": "v1.13.9"');
  });

  testOnRig('lets Kubernetes follow by itself', () => {
    workspace.synthesize(build({ image: { talosVersion: 'v1.13.9' }, cluster: { kubernetesVersion: 'v1.36.3' } }));
    expect(workspace.plan().map(({ type, actions }) => `${type} ${actions.join()}`)).toEqual(
      expect.arrayContaining(['talos_cluster update', 'terraform_data update']) as string[],
    );
  });
});

test('a command that is none is answered with the usage', () => {
  const lines: string[] = [];
  expect(run(['unlock'], (line) => lines.push(line))).toBe(2);
  expect(lines.join()).toContain('cdktf-talos lock [stack...]');
});

test('a folder without a synthesized app is told', () => {
  const lines: string[] = [];
  expect(run(['lock', '--output', 'nowhere'], (line) => lines.push(line))).toBe(1);
  expect(lines).toEqual(['nowhere: no synthesized app here; run the synthesis first']);
});
