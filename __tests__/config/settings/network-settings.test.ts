import { ConfigPatch } from '../../../lib/config/config-patch';
import { NETWORK_SETTINGS, NetworkSettings } from '../../../lib/config/settings/network-settings';
import { BondMode } from '../../../lib/config/settings/network/bond-mode';
import { BondMonitoring } from '../../../lib/config/settings/network/bond-monitoring';
import { Dhcp, DhcpClientId } from '../../../lib/config/settings/network/dhcp';
import { EthernetTuning } from '../../../lib/config/settings/network/ethernet-tuning';
import { LinkSelector } from '../../../lib/config/settings/network/link-selector';
import { NetworkLink } from '../../../lib/config/settings/network/network-link';
import { Route } from '../../../lib/config/settings/network/route';
import { WireguardPeer } from '../../../lib/config/settings/network/wireguard-peer';
import { mergedSettings } from '../../../lib/config/settings/machine-settings';
import { SettingContext, given } from '../../../lib/config/settings/setting';
import { VersionContract } from '../../../lib/config/version-contract';
import { failureOf, told } from '../../support/failure';
import { MACHINES, findingsOf, reportOf } from '../../support/settings/facts';
import { FULL_NETWORK_SETTINGS_1_13, WIREGUARD_KEY } from '../../support/settings/network-and-registries';

const REFERENCE = '${TfToken[TOKEN.7]}';
const CONTEXT: SettingContext = { contract: VersionContract.V1_13, machineType: 'worker' };

function contentsOf(settings: NetworkSettings, context = CONTEXT): unknown[] {
  return given(NETWORK_SETTINGS, settings).flatMap(({ setting, value }) =>
    setting.patches(value, context).map((patch: ConfigPatch) => patch.content),
  );
}

function reported(settings: NetworkSettings, facts = MACHINES): string {
  return reportOf(findingsOf(NETWORK_SETTINGS, settings, facts)).join('\n');
}

describe('links become documents', () => {
  test('a network card with addresses, routes and DHCP', () => {
    const link = NetworkLink.physical({
      addresses: ['10.20.0.5/24'],
      routes: [
        Route.default('10.20.0.1', { metric: 5 }),
        Route.via('10.20.0.2', '10.30.0.0/16'),
        Route.onLink('fd00::/64'),
      ],
      dhcp4: Dhcp.client({ routeMetric: 7, clientId: DhcpClientId.duid('00:01:aa') }),
      dhcp6: Dhcp.client({ ignoreHostname: true }),
      mtu: 9000,
    });
    expect(contentsOf({ links: { eth1: link } })).toEqual([
      {
        apiVersion: 'v1alpha1',
        kind: 'LinkConfig',
        name: 'eth1',
        mtu: 9000,
        addresses: [{ address: '10.20.0.5/24' }],
        routes: [
          { gateway: '10.20.0.1', metric: 5 },
          { destination: '10.30.0.0/16', gateway: '10.20.0.2' },
          { destination: 'fd00::/64' },
        ],
      },
      {
        apiVersion: 'v1alpha1',
        kind: 'DHCPv4Config',
        name: 'eth1',
        routeMetric: 7,
        clientIdentifier: 'duid',
        duidRaw: '00:01:aa',
      },
      { apiVersion: 'v1alpha1', kind: 'DHCPv6Config', name: 'eth1', ignoreHostname: true },
    ]);
  });

  test('a VLAN, a bond, a bridge, a dummy and a tunnel', () => {
    const links = {
      'bond0.7': NetworkLink.vlan({ parent: 'bond0', vlanId: 7 }),
      bond0: NetworkLink.bond({ members: ['eth1', 'eth2'], mode: BondMode.lacp({ rate: 'fast' }) }),
      br0: NetworkLink.bridge({ members: ['eth3'], spanningTree: true }),
      dummy0: NetworkLink.dummy({ addresses: ['10.99.0.1/32'] }),
      wg0: NetworkLink.wireguard({
        privateKey: REFERENCE,
        listenPort: 51_900,
        peers: [WireguardPeer.of(WIREGUARD_KEY, { allowedIps: ['10.98.0.0/24'], keepaliveSeconds: 25 })],
      }),
    };
    expect(contentsOf({ links })).toEqual([
      { apiVersion: 'v1alpha1', kind: 'VLANConfig', name: 'bond0.7', vlanID: 7, parent: 'bond0' },
      {
        apiVersion: 'v1alpha1',
        kind: 'BondConfig',
        name: 'bond0',
        links: ['eth1', 'eth2'],
        bondMode: '802.3ad',
        lacpRate: 'fast',
        miimon: 100,
        updelay: 200,
        downdelay: 200,
      },
      { apiVersion: 'v1alpha1', kind: 'BridgeConfig', name: 'br0', links: ['eth3'], stp: { enabled: true } },
      { apiVersion: 'v1alpha1', kind: 'DummyLinkConfig', name: 'dummy0', addresses: [{ address: '10.99.0.1/32' }] },
      {
        apiVersion: 'v1alpha1',
        kind: 'WireguardConfig',
        name: 'wg0',
        privateKey: REFERENCE,
        listenPort: 51_900,
        peers: [{ publicKey: WIREGUARD_KEY, persistentKeepaliveInterval: '25s', allowedIPs: ['10.98.0.0/24'] }],
      },
    ]);
  });

  test('a bond that asks neighbours watches no carrier as well', () => {
    const mode = BondMode.activeBackup({ monitoring: BondMonitoring.neighbours(['fd00::1']) });
    expect(mode.config).toEqual({ bondMode: 'active-backup', arpInterval: 1000, nsIp6Targets: ['fd00::1'] });
  });
});

test('servers, hosts, aliases and cards become documents of their own', () => {
  expect(
    contentsOf({
      linkAliases: { private: LinkSelector.driver('virtio_net') },
      ethernet: { eth1: EthernetTuning.of({ receiveRing: 512, channels: 4 }) },
      nameservers: ['10.20.0.53'],
      searchDomains: [],
      staticHosts: { '10.20.0.9': ['registry'] },
      timeServers: ['time.example.org'],
      timeBootTimeoutSeconds: 60,
      kubeSpanEndpoints: ['203.0.113.5:51820'],
    }),
  ).toEqual([
    {
      apiVersion: 'v1alpha1',
      kind: 'LinkAliasConfig',
      name: 'private',
      selector: { match: 'link.driver == "virtio_net"' },
    },
    { apiVersion: 'v1alpha1', kind: 'EthernetConfig', name: 'eth1', rings: { rx: 512 }, channels: { combined: 4 } },
    { apiVersion: 'v1alpha1', kind: 'ResolverConfig', nameservers: [{ address: '10.20.0.53' }] },
    { apiVersion: 'v1alpha1', kind: 'ResolverConfig', searchDomains: { disableDefault: true } },
    { apiVersion: 'v1alpha1', kind: 'StaticHostConfig', name: '10.20.0.9', hostnames: ['registry'] },
    { apiVersion: 'v1alpha1', kind: 'TimeSyncConfig', ntp: { servers: ['time.example.org'] } },
    { apiVersion: 'v1alpha1', kind: 'TimeSyncConfig', bootTimeout: '60s' },
    { apiVersion: 'v1alpha1', kind: 'KubeSpanEndpointsConfig', extraAnnouncedEndpoints: ['203.0.113.5:51820'] },
  ]);
});

test('links of a machine are added to those of its pool, and take the place of those of their name', () => {
  const wide = NetworkLink.physical({ mtu: 1500 });
  const narrow = NetworkLink.physical({ mtu: 9000 });
  expect(mergedSettings({ links: { eth1: wide, eth2: wide } }, { links: { eth2: narrow } }).links).toEqual({
    eth1: wide,
    eth2: narrow,
  });
});

test('every option at once is without a finding, and so are references', () => {
  expect(reported(FULL_NETWORK_SETTINGS_1_13)).toBe('');
  const links = {
    eth1: NetworkLink.physical({ addresses: [REFERENCE], routes: [Route.default(REFERENCE)] }),
    [REFERENCE]: NetworkLink.physical({ addresses: [`${REFERENCE}/24`] }),
  };
  const servers = { nameservers: [REFERENCE], timeServers: [REFERENCE], searchDomains: [REFERENCE] };
  expect(reported({ links, ...servers, staticHosts: { [REFERENCE]: [REFERENCE] } })).toBe('');
});

describe('fails at once when', () => {
  const link = { members: ['eth1'], mode: BondMode.activeBackup() };
  test.each<[string, () => unknown, string]>([
    [
      'an address has no prefix length',
      () => NetworkLink.physical({ addresses: ['10.20.0.5'] }),
      told('TALOS321', 'this is no address of a link', "'10.20.0.5'", 'an address and the length of its network part'),
    ],
    [
      'an address has a prefix length that its family has not',
      () => NetworkLink.dummy({ addresses: ['10.20.0.5/33'] }),
      told('TALOS321', 'this is no address of a link', "'10.20.0.5/33'", ''),
    ],
    ...(['10.20.0.0/24', '10.20.0.255/24', 'fd00:20::/64'] as const).map((address): [string, () => unknown, string] => [
      `an address is that of a network: ${address}`,
      () => NetworkLink.physical({ addresses: [address] }),
      told(
        'TALOS321',
        'this is the first or the last address of a network, which none of its machines has',
        `'${address}'`,
        "an address between the two\n  do:      Give the machine's own address in that network, with the same prefix length.",
      ),
    ]),
    [
      'an MTU is none',
      () => NetworkLink.physical({ mtu: 20 }),
      told('TALOS322', 'this is no MTU', 'mtu: 20', 'a whole number from 68 to 65535'),
    ],
    [
      'a VLAN has no such number',
      () => NetworkLink.vlan({ parent: 'eth1', vlanId: 4095 }),
      told('TALOS322', 'this is no number of a VLAN', 'vlanId: 4095', 'a whole number from 1 to 4094'),
    ],
    [
      'the name of a parent is none',
      () => NetworkLink.vlan({ parent: 'a-name-of-17-chars', vlanId: 1 }),
      told('TALOS320', 'this cannot be the name of a link', "'a-name-of-17-chars'", '1 to 15 letters'),
    ],
    [
      'a bond has no members',
      () => NetworkLink.bond({ ...link, members: [] }),
      told('TALOS323', 'a bond has no members', 'members: []', 'names of links, each once'),
    ],
    [
      'a bridge has a member twice',
      () => NetworkLink.bridge({ members: ['eth1', 'eth1'] }),
      told('TALOS323', 'a bridge has a member twice', "'eth1', 'eth1'", 'names of links, each once'),
    ],
    [
      'a hardware address is none',
      () => NetworkLink.bond({ ...link, hardwareAddress: '02-00-5e-10-00-01' }),
      told('TALOS322', 'this is no hardware address', "'02-00-5e-10-00-01'", 'six pairs of lower-case'),
    ],
    [
      'a delay is no multiple of the interval',
      () => BondMonitoring.mii({ intervalMs: 100, upDelayMs: 250 }),
      told(
        'TALOS322',
        'the kernel rounds a delay that is no multiple of the interval',
        '250 ms with intervalMs: 100',
        '',
      ),
    ],
    [
      'neighbours are of two families',
      () => BondMonitoring.neighbours(['10.0.0.1', 'fd00::1']),
      told('TALOS322', 'these are no neighbours that a bond can ask', "'10.0.0.1', 'fd00::1'", '1 to 16 addresses'),
    ],
    [
      'a DUID is none',
      () => DhcpClientId.duid('xyz'),
      told('TALOS322', 'this is no DUID', "'xyz'", 'pairs of hexadecimal digits'),
    ],
    [
      'a default route is written as a network',
      () => Route.via('10.0.0.1', '0.0.0.0/0'),
      told('TALOS324', 'a default route has no destination', "'0.0.0.0/0'", 'a network that is smaller than the world'),
    ],
    [
      'a gateway has a prefix length',
      () => Route.default('10.0.0.1/24'),
      told('TALOS324', 'the gateway of a route is the address of a machine', "'10.0.0.1/24'", 'an address without'),
    ],
    [
      'a route mixes families',
      () => Route.via('10.0.0.1', 'fd00::/64'),
      told(
        'TALOS324',
        'a route leads to one family of addresses by the same',
        "'fd00::/64', '10.0.0.1'",
        'IPv4 throughout',
      ),
    ],
    [
      'a routing table is none',
      () => Route.default('10.0.0.1', { table: '253' }),
      told('TALOS324', 'this is no routing table', "table: '253'", 'a number from 1 to 252 as text'),
    ],
    [
      'a private key is written out',
      () => NetworkLink.wireguard({ privateKey: WIREGUARD_KEY, peers: [] }),
      told(
        'TALOS326',
        'the private key of a WireGuard link is written into the program',
        'a text of 44 characters',
        'a reference to a sensitive value',
      ),
    ],
    [
      'a public key is none',
      () => WireguardPeer.of('key', { allowedIps: [] }),
      told('TALOS327', 'this is no public key of WireGuard', "'key'", '44 characters of base64'),
    ],
    [
      'an endpoint is a name',
      () => WireguardPeer.of(WIREGUARD_KEY, { allowedIps: [], endpoint: 'vpn.example.org:51820' }),
      told('TALOS327', 'this is no endpoint', "'vpn.example.org:51820'", "'203.0.113.9:51820'"),
    ],
    [
      'a selector has no hardware address',
      () => LinkSelector.hardwareAddress('eth0'),
      told('TALOS328', 'this is no hardware address', "'eth0'", 'six pairs of hexadecimal digits'),
    ],
    [
      'a selector has no driver',
      () => LinkSelector.driver('a"b'),
      told('TALOS328', 'this is no name of a driver', "'a\"b'", "a name such as 'virtio_net'"),
    ],
    [
      'a selector is empty',
      () => LinkSelector.matching(' '),
      told('TALOS328', 'an empty expression selects nothing', "' '", 'an expression such as'),
    ],
    [
      'a ring is no count',
      () => EthernetTuning.of({ receiveRing: 0 }),
      told('TALOS322', 'this is no count', 'receiveRing: 0', 'a whole number from 1 to 65535'),
    ],
  ])('%s', (_, make, text) => {
    expect(failureOf(make)).toContain(text);
  });
});

describe('is reported when', () => {
  const card = NetworkLink.physical({ dhcp4: Dhcp.client() });
  test.each<[string, NetworkSettings, string]>([
    [
      'a key is no name of a link',
      { links: { 'eth0/1': card } },
      told('TALOS320', "a key of 'links' cannot be the name of a link", "'eth0/1'", '1 to 15 letters'),
    ],
    [
      'a link belongs to two others',
      { links: { br0: NetworkLink.bridge({ members: ['eth1'] }), br1: NetworkLink.bridge({ members: ['eth1'] }) } },
      told('TALOS323', "the link 'eth1' belongs to several others", "'br0', 'br1'", 'one bond or bridge'),
    ],
    [
      'a member has an address of its own',
      { links: { br0: NetworkLink.bridge({ members: ['eth1'] }), eth1: card } },
      told(
        'TALOS323',
        "the link 'eth1' belongs to 'br0' and has an address of its own",
        "addresses or DHCP on 'eth1'",
        '',
      ),
    ],
    [
      'a VLAN stands on itself',
      { links: { vlan7: NetworkLink.vlan({ parent: 'vlan7', vlanId: 7 }) } },
      told('TALOS323', "the link 'vlan7' stands on itself", "'vlan7'", 'another link as parent or member'),
    ],
    [
      'an alias looks like a name of the kernel',
      { linkAliases: { enp1s0: LinkSelector.driver('ixgbe') } },
      told('TALOS328', 'an alias looks like a name that the kernel gives', "'enp1s0'", 'a name that the kernel never'),
    ],
    [
      'a DNS server is a name',
      { nameservers: ['dns.example.org'] },
      told('TALOS330', "this cannot be one of 'nameservers'", "'dns.example.org'", 'addresses without port'),
    ],
    [
      'a list of time servers is empty',
      { timeServers: [] },
      told('TALOS330', "the list 'timeServers' is empty", '[]', 'host names and addresses without port'),
    ],
    [
      'a search domain is none',
      { searchDomains: ['Example.org'] },
      told('TALOS330', 'a search domain is no DNS name', "'Example.org'", 'lower-case labels'),
    ],
    [
      'the endpoint of a machine is a name',
      { kubeSpanEndpoints: ['nat.example.org:51820'] },
      told(
        'TALOS330',
        "this cannot be one of 'kubeSpanEndpoints'",
        "'nat.example.org:51820'",
        "endpoints such as '203.0.113.9:51820' or '[2001:db8::9]:51820'\n  do:      Write an address in numbers and the port after it; KubeSpan listens on 51820.",
      ),
    ],
    ['the endpoint of a machine has no port', { kubeSpanEndpoints: ['203.0.113.9'] }, "given:   '203.0.113.9'"],
    [
      'the endpoint of a machine has a port that is none',
      { kubeSpanEndpoints: ['203.0.113.9:0'] },
      "given:   '203.0.113.9:0'",
    ],
    [
      'a time server is an address with a slip',
      { timeServers: ['10.20.0.256'] },
      told('TALOS330', "this cannot be one of 'timeServers'", "'10.20.0.256'", 'host names and addresses without port'),
    ],
    [
      'a static host is no address',
      { staticHosts: { registry: ['registry'] } },
      told('TALOS329', "a key of 'staticHosts' is not an address", "'registry'", 'an IPv4 or IPv6 address'),
    ],
    [
      'a static host has no name',
      { staticHosts: { '10.0.0.9': [] } },
      told('TALOS329', "the static host '10.0.0.9' has no name", '[]', 'one host name at least'),
    ],
    [
      'a name of a static host is none',
      { staticHosts: { '10.0.0.9': ['a_b'] } },
      told('TALOS329', "a name of the static host '10.0.0.9' is no host name", "'a_b'", 'lower-case labels'),
    ],
    [
      'a timeout is negative',
      { timeBootTimeoutSeconds: -1 },
      told('TALOS322', 'this is no number of seconds', 'timeBootTimeoutSeconds: -1', 'a whole number from 0'),
    ],
    [
      'a blackhole is no network',
      { blackholeRoutes: { '10.0.0.1': {} } },
      told('TALOS004', 'this is not a network in CIDR notation', "'10.0.0.1'", ''),
    ],
  ])('%s', (_, settings, text) => {
    expect(reported(settings)).toContain(text);
  });

  test('a contract of 1.12 is asked for blackhole routes', () => {
    const facts = { ...MACHINES, contract: VersionContract.V1_12 };
    const settings = { blackholeRoutes: { '10.200.0.0/16': {} } };
    expect(reported(settings, facts)).toContain(
      told('TALOS020', 'Talos 1.12 has no blackhole routes', 'blackholeRoutes; versionContract v1.12', ''),
    );
    expect(contentsOf(settings, { ...CONTEXT, contract: VersionContract.V1_12 })).toEqual([]);
    expect(reported(settings)).toBe('');
  });
});
