/**
 * Builds the published package into dist: declarations a file each, and JavaScript bundled into the entry points and what
 * they share. Node takes a good part of a millisecond for each file that it loads, and the library has hundreds.
 *
 *   npm run build
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Plugin, build, transform } from 'esbuild';
import ts from 'typescript';

const PROJECT = join(__dirname, '..');
const DIST = join(PROJECT, 'dist');
/** Packages of many files, which not every program needs: each is loaded when the first of its names is used. */
const LOADED_ON_USE = ['yaml', 'ip-address'];

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly bin: Readonly<Record<string, string>>;
}
const manifest = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as Manifest;
const entries = Object.values(manifest.exports).flatMap((entry) => (typeof entry === 'string' ? [] : [entry]));

/** Puts a module of getters in the place of each package of `LOADED_ON_USE`. */
const loadedOnUse: Plugin = {
  name: 'loaded on use',
  setup(bundle) {
    const filter = new RegExp(`^(${LOADED_ON_USE.join('|')})$`);
    bundle.onResolve({ filter }, ({ path, namespace }) =>
      namespace === 'on-use' ? { path, external: true } : { path, namespace: 'on-use' },
    );
    bundle.onLoad({ filter, namespace: 'on-use' }, async ({ path }) => {
      const names = Object.keys((await import(path)) as object);
      return { contents: gettersOf(names, `require('${path}')`) };
    });
  },
};

/**
 * Bindings are a third of the code of a program that loads the core, and are needed when its first construct is made: the
 * package asks itself for them then. They are what its own entry points give.
 */
const bindingsOnUse: Plugin = {
  name: 'bindings on use',
  setup(bundle) {
    bundle.onResolve({ filter: /\/providers\/\w+\/[\w-]+$/ }, ({ path, importer }) => {
      const [, provider = '', file = ''] = /\/providers\/(\w+)\/([\w-]+)$/.exec(path) ?? [];
      const isOfBindings = importer.startsWith(join(PROJECT, 'lib', 'providers'));
      return isOfBindings ? undefined : { path: `${provider}/${file}`, namespace: 'bindings-on-use' };
    });
    bundle.onLoad({ filter: /.*/, namespace: 'bindings-on-use' }, async ({ path }) => {
      const names = Object.keys((await import(join(PROJECT, 'lib', 'providers', path))) as object);
      const [provider = '', file = ''] = path.split('/');
      const type = file.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      return { contents: gettersOf(names, `require('cdktf-talos/providers/${provider}').${type}`) };
    });
  },
};

function gettersOf(names: readonly string[], from: string): string {
  return names
    .filter((name) => /^(?!default$|module\.)\w+$/.test(name))
    .map((name) => `exports.__defineGetter__('${name}', () => ${from}.${name});`)
    .join('\n');
}

/** CommonJS in chunks. esbuild splits ES modules only, so each is rewritten on its own. */
async function writeJavaScript(): Promise<void> {
  const files = [...entries.map((entry) => entry.default), ...Object.values(manifest.bin)];
  const target = 'node20';
  const { outputFiles } = await build({
    entryPoints: files.map((file) => join(PROJECT, 'lib', relative('dist', file).replace(/\.js$/, '.ts'))),
    outbase: join(PROJECT, 'lib'),
    outdir: DIST,
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target,
    packages: 'external',
    external: ['cdktf-talos/*'],
    chunkNames: 'chunks/[hash]',
    plugins: [loadedOnUse, bindingsOnUse],
    tsconfig: join(PROJECT, 'tsconfig.build.json'),
  });
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text, { format: 'cjs', platform: 'node', target, minifyWhitespace: true });
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
