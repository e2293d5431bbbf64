import { Finding, quote } from '../../checks/check';
import { DISCOVERY_OFF, DISCOVERY_OFF_UNCERTAIN } from '../../checks/network-checks';
import { ClusterNetwork } from '../../config/cluster-network';
import { clusterNetworkFindings } from '../../config/cluster-network-findings';
import { ConfigPatch } from '../../config/config-patch';
import { isKnown } from '../../terraform/app-validation';
import { IMachinePool } from '../machine-pool';

/** What the checks of a cluster's networks look at. */
export interface NetworkUnderCheck {
  readonly network: ClusterNetwork;
  /** Patches of the cluster and its control plane: what they say of networks counts, in their order. */
  readonly configPatches: readonly ConfigPatch[];
  readonly endpointHost: string;
  /** Whether the endpoint leads to trustd; undefined where it is not known. */
  readonly answersForTrustd: boolean | undefined;
  readonly controlPlane: IMachinePool;
  readonly workerPools: readonly IMachinePool[];
}

/** What is wrong with the networks of a cluster, and with how its machines find each other. */
export function networkFindings(cluster: NetworkUnderCheck): Finding[] {
  const pools = [cluster.controlPlane, ...cluster.workerPools];
  return [
    ...clusterNetworkFindings(networkInEffect(cluster), {
      nodeSubnets: [...new Set(pools.flatMap((pool) => pool.nodeSubnets ?? []))],
      machineCount: pools.reduce((sum, pool) => sum + pool.machines.length, 0),
      isKnown,
    }),
    ...trustdFindings(cluster),
  ];
}

/** The networks of pods and services in effect: Talos replaces both lists by those of a later patch. */
export function networkInEffect({
  network,
  configPatches,
}: Pick<NetworkUnderCheck, 'network' | 'configPatches'>): ClusterNetwork {
  return configPatches.reduce<ClusterNetwork>((so, { content }) => {
    const patched = fieldOf(fieldOf(content, 'cluster'), 'network');
    const podCidrs = textsOf(fieldOf(patched, 'podSubnets')) ?? so.podCidrs;
    const serviceCidrs = textsOf(fieldOf(patched, 'serviceSubnets')) ?? so.serviceCidrs;
    return {
      ...so,
      ...(podCidrs === undefined ? {} : { podCidrs }),
      ...(serviceCidrs === undefined ? {} : { serviceCidrs }),
    };
  }, network);
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[field] : undefined;
}

function textsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((each): each is string => typeof each === 'string') ? value : undefined;
}

/** Without discovery, workers know the control planes by the endpoint alone. */
function trustdFindings(cluster: NetworkUnderCheck): Finding[] {
  const { network, endpointHost, controlPlane } = cluster;
  const workers = cluster.workerPools.some((pool) => pool.machines.length > 0);
  const isMachine = controlPlane.machines.some((machine) => machine.privateAddress === endpointHost);
  if (network.discovery?.isOn !== false || !workers || isMachine || cluster.answersForTrustd === true) return [];
  const mistake = { given: `discovery: Discovery.off(), endpoint ${quote(endpointHost)}` };
  return [
    cluster.answersForTrustd === false
      ? DISCOVERY_OFF.finding({
          ...mistake,
          wrong: 'without discovery, workers would never find trustd: the endpoint does not forward port 50001',
          allowed: 'Discovery.service(), or an endpoint that is a control plane machine at any time',
        })
      : DISCOVERY_OFF_UNCERTAIN.finding({
          ...mistake,
          wrong: 'without discovery, workers find trustd by the endpoint alone',
          allowed: 'an endpoint that forwards port 50001 to the control plane machines',
        }),
  ];
}
