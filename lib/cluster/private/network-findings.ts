import { Finding } from '../../checks/check';
import { ClusterNetwork } from '../../config/cluster-network';
import { clusterNetworkFindings } from '../../config/cluster-network-findings';
import { ConfigPatch } from '../../config/config-patch';
import type { TrustdWay } from '../../config/effective-rule';
import { trustdFindings } from '../../config/trustd-findings';
import { isKnown } from '../../terraform/app-validation';
import { IMachinePool } from '../machine-pool';
import { nodeAddresses, normalizedAddress } from './machine-addresses';

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
  const { network } = cluster;
  const pools = [cluster.controlPlane, ...cluster.workerPools];
  return [
    ...clusterNetworkFindings(networkInEffect(cluster), {
      nodeSubnets: [...new Set(pools.flatMap((pool) => pool.nodeSubnets ?? []))],
      machineCount: pools.reduce((sum, pool) => sum + pool.machines.length, 0),
      isKnown,
    }),
    ...(network.discovery?.isOn === false ? trustdFindings('discovery: Discovery.off()', trustdWay(cluster)) : []),
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

/** How workers find trustd without discovery; a control plane machine that is the endpoint answers by itself. */
export function trustdWay({
  endpointHost,
  answersForTrustd,
  controlPlane,
  workerPools,
}: Pick<NetworkUnderCheck, 'endpointHost' | 'answersForTrustd' | 'controlPlane' | 'workerPools'>): TrustdWay {
  const asks = workerPools.some((pool) => pool.machines.length > 0);
  const host = normalizedAddress(endpointHost);
  const isMachine = controlPlane.machines.some(
    (machine) => machine.privateAddress === endpointHost || nodeAddresses(machine).includes(host),
  );
  return { endpointHost, isThere: !asks || isMachine ? true : answersForTrustd };
}
