import { quote } from '../../../checks/check';
import { WIREGUARD_PEER_FORM } from '../../../checks/network-checks';
import type { DocumentOfKind } from '../../config-patch';
import { isPort } from '../../port-number';
import { holdsReference } from '../../reference';
import { secretReference } from '../../secret-reference';
import { checkNumbers, definedOf, isAddressWithPrefix } from './link-values';

/** What a WireGuard peer is, beside its key. */
export interface WireguardPeerOptions {
  /** Networks whose packets go to the peer, and come from it. */
  readonly allowedIps: readonly string[];
  /**
   * Where the peer is reached first, as `address:port`; a name is not taken.
   * @default - the peer has to make the first step
   */
  readonly endpoint?: string;
  /**
   * Seconds between two packets that keep the way through a NAT open.
   * @default - none are sent
   */
  readonly keepaliveSeconds?: number;
  /**
   * A further key that both sides have, as a reference to a sensitive value.
   * @default - none
   */
  readonly presharedKey?: string;
}

type PeerConfig = Extract<NonNullable<DocumentOfKind<'WireguardConfig'>['peers']>, readonly unknown[]>[number];

/** The other side of a WireGuard tunnel. */
export class WireguardPeer {
  /**
   * The peer of that public key.
   * @throws ConfigError TALOS327 when key, endpoint or a network is none; TALOS322, and TALOS326 for a literal secret
   */
  static of(publicKey: string, options: WireguardPeerOptions): WireguardPeer {
    const { allowedIps, endpoint, keepaliveSeconds, presharedKey } = options;
    check(
      publicKey,
      isWireguardKey,
      'this is no public key of WireGuard',
      '44 characters of base64, as wg pubkey writes',
    );
    if (endpoint !== undefined)
      check(endpoint, isEndpoint, 'this is no endpoint', "'203.0.113.9:51820' or '[2001:db8::9]:51820'");
    for (const allowed of allowedIps) {
      check(allowed, isAddressWithPrefix, 'this is no network of a peer', "a network such as '10.99.0.0/24'");
    }
    checkNumbers(options, { keepaliveSeconds: { what: 'number of seconds', from: 1, to: 65_535 } });
    return new WireguardPeer({
      publicKey,
      ...definedOf({
        endpoint,
        presharedKey:
          presharedKey === undefined
            ? undefined
            : secretReference('the preshared key of a WireGuard peer', presharedKey),
        persistentKeepaliveInterval: keepaliveSeconds === undefined ? undefined : `${String(keepaliveSeconds)}s`,
      }),
      allowedIPs: [...allowedIps],
    });
  }

  private constructor(
    /** The peer as an element of `peers`. */
    readonly config: PeerConfig,
  ) {}
}

function check(text: string, isRight: (text: string) => boolean, wrong: string, allowed: string): void {
  if (holdsReference(text) || isRight(text)) return;
  throw WIREGUARD_PEER_FORM.configError({ wrong, given: quote(text), allowed });
}

function isWireguardKey(text: string): boolean {
  return /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/.test(text);
}

function isEndpoint(text: string): boolean {
  const [, bracketed, plain, port = ''] = /^(?:\[(.+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const address = bracketed ?? plain ?? '';
  return isAddressWithPrefix(`${address}/${bracketed === undefined ? '32' : '128'}`) && isPort(port);
}
