import { IConstruct } from 'constructs';
import { NODES_OF_BOTH_FAMILIES, SECURITY_GROUP_ROLE } from '../../../checks/aws-checks';
import { Finding, quote } from '../../../checks/check';
import { TalosCluster, clusterOf } from '../../../cluster/talos-cluster';
import { NodeRole } from '../../../config/ports';
import { IAwsMachinePool, isAwsMachinePool } from '../aws-machine-pool';
import { isKnownByBothFamilies } from './both-families';
import { machinePoolsBeside } from './machine-pools-beside';

/** The group of a firewall that machines of a role belong into. */
const GROUP_OF: Readonly<Record<NodeRole, string>> = {
  'control-plane': 'firewall.controlPlane',
  worker: 'firewall.workers',
};

/** What is wrong with a pool for the part that it has in its cluster; known once every cluster has been made. */
export function clusterPartFindings(pool: IAwsMachinePool): Finding[] {
  const cluster = clusterOf(pool);
  return [...(cluster === undefined ? [] : groupFindings(pool, cluster)), ...familyFindings(pool)];
}

function groupFindings(pool: IAwsMachinePool, cluster: TalosCluster): Finding[] {
  const role: NodeRole = cluster.controlPlane === pool ? 'control-plane' : 'worker';
  if (pool.securityGroup.role !== role) return [roleFinding(pool.securityGroup.role, role)];
  return role === 'control-plane' ? sharedFirewallFindings(pool, cluster) : otherFirewallFindings(pool, cluster);
}

function roleFinding(given: NodeRole, role: NodeRole): Finding {
  return SECURITY_GROUP_ROLE.finding({
    wrong:
      role === 'worker'
        ? 'these workers are in the security group of the control plane'
        : 'this control plane is in the security group of workers',
    given: `securityGroup: ${GROUP_OF[given]}`,
    allowed: `securityGroup: ${GROUP_OF[role]}`,
  });
}

/** The control plane that comes first has the firewall. */
function sharedFirewallFindings(
  { securityGroup: { firewall }, node }: IAwsMachinePool,
  cluster: TalosCluster,
): Finding[] {
  if (firewall === undefined) return [];
  const owner = machinePoolsBeside(cluster).find(
    (pool) => pool.securityGroup.firewall === firewall && clusterOf(pool)?.controlPlane === pool,
  );
  return owner === undefined || owner.node === node
    ? []
    : [
        SECURITY_GROUP_ROLE.finding({
          wrong: 'two control planes are in one security group, where each reaches the etcd of the other',
          given: `the group of ${quote(owner.node.path)}, of the cluster ${quote(pathOf(clusterOf(owner)))}`,
          allowed: 'an AwsNodeFirewall for each cluster',
        }),
      ];
}

/** Further groups of either may admit the other, which cannot be told from their ids. */
function otherFirewallFindings(workers: IAwsMachinePool, { controlPlane }: TalosCluster): Finding[] {
  if (!isAwsMachinePool(controlPlane) || [workers, controlPlane].some(hasFurtherGroups)) return [];
  const { firewall } = controlPlane.securityGroup;
  const { firewall: other } = workers.securityGroup;
  return firewall === undefined || other === undefined || other === firewall
    ? []
    : [
        SECURITY_GROUP_ROLE.finding({
          wrong: 'these workers are in another firewall than their control plane, which does not admit them',
          given: `${GROUP_OF.worker} of another firewall than that of ${quote(controlPlane.node.path)}`,
          allowed: `${GROUP_OF.worker} of the firewall whose group the control plane is in`,
        }),
      ];
}

function hasFurtherGroups({ additionalSecurityGroupIds = [] }: IAwsMachinePool): boolean {
  return additionalSecurityGroupIds.length > 0;
}

function pathOf(construct: IConstruct | undefined): string {
  return construct?.node.path ?? '';
}

function familyFindings(pool: IAwsMachinePool): Finding[] {
  const hasBoth = pool.securityGroup.network.ipv6Cidr !== undefined;
  return pool.platformNamesNodes !== true || !hasBoth || isKnownByBothFamilies(pool)
    ? []
    : [
        NODES_OF_BOTH_FAMILIES.finding({
          wrong:
            'these nodes have addresses of both families, and the cloud controller manager of AWS expects IPv4 alone',
          given: "nodeNames: 'platform', in a network with IPv6",
          allowed:
            "AwsCloudControllerManager among the cluster's addOns, another that is configured for both families, or a network without IPv6",
        }),
      ];
}
