import { IConstruct } from 'constructs';
import { quote } from '../../checks/check';
import { POOL_ORPHAN } from '../../checks/cluster-checks';
import { addPlacedCheck } from '../../terraform/app-validation';
import { PlacedFinding } from '../../terraform/placed-finding';
import { IMachinePool } from '../machine-pool';

/** One for all copies of the library that a program may hold. */
const ADOPTED = Symbol.for('cdktf-talos/adopted');

/** Has the pools of an app looked for that no cluster was given, whichever cluster is made first. */
export function watchForOrphans(scope: IConstruct, pools: readonly IMachinePool[]): void {
  const root: IConstruct & { [ADOPTED]?: WeakSet<object> } = scope.node.root;
  const adopted = root[ADOPTED] ?? new WeakSet();
  for (const part of pools.flatMap((pool) => [pool, ...pool.machines])) adopted.add(part);
  if (root[ADOPTED] !== undefined) return;
  root[ADOPTED] = adopted;
  addPlacedCheck(scope, () =>
    root.node
      .findAll()
      .filter(isPool)
      .filter((pool) => isOrphan(pool, adopted))
      .map(orphanFinding),
  );
}

/**
 * A pool may be a part of another one, or one that others take their machines from. Pools that seed their machines tell it
 * themselves, also in an app without a cluster.
 */
function isOrphan(pool: IMachinePool, adopted: WeakSet<object>): boolean {
  const parts = [...pool.node.scopes, ...pool.machines];
  return pool.bootstrapData === undefined && pool.machines.length > 0 && !parts.some((part) => adopted.has(part));
}

function orphanFinding(pool: IMachinePool): PlacedFinding {
  return {
    scope: pool,
    finding: POOL_ORPHAN.finding({
      wrong: 'no cluster gives the machines of this pool their configuration',
      given: `pool ${quote(pool.node.path)}, in no cluster`,
      allowed: 'a pool that one cluster was given',
    }),
  };
}

/** A platform may be anybody's: what has the parts of a pool is one. */
function isPool(construct: IConstruct): construct is IMachinePool {
  return ['platform', 'options', 'machines', 'defaultInstallDisk'].every((part) => part in construct);
}
