/** Tests of the packed tarball in empty projects. */
module.exports = {
  ...require('./jest.config.js'),
  transform: require('./jest.transform.js').quick,
  testPathIgnorePatterns: ['/node_modules/'],
  testMatch: ['<rootDir>/__tests__/package/**/*.test.ts'],
  testTimeout: 300_000,
  globalSetup: '<rootDir>/__tests__/package/support/pack.ts',
  globalTeardown: '<rootDir>/__tests__/package/support/unpack.ts',
};
