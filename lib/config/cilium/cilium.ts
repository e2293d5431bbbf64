import type { PortFeature } from '../ports';
import { KUBE_PRISM } from '../kube-prism';
import { ChartCircumstances, HelmChart, HelmValues, isTrue, mergedValues, valueAt } from '../helm-chart';
import { isReference } from '../reference';
import { CiliumChart } from './cilium-chart';
import { CiliumHubble, CiliumIpam, CiliumRouting } from './cilium-choices';
import { circumstanceFindings, encryptsByWireGuard, networkFindings } from './cilium-findings';
import { CiliumOptions } from './cilium-options';
import { checkCiliumValues } from './cilium-rules';

const GATEWAY_CLASS = 'gateway.networking.k8s.io/v1/GatewayClass';

/** What a cluster has to know of Cilium. */
export interface CiliumFacts {
  /** The chart. */
  readonly chart: HelmChart;
  /** The ports that it needs between machines. */
  readonly ports: readonly PortFeature[];
  /** Whether the cluster's DNS may ask the host's resolver. */
  readonly forwardsKubeDnsToHost: boolean;
}

/**
 * Cilium as a chart with the values that Talos needs.
 * @throws ConfigError TALOS362 to TALOS365 for a value that must not be given
 */
export function cilium(chart: CiliumChart, options: CiliumOptions): CiliumFacts {
  const {
    routing = CiliumRouting.tunnel(),
    ipam = CiliumIpam.kubernetes(),
    values: own = {},
    apiVersions = [],
  } = options;
  const said = mergedValues(ciliumValues(options, routing, ipam), own);
  checkCiliumValues(said, { own, routingMode: routing.mode, ipamMode: ipam.mode, kubePrism: KUBE_PRISM });
  return {
    chart: {
      name: 'cilium',
      version: chart.version,
      source: chart.source,
      releaseName: 'cilium',
      namespace: 'kube-system',
      apiVersions: options.gatewayApi === true ? [GATEWAY_CLASS, ...apiVersions] : apiVersions,
      values: (circumstances) =>
        mergedValues(mergedValues(said, circumstantialValues(circumstances, routing, ipam)), own),
      circumstanceFindings: (circumstances) => circumstanceFindings(said, circumstances),
      networkFindings: (network) => networkFindings(said, network),
    },
    ports: ['cilium', ...(encryptsByWireGuard(said) ? (['cilium-wireguard'] as const) : [])],
    forwardsKubeDnsToHost: !isTrue(valueAt(said, 'bpf.masquerade')),
  };
}

/** Values from Talos's documentation of Cilium, and those of the options. */
function ciliumValues(options: CiliumOptions, routing: CiliumRouting, ipam: CiliumIpam): HelmValues {
  return {
    kubeProxyReplacement: true,
    k8sServiceHost: KUBE_PRISM.host,
    k8sServicePort: KUBE_PRISM.port,
    cgroup: { autoMount: { enabled: false }, hostRoot: '/sys/fs/cgroup' },
    securityContext: {
      capabilities: {
        // The chart's own lists hold SYS_MODULE, which Talos gives to no pod.
        ciliumAgent: [
          'CHOWN',
          'KILL',
          'NET_ADMIN',
          'NET_RAW',
          'IPC_LOCK',
          'SYS_ADMIN',
          'SYS_RESOURCE',
          'DAC_OVERRIDE',
          'FOWNER',
          'SETGID',
          'SETUID',
        ],
        cleanCiliumState: ['NET_ADMIN', 'SYS_ADMIN', 'SYS_RESOURCE'],
      },
    },
    ipam: { mode: ipam.mode, ...(ipam.mode === 'cluster-pool' ? { operator: poolValues(ipam.cidrs) } : {}) },
    routingMode: routing.mode,
    ...(routing.routesBetweenMachines ? { autoDirectNodeRoutes: true } : {}),
    ...hubbleValues(options.hubble ?? CiliumHubble.off()),
    ...(options.bpfMasquerade === true ? { bpf: { masquerade: true } } : {}),
    ...(options.wireGuard === true ? { encryption: { enabled: true, type: 'wireguard' } } : {}),
    ...(options.gatewayApi === true ? { gatewayAPI: { enabled: true } } : {}),
    ...(options.ingressController === true ? { ingressController: { enabled: true } } : {}),
    ...(options.l2Announcements === true ? { l2announcements: { enabled: true } } : {}),
  };
}

function poolValues(cidrs: readonly string[]): HelmValues {
  const [v4, v6] = byFamily(cidrs);
  return {
    clusterPoolIPv4PodCIDRList: v4,
    ...(v4.length > 0 ? { clusterPoolIPv4MaskSize: 24 } : {}),
    ...(v6.length > 0 ? { clusterPoolIPv6PodCIDRList: v6, clusterPoolIPv6MaskSize: 120 } : {}),
  };
}

/**
 * Certificates are made by a job in the cluster, whoever turns Hubble on: made by Helm they would be new at each plan.
 * The job goes when it is done, since a later version of it could not be applied over it.
 */
function hubbleValues({ parts }: CiliumHubble): HelmValues {
  return {
    hubble: {
      enabled: parts.includes('hubble'),
      tls: { auto: { enabled: true, method: 'cronJob' } },
      ...(parts.includes('relay') ? { relay: { enabled: true } } : {}),
      ...(parts.includes('ui') ? { ui: { enabled: true } } : {}),
    },
    certgen: { ttlSecondsAfterFinished: 600 },
  };
}

/** Values that follow from the cluster. */
function circumstantialValues(
  { kubeSpan, machines, podCidrs, dnsDomain }: ChartCircumstances,
  routing: CiliumRouting,
  ipam: CiliumIpam,
): HelmValues {
  const [v4, v6] = byFamily(ipam.mode === 'cluster-pool' ? ipam.cidrs : podCidrs);
  return {
    // Two operators never share a machine, and one that waits for a second machine would look like a fault.
    operator: { replicas: machines > 1 ? 2 : 1 },
    ...(v4.length > 0 ? {} : { ipv4: { enabled: false } }),
    ...(v6.length > 0 ? { ipv6: { enabled: true } } : {}),
    // By which Hubble's relay finds the machines.
    ...(dnsDomain === 'cluster.local' || isReference(dnsDomain)
      ? {}
      : { hubble: { peerService: { clusterDomain: dnsDomain } } }),
    // KubeSpan works in the host's network stack, which pods' packets would otherwise bypass.
    ...(kubeSpan ? { bpf: { hostLegacyRouting: true } } : {}),
    ...(routing.mode === 'native' && v4[0] !== undefined ? { ipv4NativeRoutingCIDR: v4[0] } : {}),
    ...(routing.mode === 'native' && v6[0] !== undefined ? { ipv6NativeRoutingCIDR: v6[0] } : {}),
  };
}

function byFamily(cidrs: readonly string[]): [v4: readonly string[], v6: readonly string[]] {
  return [cidrs.filter((cidr) => !cidr.includes(':')), cidrs.filter((cidr) => cidr.includes(':'))];
}
