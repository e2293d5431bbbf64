/**
 * What the built package loads when it is first used, and not when it is imported: packages of many files, provider
 * bindings, what checks a program, and the gate's program, which are needed at the earliest when a construct is made.
 */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Plugin } from 'esbuild';

const PROJECT = join(__dirname, '..', '..');
const LIBRARY = join(PROJECT, 'lib');
/** Packages that nothing needs before a construct is made, and modules of packages that are one function. */
const PACKAGES = ['yaml', 'ip-address', 'fastest-levenshtein', 'semver/functions/\\w+'];

/** Puts a module of getters in the place of each of the packages. */
export const packagesOnUse: Plugin = {
  name: 'packages on use',
  setup(bundle) {
    const filter = new RegExp(`^(${PACKAGES.join('|')})$`);
    bundle.onResolve({ filter }, ({ path, namespace }) =>
      namespace === 'on-use' ? { path, external: true } : { path, namespace: 'on-use' },
    );
    bundle.onLoad({ filter, namespace: 'on-use' }, async ({ path }) => {
      const exported = (await import(path)) as { readonly default?: unknown };
      const whole = `require('${path}')`;
      return typeof exported.default === 'function'
        ? { contents: `module.exports = (...given) => ${whole}(...given);` }
        : { contents: gettersOf(Object.keys(exported), whole) };
    });
  },
};

/**
 * Bindings are a third of the code of a program that loads the core, and are needed when its first construct is made: the
 * package asks itself for them then. They are what its own entry points give.
 */
export const bindingsOnUse: Plugin = {
  name: 'bindings on use',
  setup(bundle) {
    bundle.onResolve({ filter: /\/providers\/\w+\/[\w-]+$/ }, ({ path, importer }) => {
      const [, provider = '', file = ''] = /\/providers\/(\w+)\/([\w-]+)$/.exec(path) ?? [];
      const isOfBindings = importer.startsWith(join(PROJECT, 'lib', 'providers'));
      return isOfBindings ? undefined : { path: `${provider}/${file}`, namespace: 'bindings-on-use' };
    });
    bundle.onLoad({ filter: /.*/, namespace: 'bindings-on-use' }, async ({ path }) => {
      const exported = Object.keys((await import(join(PROJECT, 'lib', 'providers', path))) as object);
      // The classes; functions that write a class's fields are called by the class alone.
      const names = exported.filter((name) => /^[A-Z]/.test(name));
      const [provider = '', file = ''] = path.split('/');
      const type = file.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      return { contents: gettersOf(names, `require('cdktf-talos/providers/${provider}').${type}`) };
    });
  },
};

/** Entry point with all that checks a program. */
export const CHECKS_ENTRY = 'checks-on-use';

/** Texts and rules of checks, and the gate's program; of the platforms, each has its own in its entry point. */
const CHECKING = new RegExp(
  `^(${[
    'checks/.*-checks',
    'checks/catalogue',
    'terraform/accepted-warnings',
    '(config|cluster)/.*-(findings|mistakes|rules|fields|forms|conflicts|overruled)',
    'config/.*(schema-facts|schema-check|effective-\\w+)',
    'cluster/private/(said-values|generated/gate-program)',
  ].join('|')})$`,
);

/** Puts a module of getters in the place of each module that checks, and makes an entry point of these modules. */
export const checksOnUse: Plugin = {
  name: 'checks on use',
  setup(bundle) {
    const modules = readdirSync(LIBRARY, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -'.ts'.length))
      .filter((module) => CHECKING.test(module));
    const keyOf = (module: string): string => module.replace(/\W/g, '_');
    bundle.onResolve({ filter: /^checks-on-use$/ }, ({ path }) => ({ path, namespace: 'checks-entry' }));
    bundle.onLoad({ filter: /.*/, namespace: 'checks-entry' }, () => ({
      contents: [
        ...modules.map((module) => `export * as ${keyOf(module)} from './${module}';`),
        "import './index';",
      ].join('\n'),
      resolveDir: LIBRARY,
    }));
    bundle.onResolve({ filter: /^\./ }, ({ path, importer, namespace, resolveDir }) => {
      const module = relative(LIBRARY, join(resolveDir, path));
      const isAmongThem =
        namespace === 'checks-entry' || CHECKING.test(relative(LIBRARY, importer).replace(/\.ts$/, ''));
      return CHECKING.test(module) && !isAmongThem ? { path: module, namespace: 'checks-on-use' } : undefined;
    });
    bundle.onLoad({ filter: /.*/, namespace: 'checks-on-use' }, async ({ path }) => {
      const exported = Object.entries((await import(join(LIBRARY, path))) as object);
      const isCalled = (value: unknown): boolean => typeof value === 'function' && !/^class\b/.test(String(value));
      const all = `require('#checks').${keyOf(path)}`;
      const [functions, others] = [true, false].map((called) =>
        exported.filter(([, value]) => isCalled(value) === called).map(([name]) => name),
      ) as [string[], string[]];
      return { contents: `${gettersOf(others, all)}\n${callsOf(functions, all)}` };
    });
  },
};

/**
 * Lets every other entry point reach all of the core, which then is one file: what only some of them reached would be a file
 * for each set of them.
 */
export const coreInOneFile: Plugin = {
  name: 'core in one file',
  setup(bundle) {
    bundle.onLoad({ filter: /\/lib\/(aws|proxmox)\.ts$/ }, async ({ path }) => ({
      contents: `${await readFile(path, 'utf8')}\nimport './index';`,
      loader: 'ts',
    }));
  },
};

/** A module whose names are what another one gives when they are asked for. */
function gettersOf(names: readonly string[], from: string): string {
  const words = names.filter((name) => /^(?!default$|__esModule$|module\.)\w+$/.test(name)).join(' ');
  return words === ''
    ? ''
    : `for (const name of '${words}'.split(' ')) exports.__defineGetter__(name, () => ${from}[name]);`;
}

/** The same for functions, which can be handed on before they are called. */
function callsOf(names: readonly string[], from: string): string {
  return names.length === 0
    ? ''
    : `for (const name of '${names.join(' ')}'.split(' ')) exports[name] = (...given) => ${from}[name](...given);`;
}
