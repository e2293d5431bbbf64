import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { VersionContract } from '../../lib';
import { SMALL, buildSmallCluster } from '../support/small-cluster';
import { StateResource, Workspace, testOnRig } from './support/workspace';

/** Every secret of the state with the path under which the provider keeps it. */
function secretsOf(value: unknown, path: readonly string[] = []): [path: string, secret: string][] {
  if (typeof value === 'string') return value === '' ? [] : [[path.join('.'), value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => secretsOf(inner, [...path, key]));
}

/** A machine's merged configuration with the name of each secret in its place. */
function configurationOf(resources: readonly StateResource[], machine: string): string {
  const find = (type: string, part: string): StateResource['values'] => {
    const found = resources.find((resource) => resource.type === type && resource.address.includes(part));
    if (found === undefined) throw new Error(`no ${type} for ${part} in the state`);
    return found.values;
  };
  const secrets = secretsOf(find('talos_machine_secrets', 'Secrets').machine_secrets);
  const text = find('talos_machine_configuration', `${machine}_Configuration`).machine_configuration as string;
  // Longer ones first: one secret may be part of another.
  return secrets
    .sort((a, b) => b[1].length - a[1].length)
    .reduce((redacted, [path, secret]) => redacted.replaceAll(secret, `<${path}>`), text);
}

/** Compares with the file in testdata; UPDATE_GOLDEN=1 writes it. */
function expectGolden(name: string, text: string): void {
  const path = join(__dirname, 'testdata', `${name}.yaml`);
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(existsSync(path)).toBe(true);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

describe.each([
  { contract: VersionContract.V1_12, talosVersion: 'v1.12.1' },
  { contract: VersionContract.V1_12, talosVersion: 'v1.12.11' },
  { contract: VersionContract.V1_13, talosVersion: 'v1.13.9' },
])('the merged configuration of Talos $talosVersion under contract $contract.tag', ({ contract, talosVersion }) => {
  const workspace = new Workspace(SMALL);
  let resources: readonly StateResource[] = [];

  beforeAll(() => {
    workspace.synthesize((app) =>
      buildSmallCluster(app, {
        image: { talosVersion },
        cluster: { versionContract: contract, domain: 'k8s.example.org' },
      }),
    );
    workspace.init();
  });
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('is taken by Talos without a warning', () => {
    expect(workspace.apply()).not.toContain('Warning');
    resources = workspace.state();
  });

  testOnRig.each([
    { role: 'control plane', machine: 'control-plane-0', file: 'control-plane' },
    { role: 'worker', machine: 'worker-0', file: 'worker' },
  ])('is for a $role what the golden file says', ({ machine, file }) => {
    expectGolden(`${talosVersion}-${file}`, configurationOf(resources, machine));
  });
});
