const { AsyncLocalStorage } = require('node:async_hooks');
const vm = require('node:vm');
const { ModuleMocker } = require('jest-mock');

/** What jest asks of a realm for modules, and what stands for the one that jest itself runs in. */
const OWN_REALM = {};
const { compileFunction } = vm;
const compiled = new Map();
vm.compileFunction = (code, parameters, options) => {
  if (options.parsingContext !== OWN_REALM) return compileFunction(code, parameters, options);
  const known = compiled.get(options.filename);
  if (known?.code === code) return known.module;
  const module = compileFunction(code, parameters, { ...options, parsingContext: undefined });
  compiled.set(options.filename, { code, module });
  return module;
};

// The test runner, loaded for each file, makes a storage for each, which every promise of the later files would pass by.
const { run } = AsyncLocalStorage.prototype;
const storages = new Set();
AsyncLocalStorage.prototype.run = function (...given) {
  storages.add(this);
  return run.apply(this, given);
};

const TOKENS = '__cdktfTokenMap';

/**
 * Runs test files in the realm of jest's worker, in the place of a new one for each file, so that they can share packages
 * that are loaded once (native-package.js): loading CDKTF takes longer than most files' tests. Modules of the project
 * are loaded anew for each file as ever; names that a file added, environment, working folder and what listens for uncaught
 * errors are as before after it.
 */
module.exports = class OwnRealm {
  constructor() {
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimers = null;
    this.fakeTimersModern = null;
    globalThis.nativeRequire = require;
    this.names = new Set(Reflect.ownKeys(globalThis));
    this.environment = { ...process.env };
    this.folder = process.cwd();
    this.catchers = new Set(process.listeners('uncaughtException'));
  }

  async setup() {}

  async teardown() {
    // Shared packages hold tokens of their own, which have to stay known.
    const added = Reflect.ownKeys(globalThis).filter((name) => !this.names.has(name) && name !== TOKENS);
    for (const name of added) Reflect.deleteProperty(globalThis, name);
    for (const storage of storages) storage.disable();
    storages.clear();
    process.chdir(this.folder);
    for (const name of Object.keys(process.env)) if (!(name in this.environment)) delete process.env[name];
    Object.assign(process.env, this.environment);
    for (const listener of process.listeners('uncaughtException')) {
      if (!this.catchers.has(listener)) process.off('uncaughtException', listener);
    }
    this.global = null;
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return OWN_REALM;
  }
};
