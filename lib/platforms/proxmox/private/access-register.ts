import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { Finding, quote } from '../../../checks/check';
import { ACCESS_TWICE } from '../../../checks/proxmox-add-on-checks';
import { isKnown } from '../../../terraform/app-validation';

const registers = new WeakMap<TerraformStack, Map<string, IConstruct>>();

/**
 * Enters the user of an access and what its roles begin with; those that another access of the stack has are findings.
 * Stacks are taken by themselves: each may be about a Proxmox cluster of its own.
 */
export function enterAccess(access: IConstruct, userId: string, rolePrefix: string): Finding[] {
  const stack = TerraformStack.of(access);
  const names = registers.get(stack) ?? new Map<string, IConstruct>();
  registers.set(stack, names);
  const asked = [
    { what: 'the user', name: userId },
    { what: "the roles' beginning", name: rolePrefix },
  ].filter(({ name }) => isKnown(name));
  const twice = asked.filter(({ what, name }) => names.has(`${what} ${name}`));
  const owner = twice.map(({ what, name }) => names.get(`${what} ${name}`)).find((each) => each !== undefined);
  for (const { what, name } of asked) names.set(`${what} ${name}`, names.get(`${what} ${name}`) ?? access);
  return owner === undefined
    ? []
    : [
        ACCESS_TWICE.finding({
          wrong: 'another access to Proxmox has the same names',
          given: `${twice.map(({ what, name }) => `${what} ${quote(name)}`).join(' and ')}, also of ${quote(owner.node.path)}`,
          allowed: 'names of its own for each access in a stack',
        }),
      ];
}
