/** Tests of the packed tarball in empty projects. */
module.exports = {
  ...require('./jest.config.js'),
  testPathIgnorePatterns: ['/node_modules/'],
  testMatch: ['<rootDir>/__tests__/package/**/*.test.ts'],
  testTimeout: 300_000,
};
