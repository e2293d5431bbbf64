const native = require('./__tests__/support/jest/native-package.js');
const unit = require('./jest.config.js');

// The AWS provider's classes are not among them: Node would load cdktf for them, where cdktn is meant.
const loadedOnce = native.packages(['cdktn', 'constructs', 'ip-address', 'semver', 'yaml']);

/** The unit tests once more, over cdktn: the fork that continues CDKTF and reads the same code by alias. */
module.exports = {
  ...unit,
  transform: { ...loadedOnce.transform, ...require('./__tests__/support/jest/common.js').transform },
  transformIgnorePatterns: loadedOnce.transformIgnorePatterns,
  moduleNameMapper: { ...unit.moduleNameMapper, '^cdktf$': 'cdktn', '^cdktf/(.*)$': 'cdktn/$1' },
  // These run programs of their own, in which the alias does not hold.
  testPathIgnorePatterns: [...unit.testPathIgnorePatterns, 'app-validation.test.ts', 'readme.test.ts'],
};
