import { collect } from '../../checks/check';
import { TALOS_POD_CIDRS, clusterNetworkPorts } from '../../config/cluster-network';
import { IngressFirewall } from '../../config/ingress-firewall';
import { IpAddress, IpNetwork } from '../../config/ip-network';
import { OriginalPatch } from '../../config/machine-config';
import { PortFeature } from '../../config/ports';
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
}

/** Who there is in the cluster, for its ingress firewall; undefined where that is off. */
export function firewallTopology(cluster: FirewalledCluster): FirewallTopology | undefined {
  const firewall = ingressFirewall(cluster);
  if (firewall?.enabled !== true) return undefined;
  const { described, controlPlane, workerPools, patches } = cluster;
  return {
    sources: {
      'control-plane': controlPlane.nodeSubnets ?? [],
      worker: workerPools.flatMap(({ nodeSubnets = [] }) => nodeSubnets),
      pod: podNetworks(patches),
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
export function featuresInUse({ described, patches }: FirewalledCluster): PortFeature[] {
  const kubeSpan =
    lastSaid(patches, ['enabled'], 'KubeSpanConfig') ??
    lastSaid(patches, ['machine', 'network', 'kubespan', 'enabled']);
  const access = lastSaid(patches, ['machine', 'features', 'kubernetesTalosAPIAccess', 'enabled']);
  return [
    ...new Set<PortFeature>([
      ...described.cni.ports,
      ...clusterNetworkPorts(described.props.network ?? {}),
      ...(kubeSpan === true ? (['kubespan'] as const) : []),
      ...(access === true ? (['talos-api-access'] as const) : []),
    ]),
  ];
}

/** Pod networks as the machines are told them, by whatever setting or patch. */
function podNetworks(patches: readonly OriginalPatch[]): readonly string[] {
  const said = lastSaid(patches, ['cluster', 'network', 'podSubnets']);
  return Array.isArray(said)
    ? said.filter((network): network is string => typeof network === 'string')
    : TALOS_POD_CIDRS;
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
