import { Finding, collect, quote } from '../checks/check';
import { CLUSTER_RANGE_OVERLAP } from '../checks/cluster-checks';
import {
  CLUSTER_RANGES_MEET,
  CLUSTER_RANGE_FAMILIES,
  CLUSTER_RANGE_SIZE,
  KUBESPAN_DISCOVERY,
} from '../checks/network-checks';
import { ClusterNetwork, NodeCidrMasks, TALOS_POD_CIDRS, TALOS_SERVICE_CIDRS } from './cluster-network';
import { IpNetwork } from './ip-network';
import { dnsName } from './names';

/** What the networks of a cluster are held against. */
export interface ClusterNetworkFacts {
  /** Networks of the machines, as far as they are known. */
  readonly nodeSubnets: readonly string[];
  /** How many machines there are. */
  readonly machineCount: number;
  /** Which values can be looked at: references cannot. */
  readonly isKnown: (value: unknown) => boolean;
}

/** Networks that can be looked at, in the order in which they were given. */
interface Ranges {
  readonly pods: readonly IpNetwork[];
  readonly services: readonly IpNetwork[];
  readonly machines: readonly IpNetwork[];
  /** Whether these are all networks of the machines: a reference may be of either family. */
  readonly knowsAllMachines: boolean;
}

/** What is wrong with the networks of a cluster. */
export function clusterNetworkFindings(network: ClusterNetwork, facts: ClusterNetworkFacts): Finding[] {
  const findings: Finding[] = [];
  const { dnsDomain, kubeSpan, discovery } = network;
  const { podCidrs = TALOS_POD_CIDRS, serviceCidrs = TALOS_SERVICE_CIDRS } = network;
  if (dnsDomain !== undefined && facts.isKnown(dnsDomain)) collect(findings, () => dnsName(dnsDomain), '');
  const ranges: Ranges = {
    pods: networksOf(findings, podCidrs, facts),
    services: networksOf(findings, serviceCidrs, facts),
    // What is no network is reported by the pool.
    machines: networksOf([], facts.nodeSubnets, facts),
    knowsAllMachines: facts.nodeSubnets.every((subnet) => facts.isKnown(subnet)),
  };
  const countFindings = [
    ...oneOfEachFamily('pods', podCidrs, ranges.pods, facts),
    ...oneOfEachFamily('services', serviceCidrs, ranges.services, facts),
  ];
  // Of a list that is wrong by itself, the rest would be told twice.
  const isWhole = countFindings.length === 0 && findings.length === 0;
  return [
    ...findings,
    ...countFindings,
    ...(isWhole ? familyFindings(ranges) : []),
    ...sizeFindings(ranges, network.nodeCidrMasks ?? {}, facts),
    ...overlapFindings(ranges),
    ...(kubeSpan !== undefined && discovery?.isOn === false
      ? [
          KUBESPAN_DISCOVERY.finding({
            wrong: 'KubeSpan cannot work without discovery',
            given: 'kubeSpan: KubeSpan.enabled(…), discovery: Discovery.off()',
            allowed: 'Discovery.service() with KubeSpan, or neither',
          }),
        ]
      : []),
  ];
}

function networksOf(findings: Finding[], cidrs: readonly string[], { isKnown }: ClusterNetworkFacts): IpNetwork[] {
  if (!isKnown(cidrs)) return [];
  return [...new Set(cidrs)]
    .filter(isKnown)
    .flatMap((cidr) => collect<IpNetwork[]>(findings, () => [IpNetwork.of(cidr)], []));
}

function oneOfEachFamily(
  what: string,
  cidrs: readonly string[],
  known: readonly IpNetwork[],
  { isKnown }: ClusterNetworkFacts,
): Finding[] {
  if (!isKnown(cidrs)) return [];
  const twice = new Set(known.map(isV6)).size < known.length;
  return cidrs.length > 0 && cidrs.length <= 2 && !twice && new Set(cidrs).size === cidrs.length
    ? []
    : [
        CLUSTER_RANGE_FAMILIES.finding({
          wrong: `${what} have one network, or one of IPv4 and one of IPv6`,
          given: cidrs.length === 0 ? '[]' : cidrs.map(quote).join(', '),
          allowed: "such as ['10.244.0.0/16'] or ['10.244.0.0/16', 'fd00:10:244::/56']",
        }),
      ];
}

function familyFindings({ pods, services, machines, knowsAllMachines }: Ranges): Finding[] {
  const [pod] = pods;
  const [service] = services;
  if (pod === undefined || service === undefined) return [];
  const given = `pods in ${pods.join(', ')}; services in ${services.join(', ')}`;
  const withoutPods = services.find((each) => !pods.some((one) => isV6(one) === isV6(each)));
  const withoutMachines =
    machines.length === 0 || !knowsAllMachines
      ? []
      : pods.filter((each) => !machines.some((m) => isV6(m) === isV6(each)));
  return [
    ...(withoutPods === undefined
      ? []
      : [
          CLUSTER_RANGE_FAMILIES.finding({
            wrong: `services have addresses of ${familyOf(withoutPods)}, and pods have none`,
            given,
            allowed: `a network of ${familyOf(withoutPods)} for pods as well`,
          }),
        ]),
    ...(withoutPods === undefined && isV6(pod) !== isV6(service)
      ? [
          CLUSTER_RANGE_FAMILIES.finding({
            wrong: `the main addresses of pods are of ${familyOf(pod)}, those of services of ${familyOf(service)}`,
            given,
            allowed: 'the same family first in both lists',
          }),
        ]
      : []),
    ...withoutMachines.map((each) =>
      CLUSTER_RANGE_FAMILIES.finding({
        wrong: `pods have addresses of ${familyOf(each)}, and the machines have none`,
        given: `pods in ${each.text}; machines in ${machines.join(', ')}`,
        allowed: `machines with a network of ${familyOf(each)}, or pods without`,
      }),
    ),
  ];
}

function sizeFindings({ pods, services }: Ranges, masks: NodeCidrMasks, facts: ClusterNetworkFacts): Finding[] {
  return [
    ...services
      .filter(({ prefixLength, text }) => {
        const bits = text.includes(':') ? 128 : 32;
        // Kubernetes keeps a bitmap of at most 20 bits; the tenth address is that of the DNS service.
        return prefixLength < bits - 20 || prefixLength > bits - 4;
      })
      .map((network) =>
        CLUSTER_RANGE_SIZE.finding({
          wrong: 'Kubernetes takes no network of this size for services',
          given: network.text,
          allowed: isV6(network) ? 'a /108 to a /124' : 'a /12 to a /28',
        }),
      ),
    ...pods.flatMap((network) => podSizeFindings(network, masks, facts)),
  ];
}

/** The networks of nodes are cut from that of the pods: 16 bits lie between them at most. */
function podSizeFindings(network: IpNetwork, masks: NodeCidrMasks, { machineCount }: ClusterNetworkFacts): Finding[] {
  const [name, mask, longest]: [keyof NodeCidrMasks, number, number] = isV6(network)
    ? ['ipv6', masks.ipv6 ?? 64, 126]
    : ['ipv4', masks.ipv4 ?? 24, 30];
  const given = `pods in ${network.text}, nodes with a /${String(mask)}`;
  if (!Number.isSafeInteger(mask) || mask < network.prefixLength || mask > longest) {
    return [
      CLUSTER_RANGE_SIZE.finding({
        wrong: 'the network of pods cannot be divided among nodes',
        given,
        allowed: `nodeCidrMasks.${name} from ${String(network.prefixLength)} to ${String(longest)}`,
      }),
    ];
  }
  if (mask - network.prefixLength > 16) {
    return [
      CLUSTER_RANGE_SIZE.finding({
        wrong: 'Kubernetes divides the network of pods by at most 16 bits',
        given,
        allowed: `nodeCidrMasks.${name} of at most ${String(network.prefixLength + 16)}, or a smaller network`,
      }),
    ];
  }
  const nodes = 2 ** (mask - network.prefixLength);
  return machineCount <= nodes
    ? []
    : [
        CLUSTER_RANGE_SIZE.finding({
          wrong: `the network of pods is enough for ${String(nodes)} nodes`,
          given: `${given}, ${String(machineCount)} machines`,
          allowed: `a network that holds ${String(machineCount)} of a /${String(mask)} and more to come`,
        }),
      ];
}

function overlapFindings({ pods, services, machines }: Ranges): Finding[] {
  const taken = [
    ...pods.map((network) => ['pods', network] as const),
    ...services.map((network) => ['services', network] as const),
  ];
  return [
    ...pods.flatMap((pod) =>
      services
        .filter((service) => service.overlaps(pod))
        .map((service) =>
          CLUSTER_RANGES_MEET.finding({
            wrong: 'pods and services would have the same addresses',
            given: `pods in ${pod.text}, services in ${service.text}`,
            allowed: 'networks apart from each other, such as 10.244.0.0/16 and 10.96.0.0/12',
          }),
        ),
    ),
    ...machines.flatMap((machine) =>
      taken
        .filter(([, network]) => network.overlaps(machine))
        .map(([what, network]) =>
          CLUSTER_RANGE_OVERLAP.finding({
            wrong: `the network of the machines overlaps that of the ${what}`,
            given: `machines in ${machine.text}, ${what} in ${network.text}`,
            allowed: `networks apart from ${taken.map(([, each]) => each.text).join(' and ')} for machines, or others for pods and services`,
          }),
        ),
    ),
  ];
}

function isV6({ text }: IpNetwork): boolean {
  return text.includes(':');
}

function familyOf(network: IpNetwork): string {
  return isV6(network) ? 'IPv6' : 'IPv4';
}
