import { IMachinePool } from '../../../cluster/machine-pool';
import { TalosCluster } from '../../../cluster/talos-cluster';
import { NodeRole } from '../../../config/ports';

/** What the pool's machines are in their cluster, once that has been made; workers where no cluster says otherwise. */
export function poolRole(pool: IMachinePool): NodeRole {
  const clusters = pool.node.root.node.findAll().filter((node) => node instanceof TalosCluster);
  return clusters.some((cluster) => cluster.controlPlane === pool) ? 'control-plane' : 'worker';
}
