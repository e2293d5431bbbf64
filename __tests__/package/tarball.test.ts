import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { command } from './support/command';
import { packageFolder, packed, tarball } from './support/packed';

const PROJECT = join(__dirname, '..', '..');
const FILES = packed().files.map(({ path }) => path);

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly imports: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
}
const MANIFEST = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as Manifest;

/** What the entry points lead to, themselves included, by the relative paths in their text. */
function reached(
  entries: readonly string[],
  pathsIn: RegExp,
  resolved: (path: string) => readonly string[],
): Set<string> {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, path = ''] of readFileSync(join(PROJECT, file), 'utf8').matchAll(pathsIn)) {
      const next = resolved(posix.join(posix.dirname(file), path)).find((each) => FILES.includes(each));
      if (next !== undefined) visit(next);
    }
  };
  entries.map((entry) => posix.normalize(entry)).forEach(visit);
  return found;
}

test('every file of the tarball is one that an entry point leads to, or that npm always adds', () => {
  const entries = Object.values(MANIFEST.exports).flatMap((entry) => (typeof entry === 'string' ? [] : [entry]));
  const code = reached(
    [...entries.map((entry) => entry.default), ...Object.values(MANIFEST.imports), ...Object.values(MANIFEST.bin)],
    /require\("(\.{1,2}\/[^"]+)"\)/g,
    (path) => [path],
  );
  const types = reached(
    entries.map((entry) => entry.types),
    /(?:from |import\()['"](\.{1,2}\/[^'"]+)['"]/g,
    (path) => [`${path}.d.ts`, `${path}/index.d.ts`],
  );
  const others = FILES.filter((path) => !code.has(path) && !types.has(path));
  expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
});

test('the import of the core loads nothing that waits until a construct is made', async () => {
  const script = `require('./dist'); console.log(JSON.stringify(Object.keys(require.cache)))`;
  const loaded = JSON.parse(await command(PROJECT, process.execPath, '-e', script)) as string[];
  const waiting = /^(dist\/(checks-on-use|providers)|node_modules\/(yaml|ip-address|semver|fastest-levenshtein)\/)/;
  const files = loaded.map((file) => posix.relative(PROJECT, file));
  expect(files).toContain('dist/index.js');
  expect(files.filter((file) => waiting.test(file))).toEqual([]);
});

test('an error that nobody catches is told without pages of code, and once', async () => {
  const script = `require('./dist').TalosVersion.of('v1')`;
  const said = await command(PROJECT, process.execPath, '-e', script).catch(String);
  expect(said).toContain("given:   'v1'");
  expect(said.match(/this is not an exact Talos version/g)).toHaveLength(1);
  expect(said.length).toBeLessThan(3000);
});

test('the tarball is smaller than a megabyte', () => {
  expect(packed().size).toBeLessThan(1_000_000);
});

test('publint finds nothing', async () => {
  const publint = join(PROJECT, 'node_modules', '.bin', 'publint');
  expect(await command(packageFolder(), publint, 'run', tarball(), '--strict')).toContain('All good!');
});

// It is an ES module, which Jest does not load.
const TYPES_OF_TARBALL = `
  import { readFileSync } from 'node:fs';
  import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
  const checked = await checkPackage(createPackageFromTarballData(readFileSync(process.argv[1])));
  console.log(JSON.stringify({ types: checked.types !== false, problems: checked.problems ?? [] }));
`;

test('are-the-types-wrong finds types at every entry point, and no problem', async () => {
  const told = await command(PROJECT, process.execPath, '--input-type=module', '-e', TYPES_OF_TARBALL, tarball());
  expect(JSON.parse(told)).toEqual({ types: true, problems: [] });
});
