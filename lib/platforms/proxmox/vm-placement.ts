import { machinesFor } from '../../config/machine-count';

/**
 * The Proxmox node of each machine of a pool, in the order of the machines: round and round over the nodes, so that
 * the nodes' shares differ by one at the most and neighbours never share a node while there are two.
 */
export function placeMachines(count: number, proxmoxNodes: readonly string[]): string[] {
  return Array.from({ length: machinesFor(count) }, (_, index) => proxmoxNodes[index % proxmoxNodes.length] ?? '');
}
