import { TerraformElement, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { expression } from './text';

/** Arguments of an ephemeral resource, under Terraform's own names. */
export type EphemeralArguments = Readonly<Record<string, unknown>>;

/**
 * A Terraform ephemeral resource: read anew in every run, and kept in no state and no plan file.
 *
 * Its attributes may only be used where Terraform takes ephemeral values: write-only arguments, provider blocks and
 * other ephemeral resources. Needs Terraform or OpenTofu 1.11, which the stack asks for from then on.
 * CDKTF 0.21 generates no classes for these; the arguments are therefore untyped, under the provider's names.
 */
export class EphemeralResource extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    /** Type of the resource, such as `talos_cluster_kubeconfig`. */
    readonly type: string,
    private readonly args: EphemeralArguments,
  ) {
    super(scope, id, `ephemeral.${type}`);
    requireTerraform111(TerraformStack.of(this));
  }

  /** A string attribute of the result, for a write-only argument. */
  attribute(name: string): string {
    return expression(`ephemeral.${this.type}.${this.friendlyUniqueId}.${name}`);
  }

  /** @internal What the framework writes into the stack's JSON. */
  toTerraform(): Record<string, unknown> {
    return {
      ephemeral: {
        [this.type]: {
          [this.friendlyUniqueId]: {
            ...this.args,
            ...(this.rawOverrides as Record<string, unknown>),
            '//': this.constructNodeMetadata,
          },
        },
      },
    };
  }
}

/** Makes the stack refuse a Terraform without write-only arguments. */
export function requireTerraform111(stack: TerraformStack): void {
  stack.addOverride('terraform.required_version', '>= 1.11');
}
