import { Finding, collect, quote } from '../../../checks/check';
import {
  ADDRESSING,
  ADDRESS_IS_GATEWAY,
  ADDRESS_OUTSIDE_NETWORK,
  BRIDGE_FORM,
  BRIDGE_LIKE_CARD,
  GATEWAY_OUTSIDE_NETWORK,
  MAC_FORM,
  VIRTIO_ALONE,
  VLAN_RANGE,
} from '../../../checks/proxmox-checks';
import { IpAddress, IpNetwork } from '../../../config/ip-network';
import { dnsName } from '../../../config/names';
import { isKnown } from '../../../terraform/app-validation';
import { ProxmoxAdditionalNetwork, ProxmoxNetwork, ProxmoxNetworkDevice } from '../proxmox-network';
import { rangeFinding } from './hardware-findings';

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
  /** MAC addresses that users chose, by machine name. */
  readonly macAddresses: ReadonlyMap<string, string>;
}

/** What is wrong with the networks of a pool. */
export function networkFindings(pool: NetworksUnderCheck): Finding[] {
  const { network } = pool;
  const findings: Finding[] = deviceFindings(network);
  for (const nameserver of network.nameservers ?? []) collect(findings, () => IpAddress.of(nameserver), undefined);
  const { searchDomain } = network;
  if (searchDomain !== undefined && isKnown(searchDomain)) collect(findings, () => dnsName(searchDomain), undefined);
  return [
    ...findings,
    ...segmentFindings(network, pool.addresses),
    ...ipv6Findings(pool),
    ...pool.additionalNetworks.flatMap((each, index) => additionalFindings(pool, each, index)),
    ...[...pool.macAddresses].flatMap(([name, mac]) => macFindings(name, mac)),
  ];
}

function deviceFindings(device: ProxmoxNetworkDevice): Finding[] {
  const { vlanId, bridge, mtu, queues, model = 'virtio', rateLimitMBps } = device;
  const odd = Object.entries({ mtu, queues }).filter(([, value]) => value !== undefined);
  return [
    ...(vlanId === undefined || !isKnown(vlanId) || (Number.isSafeInteger(vlanId) && vlanId >= 1 && vlanId <= 4094)
      ? []
      : [
          VLAN_RANGE.finding({
            wrong: 'there is no such VLAN',
            given: `vlanId: ${String(vlanId)}`,
            allowed: '1 to 4094',
          }),
        ]),
    ...(bridge === undefined || !isKnown(bridge) || /^[A-Za-z][A-Za-z0-9_]{0,14}$/.test(bridge)
      ? []
      : [
          BRIDGE_FORM.finding({
            wrong: 'this is not the name of a bridge',
            given: `bridge: ${quote(bridge)}`,
            allowed:
              "a letter, then up to 14 letters, digits and underscores, such as 'vmbr0'; a vnet has 8 characters at the most",
          }),
        ]),
    ...(bridge === undefined || !isKnown(bridge) || !isCardName(bridge)
      ? []
      : [
          BRIDGE_LIKE_CARD.finding({
            wrong: 'this is how Proxmox calls a network card or a bond',
            given: `bridge: ${quote(bridge)}`,
            allowed: "a bridge or a vnet, such as 'vmbr0'",
          }),
        ]),
    ...(mtu === 1 ? [] : rangeFinding('mtu', mtu, 576, 65_520)),
    ...rangeFinding('queues', queues, 1, 64),
    ...rangeFinding(
      'rateLimitMBps',
      rateLimitMBps === undefined || !isKnown(rateLimitMBps) ? undefined : Math.ceil(rateLimitMBps),
      1,
      10_240,
    ),
    ...(model === 'virtio' || odd.length === 0
      ? []
      : [
          VIRTIO_ALONE.finding({
            wrong: `a network device of the model ${quote(model)} has no ${odd.map(([prop]) => prop).join(' and ')}`,
            given: odd.map(([prop, value]) => `${prop}: ${String(value)}`).join(', '),
            allowed: "these with 'virtio' alone",
          }),
        ]),
  ];
}

/** Names that Linux and Proxmox give to cards, bonds and the node itself. */
function isCardName(name: string): boolean {
  return /^(lo|eth\d+|eno\d+|enp\d+s\d+\w*|ens\d+\w*|enx[0-9a-f]{12}|nic\d+|bond\d+|wl\w+)$/.test(name);
}

/** One IP network, its gateway and the addresses in it. */
function segmentFindings(
  { cidr, gateway: given }: { readonly cidr: string; readonly gateway?: string },
  addresses: FixedAddresses,
): Finding[] {
  const findings: Finding[] = [];
  const network = collect(findings, () => IpNetwork.of(cidr), undefined);
  const gateway = given === undefined ? undefined : collect(findings, () => IpAddress.of(given), undefined);
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
  return [...findings, ...[...addresses].flatMap(([name, text]) => addressFindings(name, text, network, gateway))];
}

function addressFindings(name: string, text: string, network: IpNetwork, gateway: IpAddress | undefined): Finding[] {
  const findings: Finding[] = [];
  const address = collect(findings, () => IpAddress.of(text), undefined);
  if (address === undefined) return findings;
  if (!network.hasHost(address)) {
    findings.push(
      ADDRESS_OUTSIDE_NETWORK.finding({
        wrong: `the address of ${quote(name)} is not a host address of its network`,
        given: `${address.text} in ${network.text}`,
        allowed: `a host address in ${network.text}`,
      }),
    );
  } else if (address.text === gateway?.text) {
    findings.push(
      ADDRESS_IS_GATEWAY.finding({
        wrong: `the address of ${quote(name)} is the gateway's`,
        given: address.text,
        allowed: 'an address that nothing else has',
      }),
    );
  }
  return findings;
}

function ipv6Findings({ network: { ipv6 }, ipv6Addresses, machineNames }: NetworksUnderCheck): Finding[] {
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
  return [...missingFindings(ipv6.cidr, ipv6Addresses, machineNames), ...segmentFindings(ipv6, ipv6Addresses)];
}

function additionalFindings(pool: NetworksUnderCheck, network: ProxmoxAdditionalNetwork, index: number): Finding[] {
  const { source } = network.addressing;
  const addresses = pool.additionalAddresses[index] ?? new Map<string, string>();
  const texts = [...addresses.values()];
  return [
    ...deviceFindings(network),
    ...(source.kind === 'fixed'
      ? [
          ...missingFindings(source.cidr, addresses, pool.machineNames),
          ...segmentFindings({ cidr: source.cidr }, addresses),
          ...[...addresses]
            .filter(([, address], place) => texts.indexOf(address) !== place)
            .map(([name, address]) =>
              ADDRESSING.finding({
                wrong: `${quote(name)} has the address of another machine on the network ${source.cidr}`,
                given: address,
                allowed: 'an address of its own for each machine',
              }),
            ),
        ]
      : []),
  ];
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
