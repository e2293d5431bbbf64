import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { AWS_ADD_ON_POOL, AWS_CLUSTER_TAG } from '../../../checks/add-on-checks';
import { Finding, quote } from '../../../checks/check';
import { AddOnCluster } from '../../../cluster/cluster-add-on';
import { IMachinePool } from '../../../cluster/machine-pool';
import { isKnown } from '../../../terraform/app-validation';
import { PolicyStatement, policyDocument } from '../private/policy-document';

/** What add-ons of AWS need of a pool beside its machines; an `AwsInstancePool` has it. */
export interface IAwsAddOnPool extends IMachinePool {
  /** Name of the IAM role that the machines have. */
  readonly roleName: string;
  /** Code of the region that the machines are in. */
  readonly region: string;
  /**
   * Name of the cluster that `kubernetes.io/cluster/<name>` marks the instances as owned by.
   * @default - they are not marked
   */
  readonly clusterTag?: string | undefined;
  /**
   * Whether the machines have addresses of IPv6 beside those of IPv4.
   * @default false
   */
  readonly hasIpv6?: boolean;
}

/** The pools of a cluster that add-ons of AWS can work with, and what is wrong with the others. */
export interface AwsPools {
  /** The control plane's; undefined where it is none of them. */
  readonly controlPlane: IAwsAddOnPool | undefined;
  /** All of them, the control plane first. */
  readonly all: readonly IAwsAddOnPool[];
  /** What is wrong with the others. */
  readonly findings: readonly Finding[];
}

/** Finds the pools of a cluster that have a role and a region. */
export function awsPools(addOnName: string, { controlPlane, workerPools }: AddOnCluster): AwsPools {
  const pools = [controlPlane, ...workerPools];
  const others = pools.filter((pool) => !isAwsAddOnPool(pool));
  return {
    controlPlane: isAwsAddOnPool(controlPlane) ? controlPlane : undefined,
    all: pools.filter(isAwsAddOnPool),
    findings:
      others.length === 0
        ? []
        : [
            AWS_ADD_ON_POOL.finding({
              wrong: `the add-on ${quote(addOnName)} does not know what these machines may do in AWS`,
              given: others.map((pool) => quote(pool.node.path)).join(', '),
              allowed: "pools with a 'roleName' and a 'region', such as AwsInstancePool",
            }),
          ],
  };
}

/** What is wrong with the tags of pools that an add-on finds its cluster by. */
export function clusterTagFindings(addOnName: string, clusterName: string, { all }: AwsPools): Finding[] {
  const unmarked = all.filter(
    ({ clusterTag }) => clusterTag === undefined || (isKnown(clusterTag) && clusterTag !== clusterName),
  );
  return unmarked.length === 0
    ? []
    : [
        AWS_CLUSTER_TAG.finding({
          wrong: `the add-on ${quote(addOnName)} finds the machines of the cluster by a tag that they do not have`,
          given: unmarked
            .map(
              ({ node, clusterTag }) =>
                `clusterTag ${clusterTag === undefined ? 'of nothing' : quote(clusterTag)} in ${quote(node.path)}`,
            )
            .join(', '),
          allowed: `clusterTag: ${quote(clusterName)} in every pool`,
        }),
      ];
}

/** Allows the machines of pools something, once for each role: pools may share one. */
export function allowPools(
  scope: Construct,
  name: string,
  pools: readonly IAwsAddOnPool[],
  statements: readonly PolicyStatement[],
): void {
  const stack = `${TerraformStack.of(scope).node.path}/`;
  const roles = new Set<string>();
  for (const pool of pools) {
    if (roles.has(pool.roleName)) continue;
    roles.add(pool.roleName);
    // Pools under different parents may have one id.
    new IamRolePolicy(scope, `Policy-${pool.node.path.replace(stack, '')}`, {
      name,
      role: pool.roleName,
      policy: policyDocument(statements),
    });
  }
}

function isAwsAddOnPool(pool: IMachinePool): pool is IAwsAddOnPool {
  return 'roleName' in pool && typeof pool.roleName === 'string' && 'region' in pool && typeof pool.region === 'string';
}
