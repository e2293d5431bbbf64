const common = require('./__tests__/support/jest/common.js');
const native = require('./__tests__/support/jest/native-package.js');

// Packages that take most of the time that test files load for.
const loadedOnce = native.packages(['cdktf', '@cdktf/provider-aws', 'constructs', 'ip-address', 'semver', 'yaml']);

/** Unit tests: everything that needs Node alone. */
module.exports = {
  ...common,
  testEnvironment: '<rootDir>/__tests__/support/jest/own-realm.js',
  // What a test does to a package that is shared ends with the test.
  restoreMocks: true,
  // Tokens of all tests that a worker ran stay known to it.
  workerIdleMemoryLimit: '1.5GB',
  // Some tests run programs or the compiler; a busy computer must not fail them.
  testTimeout: 60_000,
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/__tests__/terraform/',
    '<rootDir>/__tests__/day2/',
    '<rootDir>/__tests__/fuzz/',
    '<rootDir>/__tests__/package/',
  ],
  transform: {
    ...loadedOnce.transform,
    // The library and its stacks are compiled as they are for the package, which takes a tenth of the time.
    '/__tests__/.*\\.ts$': 'ts-jest',
    ...common.transform,
  },
  transformIgnorePatterns: loadedOnce.transformIgnorePatterns,
  setupFiles: [...common.setupFiles, '<rootDir>/__tests__/support/jest/one-stack.ts'],
  coveragePathIgnorePatterns: [
    '<rootDir>/lib/providers/',
    '<rootDir>/lib/config/generated/',
    '<rootDir>/lib/cluster/private/generated/',
  ],
};
