import { spawnSync } from 'node:child_process';
import { EXAMPLE_STACKS } from '../support/example-stacks';
import { testLivesOf } from './support/life-of-stacks';

const isInstalled = spawnSync('tofu', ['version']).status === 0;
if (!isInstalled) console.warn('OpenTofu is not installed here: what it makes of the stacks is not tested.');

(isInstalled ? describe : describe.skip)('with OpenTofu in the place of Terraform', () => {
  const before = process.env.TERRAFORM_BINARY_NAME;
  beforeAll(() => {
    process.env.TERRAFORM_BINARY_NAME = 'tofu';
  });
  afterAll(() => {
    if (before === undefined) delete process.env.TERRAFORM_BINARY_NAME;
    else process.env.TERRAFORM_BINARY_NAME = before;
  });

  testLivesOf(EXAMPLE_STACKS.filter(({ name }) => name.startsWith('sandbox-')));
});
