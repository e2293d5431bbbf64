import { resolve } from 'node:path';
import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { Finding, quote } from '../../checks/check';
import { CLUSTERS_AT_ONE_ADDRESS, CLUSTER_NAME_SHARED, CLUSTER_NAME_TWICE } from '../../checks/cluster-checks';
import { CLUSTER_OTHER } from '../../checks/lock-checks';
import { isKnown } from '../../terraform/app-validation';
import { Machine } from '../machine-pool';
import { nodeAddresses, normalizedAddress } from './machine-addresses';

/** What clusters of an app may have in common by mistake. */
export interface Neighbour {
  /** The cluster. */
  readonly scope: IConstruct;
  /** Its name. */
  readonly clusterName: string;
  /** Host of its endpoint; may be a reference. */
  readonly endpointHost: string;
  /** Addresses that move from machine to machine. */
  readonly sharedAddresses: readonly string[];
  /** Its machines. */
  readonly machines: readonly Machine[];
  /** Path of its lock; undefined where it has none. */
  readonly lockPath: string | undefined;
}

const neighbours = new WeakMap<IConstruct, Neighbour[]>();

/** Adds a cluster to those of its app, and gives the check that compares it with those before it. */
export function amongNeighbours(cluster: Neighbour): () => Finding[] {
  const { root } = cluster.scope.node;
  const known = neighbours.get(root) ?? [];
  neighbours.set(root, [...known, cluster]);
  return () =>
    known.flatMap((other) => [
      ...nameFindings(cluster, other),
      ...addressFindings(cluster, other),
      ...lockFindings(cluster, other),
    ]);
}

function nameFindings(cluster: Neighbour, other: Neighbour): Finding[] {
  if (cluster.clusterName !== other.clusterName) return [];
  const mistake = {
    wrong: `the cluster ${quote(other.scope.node.path)} has the same name`,
    given: `clusterName ${quote(cluster.clusterName)}`,
    allowed: 'a name of its own for each cluster',
  };
  return TerraformStack.of(cluster.scope) === TerraformStack.of(other.scope)
    ? [CLUSTER_NAME_TWICE.finding(mistake)]
    : [CLUSTER_NAME_SHARED.finding(mistake)];
}

function addressFindings(cluster: Neighbour, other: Neighbour): Finding[] {
  const taken = addressesOf(other);
  const both = [...addressesOf(cluster)].filter(([address]) => taken.has(address));
  return both.length === 0
    ? []
    : [
        CLUSTERS_AT_ONE_ADDRESS.finding({
          wrong: `the cluster ${quote(other.scope.node.path)} has addresses of this one`,
          given: both.map(([address, owner]) => `${address} (${owner}, there ${taken.get(address) ?? ''})`).join(', '),
          allowed: 'addresses and endpoints of its own for each cluster of a network',
        }),
      ];
}

/** What is reached by each address or name, as a person would say it. */
function addressesOf({ endpointHost, sharedAddresses, machines }: Neighbour): Map<string, string> {
  const all = [
    [endpointHost, 'the endpoint'],
    ...sharedAddresses.map((address) => [address, 'the virtual IP']),
    ...machines.flatMap((machine) => nodeAddresses(machine).map((address) => [address, quote(machine.name)])),
  ].filter(([address = '']) => isKnown(address) && address !== '');
  return new Map(all.map(([address = '', owner = '']) => [normalizedAddress(address), owner]));
}

/** Before the first deployment the file does not tell whose it is. */
function lockFindings({ lockPath }: Neighbour, other: Neighbour): Finding[] {
  return lockPath === undefined || other.lockPath === undefined || resolve(lockPath) !== resolve(other.lockPath)
    ? []
    : [
        CLUSTER_OTHER.finding({
          wrong: `the cluster ${quote(other.scope.node.path)} keeps its lock in the same file`,
          given: quote(lockPath),
          allowed: 'a lock file of its own for each cluster',
        }),
      ];
}
