import { ProxmoxAddressing } from './proxmox-addressing';

/** How a VM's network device is attached, and what it is. A change reaches the running VM. */
export interface ProxmoxNetworkDevice {
  /**
   * Bridge or SDN vnet that the device is attached to. A vnet has its VLAN already: leave `vlanId` out.
   * @default 'vmbr0'
   */
  readonly bridge?: string;
  /**
   * VLAN tag, 1 to 4094.
   * @default - untagged
   */
  readonly vlanId?: number;
  /**
   * Largest packet in bytes, 576 to 65520 and no more than the bridge's, or 1 for the bridge's own; `virtio` alone has it.
   * @default - 1500
   */
  readonly mtu?: number;
  /**
   * Most that the device may send and receive, in megabytes a second.
   * @default - no limit
   */
  readonly rateLimitMBps?: number;
  /**
   * What the device is. The others are slower, and Talos needs no other one.
   * @default 'virtio'
   */
  readonly model?: 'virtio' | 'e1000' | 'e1000e' | 'vmxnet3';
  /**
   * Packet queues, 1 to 64, of which each is served by a core of its own; `virtio` alone has them.
   * @default - one
   */
  readonly queues?: number;
}

/** The IPv6 side of a network. */
export interface ProxmoxIpv6Network {
  /** The IPv6 network in CIDR notation, such as `fd00:10::/64`. */
  readonly cidr: string;
  /**
   * Address of the default gateway, inside the network.
   * @default - no IPv6 default route
   */
  readonly gateway?: string;
}

/** The network that a pool's machines are attached to first: nodes are known by their addresses in it. */
export interface ProxmoxNetwork extends ProxmoxNetworkDevice {
  /** The IP network in CIDR notation, such as `10.10.0.0/24`. */
  readonly cidr: string;
  /**
   * Address of the default gateway, inside the network.
   * @default - no default route; with DHCP, the lease says it
   */
  readonly gateway?: string;
  /**
   * IPv6 beside IPv4, with an address for each machine. It is in the machine configuration alone, so that it can be
   * added later without replacing a VM.
   * @default - the machines have addresses of `cidr` alone
   */
  readonly ipv6?: ProxmoxIpv6Network;
  /**
   * DNS servers.
   * @default - the gateway where there is one; with DHCP, the lease says them
   */
  readonly nameservers?: readonly string[];
  /**
   * Domain that short names are looked up in.
   * @default - none
   */
  readonly searchDomain?: string;
}

/** A further network of a pool's machines: `eth1` is the first one of the list, `eth2` the next. */
export interface ProxmoxAdditionalNetwork extends ProxmoxNetworkDevice {
  /** How the links get their addresses: outside the machines' own network, by which nodes are known. */
  readonly addressing: ProxmoxAddressing;
  /**
   * Whether the pool's Proxmox firewall filters this device as well.
   * @default - true where the pool has a firewall
   */
  readonly firewalled?: boolean;
}
