/** Addresses one after another. */
export interface AddressRangeOptions {
  /** The IP network in CIDR notation, such as `10.40.0.0/24`. */
  readonly cidr: string;
  /** Address of the pool's first machine; the others follow in the order of the machines. */
  readonly firstAddress: string;
}

/** Addresses by machine. */
export interface ListedAddressesOptions {
  /** The IP network in CIDR notation, such as `10.40.0.0/24`. */
  readonly cidr: string;
  /** The address of each machine, by what follows the pool's name in the machine's name: `0`, or the key it was named by. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** Where a machine's address on an additional network comes from. */
export interface ProxmoxAddressSource {
  /** How the link is configured. */
  readonly kind: 'none' | 'dhcp' | 'fixed';
  /** The network; empty where there is none. */
  readonly cidr: string;
  /** Whether the addresses follow a first one. */
  readonly isRange: boolean;
  /** The first address and the places after it; undefined where the machine has none. */
  readonly addressOf: (
    suffix: string,
    index: number,
  ) => { readonly first: string; readonly places: number } | undefined;
}

/** How the links of an additional network get their addresses. It is all in the machine configuration. */
export class ProxmoxAddressing {
  /** No address: the link is up, for a CNI or a bridge to use. */
  static none(): ProxmoxAddressing {
    return new ProxmoxAddressing({ kind: 'none', cidr: '', isRange: false, addressOf: () => undefined });
  }

  /** From a DHCP server. A default route that it gives weighs less than that of the machine's own network. */
  static dhcp(): ProxmoxAddressing {
    return new ProxmoxAddressing({ kind: 'dhcp', cidr: '', isRange: false, addressOf: () => undefined });
  }

  /** One after another, in the order of the machines: fit for `ProxmoxMachines.numbered`. */
  static range({ cidr, firstAddress }: AddressRangeOptions): ProxmoxAddressing {
    return new ProxmoxAddressing({
      kind: 'fixed',
      cidr,
      isRange: true,
      addressOf: (_, index) => ({ first: firstAddress, places: index }),
    });
  }

  /** Each machine's own: fit for `ProxmoxMachines.named`, of which any may go without moving another's address. */
  static listed({ cidr, addresses }: ListedAddressesOptions): ProxmoxAddressing {
    return new ProxmoxAddressing({
      kind: 'fixed',
      cidr,
      isRange: false,
      addressOf: (suffix) => {
        const first = addresses[suffix];
        return first === undefined ? undefined : { first, places: 0 };
      },
    });
  }

  private constructor(
    /** Where the addresses come from. */
    readonly source: ProxmoxAddressSource,
  ) {}
}
