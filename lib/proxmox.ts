/** Talos clusters on Proxmox VE: the entry point `cdktf-talos/proxmox`. */
export { ProxmoxAddOnAccess } from './platforms/proxmox/add-ons/proxmox-add-on-access';
export type { ProxmoxAddOnAccessProps } from './platforms/proxmox/add-ons/proxmox-add-on-access';
export { ProxmoxAddOnUse } from './platforms/proxmox/add-ons/proxmox-add-on-use';
export type { AddOnGrant } from './platforms/proxmox/add-ons/proxmox-add-on-use';
export { ProxmoxApi } from './platforms/proxmox/add-ons/proxmox-api';
export type { ProxmoxApiProps } from './platforms/proxmox/add-ons/proxmox-api';
export { ProxmoxApiToken } from './platforms/proxmox/add-ons/proxmox-api-token';
export type { ProxmoxApiTokenProps } from './platforms/proxmox/add-ons/proxmox-api-token';
export { ProxmoxCloudControllerManager } from './platforms/proxmox/add-ons/proxmox-cloud-controller-manager';
export type { ProxmoxCloudControllerManagerProps } from './platforms/proxmox/add-ons/proxmox-cloud-controller-manager';
export { ProxmoxCsi } from './platforms/proxmox/add-ons/proxmox-csi';
export type { ProxmoxCsiProps } from './platforms/proxmox/add-ons/proxmox-csi';
export type { ProxmoxStorageClass, ProxmoxStorageClasses } from './platforms/proxmox/add-ons/proxmox-storage-class';
export type { ProxmoxApis } from './platforms/proxmox/add-ons/private/proxmox-config';
export type { ProxmoxFeature } from './platforms/proxmox/private/privileges';
export { ProxmoxAccess } from './platforms/proxmox/proxmox-access';
export type { ProxmoxAccessProps } from './platforms/proxmox/proxmox-access';
export { ProxmoxAddressing } from './platforms/proxmox/proxmox-addressing';
export type {
  AddressRangeOptions,
  ListedAddressesOptions,
  ProxmoxAddressSource,
} from './platforms/proxmox/proxmox-addressing';
export { ProxmoxDatastore } from './platforms/proxmox/proxmox-datastore';
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
export { ProxmoxPciMapping } from './platforms/proxmox/proxmox-pci-mapping';
export type { ProxmoxMappedDevice, ProxmoxPciMappingProps } from './platforms/proxmox/proxmox-pci-mapping';
export { ProxmoxSdnNetwork } from './platforms/proxmox/proxmox-sdn-network';
export type { ProxmoxSdnNetworkProps } from './platforms/proxmox/proxmox-sdn-network';
export { ProxmoxSdnZone } from './platforms/proxmox/proxmox-sdn-zone';
export type { SdnSimpleZoneOptions, SdnVlanZoneOptions, SdnZoneKind } from './platforms/proxmox/proxmox-sdn-zone';
export { ProxmoxVersion } from './platforms/proxmox/proxmox-version';
export { ProxmoxVmIdRange } from './platforms/proxmox/proxmox-vm-id-range';
export { ProxmoxVmPool } from './platforms/proxmox/proxmox-vm-pool';
export type { ProxmoxVmPoolProps } from './platforms/proxmox/proxmox-vm-pool-props';
