import { Finding, quote } from '../../../checks/check';
import { PROXMOX_NODES_MISSING } from '../../../checks/proxmox-checks';
import { didYouMean } from '../../../config/nearest-name';
import { isKnown } from '../../../terraform/app-validation';
import { ProxmoxVmPoolProps } from '../proxmox-vm-pool-props';
import { NODE_NAME, hasForm, nodeNameFindings } from './proxmox-names';

/** What is wrong with the Proxmox nodes of a pool, and with those that its machines are pinned to. */
export function poolNodeFindings({ proxmoxNodes, machines }: ProxmoxVmPoolProps): Finding[] {
  const nameless = (proxmoxNodes as readonly unknown[]).filter((node) => !isNode(node));
  if (nameless.length > 0) {
    return [
      PROXMOX_NODES_MISSING.finding({
        wrong: 'what is in the list is not the name of a Proxmox node',
        given: `proxmoxNodes with ${nameless.map(shown).join(', ')}`,
        allowed: "the names shown in the Proxmox interface, such as ['pve1', 'pve2']",
        fix: 'Write the name; where an environment variable gives it, set that.',
      }),
    ];
  }
  const names = proxmoxNodes.map(String);
  const twice = names.filter((node, index) => names.indexOf(node) !== index);
  const pinned = machines.all.flatMap(({ suffix, own: { proxmoxNode } }) =>
    proxmoxNode === undefined ? [] : [{ suffix, proxmoxNode }],
  );
  return [
    ...(names.length > 0 && twice.length === 0
      ? []
      : [
          PROXMOX_NODES_MISSING.finding({
            wrong: names.length === 0 ? 'no Proxmox node is named' : 'a Proxmox node is named twice',
            given: names.length === 0 ? 'proxmoxNodes: []' : twice.map(quote).join(', '),
            allowed: "the names shown in the Proxmox interface, such as ['pve1', 'pve2']",
          }),
        ]),
    ...nodeNameFindings([...new Set([...names, ...pinned.map(({ proxmoxNode }) => proxmoxNode)])]),
    ...(names.length > 0 && names.every(isKnown) ? pinned.flatMap((machine) => strayFindings(machine, names)) : []),
  ];
}

/** Whether it names a node. A class would not do: a program may have two copies of this library. */
function isNode(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null && 'name' in value);
}

function shown(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'an object without a name' : String(value);
}

/** A machine that is pinned to none of the pool's nodes: a slip, or a node that the pool's rules do not know. */
function strayFindings(
  { suffix, proxmoxNode }: { readonly suffix: string; readonly proxmoxNode: string },
  names: readonly string[],
): Finding[] {
  return names.includes(proxmoxNode) || !isKnown(proxmoxNode) || !hasForm(proxmoxNode, NODE_NAME)
    ? []
    : [
        PROXMOX_NODES_MISSING.finding({
          wrong: `${quote(suffix)} is pinned to a Proxmox node that the pool does not have${didYouMean(proxmoxNode, names)}`,
          given: `proxmoxNode: ${quote(proxmoxNode)}`,
          allowed: names.map(quote).join(', '),
          fix: "Write one of them, or name the node in 'proxmoxNodes' as well.",
        }),
      ];
}
