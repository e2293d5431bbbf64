import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { ProxmoxMachines } from '../../lib/proxmox';
import { UpgradeStrategy } from '../../lib';
import { differencesOf } from '../../lib/bin/synth/differences';
import { ranges } from '../../lib/bin/synth/ranges';
import { sinceBefore, written } from '../../lib/bin/synth/report';
import { AppSummary, readApp } from '../../lib/bin/synth/stack-summary';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** An app as the script sees it. */
function synthesis(build: (app: App) => void): AppSummary {
  const outdir = mkdtempSync(join(tmpdir(), 'cdktf-talos-report-'));
  folders.push(outdir);
  const app = new App({ outdir });
  build(app);
  app.synth();
  const summary = readApp(outdir);
  if (summary === undefined) throw new Error('nothing was written');
  return summary;
}

const small = (changes: SmallClusterChanges = {}): AppSummary =>
  synthesis((app) => {
    buildSmallCluster(app, changes);
  });

const before = small();

/** What is told about the small cluster after a change, one text a line of the table. */
function told(changes: SmallClusterChanges, was = before): string[] {
  const [old, now] = [was.stacks[SMALL], small(changes).stacks[SMALL]];
  if (old === undefined || now === undefined) throw new Error('no stack');
  return differencesOf(old, now).map(({ what, which }) => `${what}: ${which}`);
}

const workers = (count: number): SmallClusterChanges => ({
  worker: { machines: ProxmoxMachines.numbered(count, { firstAddress: '10.10.0.21', firstVmId: 121 }) },
});

describe('between two syntheses', () => {
  test('of the same code, nothing changed', () => {
    expect(sinceBefore(before, small())).toBe('Nothing changed since the synthesis before.');
  });

  test('a Talos release is told by version, and not as another configuration', () => {
    expect(told({ image: { talosVersion: 'v1.13.10' } })).toEqual([
      'Talos v1.13.9 → v1.13.10: control-plane-0, worker-0, worker-1',
      expect.stringMatching(/^resources changed: proxmox_download_file/),
    ]);
  });

  test('a Kubernetes release is told by version', () => {
    expect(told({ cluster: { kubernetesVersion: 'v1.36.3' } })[0]).toBe('Kubernetes 1.35.4 → 1.36.3: the cluster');
  });

  test('a label is a change of the configuration of its pool', () => {
    expect(told({ worker: { nodeLabels: { tier: 'web' } } })).toEqual(['configuration: worker-0, worker-1']);
  });

  test('more memory is a change of the servers, and of the label that says so', () => {
    expect(told({ worker: { memoryMiB: 8192 } })).toEqual([
      'configuration: worker-0, worker-1',
      'server: memory: worker-0, worker-1',
    ]);
  });

  test('machines that come and go are named', () => {
    expect(told(workers(5))[0]).toBe('machines added: worker-2 to worker-4');
    expect(told({}, small(workers(5)))[0]).toBe('machines removed: worker-2 to worker-4');
  });

  test('a machine of another address is another machine', () => {
    const moved = ProxmoxMachines.numbered(2, { firstAddress: '10.10.0.31', firstVmId: 121 });
    expect(told({ worker: { machines: moved } })[0]).toBe('machines replaced: worker-0, worker-1');
  });

  test('machines that are upgraded by hand have no version in the plan', () => {
    expect(told({ cluster: { upgradeStrategy: UpgradeStrategy.manual() } })[0]).toMatch(/^machines replaced: /);
  });

  test('stacks that come and go are named', () => {
    const two = synthesis((app) => {
      buildSmallCluster(app);
      new TerraformStack(app, 'other');
    });
    expect(sinceBefore(before, two)).toMatch(/other +│ new +│ the stack/);
    expect(sinceBefore(two, before)).toMatch(/other +│ no longer synthesized/);
  });
});

test('what was written is told by machines', () => {
  expect(written(before)).toMatch(/small +│ 1 \+ 2 /);
});

test('a folder without a synthesized app has nothing to compare with', () => {
  expect(readApp(join(tmpdir(), 'no-such-folder'))).toBeUndefined();
  expect(sinceBefore(undefined, before)).toBeUndefined();
});

test('neighbours are taken together, by number', () => {
  expect(ranges(['w-10', 'w-9', 'w-11', 'a', 'w-2'])).toBe('a, w-2, w-9 to w-11');
});
