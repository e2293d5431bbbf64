import { HelmValues } from '../helm-chart';
import { CiliumHubble, CiliumIpam, CiliumRouting } from './cilium-choices';

/** What Cilium does beside giving pods their network and doing the work of kube-proxy. */
export interface CiliumOptions {
  /**
   * What it tells about the traffic of pods.
   * @default CiliumHubble.off()
   */
  readonly hubble?: CiliumHubble;
  /**
   * How packets between pods go from one machine to another.
   * @default CiliumRouting.tunnel()
   */
  readonly routing?: CiliumRouting;
  /**
   * Where pods get their addresses from.
   * @default CiliumIpam.kubernetes()
   */
  readonly ipam?: CiliumIpam;
  /**
   * Encrypt what pods of different machines say to each other. With KubeSpan it would be encrypted twice.
   * @default false
   */
  readonly wireGuard?: boolean;
  /**
   * Masquerade what leaves the cluster by eBPF instead of iptables. The cluster's DNS then asks the upstream resolvers
   * itself: the host's resolver cannot be reached from pods.
   * @default false
   */
  readonly bpfMasquerade?: boolean;
  /**
   * Serve Gateways and their routes. The custom resource definitions of the Gateway API are not part of the chart: give
   * them to the cluster by `manifests`, so that they are there first.
   * @default false
   */
  readonly gatewayApi?: boolean;
  /**
   * Serve Ingresses.
   * @default false
   */
  readonly ingressController?: boolean;
  /**
   * Answer for the addresses of load balancer services on the machines' own network, by ARP and NDP. Which addresses and
   * which machines is said by objects of Cilium's in the cluster.
   * @default false
   */
  readonly l2Announcements?: boolean;
  /**
   * Kubernetes APIs beyond the built-in ones that the cluster will have when the chart is installed, such as
   * `monitoring.coreos.com/v1`: some values are refused by the chart without them.
   * @default - none; with `gatewayApi` its GatewayClass
   */
  readonly apiVersions?: readonly string[];
  /**
   * Further values of the chart. They win over the library's, name by name; a list replaces a list. Values that Cilium
   * cannot run with on Talos, or that change the manifest at each plan, are refused.
   * @default - none
   */
  readonly values?: HelmValues;
}
