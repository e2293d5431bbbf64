import { ConfigPatch } from '../config-patch';

/** A network link with fixed addresses. */
export interface StaticLink {
  /** Kernel name of the link, such as `eth0`. */
  readonly name: string;
  /** Addresses with their prefix length. */
  readonly addresses: readonly string[];
  /**
   * Address of the default gateway.
   * @default - no default route by this link
   */
  readonly gateway?: string;
}

/** Gives a link its addresses and its default route, in place of what the platform's metadata says. */
export function linkDocument(link: StaticLink): ConfigPatch {
  return ConfigPatch.document({
    apiVersion: 'v1alpha1',
    kind: 'LinkConfig',
    name: link.name,
    up: true,
    addresses: link.addresses.map((address) => ({ address })),
    ...(link.gateway === undefined ? {} : { routes: [{ gateway: link.gateway }] }),
  });
}
