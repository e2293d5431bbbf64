/** Talos clusters on Proxmox VE: the entry point `cdktf-talos/proxmox`. */
export type { ProxmoxFeature } from './platforms/proxmox/private/privileges';
export { ProxmoxAccess } from './platforms/proxmox/proxmox-access';
export type { ProxmoxAccessProps } from './platforms/proxmox/proxmox-access';
export { ProxmoxAddressing } from './platforms/proxmox/proxmox-addressing';
export type {
  AddressRangeOptions,
  ListedAddressesOptions,
  ProxmoxAddressSource,
} from './platforms/proxmox/proxmox-addressing';
export { ProxmoxDiskImage } from './platforms/proxmox/proxmox-disk-image';
export type { ProxmoxDiskImageProps } from './platforms/proxmox/proxmox-disk-image';
export type {
  ProxmoxAdditionalDisk,
  ProxmoxAdditionalDisks,
  ProxmoxDiskOptions,
  ProxmoxScsiDisk,
  ProxmoxScsiDiskOptions,
  ProxmoxScsiSlot,
  ProxmoxVirtioDisk,
  ProxmoxVirtioSlot,
} from './platforms/proxmox/proxmox-disks';
export { ProxmoxFirewall } from './platforms/proxmox/proxmox-firewall';
export type { IProxmoxNodeRules, ProxmoxFirewallProps } from './platforms/proxmox/proxmox-firewall';
export type { ProxmoxHardware, ProxmoxPciDevice, ProxmoxStartOrder } from './platforms/proxmox/proxmox-hardware';
export { ProxmoxHighAvailability } from './platforms/proxmox/proxmox-high-availability';
export type { ProxmoxHighAvailabilityOptions } from './platforms/proxmox/proxmox-high-availability';
export { ProxmoxMachines } from './platforms/proxmox/proxmox-machines';
export type {
  AddressOfMachine,
  DescribedMachine,
  NamedMachine,
  NumberedMachinesOptions,
} from './platforms/proxmox/proxmox-machines';
export type {
  ProxmoxAdditionalNetwork,
  ProxmoxIpv6Network,
  ProxmoxNetwork,
  ProxmoxNetworkDevice,
} from './platforms/proxmox/proxmox-network';
export { ProxmoxNode } from './platforms/proxmox/proxmox-node';
export type { ProxmoxNodeCapacity } from './platforms/proxmox/proxmox-node';
export { ProxmoxVersion } from './platforms/proxmox/proxmox-version';
export { ProxmoxVmPool } from './platforms/proxmox/proxmox-vm-pool';
export type { ProxmoxVmPoolProps } from './platforms/proxmox/proxmox-vm-pool-props';
