import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from './command';

const PROJECT = join(__dirname, '..', '..', '..');

/** Builds and packs once for every test of the package; the tests find the report and the tarball by environment. */
export default async function pack(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-package-'));
  await command(PROJECT, 'npm', 'run', 'build', '--silent');
  process.env.PACKAGE_FOLDER = folder;
  process.env.PACKAGE_REPORT = await command(
    PROJECT,
    'npm',
    'pack',
    '--json',
    '--ignore-scripts',
    '--pack-destination',
    folder,
  );
}
