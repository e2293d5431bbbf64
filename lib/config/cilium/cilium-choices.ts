import { IpNetwork } from '../ip-network';

/** What Cilium tells about the traffic of pods. Its certificates are made in the cluster, by a job. */
export class CiliumHubble {
  /** No Hubble. */
  static off(): CiliumHubble {
    return new CiliumHubble([]);
  }

  /** Each machine keeps its last flows, and shows them to who asks that machine. */
  static onEachMachine(): CiliumHubble {
    return new CiliumHubble(['hubble']);
  }

  /** A relay asks every machine, for the `hubble` command line. */
  static withRelay(): CiliumHubble {
    return new CiliumHubble(['hubble', 'relay']);
  }

  /** The relay, and a page that draws what it tells. */
  static withUi(): CiliumHubble {
    return new CiliumHubble(['hubble', 'relay', 'ui']);
  }

  private constructor(
    /** The parts of Hubble that run. */
    readonly parts: readonly ('hubble' | 'relay' | 'ui')[],
  ) {}
}

/** How packets between pods go from one machine to another. */
export class CiliumRouting {
  /** In a tunnel (VXLAN), over any network that joins the machines. */
  static tunnel(): CiliumRouting {
    return new CiliumRouting('tunnel', false);
  }

  /**
   * As they are, along routes that Cilium writes on each machine. Every machine has to be on the same layer 2 network,
   * which the subnets of several zones are not; what filters packets has to let the pods' addresses pass.
   */
  static nativeOnOneSegment(): CiliumRouting {
    return new CiliumRouting('native', true);
  }

  /** As they are, along routes that the network has for the pods of each machine: by BGP, or by route tables of yours. */
  static nativeByNetwork(): CiliumRouting {
    return new CiliumRouting('native', false);
  }

  private constructor(
    /** Cilium's word for it. */
    readonly mode: 'tunnel' | 'native',
    /** Whether machines write routes to each other's pods. */
    readonly routesBetweenMachines: boolean,
  ) {}
}

/** Where pods get their addresses from. */
export class CiliumIpam {
  /** From the pod networks of the cluster, of which Kubernetes gives each machine a part. */
  static kubernetes(): CiliumIpam {
    return new CiliumIpam('kubernetes', []);
  }

  /**
   * From networks of Cilium's own, of which its operator gives each machine a /24 (IPv4) or /120 (IPv6). They lie
   * within the pod networks of the cluster, by which machines and packet filters know pods (TALOS368). With native routing, the
   * value `ipv4NativeRoutingCIDR` has to cover all IPv4 networks where there are several; the first is the default.
   * @throws ConfigError TALOS004 when one is no network
   */
  static clusterPool(cidrs: readonly [string, ...string[]]): CiliumIpam {
    for (const cidr of cidrs) IpNetwork.of(cidr);
    return new CiliumIpam('cluster-pool', cidrs);
  }

  private constructor(
    /** Cilium's word for it. */
    readonly mode: 'kubernetes' | 'cluster-pool',
    /** Cilium's own pod networks. */
    readonly cidrs: readonly string[],
  ) {}
}
