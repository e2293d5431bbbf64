const unit = require('./jest.config.js');

/** The unit tests once more, over cdktn: the fork that continues CDKTF and reads the same code by alias. */
module.exports = {
  ...unit,
  transform: require('./jest.transform.js').quick,
  moduleNameMapper: { ...unit.moduleNameMapper, '^cdktf$': 'cdktn', '^cdktf/(.*)$': 'cdktn/$1' },
  // These run programs of their own, in which the alias does not hold.
  testPathIgnorePatterns: [...unit.testPathIgnorePatterns, 'app-validation.test.ts', 'readme.test.ts'],
};
