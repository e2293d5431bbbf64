/** Random programs and values: refused by the catalogue, or JSON without leftovers. */
module.exports = {
  ...require('./__tests__/support/jest/common.js'),
  testMatch: ['<rootDir>/__tests__/fuzz/**/*.test.ts'],
  testTimeout: 60_000,
};
