/** What a machine is in its cluster, as far as the network is concerned. */
export type NodeRole = 'control-plane' | 'worker';

/** Who opens a connection to a machine. */
export type PortCaller = NodeRole | 'pod' | 'load-balancer' | 'operator';

/** What only some clusters have, and has ports of its own: a pod network, KubeSpan, the Talos API for pods. */
export type PortFeature = 'flannel' | 'cilium' | 'cilium-wireguard' | 'kubespan' | 'talos-api-access';

/** A port, or a range of them, that machines of a cluster listen on. */
export interface Port {
  /** Short name of lower-case letters, digits and dashes, unique for a listener; part of resource addresses. */
  readonly name: string;
  /** Transport protocol. For ICMP, `from` is the type and `to` the code, -1 for any. */
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  /** First port of the range. */
  readonly from: number;
  /** Last port of the range. */
  readonly to: number;
  /** Which machines listen. */
  readonly listeners: readonly NodeRole[];
  /**
   * Who may connect. An operator reaches a machine directly only where there is no load balancer before it. A pod comes
   * with its own address to the machine that it runs on, and to others with that of its machine, or, where the pod
   * network does not masquerade, with its own as well.
   */
  readonly callers: readonly PortCaller[];
  /**
   * What has to be in use for the port to be needed.
   * @default - every cluster needs it
   */
  readonly feature?: PortFeature;
  /**
   * Whether callers are held to their exact addresses, where these are known, and not to their networks. Then every
   * listener is configured anew when there is a caller more.
   * @default false
   */
  readonly byAddress?: boolean;
  /** Why it is open, in the characters that EC2 takes in a rule's description. */
  readonly reason: string;
}

const ALL: readonly NodeRole[] = ['control-plane', 'worker'];

/**
 * Every port that a machine of a cluster is reached on, for whatever filters packets: EC2 security groups, the Proxmox
 * firewall, Talos's own ingress firewall. What is not here stays closed, node ports among it.
 *
 * Source: Talos's documentation, "Network connectivity" and "Ingress firewall"; Cilium's system requirements.
 */
export const PORTS: readonly Port[] = [
  {
    name: 'kubernetes-api',
    protocol: 'tcp',
    from: 6443,
    to: 6443,
    listeners: ['control-plane'],
    callers: ['control-plane', 'worker', 'pod', 'load-balancer', 'operator'],
    reason: 'Kubernetes API',
  },
  {
    name: 'talos-api',
    protocol: 'tcp',
    from: 50_000,
    to: 50_000,
    listeners: ['control-plane'],
    callers: ['control-plane', 'load-balancer', 'operator'],
    reason: 'Talos API (apid)',
  },
  {
    name: 'talos-api',
    protocol: 'tcp',
    from: 50_000,
    to: 50_000,
    listeners: ['worker'],
    callers: ['control-plane', 'operator'],
    reason: 'Talos API (apid), through a control plane machine',
  },
  {
    // A service of Kubernetes leads pods to it; those on other machines come with the addresses of theirs.
    name: 'talos-api-from-pods',
    protocol: 'tcp',
    from: 50_000,
    to: 50_000,
    listeners: ['control-plane'],
    callers: ['worker', 'pod'],
    feature: 'talos-api-access',
    reason: 'Talos API (apid), from pods that were given access',
  },
  {
    name: 'trustd',
    protocol: 'tcp',
    from: 50_001,
    to: 50_001,
    listeners: ['control-plane'],
    callers: ['worker'],
    reason: 'Talos certificates for workers (trustd)',
  },
  {
    name: 'etcd',
    protocol: 'tcp',
    from: 2379,
    to: 2380,
    listeners: ['control-plane'],
    callers: ['control-plane'],
    byAddress: true,
    reason: 'etcd clients and peers',
  },
  {
    name: 'kubelet',
    protocol: 'tcp',
    from: 10_250,
    to: 10_250,
    listeners: ALL,
    // Metrics collectors are pods, and run on any machine.
    callers: [...ALL, 'pod'],
    reason: 'kubelet: logs, exec and metrics',
  },
  {
    name: 'flannel-vxlan',
    protocol: 'udp',
    from: 4789,
    to: 4789,
    listeners: ALL,
    callers: ALL,
    feature: 'flannel',
    reason: 'Pod network (Flannel VXLAN)',
  },
  {
    name: 'cilium-vxlan',
    protocol: 'udp',
    from: 8472,
    to: 8472,
    listeners: ALL,
    callers: ALL,
    feature: 'cilium',
    reason: 'Pod network (Cilium VXLAN)',
  },
  {
    name: 'cilium-health',
    protocol: 'tcp',
    from: 4240,
    to: 4240,
    listeners: ALL,
    callers: ALL,
    feature: 'cilium',
    reason: 'Cilium health checks between machines',
  },
  {
    name: 'cilium-ping',
    protocol: 'icmp',
    from: 8,
    to: 0,
    listeners: ALL,
    callers: ALL,
    feature: 'cilium',
    reason: 'Cilium health checks between machines (echo request)',
  },
  {
    name: 'hubble',
    protocol: 'tcp',
    from: 4244,
    to: 4244,
    listeners: ALL,
    callers: [...ALL, 'pod'],
    feature: 'cilium',
    reason: 'Hubble, asked by its relay',
  },
  {
    name: 'cilium-wireguard',
    protocol: 'udp',
    from: 51_871,
    to: 51_871,
    listeners: ALL,
    callers: ALL,
    feature: 'cilium-wireguard',
    reason: 'Encrypted pod network (Cilium WireGuard)',
  },
  {
    name: 'kubespan',
    protocol: 'udp',
    from: 51_820,
    to: 51_820,
    listeners: ALL,
    callers: ALL,
    feature: 'kubespan',
    reason: 'KubeSpan (WireGuard)',
  },
];

/** Which ports to look up. */
export interface PortSelection {
  /** The machines that listen. */
  readonly listener: NodeRole;
  /** Who connects. */
  readonly caller: PortCaller;
  /**
   * What is in use beside what every cluster has.
   * @default - nothing
   */
  readonly features?: readonly PortFeature[];
}

/** The ports on which a kind of machine has to be reached by a kind of caller, in the order of the table. */
export function portsFor({ listener, caller, features = [] }: PortSelection): Port[] {
  return PORTS.filter(
    (port) =>
      port.listeners.includes(listener) &&
      port.callers.includes(caller) &&
      (port.feature === undefined || features.includes(port.feature)),
  );
}
