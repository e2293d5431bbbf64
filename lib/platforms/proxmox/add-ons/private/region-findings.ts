import { Finding, quote } from '../../../../checks/check';
import { ADD_ON_REGION } from '../../../../checks/proxmox-add-on-checks';
import { AddOnCluster } from '../../../../cluster/cluster-add-on';
import { IMachinePool } from '../../../../cluster/machine-pool';
import { isKnown } from '../../../../terraform/app-validation';
import { ProxmoxVmPool } from '../../proxmox-vm-pool';

/** The pools of a cluster that are on Proxmox. */
export function proxmoxPoolsOf(cluster: AddOnCluster): ProxmoxVmPool[] {
  return poolsOf(cluster).filter((pool) => pool instanceof ProxmoxVmPool);
}

/** What keeps an add-on from finding the machines of its cluster. */
export function regionFindings(
  cluster: AddOnCluster,
  regions: readonly string[],
  machinesElsewhere: 'passed over' | 'refused',
): Finding[] {
  const pools = proxmoxPoolsOf(cluster);
  const lost = pools.filter(
    ({ options: { region } }) => region === undefined || (isKnown(region) && !regions.includes(region)),
  );
  const elsewhere = poolsOf(cluster).filter((pool) => !(pool instanceof ProxmoxVmPool));
  const known = regions.map(quote).join(', ') || 'none';
  return [
    ...(pools.length > 0
      ? []
      : [
          ADD_ON_REGION.finding({
            wrong: 'no machine of the cluster is on Proxmox',
            given: poolsOf(cluster)
              .map(({ node }) => quote(node.path))
              .join(', '),
            allowed: 'a ProxmoxVmPool',
            fix: 'Leave the add-on out.',
          }),
        ]),
    ...(lost.length === 0
      ? []
      : [
          ADD_ON_REGION.finding({
            wrong: 'pools are in no Proxmox cluster that the add-on knows',
            given: lost.map(({ node, options }) => `${quote(node.path)} in ${regionOf(options.region)}`).join(', '),
            allowed: `region ${known}`,
          }),
        ]),
    ...(machinesElsewhere === 'passed over' || pools.length === 0 || elsewhere.length === 0
      ? []
      : [
          ADD_ON_REGION.finding({
            wrong: 'machines of the cluster are not on Proxmox',
            given: elsewhere.map(({ node }) => quote(node.path)).join(', '),
            allowed: 'pools on Proxmox alone',
            fix: 'Leave the add-on out, or these machines.',
          }),
        ]),
  ];
}

function poolsOf({ controlPlane, workerPools }: AddOnCluster): IMachinePool[] {
  return [controlPlane, ...workerPools];
}

function regionOf(region: string | undefined): string {
  return region === undefined ? 'no region' : quote(region);
}
