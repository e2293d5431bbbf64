import { Finding, collect, quote } from '../../../checks/check';
import {
  ADDRESSING,
  ADDRESS_IS_GATEWAY,
  ADDRESS_OUTSIDE_NETWORK,
  GATEWAY_OUTSIDE_NETWORK,
  MAC_FORM,
} from '../../../checks/proxmox-checks';
import { IpAddress, IpNetwork } from '../../../config/ip-network';
import { dnsName } from '../../../config/names';
import { isKnown } from '../../../terraform/app-validation';
import { ProxmoxAdditionalNetwork, ProxmoxNetwork } from '../proxmox-network';
import { deviceFindings } from './device-findings';

/** A network's addresses, as far as they are fixed: by machine name. */
export type FixedAddresses = ReadonlyMap<string, string>;

/** What a pool says about networks. */
export interface NetworksUnderCheck {
  readonly network: ProxmoxNetwork;
  readonly additionalNetworks: readonly ProxmoxAdditionalNetwork[];
  readonly addresses: FixedAddresses;
  readonly ipv6Addresses: FixedAddresses;
  /** One map for each additional network; empty where its addresses are not fixed. */
  readonly additionalAddresses: readonly FixedAddresses[];
  readonly machineNames: readonly string[];
  /** How the addresses of the machines' own network were given. */
  readonly given: AddressesGiven;
  /** MAC addresses that users chose, by machine name. */
  readonly macAddresses: ReadonlyMap<string, string>;
}

/** Whether addresses follow a first one, or each was written down. */
export type AddressesGiven = 'in a range' | 'one by one';

/** What to do about an address, where each was written down: no range begins anywhere. */
const ONE_BY_ONE = {
  outside: { fix: 'Give this machine an address inside the network.' },
  gateway: { fix: 'Give this machine another address.' },
};

/** What is wrong with the networks of a pool. */
export function networkFindings(pool: NetworksUnderCheck): Finding[] {
  const { network } = pool;
  const findings: Finding[] = deviceFindings(network);
  for (const nameserver of network.nameservers ?? []) collect(findings, () => IpAddress.of(nameserver), undefined);
  const { searchDomain } = network;
  if (searchDomain !== undefined && isKnown(searchDomain)) collect(findings, () => dnsName(searchDomain), undefined);
  return [
    ...findings,
    ...segmentFindings(
      network.nameservers === undefined ? network : withoutLinkLocalGateway(network),
      pool.addresses,
      pool.given,
    ),
    ...ipv6Findings(pool),
    ...pool.additionalNetworks.flatMap((each, index) => additionalFindings(pool, each, index)),
    ...[...pool.macAddresses].flatMap(([name, mac]) => macFindings(name, mac)),
  ];
}

/**
 * The segment without a gateway that is known on its link alone, as routers of IPv6 often are: it lies in no network of
 * the segment. One that stands in for nameservers has to lie there, for no link is named beside those.
 */
function withoutLinkLocalGateway({ cidr, gateway }: { readonly cidr: string; readonly gateway?: string }): {
  readonly cidr: string;
  readonly gateway?: string;
} {
  const isOfLink = collect(
    [],
    () =>
      gateway !== undefined && cidr.includes(':') && IpAddress.of(gateway).isV6 && IpAddress.of(gateway).isLinkLocal,
    false,
  );
  return isOfLink ? { cidr } : { cidr, gateway };
}

/** What is wrong with an IP network, its gateway and the addresses in it. */
export function segmentFindings(
  { cidr, gateway: told }: { readonly cidr: string; readonly gateway?: string },
  addresses: FixedAddresses = new Map<string, string>(),
  given: AddressesGiven = 'in a range',
): Finding[] {
  const findings: Finding[] = [];
  const network = collect(findings, () => IpNetwork.of(cidr), undefined);
  const gateway = told === undefined ? undefined : collect(findings, () => IpAddress.of(told), undefined);
  if (network === undefined) return findings;
  if (gateway !== undefined && !network.hasHost(gateway)) {
    findings.push(
      GATEWAY_OUTSIDE_NETWORK.finding({
        wrong: `the gateway is not an address of the network ${network.text}`,
        given: `gateway ${quote(gateway)}`,
        allowed: `a host address in ${network.text}`,
      }),
    );
  }
  const advice = given === 'one by one' ? ONE_BY_ONE : {};
  return [
    ...findings,
    ...[...addresses].flatMap(([name, text]) => addressFindings({ name, text }, { network, gateway }, advice)),
  ];
}

function addressFindings(
  { name, text }: { readonly name: string; readonly text: string },
  { network, gateway }: { readonly network: IpNetwork; readonly gateway: IpAddress | undefined },
  advice: Partial<typeof ONE_BY_ONE>,
): Finding[] {
  const findings: Finding[] = [];
  const address = collect(findings, () => IpAddress.of(text), undefined);
  if (address === undefined) return findings;
  if (!network.hasHost(address)) {
    findings.push(
      ADDRESS_OUTSIDE_NETWORK.finding({
        wrong: `the address of ${quote(name)} is not a host address of its network`,
        given: `${address.text} in ${network.text}`,
        allowed: `a host address in ${network.text}`,
        ...advice.outside,
      }),
    );
  } else if (address.text === gateway?.text) {
    findings.push(
      ADDRESS_IS_GATEWAY.finding({
        wrong: `the address of ${quote(name)} is the gateway's`,
        given: address.text,
        allowed: 'an address that nothing else has',
        ...advice.gateway,
      }),
    );
  }
  return findings;
}

function ipv6Findings({ network: { ipv6 }, ipv6Addresses, machineNames, given }: NetworksUnderCheck): Finding[] {
  if (ipv6 === undefined) {
    return ipv6Addresses.size === 0
      ? []
      : [
          ADDRESSING.finding({
            wrong: 'machines have IPv6 addresses, and their network has no IPv6',
            given: [...ipv6Addresses.values()].slice(0, 3).join(', '),
            allowed: "a network with 'ipv6', such as { cidr: 'fd00:10::/64' }",
            fix: "Say 'ipv6' in the pool's network.",
          }),
        ];
  }
  const isIpv4 = collect([], () => !IpNetwork.of(ipv6.cidr).text.includes(':'), false);
  return isIpv4
    ? [
        ADDRESSING.finding({
          wrong: "the network that 'ipv6' names is one of IPv4",
          given: `ipv6.cidr: ${quote(ipv6.cidr)}`,
          allowed: "a network of IPv6, such as 'fd00:10::/64'",
          fix: "Write the IPv6 network there; a second network of IPv4 is one of 'additionalNetworks'.",
        }),
      ]
    : [
        ...missingFindings(ipv6.cidr, ipv6Addresses, machineNames),
        ...segmentFindings(withoutLinkLocalGateway(ipv6), ipv6Addresses, given),
      ];
}

function additionalFindings(pool: NetworksUnderCheck, network: ProxmoxAdditionalNetwork, index: number): Finding[] {
  const { source } = network.addressing;
  const addresses = pool.additionalAddresses[index] ?? new Map<string, string>();
  return [
    ...deviceFindings(network),
    ...(source.kind === 'fixed'
      ? [
          ...missingFindings(source.cidr, addresses, pool.machineNames),
          ...segmentFindings({ cidr: source.cidr }, addresses, source.isRange ? 'in a range' : 'one by one'),
          ...ownNetworkFindings(pool.network, source.cidr, addresses),
        ]
      : []),
  ];
}

/** An additional address that lies in the machines' own network, which nodes are known by. */
function ownNetworkFindings({ cidr, ipv6 }: ProxmoxNetwork, additional: string, addresses: FixedAddresses): Finding[] {
  const parsed = [...addresses].map(([name, text]) => ({
    name,
    address: collect([], () => IpAddress.of(text), undefined),
  }));
  return [cidr, ipv6?.cidr].flatMap((text) => {
    const own = text === undefined ? undefined : collect([], () => IpNetwork.of(text), undefined);
    const inside = parsed.find(({ address }) => address !== undefined && own?.contains(address) === true);
    return own === undefined || inside === undefined
      ? []
      : [
          ADDRESSING.finding({
            wrong: `addresses on the additional network ${additional} lie in the machines' own network`,
            given: `${String(inside.address)} of ${quote(inside.name)}, in ${own.text}`,
            allowed: `addresses outside ${own.text}`,
            fix: 'Choose another network: nodes are known by their address in their own one, and would have two.',
          }),
        ];
  });
}

function missingFindings(cidr: string, addresses: FixedAddresses, machineNames: readonly string[]): Finding[] {
  const missing = machineNames.filter((name) => !addresses.has(name));
  return missing.length === 0
    ? []
    : [
        ADDRESSING.finding({
          wrong: `machines have no address on the network ${cidr}`,
          given: missing.map(quote).join(', '),
          allowed: 'an address for each machine of the pool',
        }),
      ];
}

function macFindings(name: string, mac: string): Finding[] {
  return !isKnown(mac) || (/^[0-9A-Fa-f][02468ACEace](:[0-9A-Fa-f]{2}){5}$/.test(mac) && !/^00(:00){5}$/.test(mac))
    ? []
    : [
        MAC_FORM.finding({
          wrong: `${quote(name)} cannot have this MAC address`,
          given: quote(mac),
          allowed: "six pairs of hexadecimal digits, such as 'BC:24:11:00:00:0A'",
        }),
      ];
}
