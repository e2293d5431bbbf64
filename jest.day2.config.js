// Terraform and its providers live for seconds: collecting garbage less often spares a third of their time.
process.env.GOGC ??= '400';

/** Tests of a running cluster's life: Terraform over emulated providers that speak to emulated nodes. */
module.exports = {
  ...require('./__tests__/support/jest/common.js'),
  testMatch: ['<rootDir>/__tests__/day2/**/*.test.ts'],
  testTimeout: 900_000,
  // They wait for nodes most of the time, and have addresses of their own.
  maxWorkers: 2,
};
