import { PROP_MISSING } from '../../checks/app-checks';
import { quote } from '../../checks/check';
import { machinesFor } from '../../config/machine-count';

/** Where numbered machines begin. */
export interface NumberedMachinesOptions {
  /** Address of the first machine; the others follow one by one. */
  readonly firstAddress: string;
  /**
   * IPv6 address of the first machine, where the network has IPv6 too; the others follow one by one.
   * @default - none
   */
  readonly firstIpv6Address?: string;
  /**
   * VM id of the first machine; the others follow one by one. Fixed ids make a VM that a killed apply left behind show
   * itself at the next apply. Decided when a VM is created: a later change concerns new machines only.
   * @default - the first one of the pool's `vmIds`, or else Proxmox chooses free ids
   */
  readonly firstVmId?: number;
}

/** One machine with a name of its own. */
export interface NamedMachine {
  /** Its address. */
  readonly address: string;
  /**
   * Its IPv6 address, where the network has IPv6 too.
   * @default - none
   */
  readonly ipv6Address?: string;
  /**
   * The Proxmox node it runs on, one of the pool's. Changing it moves the machine, which replaces the VM.
   * @default - placed with the rest of the pool
   */
  readonly proxmoxNode?: string;
  /**
   * Its VM id, decided when the VM is created.
   * @default - Proxmox chooses a free id
   */
  readonly vmId?: number;
  /**
   * MAC address of its first network device, such as `BC:24:11:00:00:0A`.
   * @default - derived from its name
   */
  readonly macAddress?: string;
  /**
   * Its virtual CPU cores.
   * @default - those of the pool
   */
  readonly cores?: number;
  /**
   * Its memory in MiB.
   * @default - that of the pool
   */
  readonly memoryMiB?: number;
  /**
   * Size of its system disk in GiB.
   * @default - that of the pool
   */
  readonly diskGiB?: number;
}

/** One machine of a pool as its maker described it. */
export interface DescribedMachine {
  /** What follows the pool's name in the machine's name. */
  readonly suffix: string;
  /** Its number, which is its own for good; undefined where machines have names. */
  readonly number: number | undefined;
  /** Undefined where a DHCP server gives it. */
  readonly address: AddressOfMachine | undefined;
  /** Undefined where it has none. */
  readonly ipv6Address: AddressOfMachine | undefined;
  /** What the user chose for this machine alone. */
  readonly own: Omit<NamedMachine, 'address' | 'ipv6Address'>;
}

/** An address as a first one and the places after it. */
export interface AddressOfMachine {
  /** The first address of the range. */
  readonly first: string;
  /** How many places after it. */
  readonly places: number;
}

/** How many machines a pool has, and how they get names and addresses. */
export class ProxmoxMachines {
  /**
   * So many machines, called `<pool>-0`, `<pool>-1` and so on, with addresses one after another. A smaller number
   * removes the last ones.
   * @throws ConfigError TALOS484 when there is no first address
   */
  static numbered(count: number, options: NumberedMachinesOptions): ProxmoxMachines {
    // Plain JavaScript may leave the options out.
    const { firstAddress: first, firstIpv6Address, firstVmId } = { ...options };
    const firstAddress = required(first, "'firstAddress'");
    return new ProxmoxMachines(count, 'fixed', (index) => ({
      suffix: String(index),
      number: index,
      address: { first: firstAddress, places: index },
      ipv6Address: firstIpv6Address === undefined ? undefined : { first: firstIpv6Address, places: index },
      own: firstVmId === undefined ? {} : { vmId: firstVmId + index },
    }));
  }

  /**
   * Machines called `<pool>-<key>`, each described by itself: any of them can be removed without touching another.
   * @throws ConfigError TALOS484 when one has no address
   */
  static named(machines: Readonly<Record<string, NamedMachine>>): ProxmoxMachines {
    const described = Object.entries(machines).map(([suffix, { address, ipv6Address, ...own }]) => ({
      suffix,
      number: undefined,
      address: { first: required(address, `'address' of the machine ${quote(suffix)}`), places: 0 },
      ipv6Address: ipv6Address === undefined ? undefined : { first: ipv6Address, places: 0 },
      own,
    }));
    return new ProxmoxMachines(described.length, 'fixed', (index) => described[index] as DescribedMachine);
  }

  /**
   * So many machines, called `<pool>-0` and so on, with addresses from a DHCP server, which Proxmox learns from the
   * guest agent. A lease that changes replaces the machine's place in the cluster: reserve addresses for control planes.
   */
  static leased(count: number): ProxmoxMachines {
    return new ProxmoxMachines(count, 'leased', (index) => ({
      suffix: String(index),
      number: index,
      address: undefined,
      ipv6Address: undefined,
      own: {},
    }));
  }

  private constructor(
    /** Number of machines, as it was given. */
    readonly count: number,
    /** Whether addresses are fixed by us or leased by a DHCP server. */
    readonly addressing: 'fixed' | 'leased',
    private readonly describe: (index: number) => DescribedMachine,
  ) {}

  /** Each machine; none when the count is no whole number, or of more machines than a cluster can have. */
  get all(): DescribedMachine[] {
    return Array.from({ length: machinesFor(this.count) }, (_, index) => this.describe(index));
  }
}

function required(address: string | undefined, what: string): string {
  if (address !== undefined) return address;
  throw PROP_MISSING.configError({
    wrong: `${what} is missing`,
    given: 'undefined',
    allowed: "an address, such as '10.10.0.11'",
    fix: 'Give the address, or let a DHCP server give them all: ProxmoxMachines.leased.',
  });
}
