import { Address4, Address6 } from 'ip-address';
import { quote } from '../checks/check';
import { ADDRESS_FORM, NETWORK_FORM } from '../checks/value-checks';
import { remembered } from './remembered';

type ParsedAddress = Address4 | Address6;

function parseAddress(text: string): ParsedAddress | undefined {
  // A zone (fe80::1%eth0) means something on one machine only, and would be lost.
  if (text.includes('%')) return undefined;
  try {
    return text.includes(':') ? new Address6(text) : new Address4(text);
  } catch {
    return undefined;
  }
}

function fromNumber(value: bigint, like: ParsedAddress): ParsedAddress {
  return like instanceof Address4 ? Address4.fromBigInt(value) : Address6.fromBigInt(value);
}

/** One IP address; equal addresses have equal `text`, however they were written. */
export class IpAddress {
  /**
   * Reads an IPv4 or IPv6 address.
   * @throws ConfigError TALOS005 when it is none, or has a prefix length
   */
  static of(text: string): IpAddress {
    return IpAddress.read(text);
  }

  private static readonly read = remembered((text) => {
    const parsed = text.includes('/') ? undefined : parseAddress(text);
    if (parsed === undefined) {
      throw ADDRESS_FORM.configError({
        wrong: 'this is not an IP address',
        given: quote(text),
        allowed: "one address, such as '10.10.0.11'",
      });
    }
    return new IpAddress(parsed);
  });

  /** Whether the text is an IP address, without complaint when it is not. */
  static isAddress(text: string): boolean {
    return !text.includes('/') && parseAddress(text) !== undefined;
  }

  /** The address in its usual short form. */
  readonly text: string;

  private constructor(readonly parsed: ParsedAddress) {
    this.text = parsed.correctForm();
  }

  /** Whether this is an IPv6 address. */
  get isV6(): boolean {
    return this.parsed instanceof Address6;
  }

  /** Whether one host can be reached by it from others: it is no loopback, unspecified, broadcast or multicast address. */
  get isOfOneHost(): boolean {
    const none = this.isV6
      ? ['::/128', '::1/128', 'ff00::/8']
      : ['0.0.0.0/8', '127.0.0.0/8', '224.0.0.0/4', '240.0.0.0/4'];
    return !none.some((network) => IpNetwork.of(network).contains(this));
  }

  /** Whether it holds on one link alone: from elsewhere, and without the name of the link, nobody reaches it. */
  get isLinkLocal(): boolean {
    return IpNetwork.of(this.isV6 ? 'fe80::/10' : '169.254.0.0/16').contains(this);
  }

  /** The address so many places further; undefined where there is none. */
  plus(places: number): IpAddress | undefined {
    const value = this.parsed.bigInt() + BigInt(places);
    if (value < 0n || value >= 1n << (this.isV6 ? 128n : 32n)) return undefined;
    return new IpAddress(fromNumber(value, this.parsed));
  }

  toString(): string {
    return this.text;
  }
}

/** An IP network in CIDR notation. */
export class IpNetwork {
  /**
   * Reads a network such as `10.10.0.0/24`.
   * @throws ConfigError TALOS004 when it has no prefix length, is no network, or has host bits set
   */
  static of(text: string): IpNetwork {
    return IpNetwork.read(text);
  }

  private static readonly read = remembered((text) => {
    const parsed = text.includes('/') ? parseAddress(text) : undefined;
    if (parsed === undefined) {
      const address = parseAddress(text);
      const hint =
        address === undefined
          ? '10.10.0.0/24'
          : new IpNetwork(address instanceof Address4 ? new Address4(`${text}/24`) : new Address6(`${text}/64`)).text;
      throw NETWORK_FORM.configError({
        wrong: 'this is not a network in CIDR notation',
        given: quote(text),
        allowed: `network address and prefix length, such as '${hint}'`,
      });
    }
    const network = new IpNetwork(parsed);
    if (parsed.correctForm() !== parsed.startAddress().correctForm()) {
      throw NETWORK_FORM.configError({
        wrong: 'this is an address inside a network, not the network',
        given: quote(text),
        allowed: quote(network.text),
        fix: `Write '${network.text}'.`,
      });
    }
    return network;
  });

  /** The network in its usual form. */
  readonly text: string;
  private firstNumber?: bigint;
  private lastNumber?: bigint;

  private constructor(private readonly parsed: ParsedAddress) {
    this.text = `${parsed.startAddress().correctForm()}/${String(parsed.subnetMask)}`;
  }

  /** Length of the network part in bits. */
  get prefixLength(): number {
    return this.parsed.subnetMask;
  }

  /** Whether the address lies inside, the network's own and the broadcast address included. */
  contains(address: IpAddress): boolean {
    return (
      this.parsed instanceof Address6 === address.isV6 &&
      address.parsed.bigInt() >= this.first &&
      address.parsed.bigInt() <= this.last
    );
  }

  /** Whether a host may have the address: IPv4 keeps the first and the last one of a network for itself. */
  hasHost(address: IpAddress): boolean {
    if (!this.contains(address)) return false;
    if (address.isV6 || this.prefixLength >= 31) return true;
    const value = address.parsed.bigInt();
    return value !== this.first && value !== this.last;
  }

  /** Whether every address of the other network lies inside. */
  covers(other: IpNetwork): boolean {
    return this.overlaps(other) && this.prefixLength <= other.prefixLength;
  }

  /** Whether the two networks share an address. */
  overlaps(other: IpNetwork): boolean {
    return (
      this.parsed instanceof Address6 === other.parsed instanceof Address6 &&
      this.first <= other.last &&
      other.first <= this.last
    );
  }

  private get first(): bigint {
    return (this.firstNumber ??= this.parsed.startAddress().bigInt());
  }

  private get last(): bigint {
    return (this.lastNumber ??= this.parsed.endAddress().bigInt());
  }

  toString(): string {
    return this.text;
  }
}
