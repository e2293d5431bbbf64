import { collect } from '../../checks/check';
import { ConfigPatch } from '../../config/config-patch';
import { FirewallRule } from '../../config/ingress-firewall';
import { IpNetwork } from '../../config/ip-network';
import { NodeRole, PORTS, Port, PortCaller, PortFeature } from '../../config/ports';
import { isKnown } from '../../terraform/app-validation';

/** Who there is in a cluster, as packets show it. */
export interface FirewallTopology {
  /** The networks that each kind of caller comes from. */
  readonly sources: Readonly<Record<PortCaller, readonly string[]>>;
  /** The addresses of the control plane machines as networks of one address; empty where they are not known. */
  readonly controlPlaneAddresses: readonly string[];
  /** What is in use and has ports of its own. */
  readonly features: readonly PortFeature[];
  /** What the user lets in. */
  readonly rules: readonly FirewallRule[];
}

/**
 * Talos's ingress firewall for one kind of machine: everything is dropped but what the table of ports and the user's
 * rules let in. Each document is named as its port, so that a patch can change a single one.
 */
export function firewallDocuments(topology: FirewallTopology, listener: NodeRole): ConfigPatch[] {
  return [
    ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'NetworkDefaultActionConfig', ingress: 'block' }),
    ...portRules(topology, listener),
    ...userRules(topology, listener),
  ];
}

/** Talos has no rules for kinds of ICMP: it admits all that matters of it by itself. */
function portRules(topology: FirewallTopology, listener: NodeRole): ConfigPatch[] {
  return PORTS.filter(
    (port) =>
      port.listeners.includes(listener) && (port.feature === undefined || topology.features.includes(port.feature)),
  ).flatMap((port) =>
    port.protocol === 'icmp'
      ? []
      : rule({
          name: port.name,
          ports: [port.from === port.to ? port.from : `${String(port.from)}-${String(port.to)}`],
          protocol: port.protocol,
          sources: port.callers.flatMap((caller) => sourcesOf(topology, port, caller)),
        }),
  );
}

function sourcesOf(topology: FirewallTopology, port: Port, caller: PortCaller): readonly string[] {
  const { controlPlaneAddresses, sources } = topology;
  const exact = caller === 'control-plane' && port.byAddress === true && controlPlaneAddresses.length > 0;
  return exact ? controlPlaneAddresses : sources[caller];
}

function userRules({ rules, sources }: FirewallTopology, listener: NodeRole): ConfigPatch[] {
  const on = listener === 'control-plane' ? 'control-planes' : 'workers';
  return rules
    .filter((each) => each.on === 'all' || each.on === on)
    .flatMap(({ name, ports, protocol, from = [], fromCluster = false }) =>
      rule({
        name,
        ports,
        protocol,
        sources: [...from, ...(fromCluster ? [...sources['control-plane'], ...sources.worker, ...sources.pod] : [])],
      }),
    );
}

interface Rule {
  readonly name: string;
  readonly ports: readonly (number | string)[];
  readonly protocol: 'tcp' | 'udp';
  readonly sources: readonly string[];
}

/** A rule without a source would be one for nobody. */
function rule({ name, ports, protocol, sources }: Rule): ConfigPatch[] {
  const ingress = distinctNetworks(sources).map((subnet) => ({ subnet }));
  return ingress.length === 0
    ? []
    : [
        ConfigPatch.document({
          apiVersion: 'v1alpha1',
          kind: 'NetworkRuleConfig',
          name,
          portSelector: { ports: [...ports], protocol },
          ingress,
        }),
      ];
}

/**
 * The networks without those that lie in another of them, so that a subnet more in a network that is admitted anyway
 * changes no machine. References cannot be compared, and stay.
 */
export function distinctNetworks(cidrs: readonly string[]): string[] {
  const all = [...new Set(cidrs)].map((cidr) => ({
    cidr,
    // What is no network is reported where it was given.
    network: isKnown(cidr) ? collect([], () => IpNetwork.of(cidr), undefined) : undefined,
  }));
  return all
    .filter(({ cidr, network }) => network !== undefined || !isKnown(cidr))
    .filter(
      (each, index) =>
        !all.some(
          (other, place) =>
            place !== index &&
            each.network !== undefined &&
            other.network?.overlaps(each.network) === true &&
            (other.network.prefixLength < each.network.prefixLength ||
              (other.network.prefixLength === each.network.prefixLength && place < index)),
        ),
    )
    .map(({ cidr, network }) => network?.text ?? cidr);
}
