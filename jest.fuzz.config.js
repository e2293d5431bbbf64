/** Random programs and values: refused by the catalogue, or JSON without leftovers. */
module.exports = {
  ...require('./jest.config.js'),
  transform: require('./jest.transform.js').quick,
  testPathIgnorePatterns: ['/node_modules/'],
  testMatch: ['<rootDir>/__tests__/fuzz/**/*.test.ts'],
};
