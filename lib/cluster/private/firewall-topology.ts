import { collect } from '../../checks/check';
import { TALOS_POD_CIDRS, clusterNetworkPorts } from '../../config/cluster-network';
import { NetworkInEffect } from '../../config/helm-chart';
import { IngressFirewall } from '../../config/ingress-firewall';
import { IpAddress, IpNetwork } from '../../config/ip-network';
import { OriginalPatch } from '../../config/machine-config';
import { PortFeature } from '../../config/ports';
import { asBoolean } from '../../config/yaml-value';
import { isKnown } from '../../terraform/app-validation';
import { IMachinePool } from '../machine-pool';
import { FirewallTopology } from './firewall-documents';
import type { DescribedCluster } from './machine-patches';

/** What decides a cluster's ingress firewall. */
export interface FirewalledCluster {
  readonly described: DescribedCluster;
  readonly controlPlane: IMachinePool;
  readonly workerPools: readonly IMachinePool[];
  /** Everything else that is said about a control plane machine; where there is none, nothing. */
  readonly patches: readonly OriginalPatch[];
  /** The same of one machine of each worker pool. */
  readonly workerPatches: readonly (readonly OriginalPatch[])[];
}

/** Who there is in the cluster, for its ingress firewall; undefined where that is off. */
export function firewallTopology(cluster: FirewalledCluster): FirewallTopology | undefined {
  const firewall = ingressFirewall(cluster);
  if (firewall?.enabled !== true) return undefined;
  const { described, controlPlane, workerPools } = cluster;
  return {
    sources: {
      'control-plane': controlPlane.nodeSubnets ?? [],
      worker: workerPools.flatMap(({ nodeSubnets = [] }) => nodeSubnets),
      pod: networkInEffect(cluster).podCidrs,
      'load-balancer': described.binding.callerSubnets ?? [],
      operator: firewall.operators,
    },
    controlPlaneAddresses: exactAddresses(controlPlane),
    features: featuresInUse(cluster),
    rules: firewall.rules,
  };
}

/** The firewall that was asked for; nobody has to ask where it can be made without asking back. */
export function ingressFirewall(cluster: FirewalledCluster): IngressFirewall | undefined {
  const { ingressFirewall: asked } = cluster.described.props;
  return asked ?? (knowsItsNetworks(cluster) ? IngressFirewall.on() : undefined);
}

/** Whether every pool says where its machines have their addresses. */
function knowsItsNetworks({ controlPlane, workerPools }: FirewalledCluster): boolean {
  return [controlPlane, ...workerPools].every(({ nodeSubnets = [] }) => nodeSubnets.length > 0);
}

/** What is in use in the cluster and has ports of its own, as the machines are told it, by whatever setting or patch. */
export function featuresInUse(cluster: FirewalledCluster): PortFeature[] {
  const { described, patches } = cluster;
  const access = lastSaid(patches, ['machine', 'features', 'kubernetesTalosAPIAccess', 'enabled']);
  return [
    ...new Set<PortFeature>([
      ...described.cni.ports,
      ...clusterNetworkPorts(described.props.network ?? {}),
      ...(networkInEffect(cluster).kubeSpan ? (['kubespan'] as const) : []),
      ...(asBoolean(access) === true ? (['talos-api-access'] as const) : []),
    ]),
  ];
}

/**
 * The network as the machines are told it, by whatever setting or patch. That of the pods is what the control planes
 * say; KubeSpan is in use when any pool has it.
 */
export function networkInEffect(cluster: FirewalledCluster): NetworkInEffect {
  const { patches, workerPatches, controlPlane, workerPools } = cluster;
  const said = lastSaid(patches, ['cluster', 'network', 'podSubnets']);
  const pools = [patches, ...workerPatches];
  return {
    podCidrs: Array.isArray(said)
      ? said.filter((network): network is string => typeof network === 'string')
      : TALOS_POD_CIDRS,
    kubeSpan: pools.some((each) => kubeSpanSays(each, 'enabled')),
    advertisesKubernetesNetworks: pools.some((each) => kubeSpanSays(each, 'advertiseKubernetesNetworks')),
    isFiltered:
      ingressFirewall(cluster)?.enabled === true ||
      [controlPlane, ...workerPools].some(({ admittedPorts }) => admittedPorts !== undefined),
  };
}

function kubeSpanSays(patches: readonly OriginalPatch[], field: string): boolean {
  const said =
    lastSaid(patches, [field], 'KubeSpanConfig') ?? lastSaid(patches, ['machine', 'network', 'kubespan', field]);
  return asBoolean(said) === true;
}

/** A field as the last patch has it that mentions it; Talos replaces those that are asked for here. */
function lastSaid(patches: readonly OriginalPatch[], path: readonly string[], kind?: string): unknown {
  return patches
    .map(({ patch }) => patch.content)
    .filter((content) => content.kind === kind)
    .map((content) => path.reduce<unknown>(fieldOf, content))
    .filter((value) => value !== undefined)
    .at(-1);
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[field] : undefined;
}

/**
 * The addresses of the control plane machines. With several networks it is Talos that chooses among a machine's
 * addresses, and with leases nobody knows them yet: then there are none, and the networks have to do.
 */
function exactAddresses({ machines, nodeSubnets = [] }: IMachinePool): string[] {
  const [only, ...others] = nodeSubnets;
  if (only === undefined || others.length > 0 || !isKnown(only)) return [];
  const network = collect([], () => IpNetwork.of(only), undefined);
  const addresses = machines.map(({ privateAddress }) =>
    isKnown(privateAddress) && IpAddress.isAddress(privateAddress) ? IpAddress.of(privateAddress) : undefined,
  );
  return addresses.every((address) => address !== undefined && network?.contains(address) === true)
    ? addresses.flatMap((address) => (address === undefined ? [] : [`${address.text}/${address.isV6 ? '128' : '32'}`]))
    : [];
}
