import { Finding, quote } from '../../checks/check';
import { FIREWALL_ADDRESSES, FIREWALL_LOCKOUT, PACKET_FILTER_CLOSED } from '../../checks/firewall-checks';
import { IngressFirewall } from '../../config/ingress-firewall';
import { IpAddress } from '../../config/ip-network';
import { isKnown } from '../../terraform/app-validation';
import { IMachinePool, Machine } from '../machine-pool';
import { FirewalledCluster, featuresInUse, ingressFirewall } from './firewall-topology';

/** What is wrong with a cluster's ingress firewall as a whole. */
export function firewallFindings(cluster: FirewalledCluster): Finding[] {
  const firewall = ingressFirewall(cluster);
  return firewall?.enabled === true ? lockoutFindings(cluster, firewall) : [];
}

function lockoutFindings(cluster: FirewalledCluster, { operators }: IngressFirewall): Finding[] {
  const { props, binding } = cluster.described;
  // What the endpoint complains of decides the way in: first that.
  if ((binding.findings ?? []).length > 0 || isReachedThroughEndpoint(cluster)) return [];
  if (operators.length > 0) return familyFindings(cluster, operators);
  return [
    FIREWALL_LOCKOUT.finding({
      wrong: "the ingress firewall would lock Terraform out: it reaches each machine by the machine's own address",
      given: props.ingressFirewall === undefined ? 'no ingressFirewall' : 'IngressFirewall.on, no operators',
      allowed: "IngressFirewall.on({ operators: ['192.168.1.0/24'] }), or IngressFirewall.off()",
    }),
  ];
}

/** Operators of one family do not let Terraform in to machines that it reaches by the other. */
function familyFindings(cluster: FirewalledCluster, operators: readonly string[]): Finding[] {
  const { controlPlane, workerPools, described } = cluster;
  const families = new Set(operators.map(familyOf));
  const [first, ...others] = [controlPlane, ...workerPools]
    .flatMap(({ machines }) => machines)
    .map((machine) => ({ machine, ways: waysTo(machine, described.binding.talosApiHost) }))
    .filter(({ ways }) => ways.length > 0 && !ways.some((way) => families.has(familyOf(way))));
  if (first === undefined) return [];
  const { machine, ways } = first;
  const rest = others.length === 0 ? '' : `, and ${String(others.length)} more`;
  return [
    FIREWALL_LOCKOUT.finding({
      wrong: `the ingress firewall would lock Terraform out: operators have ${[...families].join()} alone, and machines are reached by ${familyOf(ways[0] ?? '')}`,
      given: `operators ${operators.join(', ')}; ${quote(machine.name)} at ${ways.join(' and ')}${rest}`,
      allowed: 'operators of the family by which Terraform reaches the machines',
      fix: `Name the ${familyOf(ways[0] ?? '')} networks that Terraform and people connect from in 'operators' as well.`,
    }),
  ];
}

/** The addresses by which a machine is reached; none where one of them is a name, or not known yet. */
function waysTo({ privateAddress, dialAddress }: Machine, talosApiHost: string | undefined): string[] {
  const ways = [...new Set([dialAddress ?? talosApiHost ?? privateAddress, privateAddress])];
  return ways.every((way) => isKnown(way) && IpAddress.isAddress(way)) ? ways : [];
}

function familyOf(addressOrNetwork: string): 'IPv4' | 'IPv6' {
  return addressOrNetwork.includes(':') ? 'IPv6' : 'IPv4';
}

/** What is wrong with a pool for the packet filters of the cluster: Talos's own, and the one before the machines. */
export function poolFirewallFindings(cluster: FirewalledCluster, pool: IMachinePool): Finding[] {
  return [...networkFindings(cluster, pool), ...admittedFindings(cluster, pool)];
}

function isReachedThroughEndpoint({ described, controlPlane, workerPools }: FirewalledCluster): boolean {
  const { talosApiHost, callerSubnets = [] } = described.binding;
  const machines = [controlPlane, ...workerPools].flatMap((pool) => pool.machines);
  return (
    talosApiHost !== undefined &&
    callerSubnets.length > 0 &&
    machines.every(({ dialAddress }) => dialAddress === undefined)
  );
}

function networkFindings(cluster: FirewalledCluster, pool: IMachinePool): Finding[] {
  const isOn = ingressFirewall(cluster)?.enabled === true;
  return !isOn || (pool.nodeSubnets ?? []).length > 0
    ? []
    : [
        FIREWALL_ADDRESSES.finding({
          wrong: `the ingress firewall does not know which networks the machines of ${quote(pool.node.path)} are in`,
          given: 'a pool without nodeSubnets',
          allowed: "the networks of the machines, such as nodeSubnets: ['10.10.0.0/24']",
        }),
      ];
}

function admittedFindings(cluster: FirewalledCluster, pool: IMachinePool): Finding[] {
  const { admittedPorts } = pool;
  if (admittedPorts === undefined) return [];
  const missing = featuresInUse(cluster).filter((feature) => !admittedPorts.includes(feature));
  return missing.length === 0
    ? []
    : [
        PACKET_FILTER_CLOSED.finding({
          wrong: `the firewall before the machines of ${quote(pool.node.path)} does not let through what the cluster uses: ${missing.join(', ')}`,
          given: `a firewall for ${admittedPorts.join(', ') || 'no pod network'}; a cluster with ${featuresInUse(cluster).join(', ')}`,
          allowed: 'a firewall that is told of all of them',
          fix: `Give the firewall ${missing.map(wordFor).filter(onlyOnce).join(' and ')}.`,
        }),
      ];
}

function wordFor(feature: string): string {
  if (feature === 'kubespan') return "'kubeSpan: true'";
  return feature === 'talos-api-access' ? "'talosApiFromPods: true'" : "the cluster's own 'cni'";
}

function onlyOnce(word: string, index: number, words: readonly string[]): boolean {
  return words.indexOf(word) === index;
}
