import { TerraformLocal, TerraformStack, TerraformVariable, Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { Finding, quote } from '../../checks/check';
import { REMOVED_UNRESET, SECRETS_IN_USER_DATA, SECRETS_KEPT } from '../../checks/secrets-checks';
import { resolvedText } from '../../terraform/text';
import { ClusterSecrets } from '../cluster-secrets';
import { IMachinePool } from '../machine-pool';

/** What is wrong with where the keys of a cluster come from. */
export function secretsFindings(cluster: IConstruct, { json }: ClusterSecrets): Finding[] {
  if (json === undefined) return [];
  const stack = TerraformStack.of(cluster);
  const used = references(resolvedText(stack, json));
  return used.flatMap((reference) =>
    keptBehind(stack, reference).map((kept) =>
      SECRETS_KEPT.finding({
        wrong: `Terraform keeps the value of ${kept}`,
        given: `ClusterSecrets.external with ${reference}`,
        allowed: 'an attribute of an EphemeralResource, or an EphemeralVariable',
      }),
    ),
  );
}

/** What external keys do not allow of a pool, or take away from it. */
export function poolSecretsFindings(pool: IMachinePool, { json }: ClusterSecrets): Finding[] {
  if (json === undefined) return [];
  if (pool.bootstrapData !== undefined) {
    return [
      SECRETS_IN_USER_DATA.finding({
        wrong: 'this pool hands its machines their configuration by user data, which the state holds',
        given: `pool ${quote(pool.node.path)}, ClusterSecrets.external`,
        allowed: 'a pool whose machines wait in maintenance mode',
      }),
    ];
  }
  const reset = pool.machines.filter(({ removal = 'leave' }) => removal !== 'leave');
  return reset.length === 0
    ? []
    : [
        REMOVED_UNRESET.finding({
          wrong: 'the machines of this pool are not reset when they are removed',
          given: `pool ${quote(pool.node.path)}, ClusterSecrets.external`,
          allowed: "a reset by hand before, and acceptWarning(pool, 'TALOS433', reason) at this pool",
        }),
      ];
}

/** Every `a.b` and `a.b.c` that the expressions of a text refer to, once. */
function references(text: string): string[] {
  const expressions = text.replace(/"(?:[^"\\$]|\\.|\$(?!\{))*"/g, '');
  return [...new Set(expressions.match(/(?<![\w.-])[a-z_][\w-]*\.[\w-]+(?:\.[\w-]+)*/g) ?? [])];
}

/** What of a reference Terraform keeps; a local is as ephemeral as what it is made of, and one of texts alone is not. */
function keptBehind(stack: TerraformStack, reference: string, seen: readonly string[] = []): string[] {
  const expression = seen.includes(reference) ? undefined : localExpression(stack, reference);
  if (expression === undefined) return isEphemeral(stack, reference) ? [] : [reference];
  const inner = references(resolvedText(stack, expression));
  return inner.length === 0 ? [reference] : inner.flatMap((each) => keptBehind(stack, each, [...seen, reference]));
}

/** What a local is made of; undefined where the reference is to none, or to one that CDKTF does not know. */
function localExpression(stack: TerraformStack, reference: string): string | undefined {
  const [root, name = ''] = reference.split('.');
  if (root !== 'local') return undefined;
  const local = stack.node
    .findAll()
    .find((node): node is TerraformLocal => node instanceof TerraformLocal && node.friendlyUniqueId === name);
  if (local === undefined) return undefined;
  const { locals } = local.toTerraform() as { readonly locals: Readonly<Record<string, unknown>> };
  const expression = locals[name];
  if (typeof expression === 'string') return expression;
  return Token.isUnresolved(expression) ? Token.asString(expression) : JSON.stringify(expression);
}

function isEphemeral(stack: TerraformStack, reference: string): boolean {
  const [root, name] = reference.split('.');
  if (root === 'ephemeral') return true;
  return (
    root === 'var' &&
    stack.node
      .findAll()
      .filter((node): node is TerraformVariable => node instanceof TerraformVariable)
      .some((variable) => {
        const { variable: blocks } = variable.toTerraform() as { variable: Record<string, { ephemeral?: boolean }> };
        return name !== undefined && blocks[name]?.ephemeral === true;
      })
  );
}
