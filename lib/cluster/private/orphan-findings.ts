import { IConstruct } from 'constructs';
import { quote } from '../../checks/check';
import { POOL_ORPHAN } from '../../checks/cluster-checks';
import { addPlacedCheck } from '../../terraform/app-validation';
import { PlacedFinding } from '../../terraform/placed-finding';
import { IMachinePool } from '../machine-pool';

const watched = new WeakSet<IConstruct>();

/**
 * Has the pools of an app looked for that no cluster was given, once, whichever cluster is made first. Pools that seed
 * their machines tell it themselves, also in an app without a cluster.
 */
export function watchForOrphans(scope: IConstruct, hasCluster: (pool: IMachinePool) => boolean): void {
  const { root } = scope.node;
  if (watched.has(root)) return;
  watched.add(root);
  addPlacedCheck(scope, () =>
    root.node
      .findAll()
      .filter(isPool)
      .filter((pool) => pool.bootstrapData === undefined && pool.machines.length > 0 && !hasCluster(pool))
      .map(orphanFinding),
  );
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
