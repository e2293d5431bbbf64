import { VirtualEnvironmentVm } from '../../../providers/proxmox/virtual-environment-vm';
import { expression } from '../../../terraform/text';

/**
 * The address that a DHCP server gave to the VM's device, as the guest agent tells it.
 *
 * The agent lists every link of the machine, pod networks and the virtual IP among them, in an order of its own: the
 * device is found by its MAC address, and its first address is the lease.
 */
export function leasedAddress(vm: VirtualEnvironmentVm, name: string, macAddress: string): string {
  const addressesOf = (machine: string): string =>
    `flatten([for index, mac in ${machine}.mac_addresses : ${machine}.ipv4_addresses[index] if upper(mac) == "${macAddress}"])`;
  vm.addOverride('lifecycle.postcondition', [
    {
      condition: `\${length(${addressesOf('self')}) > 0}`,
      error_message: `The guest agent of ${name} told no address for its device ${macAddress} in time. Is there a DHCP server on the network?`,
    },
  ]);
  return expression(`${addressesOf(`${vm.terraformResourceType}.${vm.friendlyUniqueId}`)}[0]`);
}
