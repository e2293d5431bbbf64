import { DefaultTokenResolver, Lazy, StringConcat, TerraformStack, Tokenization } from 'cdktf';
import { ConfigPatch } from '../config/config-patch';

/**
 * Text that reaches the provider as it was typed: what looks like a Terraform template is escaped, and the references
 * that constructs put into it are left alone.
 */
export function literal(text: string): string {
  return text.replace(/\$\{(?!TfToken\[)/g, () => '$${').replace(/%\{/g, () => '%%{');
}

/**
 * A configuration patch as an argument of a Terraform resource. What stands in the place of a reference has to be
 * something without quotes and lines, such as an address or a name.
 */
export function patchArgument(patch: ConfigPatch): string {
  return literal(patch.toYaml());
}

/** The address of a resource's attribute without the template around it, for `replace_triggered_by`. */
export function attributeAddress(
  resource: { readonly terraformResourceType: string; readonly friendlyUniqueId: string },
  attribute: string,
): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}.${attribute}`;
}

/** A Terraform expression as a reference: a string that `literal` leaves alone and nothing looks into. */
export function expression(text: string): string {
  return Lazy.stringValue({ produce: () => `\${${text}}` });
}

/** The text with the references of constructs written out as Terraform will see them. */
export function resolvedText(scope: TerraformStack, text: string): string {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return String(Tokenization.resolve(text, { scope, resolver, preparing: false }));
}
