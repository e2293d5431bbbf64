import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { App, TerraformStack } from 'cdktf';
import { ClusterSecrets } from '../../lib/cluster/cluster-secrets';
import { EphemeralVariable } from '../../lib/terraform/ephemeral-variable';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { Workspace, testOnRig, told } from './support/workspace';

/** Every text in a value of any form. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

/** The files in a zip archive, which a saved plan is. */
function unzipped(archive: Buffer): Buffer[] {
  const files: Buffer[] = [];
  const end = archive.lastIndexOf('PK\x05\x06');
  let at = archive.readUInt32LE(end + 16);
  while (at < end) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const raw = archive.subarray(start, start + archive.readUInt32LE(at + 20));
    files.push(archive.readUInt16LE(at + 10) === 0 ? raw : inflateRawSync(raw));
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return files;
}

/** Names of the files, of all that Terraform and the synthesis wrote, that hold one of some texts. */
function filesWith(workspace: Workspace, secrets: readonly string[]): string[] {
  const folder = join(workspace.outdir, 'stacks', SMALL);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.terraform/'))
    .filter((entry) => {
      const content = readFileSync(join(entry.parentPath, entry.name));
      const parts = entry.name.endsWith('.plan') ? unzipped(content) : [content];
      return parts.some((part) => secrets.some((secret) => part.includes(secret)));
    })
    .map(({ name }) => name)
    .sort();
}

const STATE = 'terraform.tfstate';
const PLAN = 'next.plan';
const VARIABLE = 'machine_secrets';

const inState = new Workspace(SMALL);
const outside = new Workspace(SMALL);
let machineSecrets: unknown;
const given = (): Record<string, string> => ({ [`TF_VAR_${VARIABLE}`]: JSON.stringify(machineSecrets) });

function synthesize(changes: SmallClusterChanges = {}, workspace = outside): void {
  workspace.synthesize((app: App) => {
    const cluster = {
      ...changes.cluster,
      get secrets(): ClusterSecrets {
        const [stack] = app.node.children.filter((node): node is TerraformStack => TerraformStack.isStack(node));
        if (stack === undefined) throw new Error('the stack is not there yet');
        return ClusterSecrets.external(new EphemeralVariable(stack, VARIABLE).stringValue);
      },
    };
    buildSmallCluster(app, { ...changes, cluster });
  });
}

/** Names of the machines in the order in which they were updated. */
function updated(): string[] {
  const addresses: Readonly<Record<string, string>> = {
    '10.10.0.11': 'control-plane-0',
    '10.10.0.21': 'worker-0',
    '10.10.0.22': 'worker-1',
  };
  return outside
    .operations()
    .filter(({ op, type }) => op === 'update' && type === 'talos_machine')
    .map(({ strings }) => addresses[strings.node ?? ''] ?? 'unknown');
}

beforeAll(() => {
  inState.synthesize((app) => buildSmallCluster(app));
  inState.init();
});
afterAll(() => {
  inState.remove();
  outside.remove();
});

testOnRig(
  'secrets in the state are found in the state and in the plan, so that looking for them means something',
  () => {
    inState.apply();
    inState.plan();
    const secrets = inState.state().find(({ type }) => type === 'talos_machine_secrets');
    machineSecrets = secrets?.values.machine_secrets;
    expect(texts(machineSecrets).length).toBeGreaterThanOrEqual(14);
    expect(filesWith(inState, texts(machineSecrets))).toEqual([PLAN, STATE]);
  },
);

testOnRig('a running cluster moves its secrets out of the state without another machine', () => {
  synthesize({}, inState);
  const changes = told(inState.plan(given())).filter((line) => line.startsWith('talos_'));
  expect(changes).toEqual([
    'talos_cluster Cluster_Kubernetes: update',
    'talos_cluster_kubeconfig Cluster_Kubeconfig: delete',
    ...['control-plane-0', 'worker-0', 'worker-1'].map((name) => `talos_machine Cluster_${name}: update`),
    'talos_machine_secrets Cluster_Secrets: delete',
  ]);
  inState.apply(given());
  expect(inState.plan(given())).toEqual([]);
  // Terraform's copy of the state before, which the documentation says to remove.
  expect(filesWith(inState, texts(machineSecrets))).toEqual([`${STATE}.backup`]);
});

describe('secrets outside', () => {
  testOnRig('create the same machines, and are in no file that Terraform or the synthesis wrote', () => {
    synthesize();
    outside.init();
    outside.plan(given());
    expect(filesWith(outside, texts(machineSecrets))).toEqual([]);
    outside.apply(given());
    expect(filesWith(outside, texts(machineSecrets))).toEqual([]);
    expect(outside.state().filter(({ type }) => type === 'talos_machine')).toHaveLength(3);
  });

  testOnRig('leave nothing to do in the second plan, whose file holds none of them either', () => {
    expect(outside.plan(given())).toEqual([]);
    expect(readdirSync(join(outside.outdir, 'stacks', SMALL))).toContain(PLAN);
    expect(filesWith(outside, texts(machineSecrets))).toEqual([]);
  });

  testOnRig('have the state hold neither credentials nor configurations', () => {
    const machines = outside.state().filter(({ type }) => /^talos_(machine|cluster)$/.test(type));
    expect(machines).toHaveLength(4);
    for (const { values } of machines) {
      expect(values).toMatchObject({ client_configuration: null });
      expect(values).not.toMatchObject({ machine_configuration: expect.anything() as unknown });
    }
    expect(outside.state().map(({ type }) => type)).not.toContain('talos_machine_secrets');
  });

  // The emulated provider does not look at write-only arguments; the real one compares a checksum of them.
  testOnRig('shut the gates of the machines whose configuration changes', () => {
    synthesize({ worker: { nodeLabels: { tier: 'web' } } });
    expect(told(outside.plan(given())).filter((line) => line.startsWith('terraform_data'))).toEqual(
      ['worker-0', 'worker-1'].map((name) => `terraform_data Cluster_${name}_Gate: delete then create`),
    );
  });

  testOnRig('bring a new image to one machine after another, through their gates', () => {
    synthesize({ image: { talosVersion: 'v1.13.10' } });
    expect(told(outside.plan(given())).filter((line) => /talos_machine|Gate/.test(line))).toEqual([
      ...['control-plane-0', 'worker-0', 'worker-1'].map((name) => `talos_machine Cluster_${name}: update`),
      ...['control-plane-0', 'worker-0', 'worker-1'].map(
        (name) => `terraform_data Cluster_${name}_Gate: delete then create`,
      ),
    ]);
    outside.clearLog();
    outside.apply({ ...given(), RIG_DELAY_MS: '100' });
    expect(updated()).toEqual(['control-plane-0', 'worker-0', 'worker-1']);
    expect(outside.plan(given())).toEqual([]);
    expect(filesWith(outside, texts(machineSecrets))).toEqual([]);
  });

  testOnRig('are asked for by name where the environment does not hold them', () => {
    const { code, output } = outside.terraform(['plan', '-input=false', '-no-color']);
    expect(code).toBe(1);
    expect(output).toContain(`The root module input variable "${VARIABLE}" is not set`);
  });

  testOnRig('let the cluster be destroyed', () => {
    const { code } = outside.terraform(['destroy', '-auto-approve', '-input=false', '-no-color'], given());
    expect(code).toBe(0);
    expect(outside.state()).toEqual([]);
  });
});
