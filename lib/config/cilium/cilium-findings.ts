import { Finding, collect } from '../../checks/check';
import { CHART_REFERENCE, CILIUM_POOLS, KUBESPAN_TWICE } from '../../checks/cni-checks';
import { ChartCircumstances, HelmValues, NetworkInEffect, isOff, valueAt } from '../helm-chart';
import { IpNetwork } from '../ip-network';
import { portFindings } from './cilium-ports';
import { isReference } from '../reference';

/** References of the cluster that Cilium's values would have to be made from. */
export function circumstanceFindings(
  values: HelmValues,
  { podCidrs, dnsDomain }: Pick<ChartCircumstances, 'podCidrs' | 'dnsDomain'>,
): Finding[] {
  const asksForDomain = !isOff(valueAt(values, 'hubble.relay.enabled'));
  const hasDomain = !isOff(valueAt(values, 'hubble.peerService.clusterDomain'));
  return [
    // Pools of its own tell the family, and the networks.
    ...(!hasPools(values) && podCidrs.some(isReference)
      ? [
          CHART_REFERENCE.finding({
            wrong: "Cilium's values follow from the networks of the pods, and one of them is a reference",
            given: 'a reference in network.podCidrs',
            allowed: 'networks that are known at synthesis',
          }),
        ]
      : []),
    ...(asksForDomain && !hasDomain && isReference(dnsDomain)
      ? [
          CHART_REFERENCE.finding({
            wrong: "Hubble's relay finds the machines by the domain of the cluster, which is a reference",
            given: 'a reference in network.dnsDomain',
            allowed: 'a domain that is known at synthesis',
          }),
        ]
      : []),
  ];
}

/** What of Cilium does not go together with the network of the cluster. */
export function networkFindings(values: HelmValues, network: NetworkInEffect): Finding[] {
  return [
    ...poolFindings(values, network),
    ...kubeSpanFindings(values, network),
    ...(network.isFiltered ? portFindings(values) : []),
  ];
}

/** Whether what pods of different machines say to each other is encrypted by Cilium's WireGuard. */
export function encryptsByWireGuard(values: HelmValues): boolean {
  return !isOff(valueAt(values, 'encryption.enabled')) && valueAt(values, 'encryption.type') === 'wireguard';
}

/** What lies in the pod networks is apart from machines and services, of a family that pods have, and let in. */
function poolFindings(values: HelmValues, { podCidrs }: NetworkInEffect): Finding[] {
  // A reference might hold any pool.
  if (podCidrs.some(isReference)) return [];
  const findings: Finding[] = [];
  // What is no network is reported where it was given.
  const pods = podCidrs.flatMap((cidr) => collect([], () => [IpNetwork.of(cidr)], []));
  const pools = poolsOf(values).flatMap((cidr) => collect<IpNetwork[]>(findings, () => [IpNetwork.of(cidr)], []));
  const outside = pools.filter((pool) => !pods.some((network) => network.covers(pool)));
  return outside.length === 0
    ? findings
    : [
        ...findings,
        CILIUM_POOLS.finding({
          wrong: `Cilium would give pods addresses outside the cluster's pod networks`,
          given: `pools ${outside.join(', ')}; pods in ${podCidrs.join(', ')}`,
          allowed: `pools within ${podCidrs.join(' or ')}`,
        }),
      ];
}

function kubeSpanFindings(values: HelmValues, network: NetworkInEffect): Finding[] {
  const { kubeSpan, advertisesKubernetesNetworks } = network;
  if (!kubeSpan) return [];
  const advertises = 'KubeSpan with advertiseKubernetesNetworks';
  return [
    ...(encryptsByWireGuard(values)
      ? [
          KUBESPAN_TWICE.finding({
            wrong: 'packets between pods of different machines are encrypted twice',
            given: "KubeSpan, and Cilium's WireGuard",
            allowed: "KubeSpan, or Cilium's WireGuard",
            fix: 'Leave out one of them: KubeSpan also covers what is not a pod.',
          }),
        ]
      : []),
    ...(advertisesKubernetesNetworks && valueAt(values, 'routingMode') === 'tunnel'
      ? [
          KUBESPAN_TWICE.finding({
            wrong:
              'KubeSpan takes the packets between pods for itself, and Cilium sends them through tunnels of its own',
            given: `${advertises}, CiliumRouting.tunnel()`,
            allowed: 'KubeSpan without advertiseKubernetesNetworks, or Cilium with native routing',
            fix: 'Leave out advertiseKubernetesNetworks: the tunnels go through KubeSpan then.',
          }),
        ]
      : []),
    ...(advertisesKubernetesNetworks && hasPools(values)
      ? [
          KUBESPAN_TWICE.finding({
            wrong:
              'KubeSpan looks for pods in the networks that Kubernetes has for each machine, and Cilium gives others',
            given: `${advertises}, CiliumIpam.clusterPool(…)`,
            allowed: 'KubeSpan without advertiseKubernetesNetworks, or CiliumIpam.kubernetes()',
            fix: 'Leave out advertiseKubernetesNetworks, or use CiliumIpam.kubernetes().',
          }),
        ]
      : []),
  ];
}

function hasPools(values: HelmValues): boolean {
  return valueAt(values, 'ipam.mode') === 'cluster-pool';
}

/** Cilium's own pod networks, by option or by value; Helm takes a list or a text of one. */
function poolsOf(values: HelmValues): string[] {
  if (!hasPools(values)) return [];
  return ['clusterPoolIPv4PodCIDRList', 'clusterPoolIPv6PodCIDRList']
    .map((name) => valueAt(values, `ipam.operator.${name}`))
    .flatMap((value): readonly unknown[] => (Array.isArray(value) ? value : [value]))
    .filter((value): value is string => typeof value === 'string' && value !== '');
}
