/** The network that a pool's machines are attached to. */
export interface ProxmoxNetwork {
  /** The IP network in CIDR notation, such as `10.10.0.0/24`. */
  readonly cidr: string;
  /**
   * Address of the default gateway, inside the network.
   * @default - no default route; with DHCP, the lease says it
   */
  readonly gateway?: string;
  /**
   * DNS servers.
   * @default - the gateway where there is one; with DHCP, the lease says them
   */
  readonly nameservers?: readonly string[];
  /**
   * Bridge or SDN vnet that the network device is attached to.
   * @default 'vmbr0'
   */
  readonly bridge?: string;
  /**
   * VLAN tag, 1 to 4094.
   * @default - untagged
   */
  readonly vlanId?: number;
}
