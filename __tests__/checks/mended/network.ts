import { App, TerraformStack, TerraformVariable } from 'cdktf';
import {
  ClusterNetwork,
  ControlPlaneEndpoint,
  Dhcp,
  Discovery,
  IControlPlaneEndpoint,
  KubeSpan,
  LinkSelector,
  MachineSettings,
  NetworkLink,
  NetworkLinks,
  RegistryCredentials,
  RegistryEndpoint,
  RegistryMirror,
  Route,
  WireguardPeer,
} from '../../../lib';
import { buildSmallAwsCluster } from '../../platforms/aws/support/small-aws-cluster';
import { buildMetalCluster } from '../../support/metal-cluster';
import { WIREGUARD_KEY } from '../../support/settings/network-and-registries';
import { buildSmallCluster } from '../../support/small-cluster';
import { MendedChecks } from './mended';

const machines = (settings: MachineSettings) => (app: App) => buildSmallCluster(app, { cluster: { settings } });

const cluster = (changes: ClusterNetwork, endpoint?: IControlPlaneEndpoint) => (app: App) =>
  buildSmallCluster(app, { cluster: { network: changes, ...(endpoint === undefined ? {} : { endpoint }) } });

const onAws = (changes: ClusterNetwork) => (app: App) => buildSmallAwsCluster(app, { cluster: { network: changes } });

const linksOnAws = (links: NetworkLinks) => (app: App) =>
  buildSmallAwsCluster(app, { worker: { settings: { links } } });

const linksOnMetal = (links: NetworkLinks) => (app: App) =>
  buildMetalCluster(app, { controlPlane: { settings: { links } } });

const dummy0 = NetworkLink.dummy({ addresses: ['10.99.0.1/32'] });
const eth0 = NetworkLink.physical({ dhcp4: Dhcp.client() });

const ixgbe = LinkSelector.driver('ixgbe');

const mirror = RegistryMirror.of([RegistryEndpoint.of('https://mirror.example.org')]);

const externalEndpoint = ControlPlaneEndpoint.external('k8s.example.org');
const forwardsTrustd = ControlPlaneEndpoint.external('k8s.example.org', { forwardsTrustd: true });

/** TALOS320 to TALOS339. */
export const network: MendedChecks = {
  TALOS320: {
    wrong: () => NetworkLink.vlan({ parent: 'storage-network-1', vlanId: 100 }),
    right: () => NetworkLink.vlan({ parent: 'storage-1', vlanId: 100 }),
  },
  TALOS321: {
    wrong: () => NetworkLink.physical({ addresses: ['10.20.0.5'] }),
    right: () => NetworkLink.physical({ addresses: ['10.20.0.5/24'] }),
  },
  TALOS322: {
    wrong: () => NetworkLink.vlan({ parent: 'eth0', vlanId: 4095 }),
    right: () => NetworkLink.vlan({ parent: 'eth0', vlanId: 4094 }),
  },
  TALOS323: {
    wrong: machines({
      links: { br0: NetworkLink.bridge({ members: ['eth1'] }), br1: NetworkLink.bridge({ members: ['eth1', 'eth2'] }) },
    }),
    right: machines({
      links: { br0: NetworkLink.bridge({ members: ['eth1'] }), br1: NetworkLink.bridge({ members: ['eth2'] }) },
    }),
  },
  TALOS324: {
    wrong: () => Route.via('10.20.0.1', '0.0.0.0/0'),
    right: () => Route.default('10.20.0.1'),
  },
  TALOS325: {
    wrong: linksOnAws({ dummy0 }),
    right: linksOnAws({ dummy0, eth0 }),
  },
  TALOS326: {
    wrong: () => RegistryCredentials.password('robot', 'correct horse'),
    right: (app) => {
      const stack = new TerraformStack(app, 'stack');
      const password = new TerraformVariable(stack, 'Password', { type: 'string', sensitive: true });
      return RegistryCredentials.password('robot', password.stringValue);
    },
  },
  TALOS327: {
    wrong: () => WireguardPeer.of(WIREGUARD_KEY, { allowedIps: ['10.98.0.0/24'], endpoint: 'vpn.example.org:51820' }),
    right: () => WireguardPeer.of(WIREGUARD_KEY, { allowedIps: ['10.98.0.0/24'], endpoint: '203.0.113.9:51820' }),
  },
  TALOS328: {
    wrong: machines({ linkAliases: { enp1s0: ixgbe } }),
    right: machines({ linkAliases: { private: ixgbe } }),
  },
  TALOS329: {
    wrong: machines({ staticHosts: { 'registry.example.org': ['10.20.0.9'] } }),
    right: machines({ staticHosts: { '10.20.0.9': ['registry.example.org'] } }),
  },
  TALOS330: {
    wrong: machines({ timeServers: ['ntp://time.example.org'] }),
    right: machines({ timeServers: ['time.example.org'] }),
  },
  TALOS331: {
    wrong: cluster({ serviceCidrs: ['10.112.0.0/16', '10.113.0.0/16'] }),
    right: cluster({ serviceCidrs: ['10.112.0.0/16'] }),
  },
  TALOS332: {
    wrong: cluster({ podCidrs: ['10.128.0.0/23'] }),
    right: cluster({ podCidrs: ['10.128.0.0/16'] }),
  },
  TALOS333: {
    wrong: cluster({ podCidrs: ['10.112.0.0/14'], serviceCidrs: ['10.112.0.0/16'] }),
    right: cluster({ podCidrs: ['10.128.0.0/14'], serviceCidrs: ['10.112.0.0/16'] }),
  },
  TALOS334: {
    wrong: () => Discovery.service({ endpoint: 'https://discovery.example.org/api' }),
    right: () => Discovery.service({ endpoint: 'https://discovery.example.org' }),
  },
  TALOS335: {
    wrong: linksOnMetal({ dummy0 }),
    right: linksOnMetal({ dummy0, eth0 }),
  },
  TALOS336: {
    wrong: cluster({ kubeSpan: KubeSpan.enabled(), discovery: Discovery.off() }),
    right: cluster({
      kubeSpan: KubeSpan.enabled(),
      discovery: Discovery.service({ endpoint: 'https://discovery.example.org' }),
    }),
  },
  TALOS337: {
    wrong: onAws({ discovery: Discovery.off() }),
    right: onAws({ discovery: Discovery.service() }),
  },
  TALOS338: {
    wrong: cluster({ discovery: Discovery.off() }, externalEndpoint),
    right: cluster({ discovery: Discovery.off() }, forwardsTrustd),
  },
  TALOS339: {
    wrong: machines({ registryMirrors: { 'https://docker.io': mirror } }),
    right: machines({ registryMirrors: { 'docker.io': mirror } }),
  },
};
