import { SpawnSyncReturns, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

const PROJECT = join(__dirname, '../..');

/** What a program is: its source, whose imports are those of a file in this repository's top folder, or a file. */
export type Source = { readonly text: string } | { readonly file: string };

/**
 * Compiles a program, with what it imports of this repository, to one file of JavaScript. Node starts it in a third of the
 * time that tools take which compile when a program runs.
 */
export function compileProgram(source: Source, outfile: string): void {
  buildSync({
    ...('file' in source
      ? { entryPoints: [join(PROJECT, source.file)] }
      : { stdin: { contents: source.text, resolveDir: PROJECT, loader: 'ts' } }),
    absWorkingDir: PROJECT,
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    packages: 'external',
    // Pages and tests import the library as a user does.
    alias: { 'cdktf-talos': './lib' },
    logLevel: 'error',
  });
}

/** The variables by which a compiled program finds packages, wherever it is. */
export const PACKAGES = { NODE_PATH: join(PROJECT, 'node_modules') };

/** Runs a compiled program in a process of its own, in the program's folder. */
export function runProgram(
  file: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string | undefined>> = {},
): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [file, ...args], {
    cwd: dirname(file),
    encoding: 'utf8',
    env: { ...process.env, ...PACKAGES, ...env },
  });
}
