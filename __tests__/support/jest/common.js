const { join } = require('node:path');

/** What all suites have in common. */
module.exports = {
  rootDir: join(__dirname, '../../..'),
  // By default, jest leaves one core to the watcher that nobody runs.
  maxWorkers: '100%',
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  testPathIgnorePatterns: ['/node_modules/'],
  transform: require('./quick-transform.js').quick,
  moduleNameMapper: { '^cdktf-talos$': '<rootDir>/lib/index.ts', '^cdktf-talos/(.*)$': '<rootDir>/lib/$1' },
  setupFiles: [
    '<rootDir>/__tests__/support/jest/quick-tokens.ts',
    '<rootDir>/__tests__/support/jest/quiet-warnings.ts',
  ],
};
