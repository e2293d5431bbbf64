/**
 * Makes the provider bindings in lib/providers again, from the schemas that Terraform reaches.
 *
 *   npm run bindings            writes lib/providers/{talos,proxmox,helm}
 *   npm run bindings -- --check fails when what is committed differs from what would be written
 */
import { execFileSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  mkdirSync,
  existsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { ConstructsMakerTarget, Language, TerraformProviderConstraint } from '@cdktf/commons';
import { CodeMaker, TerraformProviderGenerator } from '@cdktf/provider-generator';
import { DEFAULT_PROVIDER_VERSIONS } from '../lib/terraform/provider-versions';

interface ProviderSchema {
  resource_schemas?: Record<string, unknown>;
  data_source_schemas?: Record<string, unknown>;
}
interface SchemaFile {
  provider_versions?: Record<string, string>;
  provider_schemas: Record<string, ProviderSchema>;
}

interface Binding {
  readonly name: string;
  readonly source: string;
  readonly version: string;
  /** Which types to keep; everything where it is absent. */
  readonly keep?: { readonly resources: readonly string[]; readonly data: readonly string[] };
}

const BINDINGS: readonly Binding[] = [
  { name: 'talos', source: 'siderolabs/talos', version: DEFAULT_PROVIDER_VERSIONS.talos },
  {
    name: 'proxmox',
    source: 'bpg/proxmox',
    version: DEFAULT_PROVIDER_VERSIONS.proxmox,
    keep: {
      resources: [
        'proxmox_acl',
        'proxmox_download_file',
        'proxmox_hardware_mapping_pci',
        'proxmox_haresource',
        'proxmox_harule',
        'proxmox_pool_membership',
        'proxmox_sdn_applier',
        'proxmox_sdn_subnet',
        'proxmox_sdn_vnet',
        'proxmox_sdn_zone_simple',
        'proxmox_sdn_zone_vlan',
        'proxmox_user_token',
        'proxmox_virtual_environment_cluster_firewall_security_group',
        'proxmox_virtual_environment_file',
        'proxmox_virtual_environment_firewall_alias',
        'proxmox_virtual_environment_firewall_ipset',
        'proxmox_virtual_environment_firewall_options',
        'proxmox_virtual_environment_firewall_rules',
        'proxmox_virtual_environment_pool',
        'proxmox_virtual_environment_role',
        'proxmox_virtual_environment_user',
        'proxmox_virtual_environment_vm',
      ],
      data: ['proxmox_datastores', 'proxmox_version', 'proxmox_virtual_environment_nodes'],
    },
  },
  {
    name: 'helm',
    source: 'hashicorp/helm',
    version: DEFAULT_PROVIDER_VERSIONS.helm,
    keep: { resources: [], data: ['helm_template'] },
  },
];

function readSchemas(): SchemaFile {
  const folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-bindings-'));
  try {
    const required = Object.fromEntries(BINDINGS.map((b) => [b.name, { source: b.source, version: b.version }]));
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform: { required_providers: required } }));
    const terraform = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';
    const run = (...args: string[]): string =>
      execFileSync(terraform, [`-chdir=${folder}`, ...args], {
        maxBuffer: 1 << 28,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      });
    run('init', '-input=false', '-no-color');
    return JSON.parse(run('providers', 'schema', '-json')) as SchemaFile;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function prune(schema: ProviderSchema, keep: Binding['keep']): ProviderSchema {
  if (keep === undefined) return schema;
  const pick = (from: Record<string, unknown> = {}, names: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(
      names.map((name) => {
        if (!(name in from)) throw new Error(`the provider has no type '${name}'`);
        return [name, from[name]];
      }),
    );
  return {
    ...schema,
    resource_schemas: pick(schema.resource_schemas, keep.resources),
    data_source_schemas: pick(schema.data_source_schemas, keep.data),
  };
}

async function generate(schemas: SchemaFile, into: string): Promise<void> {
  for (const binding of BINDINGS) {
    const address = `registry.terraform.io/${binding.source}`;
    const whole = schemas.provider_schemas[address];
    if (whole === undefined) throw new Error(`Terraform gave no schema for ${address}`);
    const code = new CodeMaker();
    const constraint = new TerraformProviderConstraint(`${binding.source}@${binding.version}`);
    new TerraformProviderGenerator(code, {
      provider_versions: { [address]: binding.version },
      provider_schemas: { [address]: prune(whole, binding.keep) },
    } as never).generate(ConstructsMakerTarget.from(constraint, Language.TYPESCRIPT));
    const scratch = mkdtempSync(join(tmpdir(), 'cdktf-talos-code-'));
    await code.save(scratch);
    const root = join(scratch, 'providers', binding.name);
    for (const file of filesBelow(root)) {
      const target = join(into, binding.name, relative(root, file));
      // The lazy index is for packages that load it as their main file; these bindings are imported by type.
      if (file.endsWith('lazy-index.ts') || file.endsWith('.md')) continue;
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, readFileSync(file));
    }
    rmSync(scratch, { recursive: true, force: true });
  }
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? filesBelow(path) : [path];
    });
}

function differences(committed: string, fresh: string): string[] {
  const names = new Set([committed, fresh].flatMap((root) => filesBelow(root).map((file) => relative(root, file))));
  const text = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
  return [...names].filter((name) => text(join(committed, name)) !== text(join(fresh, name)));
}

async function main(): Promise<void> {
  const committed = join(__dirname, '..', 'lib', 'providers');
  const check = process.argv.includes('--check');
  const fresh = mkdtempSync(join(tmpdir(), 'cdktf-talos-fresh-'));
  await generate(readSchemas(), fresh);
  if (check) {
    const changed = differences(committed, fresh);
    rmSync(fresh, { recursive: true, force: true });
    if (changed.length > 0) {
      throw new Error(`lib/providers is not what 'npm run bindings' writes:\n  ${changed.join('\n  ')}`);
    }
    console.log("lib/providers is what the providers' schemas give.");
    return;
  }
  rmSync(committed, { recursive: true, force: true });
  for (const file of filesBelow(fresh)) {
    const target = join(committed, relative(fresh, file));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, readFileSync(file));
  }
  rmSync(fresh, { recursive: true, force: true });
  console.log(`wrote ${String(filesBelow(committed).length)} files to lib/providers`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
