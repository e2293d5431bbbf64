/** Unit tests: everything that needs Node alone. */
module.exports = {
  // By default, jest leaves one core to the watcher that nobody runs.
  maxWorkers: '100%',
  testEnvironment: 'node',
  // Some tests run programs or the compiler; a busy computer must not fail them.
  testTimeout: 60_000,
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/__tests__/terraform/',
    '<rootDir>/__tests__/day2/',
    '<rootDir>/__tests__/fuzz/',
    '<rootDir>/__tests__/package/',
  ],
  transform: {
    // Generated code is long, and holds nothing that a test would have to be shown by its types.
    '/lib/(providers|.*/generated)/.*\\.ts$': '<rootDir>/jest.transform.js',
    '^.+\\.tsx?$': 'ts-jest',
  },
  moduleNameMapper: { '^cdktf-talos$': '<rootDir>/lib/index.ts', '^cdktf-talos/(.*)$': '<rootDir>/lib/$1' },
  setupFiles: ['<rootDir>/__tests__/support/quick-tokens.ts', '<rootDir>/__tests__/support/quiet-warnings.ts'],
  coveragePathIgnorePatterns: [
    '<rootDir>/lib/providers/',
    '<rootDir>/lib/config/generated/',
    '<rootDir>/lib/cluster/private/generated/',
  ],
};
