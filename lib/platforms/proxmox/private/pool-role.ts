import { IMachinePool } from '../../../cluster/machine-pool';
import { clusterOf } from '../../../cluster/talos-cluster';
import { NodeRole } from '../../../config/ports';

/** What the pool's machines are in their cluster, once that has been made; workers where no cluster says otherwise. */
export function poolRole(pool: IMachinePool): NodeRole {
  return clusterOf(pool)?.controlPlane === pool ? 'control-plane' : 'worker';
}
