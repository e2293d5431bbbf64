import { Finding, collect } from '../../checks/check';
import { CONTRACT_LACKS } from '../../checks/value-checks';
import { ConfigPatch } from '../config-patch';
import { resolverDocument } from '../documents/resolver';
import { staticHostDocument } from '../documents/static-host';
import { IpNetwork } from '../ip-network';
import { EthernetTuning } from './network/ethernet-tuning';
import {
  kubeSpanEndpointFindings,
  nameserverFindings,
  searchDomainFindings,
  staticHostFindings,
  timeServerFindings,
} from './network/host-findings';
import { NetworkLinks, aliasFindings, linkFindings, linkNameFindings } from './network/link-findings';
import { LinkSelector } from './network/link-selector';
import { METRIC, checkNumbers } from './network/link-values';
import { SettingFacts, SettingTable, mergeMaps } from './setting';

/** A network whose packets are dropped. */
export interface BlackholeRoute {
  /**
   * Of two routes to one destination, that of the smaller metric is taken.
   * @default - 1024
   */
  readonly metric?: number;
}

/** What a machine's network is, beside the addresses that its platform gives it. */
export interface NetworkSettings {
  /**
   * Links by their names: network cards as the kernel names them, or their aliases, and links that are made under the
   * name. A narrower link takes the place of a wider one of its name. What the platform says about a link holds where
   * nothing is said here: on Proxmox, `eth0` keeps the machine's address and gateway unless it is given others. With the
   * first link of a machine Talos stops asking for addresses by itself on all the others: on EC2, give
   * `NetworkLink.physical({ dhcp4: Dhcp.client() })` for the link that has the machine's address.
   * Errors: TALOS320, TALOS323, TALOS325, TALOS335.
   * @default - those of the platform; where it says nothing, Talos asks for an IPv4 address by DHCP on every card
   */
  readonly links?: NetworkLinks;
  /**
   * Further names of network cards, by which links and other options mean them; for machines whose kernel names differ.
   * Errors: TALOS320, TALOS328.
   * @default - none
   */
  readonly linkAliases?: Readonly<Record<string, LinkSelector>>;
  /**
   * How network cards are set, by the names of their links. Errors: TALOS320.
   * @default - as their drivers do
   */
  readonly ethernet?: Readonly<Record<string, EthernetTuning>>;
  /**
   * Networks whose packets are dropped, in CIDR notation, for machines that announce more than they use. Needs a
   * contract of 1.13. Errors: TALOS004, TALOS020, TALOS322.
   * @default - none
   */
  readonly blackholeRoutes?: Readonly<Record<string, BlackholeRoute>>;
  /**
   * Addresses of the DNS servers, in place of the platform's; three at most are asked. Errors: TALOS330.
   * @default - the platform's, or 1.1.1.1 and 8.8.8.8
   */
  readonly nameservers?: readonly string[];
  /**
   * Domains that short names are looked up in, in place of the platform's; on Proxmox together with `nameservers`. An
   * empty list turns off the search in the machine's own domain. Errors: TALOS330.
   * @default - the domain of the machine's host name
   */
  readonly searchDomains?: readonly string[];
  /**
   * Host names by the address that they stand for, which the machine knows without asking: `{ '10.20.0.9':
   * ['registry.example.org'] }`. The address of a virtual IP with a name has an entry already, which yours would take
   * the place of. Errors: TALOS329.
   * @default - none
   */
  readonly staticHosts?: Readonly<Record<string, readonly string[]>>;
  /**
   * Servers that the machine takes its time from, as host names or addresses, in place of the platform's. A machine waits
   * for its time before it pulls images. Errors: TALOS330.
   * @default - the platform's, or time.cloudflare.com
   */
  readonly timeServers?: readonly string[];
  /**
   * Seconds that a machine waits at boot for its time before it starts without; 0 waits for ever.
   * Errors: TALOS322.
   * @default - it waits for ever
   */
  readonly timeBootTimeoutSeconds?: number;
  /**
   * Addresses and ports by which other machines reach this one for KubeSpan beside those that it knows of itself, such as
   * that of a NAT: `203.0.113.9:51820`. They belong to one machine: give them in `machineSettings`. Errors: TALOS330.
   * @default - those that the machine and the discovery service see
   */
  readonly kubeSpanEndpoints?: readonly string[];
}

/** How the settings of the network become configuration. */
export const NETWORK_SETTINGS: SettingTable<NetworkSettings> = {
  linkAliases: {
    patches: (aliases) => Object.entries(aliases).map(([alias, selector]) => selector.aliasPatch(alias)),
    merge: mergeMaps,
    findings: (aliases, facts) => aliasFindings(Object.keys(aliases), facts),
  },
  links: {
    patches: (links) => Object.entries(links).flatMap(([name, link]) => link.patches(name)),
    merge: mergeMaps,
    findings: linkFindings,
  },
  ethernet: {
    patches: (cards) => Object.entries(cards).map(([name, tuning]) => tuning.patch(name)),
    merge: mergeMaps,
    findings: (cards, facts) => linkNameFindings('ethernet', Object.keys(cards), facts),
    later: true,
  },
  blackholeRoutes: {
    patches: (routes, { contract }) =>
      contract.supportsBlackholeRoutes
        ? Object.entries(routes).map(([name, { metric }]) =>
            ConfigPatch.document({
              apiVersion: 'v1alpha1',
              kind: 'BlackholeRouteConfig',
              name,
              ...(metric === undefined ? {} : { metric }),
            }),
          )
        : [],
    merge: mergeMaps,
    findings: blackholeFindings,
    later: true,
  },
  nameservers: {
    patches: (servers) => [resolverDocument(servers)],
    findings: (servers, { isKnown }) => nameserverFindings(servers, isKnown),
  },
  searchDomains: {
    patches: (domains) => [
      ConfigPatch.document({
        apiVersion: 'v1alpha1',
        kind: 'ResolverConfig',
        searchDomains: domains.length === 0 ? { disableDefault: true } : { domains: [...domains] },
      }),
    ],
    findings: (domains, { isKnown }) => searchDomainFindings(domains, isKnown),
  },
  staticHosts: {
    patches: (hosts) => Object.entries(hosts).map(([address, names]) => staticHostDocument(address, names)),
    merge: mergeMaps,
    findings: (hosts, { isKnown }) => staticHostFindings(hosts, isKnown),
  },
  timeServers: {
    patches: (servers) => [
      ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'TimeSyncConfig', ntp: { servers: [...servers] } }),
    ],
    findings: (servers, { isKnown }) => timeServerFindings(servers, isKnown),
  },
  timeBootTimeoutSeconds: {
    patches: (seconds) => [
      ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'TimeSyncConfig', bootTimeout: `${String(seconds)}s` }),
    ],
    findings: (timeBootTimeoutSeconds) =>
      mistakeOf(() => {
        checkNumbers(
          { timeBootTimeoutSeconds },
          { timeBootTimeoutSeconds: { what: 'number of seconds', from: 0, to: 86_400 } },
        );
      }),
  },
  kubeSpanEndpoints: {
    patches: (endpoints) => [kubeSpanEndpointsDocument(endpoints)],
    findings: (endpoints, { isKnown }) => kubeSpanEndpointFindings(endpoints, isKnown),
    later: true,
  },
};

function kubeSpanEndpointsDocument(endpoints: readonly string[]): ConfigPatch {
  return ConfigPatch.document({
    apiVersion: 'v1alpha1',
    kind: 'KubeSpanEndpointsConfig',
    extraAnnouncedEndpoints: [...endpoints],
  });
}

function blackholeFindings(
  routes: Readonly<Record<string, BlackholeRoute>>,
  { contract, isKnown }: SettingFacts,
): Finding[] {
  const forms = Object.entries(routes).flatMap(([network, route]) =>
    mistakeOf(() => {
      if (isKnown(network)) IpNetwork.of(network);
      checkNumbers(route, { metric: METRIC });
    }),
  );
  return contract.supportsBlackholeRoutes
    ? forms
    : [
        ...forms,
        CONTRACT_LACKS.finding({
          wrong: `Talos ${contract.minorName} has no blackhole routes`,
          given: `blackholeRoutes; versionContract ${contract.tag}`,
          allowed: 'blackholeRoutes from contract 1.13 on',
        }),
      ];
}

function mistakeOf(check: () => void): Finding[] {
  const findings: Finding[] = [];
  collect(findings, check, undefined);
  return findings;
}
