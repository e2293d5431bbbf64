import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { ConfigPatch } from '../../lib';
import { ProxmoxMachines } from '../../lib/proxmox';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';

const outdir = mkdtempSync(join(tmpdir(), 'cdktf-talos-files-'));
const folder = join(outdir, 'stacks', SMALL, 'machine-config', 'small');

afterAll(() => {
  rmSync(outdir, { recursive: true, force: true });
});

function synthesize(changes: SmallClusterChanges = {}, context: Record<string, unknown> = {}): void {
  const app = new App({ outdir, context });
  buildSmallCluster(app, changes);
  app.synth();
}

function fileOf(machine: string): string {
  return readFileSync(join(folder, `${machine}.yaml`), 'utf8');
}

test('each machine has a file beside the Terraform JSON, and one that was removed has none', () => {
  synthesize();
  expect(readdirSync(folder)).toEqual(['control-plane-0.yaml', 'worker-0.yaml', 'worker-1.yaml']);
  synthesize({ worker: { machines: ProxmoxMachines.numbered(1, { firstAddress: '10.10.0.21' }) } });
  expect(readdirSync(folder)).toEqual(['control-plane-0.yaml', 'worker-0.yaml']);
});

test('a file is the same from run to run', () => {
  synthesize();
  const first = fileOf('worker-0');
  synthesize();
  expect(fileOf('worker-0')).toBe(first);
});

test('a file shows each patch with whose it is, as it was typed', () => {
  const content = 'echo ${HOME} %{x}';
  synthesize({ worker: { configPatches: [ConfigPatch.merge({ machine: { sysctls: { a: content } } })] } });
  expect(fileOf('worker-0')).toContain(`# from configPatches of the pool\nmachine:\n  sysctls:\n    a: "${content}"`);
  expect(fileOf('control-plane-0')).not.toContain('configPatches of the pool');
});

test('what Terraform fills in stands as a reference', () => {
  synthesize();
  expect(fileOf('worker-0')).toMatch(/zone: "\$\{terraform_data\.Cluster_worker-0_Place_[0-9A-F]{8}\.output\.zone\}"/);
});

test('a context key turns the files off', () => {
  rmSync(folder, { recursive: true, force: true });
  synthesize({}, { 'cdktf-talos:machineConfigFiles': false });
  expect(existsSync(folder)).toBe(false);
});
