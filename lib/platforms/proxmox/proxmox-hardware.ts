import { ProxmoxScsiDiskOptions } from './proxmox-disks';

/** A device of the host that a VM gets for itself, by the name of a resource mapping. */
export interface ProxmoxPciDevice {
  /**
   * Name of the mapping in Proxmox (Datacenter, Resource Mappings), which says the device on each Proxmox node. A raw
   * address is for root alone, and no token may use it.
   */
  readonly mapping: string;
  /**
   * Whether it is plugged into a PCIe port, and not a PCI one.
   * @default true
   */
  readonly pcie?: boolean;
  /**
   * Whether it is the VM's primary display, in place of the console.
   * @default false
   */
  readonly primaryGpu?: boolean;
  /**
   * Whether the guest sees the device's own firmware.
   * @default true
   */
  readonly romBar?: boolean;
  /**
   * Type of the mediated device, such as `nvidia-63`, where the card is shared between VMs.
   * @default - the whole device
   */
  readonly mediatedDevice?: string;
}

/** When Proxmox starts and stops VMs with a node. */
export interface ProxmoxStartOrder {
  /** VMs of a smaller number start first and stop last. */
  readonly order: number;
  /**
   * Seconds until the next VM is started.
   * @default - none
   */
  readonly upDelaySeconds?: number;
  /**
   * Seconds until the next VM is stopped.
   * @default - none
   */
  readonly downDelaySeconds?: number;
}

/**
 * What the VMs of a pool are made of beside cores, memory and disks. What is here is changed in place, and most of it
 * takes effect at the VM's next start.
 */
export interface ProxmoxHardware {
  /**
   * CPU sockets; a VM has `cores` times `sockets` virtual CPUs.
   * @default 1
   */
  readonly sockets?: number;
  /**
   * Whether the guest knows which memory is near which socket: one socket for each of the host's is when it pays off.
   * @default false
   */
  readonly numa?: boolean;
  /**
   * How Proxmox treats the system disk.
   * @default - no cache, backed up, freed blocks freed, seen as solid state
   */
  readonly systemDisk?: ProxmoxScsiDiskOptions;
  /**
   * Devices of the host, in their order: a GPU, a network card. Such a VM cannot migrate while it runs.
   * @default - none
   */
  readonly pciDevices?: readonly ProxmoxPciDevice[];
  /**
   * A watchdog that resets the VM when Talos stops feeding it; say `watchdog: {}` in the pool's `settings` too, for
   * Talos to feed it.
   * @default - none
   */
  readonly watchdog?: 'i6300esb' | 'ib700';
  /**
   * Whether the guest gets randomness from the host's /dev/urandom.
   * @default false
   */
  readonly randomGenerator?: boolean;
  /**
   * A TPM 2.0, which disk encryption by TPM needs. Decide it before the VMs exist: adding one replaces them.
   * @default - where the image is signed for secure boot
   */
  readonly tpm?: boolean;
}
