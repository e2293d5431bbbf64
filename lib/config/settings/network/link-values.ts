import { quote } from '../../../checks/check';
import { LINK_ADDRESS_FORM, LINK_NAME_FORM, LINK_OPTION_FORM } from '../../../checks/network-checks';
import { IpAddress } from '../../ip-network';
import { holdsReference } from '../../reference';

/** Whether Linux takes the text for the name of a link. */
export function isLinkName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,14}$/.test(text);
}

/**
 * The name of a link as it was given.
 * @throws ConfigError TALOS320 when Linux refuses it
 */
export function linkName(text: string): string {
  if (!holdsReference(text) && !isLinkName(text)) {
    throw LINK_NAME_FORM.configError({
      wrong: 'this cannot be the name of a link',
      given: quote(text),
      allowed: "1 to 15 letters, digits, dots, dashes and underscores, such as 'eth0' or 'bond0.100'",
    });
  }
  return text;
}

/** Whether the text is an address with the length of its network part, host bits or not. */
export function isAddressWithPrefix(text: string): boolean {
  const [address = '', prefix = '', ...rest] = text.split('/');
  return (
    rest.length === 0 &&
    /^\d{1,3}$/.test(prefix) &&
    IpAddress.isAddress(address) &&
    Number(prefix) <= (address.includes(':') ? 128 : 32)
  );
}

/**
 * An address of a link as it was given.
 * @throws ConfigError TALOS321 when it is none, has no prefix length, or is that of a network rather than of a machine
 */
export function linkAddress(text: string): string {
  if (!holdsReference(text) && !isAddressWithPrefix(text)) {
    throw LINK_ADDRESS_FORM.configError({
      wrong: 'this is no address of a link',
      given: quote(text),
      allowed: "an address and the length of its network part, such as '10.20.0.5/24' or 'fd00:20::5/64'",
    });
  }
  if (!holdsReference(text) && !isOfMachine(text)) {
    throw LINK_ADDRESS_FORM.configError({
      wrong: 'this is the first or the last address of a network, which none of its machines has',
      given: quote(text),
      allowed: 'an address between the two',
      fix: "Give the machine's own address in that network, with the same prefix length.",
    });
  }
  return text;
}

/** IPv4 keeps the first and the last address of a network for itself, IPv6 the first: that of any router there. */
function isOfMachine(text: string): boolean {
  const [address = '', prefix = ''] = text.split('/');
  const own = IpAddress.of(address);
  const hostBits = BigInt((own.isV6 ? 128 : 32) - Number(prefix));
  if (hostBits < 2n) return true;
  const last = (1n << hostBits) - 1n;
  const host = own.parsed.bigInt() & last;
  return host !== 0n && (own.isV6 || host !== last);
}

/** A range of whole numbers, and what is counted. */
export interface NumberRange {
  /** What is counted, in words for messages. */
  readonly what: string;
  /** The smallest number that is allowed. */
  readonly from: number;
  /** The largest number that is allowed. */
  readonly to: number;
}

/**
 * The options that are numbers, as they were given.
 * @throws ConfigError TALOS322 when one is no whole number of its range
 */
export function checkNumbers<Options extends object>(
  options: Options,
  ranges: { readonly [Name in keyof Options]?: NumberRange },
): void {
  for (const name of Object.keys(ranges) as (keyof Options & string)[]) {
    const value = options[name] as number | undefined;
    const range = ranges[name];
    if (value === undefined || range === undefined) continue;
    if (!Number.isSafeInteger(value) || value < range.from || value > range.to) {
      throw LINK_OPTION_FORM.configError({
        wrong: `this is no ${range.what}`,
        given: `${name}: ${String(value)}`,
        allowed: `a whole number from ${String(range.from)} to ${String(range.to)}`,
      });
    }
  }
}

/** The metric of a route: the way with the smaller one is taken. */
export const METRIC: NumberRange = { what: 'metric of a route', from: 1, to: 4_294_967_295 };

/** The size of a packet that a link carries; IPv4 needs 68, IPv6 1280. */
export const MTU: NumberRange = { what: 'MTU', from: 68, to: 65_535 };

/** Options that are given, under the names of the configuration. */
export function definedOf<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
