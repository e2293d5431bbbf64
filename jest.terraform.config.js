// Terraform and its providers live for seconds: collecting garbage less often spares a third of their time.
process.env.GOGC ??= '400';

/** Tests that run Terraform over the synthesized stacks, with the providers that Terraform is configured for. */
module.exports = {
  ...require('./__tests__/support/jest/common.js'),
  testMatch: ['<rootDir>/__tests__/terraform/**/*.test.ts'],
  testTimeout: 300_000,
  maxWorkers: 2,
};
