const { createHash } = require('node:crypto');
const { transformSync, version } = require('esbuild');

/**
 * TypeScript to CommonJS by esbuild: the library for all suites, and tests but the unit tests, which take ts-jest. Each suite
 * has a cache of its own, and ts-jest would compile everything once more for each. Calls of jest.mock stay where they are: none may
 * stand below an import that it is meant for.
 */
module.exports = {
  quick: { '^.+\\.tsx?$': __filename },
  getCacheKey: (source, path) => createHash('sha1').update(`2 ${version} ${path}\n${source}`).digest('hex'),
  process: (source, path) =>
    transformSync(source, {
      loader: 'ts',
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      // Jest loads no ES modules: import() becomes a require.
      supported: { 'dynamic-import': false },
      sourcemap: 'inline',
      sourcefile: path,
    }),
};
