import { ConfigPatch } from './config-patch';
import { Discovery } from './discovery';
import { KubeSpan } from './kubespan';
import type { PortFeature } from './ports';
import { SettingContext } from './settings/setting';

/** How much of the networks of pods a node gets. */
export interface NodeCidrMasks {
  /**
   * Length of the network part of a node's IPv4 network for pods: 24 is 254 pods.
   * @default - 24
   */
  readonly ipv4?: number;
  /**
   * Length of the network part of a node's IPv6 network for pods.
   * @default - 64
   */
  readonly ipv6?: number;
}

/**
 * The networks of a cluster beside those of its machines, and how its nodes find each other. Networks and domain are
 * for the life of the cluster: Kubernetes cannot change them.
 */
export interface ClusterNetwork {
  /**
   * Networks of the pods in CIDR notation: one, or one of IPv4 and one of IPv6. The first is that of the pods' main
   * addresses. They must not overlap the machines' networks. Errors: TALOS004, TALOS073, TALOS331 to TALOS333.
   * @default - 10.244.0.0/16
   */
  readonly podCidrs?: readonly string[];
  /**
   * Networks of the services in CIDR notation: one, or one of IPv4 and one of IPv6, at most of 1,048,576 addresses (a
   * /12, a /108). The tenth address is that of the cluster's DNS. Errors: TALOS004, TALOS073, TALOS331 to TALOS333.
   * @default - 10.96.0.0/12
   */
  readonly serviceCidrs?: readonly string[];
  /**
   * How much of the pods' networks a node gets, for a CNI that takes what Kubernetes hands out, such as Flannel. The
   * difference to the pods' network says how many nodes there can be. Errors: TALOS332.
   * @default - a /24 of IPv4, a /64 of IPv6
   */
  readonly nodeCidrMasks?: NodeCidrMasks;
  /**
   * Domain of the services: `<service>.<namespace>.svc.<domain>`. Errors: TALOS011.
   * @default - cluster.local
   */
  readonly dnsDomain?: string;
  /**
   * How machines find each other before Kubernetes runs. Errors: TALOS336 to TALOS338.
   * @default Discovery.service(): the public service of Sidero Labs
   */
  readonly discovery?: Discovery;
  /**
   * Connects the machines by WireGuard, whatever networks lie between them. Errors: TALOS336.
   * @default - machines reach each other by their own networks
   */
  readonly kubeSpan?: KubeSpan;
}

/** What Talos gives to pods and services unless it is told otherwise. */
export const TALOS_POD_CIDRS: readonly string[] = ['10.244.0.0/16'];
export const TALOS_SERVICE_CIDRS: readonly string[] = ['10.96.0.0/12'];

/**
 * The networks of a cluster as configuration. Workers have networks and domain as well: the kubelet derives the address
 * of the cluster's DNS from them, and leaves their addresses out when it chooses the node's own.
 */
export function clusterNetworkPatches(network: ClusterNetwork, context: SettingContext): ConfigPatch[] {
  const { podCidrs, serviceCidrs, dnsDomain, discovery, kubeSpan } = network;
  const ranges = {
    ...(dnsDomain === undefined ? {} : { dnsDomain }),
    ...(podCidrs === undefined ? {} : { podSubnets: [...podCidrs] }),
    ...(serviceCidrs === undefined ? {} : { serviceSubnets: [...serviceCidrs] }),
  };
  const masks = context.machineType === 'controlplane' ? maskArgs(network) : {};
  const cluster = {
    ...(Object.keys(ranges).length === 0 ? {} : { network: ranges }),
    ...(Object.keys(masks).length === 0 ? {} : { controllerManager: { extraArgs: masks } }),
    ...(discovery === undefined ? {} : { discovery: discovery.config }),
  };
  return [
    ...(Object.keys(cluster).length === 0 ? [] : [ConfigPatch.merge({ cluster })]),
    ...(kubeSpan === undefined ? [] : [kubeSpan.patch(context.contract)]),
  ];
}

/** The ports that machines need between each other for what is in use. */
export function clusterNetworkPorts(network: ClusterNetwork): PortFeature[] {
  return network.kubeSpan === undefined ? [] : ['kubespan'];
}

/** The controller manager takes one name of the argument for one family, and others for two. */
function maskArgs({ podCidrs = TALOS_POD_CIDRS, nodeCidrMasks = {} }: ClusterNetwork): Record<string, string> {
  const { ipv4, ipv6 } = nodeCidrMasks;
  const dual = podCidrs.length > 1;
  const only = podCidrs[0]?.includes(':') === true ? ipv6 : ipv4;
  return Object.fromEntries(
    Object.entries({
      'node-cidr-mask-size': dual ? undefined : only,
      'node-cidr-mask-size-ipv4': dual ? ipv4 : undefined,
      'node-cidr-mask-size-ipv6': dual ? ipv6 : undefined,
    }).flatMap(([name, size]) => (size === undefined ? [] : [[name, String(size)]])),
  );
}
