/** Unit tests: everything that needs Node alone. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/__tests__/terraform/'],
  transform: { '^.+\\.tsx?$': 'ts-jest' },
  setupFiles: ['<rootDir>/__tests__/support/quick-tokens.ts'],
  coveragePathIgnorePatterns: ['<rootDir>/lib/providers/'],
};
