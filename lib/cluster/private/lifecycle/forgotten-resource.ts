import { TerraformElement } from 'cdktf';
import { Construct } from 'constructs';

/**
 * A resource that Terraform forgets without destroying what it stands for.
 *
 * It stands in the tree of constructs where the resource stood, and so has its address.
 */
export class ForgottenResource extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly type: string,
  ) {
    super(scope, id, type);
  }

  /** @internal What the framework writes into the stack's JSON. */
  toTerraform(): Record<string, unknown> {
    return { removed: [{ from: `${this.type}.${this.friendlyUniqueId}`, lifecycle: { destroy: false } }] };
  }
}
