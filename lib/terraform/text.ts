import { DefaultTokenResolver, IResolveContext, Lazy, StringConcat, TerraformStack, Tokenization } from 'cdktf';
import { ConfigPatch } from '../config/config-patch';
import { splitAtReferences } from '../config/patch-text';
import { TemplatePart, quotedText, templateParts } from './template';

/**
 * Text that reaches the provider as it was typed: what looks like a Terraform template is escaped, and the references
 * that constructs put into it are left alone.
 */
export function literal(text: string): string {
  return text.replace(/\$\{(?!TfToken\[)/g, () => '$${').replace(/%\{/g, () => '%%{');
}

/**
 * A configuration patch as an argument of a Terraform resource. Terraform quotes what holds a reference once its value
 * is known, so that the value may be any text: a manifest of many lines, or a password with quotes in it.
 */
export function patchArgument(patch: ConfigPatch): string {
  return yamlArgument(patch.toYaml());
}

/** YAML text as an argument of a Terraform resource; references in it stand between quotes. */
export function yamlArgument(yaml: string): string {
  return splitAtReferences(yaml)
    .map((part) => {
      if ('yaml' in part) return literal(part.yaml);
      return 'text' in part ? quotedByTerraform(part.text) : listByTerraform(part.list);
    })
    .join('');
}

/** The text as Terraform's `jsonencode` writes it, which is YAML as well. */
function quotedByTerraform(text: string): string {
  return Lazy.stringValue({
    produce: (context: IResolveContext) =>
      quotedParts(
        text
          .split(/(\$\{TfToken\[[^\]]*\]\})/)
          .flatMap((part, index): TemplatePart[] =>
            index % 2 === 0 ? [{ text: part }] : templateParts(String(context.resolve(part))),
          ),
      ),
  });
}

function quotedParts(all: readonly TemplatePart[]): string {
  const parts = all.filter((part) => !('text' in part) || part.text !== '');
  if (parts.every((part) => 'text' in part)) return literal(JSON.stringify(parts.map(({ text }) => text).join('')));
  const items = parts.map((part) => ('text' in part ? quotedText(part.text) : part.expression));
  const [only = ''] = items;
  return `\${jsonencode(${items.length === 1 ? `tostring(${only})` : `join("", [${items.join(', ')}])`})}`;
}

/** A reference to a whole list as Terraform's `jsonencode` writes the list. */
function listByTerraform(reference: string): string {
  return Lazy.stringValue({
    produce: (context: IResolveContext) => {
      const list = context.resolve([reference]) as unknown;
      if (typeof list !== 'string') return writtenOut(list);
      const parts = templateParts(list);
      const [only] = parts;
      return parts.length === 1 && only !== undefined && 'expression' in only
        ? `\${jsonencode(${only.expression})}`
        : `[${quotedParts(parts)}]`;
    },
  });
}

/** What is known after all, as YAML, with references where they stand in it. */
function writtenOut(value: unknown): string {
  if (typeof value === 'string') return quotedParts(templateParts(value));
  if (Array.isArray(value)) return `[${value.map(writtenOut).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, each]) => `${literal(JSON.stringify(name))}: ${writtenOut(each)}`);
  return `{${fields.join(', ')}}`;
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
  const resolved = (value: string | readonly string[]): unknown =>
    Tokenization.resolve(value, { scope, resolver, preparing: false });
  // A list stands there as its one element, between quotes.
  const withLists = text.replace(/"(#\{TfToken\[[^\]]*\]\})"/g, (_, element: string) => {
    const list = resolved([element]);
    return (Array.isArray(list) ? list : [list]).map((item) => JSON.stringify(item)).join(', ');
  });
  return String(resolved(withLists));
}
