import { NetworksUnderCheck } from './network-findings';
import { addressAt } from './link-patches';
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
    macAddresses: byName(({ machine }) => machine.own.macAddress),
  };
}
