import { collect } from '../../../checks/check';
import { ConfigPatch } from '../../../config/config-patch';
import { linkDocument } from '../../../config/documents/link';
import { IpAddress, IpNetwork } from '../../../config/ip-network';
import { AddressOfMachine } from '../proxmox-machines';
import { ProxmoxAdditionalNetwork, ProxmoxNetwork } from '../proxmox-network';

/** Talos on Proxmox names its links by the kernel's order (`net.ifnames=0` in the nocloud image). */
const linkName = (index: number): string => `eth${String(index)}`;

/** Heavier than that of the machine's own network, which is 1024: a lease there must not take the default route. */
const LEASED_ROUTE_METRIC = 2048;

/** The address that many places on; what is none is left as text, under which the checks report it. */
export function addressAt({ first, places }: AddressOfMachine): string {
  return collect([], () => IpAddress.of(first).plus(places)?.text, undefined) ?? first;
}

/** The address with the prefix length of its network. */
export function withPrefix(address: string, cidr: string): string {
  return `${address}/${String(collect([], () => IpNetwork.of(cidr).prefixLength, 32))}`;
}

/** The first link with the machine's fixed addresses. */
export function firstLinkPatch(network: ProxmoxNetwork, address: string, ipv6: string | undefined): ConfigPatch {
  const own = withPrefix(address, network.cidr);
  if (network.ipv6 === undefined || ipv6 === undefined) {
    return linkDocument({ name: linkName(0), addresses: [own], gateway: network.gateway });
  }
  const gateways = [network.gateway, network.ipv6.gateway].filter((gateway) => gateway !== undefined);
  return ConfigPatch.document({
    apiVersion: 'v1alpha1',
    kind: 'LinkConfig',
    name: linkName(0),
    up: true,
    addresses: [own, withPrefix(ipv6, network.ipv6.cidr)].map((each) => ({ address: each })),
    ...(gateways.length === 0 ? {} : { routes: gateways.map((gateway) => ({ gateway })) }),
  });
}

/** The links of a machine's further networks. */
export function additionalLinkPatches(
  networks: readonly ProxmoxAdditionalNetwork[],
  suffix: string,
  index: number,
): ConfigPatch[] {
  return networks.map(({ addressing: { source } }, place) => {
    const name = linkName(place + 1);
    if (source.kind === 'dhcp') {
      return ConfigPatch.document({
        apiVersion: 'v1alpha1',
        kind: 'DHCPv4Config',
        name,
        routeMetric: LEASED_ROUTE_METRIC,
      });
    }
    const address = source.addressOf(suffix, index);
    // Named without an address as well: a link that no document names gets one by DHCP.
    return linkDocument({
      name,
      addresses: address === undefined ? [] : [withPrefix(addressAt(address), source.cidr)],
    });
  });
}
