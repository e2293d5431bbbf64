/** Tests of the packed tarball in empty projects. */
module.exports = {
  ...require('./__tests__/support/jest/common.js'),
  testMatch: ['<rootDir>/__tests__/package/**/*.test.ts'],
  testTimeout: 300_000,
  globalSetup: '<rootDir>/__tests__/package/support/pack.ts',
  globalTeardown: '<rootDir>/__tests__/package/support/unpack.ts',
};
