import { quote } from '../../../checks/check';
import { ROUTE_FORM } from '../../../checks/network-checks';
import type { DocumentOfKind } from '../../config-patch';
import { IpAddress, IpNetwork } from '../../ip-network';
import { holdsReference } from '../../reference';
import { METRIC, MTU, checkNumbers, definedOf } from './link-values';

/** What a route says beside where it leads. */
export interface RouteOptions {
  /**
   * Of two routes to one destination, that of the smaller metric is taken.
   * @default - 1024
   */
  readonly metric?: number;
  /**
   * Size of the packets that take this way, in bytes.
   * @default - that of the link
   */
  readonly mtu?: number;
  /**
   * Address of the machine that packets on this way come from.
   * @default - the kernel's choice
   */
  readonly source?: string;
  /**
   * Routing table, by its number from 1 to 252.
   * @default - main
   */
  readonly table?: string;
}

type RouteConfig = Extract<NonNullable<DocumentOfKind<'LinkConfig'>['routes']>, readonly unknown[]>[number];

/** A way out of a machine by a link. */
export class Route {
  /**
   * The way to everywhere that no other route leads to.
   * @throws ConfigError TALOS324 when the gateway is no address, or of another family than the source; TALOS322
   */
  static default(gateway: string, options: RouteOptions = {}): Route {
    return Route.made(undefined, gateway, options);
  }

  /**
   * The way to a network by a gateway.
   * @throws ConfigError TALOS004 when the network is none, TALOS324 when families are mixed; TALOS322
   */
  static via(gateway: string, destination: string, options: RouteOptions = {}): Route {
    return Route.made(destination, gateway, options);
  }

  /**
   * The way to a network whose machines are neighbours on the link.
   * @throws ConfigError TALOS004 when the network is none, TALOS324 when families are mixed; TALOS322
   */
  static onLink(destination: string, options: RouteOptions = {}): Route {
    return Route.made(destination, undefined, options);
  }

  private static made(destination: string | undefined, gateway: string | undefined, options: RouteOptions): Route {
    checkNumbers(options, { metric: METRIC, mtu: MTU });
    const { source, table } = options;
    checkAddress('gateway', gateway);
    checkAddress('source', source);
    checkDestination(destination);
    if (table !== undefined && !holdsReference(table) && !isTable(table)) {
      throw ROUTE_FORM.configError({
        wrong: 'this is no routing table',
        given: `table: ${quote(table)}`,
        allowed: "a number from 1 to 252 as text, such as '100'",
        fix: 'Give the table by its number, or leave it out.',
      });
    }
    const given = [destination, gateway, source].filter((text): text is string => text !== undefined);
    const known = given.filter((text) => !holdsReference(text));
    if (new Set(known.map((text) => text.includes(':'))).size > 1) {
      throw ROUTE_FORM.configError({
        wrong: 'a route leads to one family of addresses by the same',
        given: known.map(quote).join(', '),
        allowed: 'IPv4 throughout, or IPv6 throughout',
      });
    }
    return new Route(definedOf({ destination, gateway, ...options }));
  }

  private constructor(
    /** The route as an element of `routes`. */
    readonly config: RouteConfig,
  ) {}
}

function checkAddress(name: string, address: string | undefined): void {
  if (address === undefined || holdsReference(address)) return;
  if (IpAddress.isAddress(address) && !isUnspecified(address)) return;
  throw ROUTE_FORM.configError({
    wrong: `the ${name} of a route is the address of a machine`,
    given: quote(address),
    allowed: "an address without prefix length, such as '10.20.0.1'",
    fix: 'Give the address alone.',
  });
}

function checkDestination(destination: string | undefined): void {
  if (destination === undefined || holdsReference(destination)) return;
  // Talos refuses 0.0.0.0/0 and ::/0: a route without a destination is the default route.
  if (IpNetwork.of(destination).prefixLength > 0 && !isUnspecified(destination.split('/')[0] ?? '')) return;
  throw ROUTE_FORM.configError({
    wrong: 'a default route has no destination',
    given: quote(destination),
    allowed: 'a network that is smaller than the world',
    fix: 'Write Route.default(gateway).',
  });
}

function isUnspecified(address: string): boolean {
  const { text } = IpAddress.of(address);
  return text === '0.0.0.0' || text === '::';
}

function isTable(table: string): boolean {
  return /^[1-9]\d{0,2}$/.test(table) && Number(table) <= 252;
}
