import { IMachinePool } from '../../../cluster/machine-pool';

const told = new WeakSet<IMachinePool>();

/** Remembers that a cloud controller manager knows the machines of these pools by the addresses of both families. */
export function knowByBothFamilies(pools: readonly IMachinePool[]): void {
  for (const pool of pools) told.add(pool);
}

/** Whether a cloud controller manager is configured for machines of the pool that have addresses of both families. */
export function isKnownByBothFamilies(pool: IMachinePool): boolean {
  return told.has(pool);
}
