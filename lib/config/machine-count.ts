/** How many machines a pool has at the most: Kubernetes supports no cluster of more nodes. */
export const MOST_MACHINES = 5000;

/** So many machines as are created for a count; none where it is no count, which a check reports. */
export function machinesFor(count: number): number {
  return Number.isSafeInteger(count) && count > 0 && count <= MOST_MACHINES ? count : 0;
}
