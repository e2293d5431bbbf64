/** Talos clusters on Proxmox VE: the entry point `cdktf-talos/proxmox`. */
export { ProxmoxDiskImage } from './platforms/proxmox/proxmox-disk-image';
export type { ProxmoxDiskImageProps } from './platforms/proxmox/proxmox-disk-image';
export { ProxmoxMachines } from './platforms/proxmox/proxmox-machines';
export type {
  AddressOfMachine,
  DescribedMachine,
  NamedMachine,
  NumberedMachinesOptions,
} from './platforms/proxmox/proxmox-machines';
export type { ProxmoxNetwork } from './platforms/proxmox/proxmox-network';
export { ProxmoxVmPool } from './platforms/proxmox/proxmox-vm-pool';
export type { ProxmoxVmPoolProps } from './platforms/proxmox/proxmox-vm-pool';
