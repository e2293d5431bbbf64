/** Leaves packages to Node, which loads them once for all test files of a worker (own-realm.js). */
module.exports = {
  /** The settings of jest by which these packages are left to Node. */
  packages: (names) => ({
    transform: { [`/node_modules/(${names.join('|')})/`]: __filename },
    transformIgnorePatterns: [`/node_modules/(?!(${names.join('|')})/)`],
  }),
  getCacheKey: (_source, path) => `native ${path}`,
  process: (_source, path) => ({ code: `module.exports = nativeRequire(${JSON.stringify(path)});` }),
};
