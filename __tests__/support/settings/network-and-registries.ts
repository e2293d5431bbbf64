import { Fn } from 'cdktf';
import { ClusterNetwork } from '../../../lib/config/cluster-network';
import { Discovery } from '../../../lib/config/discovery';
import { KubeSpan } from '../../../lib/config/kubespan';
import { NetworkSettings } from '../../../lib/config/settings/network-settings';
import { BondMode } from '../../../lib/config/settings/network/bond-mode';
import { BondMonitoring } from '../../../lib/config/settings/network/bond-monitoring';
import { Dhcp, DhcpClientId } from '../../../lib/config/settings/network/dhcp';
import { EthernetTuning } from '../../../lib/config/settings/network/ethernet-tuning';
import { LinkSelector } from '../../../lib/config/settings/network/link-selector';
import { NetworkLink } from '../../../lib/config/settings/network/network-link';
import { Route } from '../../../lib/config/settings/network/route';
import { WireguardPeer } from '../../../lib/config/settings/network/wireguard-peer';
import { RegistrySettings } from '../../../lib/config/settings/registry-settings';
import { RegistryCredentials } from '../../../lib/config/settings/registry/registry-credentials';
import { RegistryEndpoint, RegistryMirror } from '../../../lib/config/settings/registry/registry-mirror';
import { RegistryTls } from '../../../lib/config/settings/registry/registry-tls';

/** A key of WireGuard that belongs to nobody. */
export const WIREGUARD_KEY = 'KhCgGkqt0HJjRTQq6CvO8prZUN1Zy/GQZpCzOtInTz0=';

/** A certificate that nobody trusts. */
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBmDCCAT2gAwIBAgIUa4t4U4u+v/7D0Miwp83G9ucikYIwCgYIKoZIzj0EAwIw
IDEeMBwGA1UEAwwVcmVnaXN0cnkgb2YgdGhlIHRlc3RzMCAXDTI2MTEyMTE0MzAy
OVoYDzIxMjYxMDI4MTQzMDI5WjAgMR4wHAYDVQQDDBVyZWdpc3RyeSBvZiB0aGUg
dGVzdHMwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATFfY6xadFF7X19MFG02IeU
vreMfAHa/NxifhdocT8VUU9jiXhi44Yhh4ePlLv582g9FoHL6WEL1PuHB4lf9DJU
o1MwUTAdBgNVHQ4EFgQU6/g/LQMCPLPyVcBVYFP42EoJ0XAwHwYDVR0jBBgwFoAU
6/g/LQMCPLPyVcBVYFP42EoJ0XAwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQD
AgNJADBGAiEAzUyC7Rfc/gi56xSz+sd8z1Mrk0HRzEvSSft7LzQq1hICIQDfTSo2
3HkuZWaAx8yiO58t1Js2dvAfkNMkn1fO9OTlVQ==
-----END CERTIFICATE-----
`;

/** A reference to a sensitive value, as a variable of Terraform would be; base64, since texts of functions are not escaped. */
export function secret(value: string): string {
  return Fn.sensitive(Fn.base64decode(Buffer.from(value).toString('base64'))) as string;
}

/**
 * Every option of networks that both contracts have, in a way that Talos takes; `eth0` is left to the platform. Without
 * `kubeSpanEndpoints`: the published schemas, which the emulated provider goes by, have another name for that document.
 */
export const FULL_NETWORK_SETTINGS: Required<Omit<NetworkSettings, 'blackholeRoutes' | 'kubeSpanEndpoints'>> = {
  linkAliases: {
    storage: LinkSelector.hardwareAddress('02:00:5E:10:00:01'),
    uplink: LinkSelector.driver('ixgbe'),
    spare: LinkSelector.matching('glob("02:00:5e:11:*", mac(link.permanent_addr))'),
  },
  links: {
    eth1: NetworkLink.physical({
      addresses: ['10.20.0.5/24', 'fd00:20::5/64'],
      routes: [
        Route.default('10.20.0.1', { metric: 2048, mtu: 1400, source: '10.20.0.5', table: '100' }),
        Route.default('fe80::1', { metric: 2048 }),
        Route.via('10.20.0.2', '10.30.0.0/16'),
        Route.onLink('10.40.0.0/24'),
      ],
      dhcp4: Dhcp.client({ routeMetric: 4096, ignoreHostname: true, clientId: DhcpClientId.none() }),
      dhcp6: Dhcp.client({ clientId: DhcpClientId.duid('00:01:00:01:23:6f:13:53') }),
      mtu: 9000,
      up: true,
      multicast: true,
    }),
    storage: NetworkLink.physical({ dhcp4: Dhcp.client({ clientId: DhcpClientId.mac() }) }),
    'eth1.100': NetworkLink.vlan({ parent: 'eth1', vlanId: 100, protocol: '802.1q', addresses: ['10.21.0.5/24'] }),
    bond0: NetworkLink.bond({
      members: ['eth2', 'eth3'],
      mode: BondMode.lacp({
        mii: { intervalMs: 100, upDelayMs: 200, downDelayMs: 300 },
        hash: 'layer3+4',
        rate: 'fast',
        select: 'bandwidth',
        minLinks: 1,
      }),
      hardwareAddress: '02:00:5e:10:00:02',
    }),
    bond1: NetworkLink.bond({
      members: ['eth4', 'eth5'],
      mode: BondMode.activeBackup({
        monitoring: BondMonitoring.neighbours(['10.22.0.1'], {
          intervalMs: 500,
          validate: 'active',
          targetsThatAnswer: 'all',
        }),
        failOverMac: 'active',
        primaryReselect: 'better',
      }),
      addresses: ['10.22.0.5/24'],
    }),
    bond2: NetworkLink.bond({ members: ['eth6'], mode: BondMode.roundRobin() }),
    bond3: NetworkLink.bond({ members: ['eth7'], mode: BondMode.xor({ hash: 'layer2+3' }) }),
    bond4: NetworkLink.bond({ members: ['eth8'], mode: BondMode.broadcast() }),
    bond5: NetworkLink.bond({ members: ['eth9'], mode: BondMode.transmitLoad() }),
    bond6: NetworkLink.bond({ members: ['eth10'], mode: BondMode.adaptiveLoad() }),
    br0: NetworkLink.bridge({
      members: ['bond0'],
      spanningTree: true,
      vlanFiltering: true,
      addresses: ['10.23.0.5/24'],
    }),
    dummy0: NetworkLink.dummy({ addresses: ['10.99.0.1/32'], hardwareAddress: '02:00:5e:10:00:03' }),
    wg0: NetworkLink.wireguard({
      privateKey: secret(WIREGUARD_KEY),
      listenPort: 51_900,
      firewallMark: 0xca_6c,
      addresses: ['10.98.0.1/24'],
      peers: [
        WireguardPeer.of(WIREGUARD_KEY, {
          allowedIps: ['10.98.0.0/24'],
          endpoint: '203.0.113.9:51900',
          keepaliveSeconds: 25,
          presharedKey: secret(WIREGUARD_KEY),
        }),
        WireguardPeer.of(WIREGUARD_KEY, { allowedIps: ['fd00:98::/64'], endpoint: '[2001:db8::9]:51900' }),
      ],
    }),
  },
  ethernet: {
    eth1: EthernetTuning.of({
      features: { 'tx-udp_tnl-segmentation': false },
      receiveRing: 512,
      sendRing: 256,
      channels: 4,
      wakeOnLan: ['magic', 'unicast'],
    }),
  },
  nameservers: ['10.20.0.53', 'fd00:20::53'],
  searchDomains: ['k8s.example.org', 'example.org'],
  staticHosts: { '10.20.0.9': ['registry.example.org', 'registry'], 'fd00:20::9': ['registry6.example.org'] },
  timeServers: ['time.example.org', '10.20.0.123'],
  timeBootTimeoutSeconds: 120,
};

/** Every option of networks that a contract of 1.13 has. */
export const FULL_NETWORK_SETTINGS_1_13: Required<Omit<NetworkSettings, 'kubeSpanEndpoints'>> = {
  ...FULL_NETWORK_SETTINGS,
  blackholeRoutes: { '10.200.0.0/16': { metric: 4096 }, 'fd00:200::/48': {} },
};

/**
 * Every option of registries, in a way that Talos takes. Without a client's identity: the published schemas, which the
 * emulated provider goes by, have another name for its certificate.
 */
export const FULL_REGISTRY_SETTINGS: Required<RegistrySettings> = {
  trustedRoots: { example: CERTIFICATE, more: `${CERTIFICATE}${CERTIFICATE}` },
  registryMirrors: {
    'docker.io': RegistryMirror.of(
      [
        RegistryEndpoint.exactly('https://harbor.example.org/v2/proxy-docker.io'),
        RegistryEndpoint.of('http://10.20.0.9:5000'),
      ],
      { skipFallback: true },
    ),
    '*': RegistryMirror.of([RegistryEndpoint.of('https://mirror.example.org')]),
  },
  registryCredentials: {
    'harbor.example.org': RegistryCredentials.password('robot$puller', secret('pass"word')),
    'mirror.example.org': RegistryCredentials.dockerAuth(secret('cm9ib3Q6cGFzcw==')),
    'registry.example.org:5000': RegistryCredentials.identityToken(secret('token')),
  },
  registryTls: {
    'harbor.example.org': RegistryTls.verified({ ca: CERTIFICATE }),
    '10.20.0.9:5000': RegistryTls.dangerouslyUnverified(),
  },
};

/** Every option of a cluster's networks, in a way that Talos takes; one family, since the machines have one. */
export const FULL_CLUSTER_NETWORK: Required<ClusterNetwork> = {
  podCidrs: ['10.128.0.0/14'],
  serviceCidrs: ['10.112.0.0/16'],
  nodeCidrMasks: { ipv4: 23, ipv6: 64 },
  dnsDomain: 'k8s.example.org',
  discovery: Discovery.service({ endpoint: 'https://discovery.example.org:8443' }),
  kubeSpan: KubeSpan.enabled({
    advertiseKubernetesNetworks: true,
    allowDownPeerBypass: true,
    harvestExtraEndpoints: true,
    mtu: 1380,
    endpointFilters: ['0.0.0.0/0', '::/0', '!192.168.0.0/16', '!10.20.0.9'],
    excludeAdvertisedNetworks: ['10.60.0.0/16'],
  }),
};
