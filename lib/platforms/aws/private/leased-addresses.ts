import { ConfigPatch } from '../../../config/config-patch';
import { Dhcp } from '../../../config/settings/network/dhcp';

/** The one link of an instance; Talos's image for AWS names links by the kernel's order (`net.ifnames=0`). */
const LINK = 'eth0';

/**
 * How an instance gets the addresses of both families. A VPC hands out IPv6 by DHCPv6 alone, which Talos up to 1.13 does
 * not ask for by itself; and with a document about either family, it asks for nothing that no document names.
 */
export function leasedAddresses(): ConfigPatch[] {
  const lease = Dhcp.client();
  return [lease.patch(4, LINK), lease.patch(6, LINK)];
}
