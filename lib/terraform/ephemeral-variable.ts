import { TerraformStack, TerraformVariable } from 'cdktf';
import { requireTerraform111 } from './ephemeral-resource';

/**
 * A Terraform variable whose value is kept in no state and no plan file: `TF_VAR_<name>` in the environment of every
 * plan and every apply, also of the apply of a plan that was saved. Needs Terraform or OpenTofu 1.11.
 *
 * Its `stringValue` may only be used where Terraform takes ephemeral values: write-only arguments, provider blocks and
 * ephemeral resources.
 */
export class EphemeralVariable extends TerraformVariable {
  /** @param name name of the variable as Terraform sees it: letters, digits and underscores */
  constructor(stack: TerraformStack, name: string) {
    super(stack, name, { type: 'string', sensitive: true, nullable: false });
    this.overrideLogicalId(name);
    // CDKTF has no property for it.
    this.addOverride('ephemeral', true);
    requireTerraform111(stack);
  }
}
