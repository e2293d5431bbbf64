import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What npm reports of a packed package. */
export interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** The folder of this run, which holds the tarball. */
export function packageFolder(): string {
  const folder = process.env.PACKAGE_FOLDER;
  if (folder === undefined) throw new Error('nothing is packed: run by npm run test:package');
  return folder;
}

/** The report of npm pack. */
export function packed(): Packed {
  const [report] = JSON.parse(process.env.PACKAGE_REPORT ?? '[]') as Packed[];
  if (report === undefined) throw new Error('npm pack reported nothing');
  return report;
}

/** The path of the tarball. */
export function tarball(): string {
  return join(packageFolder(), packed().filename);
}

/** `name@version` as this repository installs it. */
export function pinned(name: string): string {
  const manifest = readFileSync(join(__dirname, '..', '..', '..', 'package.json'), 'utf8');
  const { devDependencies } = JSON.parse(manifest) as { devDependencies: Readonly<Record<string, string>> };
  return `${name}@${devDependencies[name] ?? 'latest'}`;
}
