import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { starterFiles } from '../scripts/starter';
import { EXAMPLES, STACKS_OF, exampleFolders, synthesizeExample } from './support/examples';

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

interface StackJson {
  readonly terraform: { readonly backend: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
  readonly resource: Blocks;
  readonly data?: Blocks;
}

const outdir = mkdtempSync(join(tmpdir(), 'cdktf-talos-examples-'));

/** Where a stack was written, and what an example said. */
const folders = new Map<string, string>();
const said = new Map<string, string>();

function folderOf(stack: string): string {
  return folders.get(stack) ?? stack;
}

function text(stack: string): string {
  return readFileSync(join(folderOf(stack), 'cdk.tf.json'), 'utf8');
}

function json(stack: string): StackJson {
  return JSON.parse(text(stack)) as StackJson;
}

function resources(stack: string, type: string): readonly Readonly<Record<string, unknown>>[] {
  return Object.values(json(stack).resource[type] ?? {});
}

beforeAll(() => {
  // Synthesis takes away what another app has left in a folder.
  for (const [example, stacks] of Object.entries(STACKS_OF)) {
    said.set(example, synthesizeExample(example, join(outdir, example)));
    for (const stack of stacks) folders.set(stack, join(outdir, example, 'stacks', stack));
  }
});
afterAll(() => {
  rmSync(outdir, { recursive: true, force: true });
});

describe('every example', () => {
  test('is known to the tests', () => {
    expect(exampleFolders().sort()).toEqual(Object.keys(STACKS_OF).sort());
  });

  test.each(Object.keys(STACKS_OF))('%s has a page with what a reader asks, and a row in the table', (example) => {
    const page = readFileSync(join(EXAMPLES, example, 'README.md'), 'utf8');
    const asked = ['Choose it when', 'What it makes', 'Change first', 'Deploy', 'Take it down'];
    expect(asked.filter((heading) => !page.includes(`\n## ${heading}\n`))).toEqual([]);
    expect(readFileSync(join(EXAMPLES, 'README.md'), 'utf8')).toContain(`| [${example}](${example})`);
  });

  test.each([
    ['home', 1, 2],
    ['homelab', 1, 3],
    ['proxmox-ha', 3, 6],
    ['aws-minimal', 1, 2],
    ['aws-private', 3, 6],
    ['bare-metal', 3, 5],
    ['hetzner', 3, 5],
    ['gitops', 3, 5],
    ['air-gapped', 3, 6],
  ])('its cluster %s has %i control planes among %i machines', (stack, controlPlanes, machines) => {
    expect(resources(stack, 'talos_machine')).toHaveLength(machines);
    expect(resources(stack, 'talos_cluster')[0]?.control_plane_nodes).toHaveLength(controlPlanes);
  });
});

describe('the starter', () => {
  test('names the versions that this repository is tested with, exactly', () => {
    for (const [path, content] of Object.entries(starterFiles())) expect(readFileSync(path, 'utf8')).toBe(content);
  });

  test('does not send a reader to cdktf init, whose projects do not run', () => {
    const pages = ['README.md', ...exampleFolders().map((name) => join(name, 'README.md'))];
    expect(pages.filter((page) => readFileSync(join(EXAMPLES, page), 'utf8').includes('cdktf init'))).toEqual([]);
  });
});

describe('on AWS', () => {
  test('minimal pays for no gateway', () => {
    expect(resources('aws-minimal', 'aws_nat_gateway')).toEqual([]);
    const instances = resources('aws-minimal', 'aws_instance');
    expect(instances.map((instance) => instance.associate_public_ip_address)).toEqual([true, true]);
  });

  test('private has neither machine nor load balancer with a public address, and a runner that nothing comes in to', () => {
    const instances = ['aws-private-network', 'aws-private'].flatMap((stack) => resources(stack, 'aws_instance'));
    expect(instances).toHaveLength(7);
    expect(instances.filter((instance) => instance.associate_public_ip_address === true)).toEqual([]);
    expect(resources('aws-private', 'aws_lb').map((balancer) => balancer.internal)).toEqual([true]);
    const admitting = Object.values(json('aws-private-network').resource.aws_vpc_security_group_ingress_rule ?? {});
    expect(admitting.map((rule) => JSON.stringify(rule)).filter((rule) => rule.includes('Runner'))).toEqual([]);
  });

  test('private admits its runner alone', () => {
    const [runner] = resources('aws-private-network', 'aws_instance');
    const rules = resources('aws-private', 'aws_vpc_security_group_ingress_rule');
    const operators = rules.filter(({ description }) => String(description).endsWith(': Operators'));
    expect(operators.map((rule) => rule.cidr_ipv4)).toEqual(Array(2).fill(`${String(runner?.private_ip)}/32`));
  });
});

describe('on Proxmox', () => {
  test('HA puts each control plane on a node of its own, and lets Proxmox move workers alone', () => {
    const servers = Object.entries(json('proxmox-ha').resource.proxmox_virtual_environment_vm ?? {});
    const controlPlanes = servers.filter(([id]) => id.startsWith('ControlPlane'));
    expect(controlPlanes.map(([, server]) => server.node_name).sort()).toEqual(['pve1', 'pve2', 'pve3']);
    const available = Object.keys(json('proxmox-ha').resource.proxmox_haresource ?? {});
    expect(available).toHaveLength(3);
    expect(available.filter((id) => !id.startsWith('Worker'))).toEqual([]);
  });
});

test.each(['proxmox-ha', 'aws-private', 'aws-private-network'])('the state of %s is encrypted in a bucket', (stack) => {
  expect(json(stack).terraform.backend.s3).toMatchObject({ encrypt: true, use_lockfile: true });
});

describe('bare metal', () => {
  test('creates no server', () => {
    const ours = /^(talos_|terraform_data$)/;
    expect(Object.keys(json('bare-metal').resource).filter((type) => !ours.test(type))).toEqual([]);
  });

  test('says what to boot from', () => {
    expect(said.get('bare-metal')).toMatch(
      /^Boot the machines from https:\/\/factory\.talos\.dev\/image\/[0-9a-f]{64}\/v1\.13\.9\/metal-amd64\.iso$/,
    );
  });

  test('has the schematic at the address that its page applies first', () => {
    const page = readFileSync(join(EXAMPLES, 'bare-metal', 'README.md'), 'utf8');
    const target = /-target=talos_image_factory_schematic\.(\w+)/.exec(page)?.[1];
    expect(Object.keys(json('bare-metal').resource.talos_image_factory_schematic ?? {})).toEqual([target]);
  });
});

test('a third platform needs nothing but the public surface, and no change to the library', () => {
  const servers = resources('hetzner', 'hcloud_server');
  expect(servers).toHaveLength(5);
  expect(servers[0]?.user_data).toContain('data.talos_machine_configuration.Cluster_controlplane-0_Configuration');
  expect(servers[0]?.lifecycle).toEqual({ ignore_changes: ['user_data', 'image'] });
});

describe('GitOps', () => {
  test('hands the cluster over with Flux at one version and the bootstrap objects', () => {
    const configurations = Object.values(json('gitops').data?.talos_machine_configuration ?? {});
    const controlPlanes = configurations.filter(({ machine_type: type }) => type === 'controlplane');
    const patches = controlPlanes.map((configuration) => JSON.stringify(configuration.config_patches));
    expect(patches).toHaveLength(3);
    for (const patch of patches) {
      expect(patch).toMatch(/fluxcd\/flux2\/releases\/download\/v\d+\.\d+\.\d+\/install\.yaml/);
      expect(patch).toContain('kind: GitRepository');
      expect(patch).toContain('kind: Kustomization');
    }
  });

  test('lets Flux take over the very Cilium that the cluster begins with', () => {
    const file = readFileSync(join(EXAMPLES, 'gitops', 'fleet', 'cilium.yaml'), 'utf8');
    const release = parseAllDocuments(file)
      .map((document) => document.toJS() as HelmRelease)
      .find(({ kind }) => kind === 'HelmRelease');
    const [rendered] = Object.values(json('gitops').data?.helm_template ?? {});
    expect(release?.spec.releaseName).toBe(rendered?.name);
    expect(release?.spec.targetNamespace).toBe(rendered?.namespace);
    expect(release?.spec.chart.spec.version).toBe(rendered?.version);
    expect(release?.spec.values).toEqual(parse((rendered?.values as string[])[0] ?? ''));
  });
});

interface HelmRelease {
  readonly kind: string;
  readonly spec: {
    readonly releaseName: string;
    readonly targetNamespace: string;
    readonly chart: { readonly spec: { readonly version: string } };
    readonly values: unknown;
  };
}

describe('air-gapped', () => {
  test('names no address outside', () => {
    const machines = join(folderOf('air-gapped'), 'machine-config', 'air-gapped');
    const texts = [
      text('air-gapped'),
      ...readdirSync(machines).map((file) => readFileSync(join(machines, file), 'utf8')),
    ];
    const hosts = texts.flatMap((each) =>
      [...each.matchAll(/https?:\/\/([^/\s"'\\:]+)/g)].map((match) => match[1] ?? ''),
    );
    expect(hosts).toContain('factory.example.internal');
    expect([...new Set(hosts)].filter((host) => !/\.example\.internal$|^10\./.test(host))).toEqual([]);
  });

  test('stops at the first plan while the chart is the placeholder', () => {
    const placeholder = join(EXAMPLES, 'air-gapped', 'charts', 'cilium', 'templates', 'placeholder.txt');
    expect(existsSync(placeholder)).toBe(true);
    expect(readFileSync(placeholder, 'utf8')).toMatch(/^\{\{- fail /);
  });
});
