import { TerraformStack, TerraformVariable } from 'cdktf';
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
  const kept = references(resolvedText(stack, json)).filter((reference) => !isEphemeral(stack, reference));
  return kept.map((reference) =>
    SECRETS_KEPT.finding({
      wrong: `Terraform keeps the value of ${reference}`,
      given: `ClusterSecrets.external with ${reference}`,
      allowed: 'an attribute of an EphemeralResource, or an EphemeralVariable',
    }),
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
          allowed: 'machines that are left as they are',
        }),
      ];
}

/** Every `a.b` and `a.b.c` that the expressions of a text refer to, once. */
function references(text: string): string[] {
  const expressions = text.replace(/"(?:[^"\\$]|\\.|\$(?!\{))*"/g, '');
  return [...new Set(expressions.match(/(?<![\w.-])[a-z_][\w-]*\.[\w-]+(?:\.[\w-]+)*/g) ?? [])];
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
