import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { emulatedProviders } from './workspace';

/** A provider that the emulated ones do not offer, by the part of its schema that a test needs. */
export interface SmallProvider {
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  /** Path of what `terraform providers schema -json` prints, or a part of it. */
  readonly schema: string;
}

/**
 * Offers another provider to Terraform, emulated as the others are. Where Terraform takes real providers, it takes a real
 * one of this too. Returns what takes it away again.
 */
export function offerProvider({ namespace, name, version, schema }: SmallProvider): () => void {
  const configuration = process.env.TF_CLI_CONFIG_FILE ?? '';
  if (!emulatedProviders()) return () => undefined;
  const text = readFileSync(configuration, 'utf8');
  const mirror = /path\s*=\s*"([^"]+)"/.exec(text)?.[1] ?? '';
  const emulator = readdirSync(mirror, { recursive: true, encoding: 'utf8' }).find((path) =>
    /terraform-provider-helm_v[^/]*$/.test(path),
  );
  if (emulator === undefined) throw new Error(`there is no emulated provider in ${mirror}`);
  const platform = basename(dirname(emulator));

  const root = mkdtempSync(join(tmpdir(), 'cdktf-talos-provider-'));
  for (const host of ['registry.terraform.io', 'registry.opentofu.org']) {
    const folder = join(root, host, namespace, name, version, platform);
    mkdirSync(join(folder, 'schemas'), { recursive: true });
    cpSync(join(mirror, emulator), join(folder, `terraform-provider-${name}_v${version}`));
    cpSync(schema, join(folder, 'schemas', `${name}.json`));
  }
  const both = join(root, 'terraformrc');
  writeFileSync(
    both,
    ['provider_installation {', ...[mirror, root].map((path) => `filesystem_mirror { path = "${path}" }`), '}'].join(
      '\n',
    ),
  );
  process.env.TF_CLI_CONFIG_FILE = both;
  return () => {
    process.env.TF_CLI_CONFIG_FILE = configuration;
    rmSync(root, { recursive: true, force: true });
  };
}
