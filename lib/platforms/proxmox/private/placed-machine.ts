import { FixedAddress } from './address-register';
import { addressAt } from './link-patches';
import { NetworksUnderCheck } from './network-findings';
import { DescribedMachine } from '../proxmox-machines';
import { ProxmoxVmIdRange } from '../proxmox-vm-id-range';
import { ProxmoxVmPoolProps } from '../proxmox-vm-pool-props';

/** A machine with its name, its place and, where it has fixed ones, its addresses. */
export interface PlacedMachine {
  readonly name: string;
  readonly index: number;
  readonly machine: DescribedMachine;
  readonly address: string | undefined;
  readonly ipv6Address: string | undefined;
  readonly proxmoxNode: string;
  readonly macAddress: string;
  /** Undefined where Proxmox chooses it. */
  readonly vmId: number | undefined;
}

/**
 * The VM id of a machine: its own, or for numbered ones the place in the range that is kept for the pool. Named ones
 * have no place that stays.
 */
export function vmIdOf({ own, number }: DescribedMachine, vmIds: ProxmoxVmIdRange | undefined): number | undefined {
  return own.vmId ?? (vmIds === undefined || number === undefined ? undefined : vmIds.first + number);
}

/** The networks of a pool with the fixed addresses of its machines. */
export function networksOf(
  { network, additionalNetworks = [] }: ProxmoxVmPoolProps,
  placed: readonly PlacedMachine[],
): NetworksUnderCheck {
  const byName = (pick: (machine: PlacedMachine) => string | undefined): Map<string, string> =>
    new Map(
      placed.flatMap((each) => {
        const value = pick(each);
        return value === undefined ? [] : [[each.name, value] as const];
      }),
    );
  return {
    network,
    additionalNetworks,
    addresses: byName(({ address }) => address),
    ipv6Addresses: byName(({ ipv6Address }) => ipv6Address),
    additionalAddresses: additionalNetworks.map(({ addressing }) =>
      byName(({ machine, index }) => {
        const address = addressing.source.addressOf(machine.suffix, index);
        return address === undefined ? undefined : addressAt(address);
      }),
    ),
    machineNames: placed.map(({ name }) => name),
    given: placed.some(({ machine }) => machine.number === undefined) ? 'one by one' : 'in a range',
    macAddresses: byName(({ machine }) => machine.own.macAddress),
  };
}

/** The fixed addresses of a pool's machines, each with what its link is attached to. */
export function fixedAddressesOf(
  { network, additionalNetworks, addresses, ipv6Addresses, additionalAddresses }: NetworksUnderCheck,
  region: string | undefined,
): FixedAddress[] {
  const links = [
    { link: 0, device: network, all: addresses },
    { link: 0, device: network, all: ipv6Addresses },
    ...additionalNetworks.map((device, index) => ({
      link: index + 1,
      device,
      all: additionalAddresses[index] ?? new Map<string, string>(),
    })),
  ];
  return links.flatMap(({ link, device: { bridge = 'vmbr0', vlanId }, all }) =>
    [...all].map(([machine, address]) => ({
      machine,
      link,
      segment: [region, bridge, vlanId].map(String).join(' '),
      address,
    })),
  );
}
