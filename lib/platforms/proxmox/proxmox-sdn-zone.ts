/** A VLAN of a bridge. */
export interface SdnVlanZoneOptions {
  /** Name of the zone: a letter, then letters and digits, 8 characters at the most. */
  readonly name: string;
  /** The bridge that carries the VLAN between the Proxmox nodes, VLAN aware, of the same name on each. */
  readonly bridge: string;
  /** The VLAN, 1 to 4094. */
  readonly vlanId: number;
  /**
   * The Proxmox nodes that have the network.
   * @default - all nodes of the Proxmox cluster
   */
  readonly proxmoxNodes?: readonly string[];
}

/** A network inside one Proxmox node. */
export interface SdnSimpleZoneOptions {
  /** Name of the zone: a letter, then letters and digits, 8 characters at the most. */
  readonly name: string;
  /** The one Proxmox node that has the network. VMs on other nodes would not reach it, so there is no list. */
  readonly proxmoxNode: string;
  /** The IP network in CIDR notation, such as `10.60.0.0/24`. */
  readonly cidr: string;
  /** Address of the node in it: the gateway of the VMs. */
  readonly gateway: string;
  /**
   * Whether the node puts its own address in the place of the VMs' when they reach out.
   * @default true
   */
  readonly sourceNat?: boolean;
}

/** How an SDN network is made. */
export type SdnZoneKind =
  | ({ readonly kind: 'vlan' } & SdnVlanZoneOptions)
  | ({ readonly kind: 'simple' } & Required<SdnSimpleZoneOptions>)
  | { readonly kind: 'existing'; readonly name: string; readonly tag: number | undefined };

/** The zone of an SDN network: how its packets get from one Proxmox node to another. */
export class ProxmoxSdnZone {
  /** A zone that carries one VLAN of a bridge: for clusters over several Proxmox nodes. */
  static vlan(options: SdnVlanZoneOptions): ProxmoxSdnZone {
    return new ProxmoxSdnZone({ kind: 'vlan', ...options });
  }

  /** A zone inside one Proxmox node, which routes for it: for a cluster on a single node. */
  static simple(options: SdnSimpleZoneOptions): ProxmoxSdnZone {
    return new ProxmoxSdnZone({ kind: 'simple', sourceNat: true, ...options });
  }

  /** A zone that exists, of any kind; the tag is the VLAN or VXLAN id, where its kind has one. */
  static existing(name: string, tag?: number): ProxmoxSdnZone {
    return new ProxmoxSdnZone({ kind: 'existing', name, tag });
  }

  private constructor(
    /** What was said. */
    readonly made: SdnZoneKind,
  ) {}
}
