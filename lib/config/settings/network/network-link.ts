import { quote } from '../../../checks/check';
import { LINK_MEMBERS, LINK_OPTION_FORM } from '../../../checks/network-checks';
import { ConfigDocument, ConfigPatch } from '../../config-patch';
import { holdsReference } from '../../reference';
import { secretReference } from '../../secret-reference';
import { BondMode } from './bond-mode';
import { LinkOptions, commonLinkConfig } from './link-options';
import { checkNumbers, definedOf, linkName } from './link-values';
import { WireguardPeer } from './wireguard-peer';

/** A link that has a hardware address of its own. */
export interface MadeLinkOptions extends LinkOptions {
  /**
   * Hardware address, in pairs of lower-case hexadecimal digits with colons between them.
   * @default - the kernel's choice
   */
  readonly hardwareAddress?: string;
}

/** Several links that work as one. */
export interface BondOptions extends MadeLinkOptions {
  /** Names of the links that belong to it; they keep no addresses of their own. */
  readonly members: readonly string[];
  /** How they share the work. */
  readonly mode: BondMode;
}

/** A switch inside the machine. */
export interface BridgeOptions extends MadeLinkOptions {
  /** Names of the links that belong to it; they keep no addresses of their own. May be none. */
  readonly members: readonly string[];
  /**
   * Whether it takes part in the spanning tree, so that loops of switches are broken.
   * @default - not
   */
  readonly spanningTree?: boolean;
  /**
   * Whether it keeps VLANs apart.
   * @default - not
   */
  readonly vlanFiltering?: boolean;
}

/** A part of a link that VLAN tags keep apart. */
export interface VlanOptions extends LinkOptions {
  /** Name of the link that carries it. */
  readonly parent: string;
  /** Number of the VLAN, 1 to 4094. */
  readonly vlanId: number;
  /**
   * Protocol of the tags; 802.1ad is for tags around tags.
   * @default '802.1q'
   */
  readonly protocol?: '802.1q' | '802.1ad';
}

/** A tunnel of WireGuard. */
export interface WireguardOptions extends LinkOptions {
  /** The machine's private key: a reference to a sensitive value. A key belongs to one machine. */
  readonly privateKey: string;
  /** The other sides. */
  readonly peers: readonly WireguardPeer[];
  /**
   * UDP port that peers reach this machine on; open it in the firewalls.
   * @default - a free port, and this machine has to make the first step
   */
  readonly listenPort?: number;
  /**
   * Mark of the packets of the tunnel, for rules of routing.
   * @default - none
   */
  readonly firewallMark?: number;
}

/** What cross-checks need to know of a link. */
interface LinkFacts {
  readonly isPhysical?: boolean;
  readonly members?: readonly string[];
  readonly parent?: string;
  /** Whether an address on it is a way to the machine. */
  readonly leadsToMachine: boolean;
}

type LinkKind = 'LinkConfig' | 'VLANConfig' | 'BondConfig' | 'BridgeConfig' | 'DummyLinkConfig' | 'WireguardConfig';

/** A link of a machine; its name is the key under which it is given. */
export class NetworkLink {
  /**
   * A link that the machine has: a network card, or the alias of one.
   * @throws ConfigError TALOS321, TALOS322
   */
  static physical(options: LinkOptions): NetworkLink {
    return new NetworkLink('LinkConfig', options, {}, { isPhysical: true, leadsToMachine: true });
  }

  /**
   * A VLAN on another link.
   * @throws ConfigError TALOS320 when the parent's name is none, TALOS322 when the VLAN's number is none; TALOS321
   */
  static vlan(options: VlanOptions): NetworkLink {
    checkNumbers(options, { vlanId: { what: 'number of a VLAN', from: 1, to: 4094 } });
    const parent = linkName(options.parent);
    const fields = { vlanID: options.vlanId, ...definedOf({ vlanMode: options.protocol }), parent };
    return new NetworkLink('VLANConfig', options, fields, { parent, leadsToMachine: true });
  }

  /**
   * Several links as one.
   * @throws ConfigError TALOS320 when a member's name is none, TALOS323 without members or with one twice; TALOS321, TALOS322
   */
  static bond(options: BondOptions): NetworkLink {
    const members = membersOf('bond', options.members, 1);
    const fields = { ...hardwareOf(options), links: members, ...options.mode.config };
    return new NetworkLink('BondConfig', options, fields, { members, leadsToMachine: true });
  }

  /**
   * A switch inside the machine.
   * @throws ConfigError TALOS320 when a member's name is none, TALOS323 with one twice; TALOS321, TALOS322
   */
  static bridge(options: BridgeOptions): NetworkLink {
    const members = membersOf('bridge', options.members, 0);
    const { spanningTree, vlanFiltering } = options;
    const fields = {
      ...hardwareOf(options),
      links: members,
      ...(spanningTree === undefined ? {} : { stp: { enabled: spanningTree } }),
      ...(vlanFiltering === undefined ? {} : { vlan: { filtering: vlanFiltering } }),
    };
    return new NetworkLink('BridgeConfig', options, fields, { members, leadsToMachine: true });
  }

  /**
   * A link that leads nowhere, for an address that belongs to the machine and to none of its networks.
   * @throws ConfigError TALOS321, TALOS322
   */
  static dummy(options: MadeLinkOptions): NetworkLink {
    return new NetworkLink('DummyLinkConfig', options, hardwareOf(options), { leadsToMachine: false });
  }

  /**
   * A tunnel of WireGuard. A private key is one machine's: give it in `machineSettings`.
   * @throws ConfigError TALOS326 when the private key is no reference; TALOS321, TALOS322
   */
  static wireguard(options: WireguardOptions): NetworkLink {
    const { listenPort, firewallMark } = options;
    checkNumbers(options, {
      listenPort: { what: 'port', from: 1, to: 65_535 },
      firewallMark: { what: 'mark', from: 1, to: 4_294_967_295 },
    });
    const fields = {
      privateKey: secretReference('the private key of a WireGuard link', options.privateKey),
      ...definedOf({ listenPort, firewallMark }),
      peers: options.peers.map((peer) => peer.config),
    };
    return new NetworkLink('WireguardConfig', options, fields, { leadsToMachine: false });
  }

  private constructor(
    private readonly kind: LinkKind,
    private readonly options: LinkOptions,
    private readonly fields: Readonly<Record<string, unknown>>,
    /** What the link is to others. */
    readonly facts: LinkFacts,
  ) {
    this.common = commonLinkConfig(options);
  }

  private readonly common: ReturnType<typeof commonLinkConfig>;

  /** Whether anything asks for an address of the link, or gives it one. */
  get isAddressed(): boolean {
    const { addresses = [], dhcp4, dhcp6 } = this.options;
    return this.isUp && (addresses.length > 0 || dhcp4 !== undefined || dhcp6 !== undefined);
  }

  /** Whether it is brought up. */
  get isUp(): boolean {
    return this.options.up ?? true;
  }

  /** The documents of the link under a name. */
  patches(name: string): ConfigPatch[] {
    const { kind, fields, common, options } = this;
    // The fields were put together for the kind by the makers above.
    const document = { apiVersion: 'v1alpha1', kind, name, ...fields, ...common } as unknown as ConfigDocument;
    return [
      ConfigPatch.document(document),
      ...(options.dhcp4 === undefined ? [] : [options.dhcp4.patch(4, name)]),
      ...(options.dhcp6 === undefined ? [] : [options.dhcp6.patch(6, name)]),
    ];
  }
}

function membersOf(what: string, members: readonly string[], atLeast: number): string[] {
  const names = members.map(linkName);
  if (names.length < atLeast || new Set(names).size < names.length) {
    throw LINK_MEMBERS.configError({
      wrong: names.length < atLeast ? `a ${what} has no members` : `a ${what} has a member twice`,
      given: names.length === 0 ? 'members: []' : names.map(quote).join(', '),
      allowed: 'names of links, each once',
    });
  }
  return names;
}

function hardwareOf({ hardwareAddress }: MadeLinkOptions): { readonly hardwareAddr?: string } {
  if (hardwareAddress === undefined) return {};
  if (!holdsReference(hardwareAddress) && !/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(hardwareAddress)) {
    throw LINK_OPTION_FORM.configError({
      wrong: 'this is no hardware address',
      given: quote(hardwareAddress),
      allowed: "six pairs of lower-case hexadecimal digits, such as '02:00:5e:10:00:01'",
      fix: 'Write the address with colons, in lower case.',
    });
  }
  return { hardwareAddr: hardwareAddress };
}
