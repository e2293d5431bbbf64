import { IpAddress } from '../../config/ip-network';
import { isKnown } from '../../terraform/app-validation';
import { Machine } from '../machine-pool';

/** An address in its usual form, and a name in lower case, so that equal ones are equal texts. */
export function normalizedAddress(address: string): string {
  if (!isKnown(address)) return address;
  return IpAddress.isAddress(address) ? IpAddress.of(address).text : address.toLowerCase();
}

/**
 * The known addresses of a machine in the network of the nodes: the one that it is known by, and those that its platform
 * gives to the same link, such as one of IPv6.
 */
export function nodeAddresses({ privateAddress, platformPatches = [] }: Machine): string[] {
  const own = normalizedAddress(privateAddress);
  const links = platformPatches.map(({ content }) => (content.kind === 'LinkConfig' ? addressesIn(content) : []));
  const ofLink = links.find((addresses) => addresses.includes(own)) ?? [];
  return isKnown(privateAddress) && own !== '' ? [...new Set([own, ...ofLink])] : [];
}

/** The address on which Terraform reaches a machine, unless the endpoint has a way in; undefined where it is not known. */
export function dialledAddress({ dialAddress, privateAddress }: Machine): string | undefined {
  const dialled = dialAddress ?? privateAddress;
  return isKnown(dialled) ? normalizedAddress(dialled) : undefined;
}

function addressesIn({ addresses }: { readonly addresses?: unknown }): string[] {
  if (!Array.isArray(addresses)) return [];
  return (addresses as readonly { readonly address?: unknown }[]).flatMap(({ address }) =>
    typeof address === 'string' && isKnown(address) ? [normalizedAddress(address.replace(/\/\d+$/, ''))] : [],
  );
}
