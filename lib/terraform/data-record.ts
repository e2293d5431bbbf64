import { TerraformMetaArguments, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';

/** What a `terraform_data` holds; values may be references. */
export interface DataRecordProps extends TerraformMetaArguments {
  /**
   * What it keeps: read back as its output once it is known.
   * @default - nothing
   */
  readonly input?: string | Readonly<Record<string, string>>;
  /**
   * What makes it anew when it changes.
   * @default - nothing
   */
  readonly triggersReplace?: readonly string[] | Readonly<Record<string, string>>;
}

/**
 * Terraform's built-in `terraform_data`: a value in the state that nobody is asked about.
 *
 * CDKTF's own class for it runs `terraform version` for each object while it synthesizes: with a hundred machines that
 * takes longer than everything else together, and a machine without Terraform cannot synthesize at all.
 */
export class DataRecord extends TerraformResource {
  private readonly values: Pick<DataRecordProps, 'input' | 'triggersReplace'>;

  constructor(scope: Construct, id: string, props: DataRecordProps) {
    const { input, triggersReplace, ...metaArguments } = props;
    super(scope, id, {
      terraformResourceType: 'terraform_data',
      terraformGeneratorMetadata: { providerName: 'terraform' },
      ...metaArguments,
    });
    this.values = { input, triggersReplace };
  }

  /** What it keeps, as a reference. */
  get output(): string {
    return this.getStringAttribute('output');
  }

  /** @internal What the framework writes into the stack's JSON. */
  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: this.values.input, triggers_replace: this.values.triggersReplace };
  }
}
