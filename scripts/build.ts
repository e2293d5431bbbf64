/**
 * Builds the published package into dist: declarations a file each, and JavaScript bundled into the entry points and what
 * they share. Node takes a good part of a millisecond for each file that it loads, and the library has hundreds.
 *
 *   npm run build
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build, transform } from 'esbuild';
import ts from 'typescript';
import { CHECKS_ENTRY, bindingsOnUse, checksOnUse, coreInOneFile, packagesOnUse } from './build/on-use';

const PROJECT = join(__dirname, '..');
const DIST = join(PROJECT, 'dist');

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly bin: Readonly<Record<string, string>>;
}
const manifest = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as Manifest;
const entries = Object.values(manifest.exports).flatMap((entry) => (typeof entry === 'string' ? [] : [entry]));

/** CommonJS in chunks. esbuild splits ES modules only, so each is rewritten on its own. */
async function writeJavaScript(): Promise<void> {
  const files = [...entries.map((entry) => entry.default), ...Object.values(manifest.bin)];
  const sources = files
    .map((file) => relative('dist', file).replace(/\.js$/, ''))
    .map((name) => ({ in: join(PROJECT, 'lib', `${name}.ts`), out: name }));
  const target = 'node20';
  // Node prints the line that an uncaught error comes from.
  const lineLimit = 160;
  const { outputFiles } = await build({
    entryPoints: [...sources, { in: CHECKS_ENTRY, out: CHECKS_ENTRY }],
    outbase: join(PROJECT, 'lib'),
    outdir: DIST,
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target,
    packages: 'external',
    external: ['cdktf-talos/*', '#*'],
    chunkNames: 'chunks/[hash]',
    plugins: [packagesOnUse, bindingsOnUse, checksOnUse, coreInOneFile],
    // package.json says that modules have no effects, and an import for its own sake would be left out.
    ignoreAnnotations: true,
    tsconfig: join(PROJECT, 'tsconfig.build.json'),
  });
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text, {
      format: 'cjs',
      platform: 'node',
      target,
      minifyWhitespace: true,
      lineLimit,
    });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
  }
}

/** Deletes the declarations that no entry point's declarations lead to. */
function dropUnreachableDeclarations(): void {
  const program = ts.createProgram(
    entries.map((entry) => join(PROJECT, entry.types)),
    { types: [] },
  );
  const reached = new Set(program.getSourceFiles().map(({ fileName }) => resolve(fileName)));
  for (const file of ts.sys.readDirectory(DIST, ['.d.ts'])) {
    if (!reached.has(resolve(file))) rmSync(file);
  }
}

async function main(): Promise<void> {
  rmSync(DIST, { recursive: true, force: true });
  const compiler = require.resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', join(PROJECT, 'tsconfig.build.json')], { stdio: 'inherit' });
  dropUnreachableDeclarations();
  await writeJavaScript();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
