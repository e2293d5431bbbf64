import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App } from 'cdktf';
import { parseAllDocuments } from 'yaml';
import { VersionContract } from '../../lib';
import { buildSmallAwsCluster } from '../platforms/aws/support/small-aws-cluster';
import { buildFullCluster } from '../support/full-cluster';
import { SMALL, buildSmallCluster } from '../support/small-cluster';
import { StateResource, Workspace, testOnRig } from './support/workspace';

/** Every text of a value with the path under which it is kept. */
function textsOf(value: unknown, path: readonly string[] = []): [path: string, text: string][] {
  if (typeof value === 'string') return value === '' ? [] : [[path.join('.'), value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, [...path, key]));
}

/** A machine's merged configuration, with a name in the place of each secret and of each value that AWS makes up. */
function configurationOf(resources: readonly StateResource[], machine: string): string {
  const secrets = resources
    .filter(({ type }) => type === 'talos_machine_secrets')
    .map(({ values }) => values.machine_secrets);
  const madeUp = resources.flatMap(({ type, values }) => {
    if (type === 'aws_lb') return [['load balancer', values.dns_name]];
    return type === 'aws_instance' ? [['zone', values.availability_zone]] : [];
  }) as [string, string][];
  const found = resources.find(
    ({ type, address }) => type === 'talos_machine_configuration' && address.includes(`${machine}_Configuration`),
  );
  if (found === undefined) throw new Error(`no configuration for ${machine} in the state`);
  // Longer ones first: one secret may be part of another.
  return [...textsOf(secrets[0]), ...madeUp]
    .sort((a, b) => b[1].length - a[1].length)
    .reduce(
      (redacted, [name, text]) => redacted.replaceAll(text, `<${name}>`),
      found.values.machine_configuration as string,
    );
}

/** Address of a machine's configuration in the stack. */
function addressOf(workspace: Workspace, machine: string): string {
  const text = readFileSync(join(workspace.outdir, 'stacks', SMALL, 'cdk.tf.json'), 'utf8');
  const { data } = JSON.parse(text) as { data: { talos_machine_configuration: Record<string, unknown> } };
  const names = Object.keys(data.talos_machine_configuration);
  return `talos_machine_configuration.${names.find((name) => name.includes(`${machine}_Configuration`)) ?? machine}`;
}

/** Compares with the file in testdata; UPDATE_GOLDEN=1 writes it. */
function expectGolden(name: string, text: string): void {
  const path = goldenPath(name);
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(existsSync(path)).toBe(true);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

function goldenPath(name: string): string {
  return join(__dirname, 'testdata', `${name}.yaml`);
}

interface Golden {
  readonly platform: 'proxmox' | 'aws' | 'every-option';
  readonly contract: VersionContract;
  readonly talosVersion: string;
}

/** The platforms' defaults, and one cluster with every option; Talos 1.14 runs with the contract of 1.13. */
const GOLDEN: readonly Golden[] = [
  ...(['proxmox', 'aws', 'every-option'] as const).flatMap((platform) => [
    { platform, contract: VersionContract.V1_12, talosVersion: 'v1.12.11' },
    { platform, contract: VersionContract.V1_13, talosVersion: 'v1.13.9' },
  ]),
  { platform: 'every-option', contract: VersionContract.V1_13, talosVersion: 'v1.14.0' },
];

function build(app: App, { platform, contract, talosVersion }: Golden): void {
  const cluster = { versionContract: contract, domain: 'k8s.example.org', kubernetesVersion: 'v1.35.4' };
  if (platform === 'every-option') buildFullCluster(app, { talosVersion, versionContract: contract });
  else if (platform === 'aws') buildSmallAwsCluster(app, { talosVersion, cluster });
  else buildSmallCluster(app, { image: { talosVersion }, cluster });
}

/** Lists of plain values that hold one twice, by their path. */
function repeatedIn(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, each]) => repeatedIn(each, `${path}.${key}`));
  const plain = Array.isArray(value) ? value.map((each) => JSON.stringify(each)) : [];
  return new Set(plain).size === plain.length ? inner : [path, ...inner];
}

describe.each(GOLDEN)('the merged configuration of Talos $talosVersion on $platform', (golden) => {
  const workspace = new Workspace(SMALL);
  let resources: readonly StateResource[] = [];

  beforeAll(() => {
    workspace.synthesize((app) => {
      build(app, golden);
    });
    workspace.init();
  });
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('is taken by Talos without a warning', () => {
    const addresses = ['control-plane-0', 'worker-0'].map((machine) => `data.${addressOf(workspace, machine)}`);
    expect(workspace.applyOnly(...addresses)).not.toContain('Warning');
    resources = workspace.state();
  });

  testOnRig.each(['control-plane', 'worker'])('is for a %s what the golden file says', (role) => {
    expectGolden(`${golden.platform}-${golden.talosVersion}-${role}`, configurationOf(resources, `${role}-0`));
  });

  testOnRig.each(['control-plane', 'worker'])('is made for a %s of the patches in the golden file', (role) => {
    const patches = readFileSync(
      join(workspace.outdir, 'stacks', SMALL, 'machine-config', SMALL, `${role}-0.yaml`),
      'utf8',
    );
    expectGolden(`${golden.platform}-${golden.talosVersion}-${role}.patches`, patches);
  });

  testOnRig.each(['control-plane', 'worker'])('has for a %s no value twice in a list', (role) => {
    const twice = parseAllDocuments(configurationOf(resources, `${role}-0`)).flatMap((document) =>
      repeatedIn(document.toJS(), ''),
    );
    expect(twice).toEqual([]);
  });

  testOnRig('has for a worker nothing of a control plane', () => {
    const worker = configurationOf(resources, 'worker-0');
    expect(worker).not.toMatch(
      /^ {4}(apiServer|controllerManager|scheduler|etcd|inlineManifests|extraManifests|adminKubeconfig):/m,
    );
    expect(worker).not.toMatch(/kind: Layer2VIPConfig|kubernetesTalosAPIAccess/);
  });

  testOnRig.each(['control-plane', 'worker'])('names a %s once', (role) => {
    expect(configurationOf(resources, `${role}-0`).match(/^ *hostname: /gm)).toHaveLength(1);
  });
});

/** Each value of a configuration by its path; documents by kind, lists as a whole. */
function valuesOf(name: string): ReadonlyMap<string, string> {
  const walk = (value: unknown, path: string): [string, string][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, inner]) => walk(inner, `${path}.${key}`))
      : [[path, JSON.stringify(value)]];
  return new Map(
    parseAllDocuments(readFileSync(goldenPath(name), 'utf8')).flatMap((document) => {
      const content = document.toJS() as Record<string, unknown>;
      const name = typeof content.name === 'string' ? ` ${content.name}` : '';
      return walk(content, typeof content.kind === 'string' ? `${content.kind}${name}` : 'config');
    }),
  );
}

test.each(['control-plane', 'worker'])("a %s differs between the platforms in the platforms' own data only", (role) => {
  const proxmox = valuesOf(`proxmox-v1.13.9-${role}`);
  const aws = valuesOf(`aws-v1.13.9-${role}`);
  const different = [...new Set([...proxmox.keys(), ...aws.keys()])].filter(
    (path) => proxmox.get(path) !== aws.get(path),
  );
  const platformData =
    /^(config\.machine\.(install\.(disk|image)|certSANs|kubelet\.nodeIP\.validSubnets|nodeLabels\.(topology|node)\.kubernetes\.io\/.*)|config\.cluster\.(controlPlane\.endpoint|etcd\.advertisedSubnets|apiServer\.certSANs)|(LinkConfig|ResolverConfig|Layer2VIPConfig)( .*)?\..*|NetworkRuleConfig .*\.ingress)$/;
  expect(different.filter((path) => !platformData.test(path))).toEqual([]);
  expect(different).toContain('config.machine.install.image');
});
