import type { DocumentOfKind } from '../../config-patch';
import { Dhcp } from './dhcp';
import { MTU, checkNumbers, definedOf, linkAddress } from './link-values';
import { Route } from './route';

/** What every link has. */
export interface LinkOptions {
  /**
   * Addresses with the length of their network part, such as `10.20.0.5/24`. They are added to those that DHCP and the
   * platform give.
   * @default - none
   */
  readonly addresses?: readonly string[];
  /**
   * Ways out of the machine by this link.
   * @default - those to the networks of its addresses, and those that DHCP and the platform give
   */
  readonly routes?: readonly Route[];
  /**
   * Asks a DHCP server for an IPv4 address.
   * @default - the link does not ask
   */
  readonly dhcp4?: Dhcp;
  /**
   * Asks a DHCP server for an IPv6 address.
   * @default - the link does not ask
   */
  readonly dhcp6?: Dhcp;
  /**
   * Size of the largest packet in bytes.
   * @default - the kernel's, 1500 for most links
   */
  readonly mtu?: number;
  /**
   * Whether the link is brought up.
   * @default true
   */
  readonly up?: boolean;
  /**
   * Whether the link takes packets to many.
   * @default - the kernel's choice for links of its kind
   */
  readonly multicast?: boolean;
}

/** The fields that the documents of all links share. */
export type CommonLinkConfig = Pick<DocumentOfKind<'LinkConfig'>, 'addresses' | 'routes' | 'mtu' | 'up' | 'multicast'>;

/**
 * What every link has, as the fields of its document.
 * @throws ConfigError TALOS321 when an address is none, TALOS322 when the MTU is none
 */
export function commonLinkConfig({ addresses = [], routes = [], mtu, up, multicast }: LinkOptions): CommonLinkConfig {
  checkNumbers({ mtu }, { mtu: MTU });
  return {
    ...definedOf({ up, mtu }),
    ...(addresses.length === 0 ? {} : { addresses: addresses.map((address) => ({ address: linkAddress(address) })) }),
    ...(routes.length === 0 ? {} : { routes: routes.map((route) => route.config) }),
    ...definedOf({ multicast }),
  };
}
