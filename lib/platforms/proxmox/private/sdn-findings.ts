import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { Finding, quote } from '../../../checks/check';
import { SDN_NAME } from '../../../checks/proxmox-checks';
import { isKnown } from '../../../terraform/app-validation';
import { ProxmoxSdnZone, SdnZoneKind } from '../proxmox-sdn-zone';
import { bridgeFindings, vlanFindings } from './device-findings';
import { segmentFindings } from './network-findings';
import { nodeNameFindings } from './proxmox-names';

/** What is wrong with an SDN network, by itself and beside the others of its stack. */
export function sdnFindings(network: IConstruct, name: string, { made }: ProxmoxSdnZone): Finding[] {
  return [
    ...nameFindings({ name, 'zone.name': made.name }),
    ...zoneFindings(made),
    ...enterSdn(network, `the vnet ${quote(name)}`, name, 'Give one of them another name.'),
    ...(made.kind === 'existing'
      ? []
      : enterSdn(
          network,
          `the zone ${quote(made.name)}`,
          made.name,
          made.kind === 'vlan'
            ? "Give one zone another name, or say of the second network that its zone exists: ProxmoxSdnZone.existing(first.zone, vlanId), with 'first' for the other network."
            : 'Give one zone another name.',
        )),
  ];
}

function nameFindings(names: Readonly<Record<string, string>>): Finding[] {
  return Object.entries(names)
    .filter(([, name]) => isKnown(name) && !/^[A-Za-z][A-Za-z0-9]{1,7}$/.test(name))
    .map(([prop, name]) =>
      SDN_NAME.finding({
        wrong: `${quote(prop)} cannot be called so`,
        given: quote(name),
        allowed: 'a letter, then 1 to 7 letters and digits',
      }),
    );
}

function zoneFindings(made: SdnZoneKind): Finding[] {
  switch (made.kind) {
    case 'vlan':
      return [
        ...vlanFindings(made.vlanId, 'Use an id from 1 to 4094.'),
        ...bridgeFindings(made.bridge),
        ...nodeNameFindings(made.proxmoxNodes ?? []),
      ];
    case 'simple':
      return [...segmentFindings(made), ...nodeNameFindings([made.proxmoxNode])];
    case 'existing':
      return [];
  }
}

const registers = new WeakMap<TerraformStack, Map<string, IConstruct>>();

/**
 * Enters a thing that an SDN network makes; one that another network of the stack makes is a finding. Stacks are taken
 * by themselves: each may be about a Proxmox cluster of its own.
 */
function enterSdn(network: IConstruct, thing: string, name: string, fix: string): Finding[] {
  if (!isKnown(name)) return [];
  const stack = TerraformStack.of(network);
  const made = registers.get(stack) ?? new Map<string, IConstruct>();
  registers.set(stack, made);
  const owner = made.get(thing);
  if (owner === undefined) made.set(thing, network);
  return owner === undefined
    ? []
    : [
        SDN_NAME.finding({
          wrong: `another network makes ${thing} as well`,
          given: `${quote(name)}, also in ${quote(owner.node.path)}`,
          allowed: 'a name of its own for each vnet, and for each zone that is made',
          fix,
        }),
      ];
}
