import { TerraformStack } from 'cdktf';

/** The class as the setup of an earlier test file left it, and cdktf's own private method. */
interface Preparing {
  prepareFully?: () => void;
  prepareStack: () => void;
  ensureBackendExists: () => void;
  readonly node: TerraformStack['node'];
}

// Before it writes, cdktf resolves every stack once, to find references from one stack to another: a third of the time of
// a test with one stack, which has none. Programs that tests run, and the suites with Terraform, do all of it.
const prototype = TerraformStack.prototype as unknown as Preparing;
if (prototype.prepareFully === undefined) {
  prototype.prepareFully = prototype.prepareStack;
  prototype.prepareStack = function () {
    const stacks = this.node.root.node.findAll().filter((construct) => TerraformStack.isStack(construct));
    if (stacks.length > 1) this.prepareFully?.();
    else this.ensureBackendExists();
  };
}
