import { VirtualEnvironmentVmDisk } from '../../../providers/proxmox/virtual-environment-vm';
import { ProxmoxAdditionalDisks, ProxmoxDiskOptions, ProxmoxScsiDisk, ProxmoxVirtioDisk } from '../proxmox-disks';

/** An additional disk and where it is plugged in. */
export interface SlottedDisk {
  readonly slot: string;
  readonly disk: ProxmoxScsiDisk & ProxmoxVirtioDisk;
}

/** The disks in the order of their slots, whatever order they were written in. */
export function slottedDisks(disks: ProxmoxAdditionalDisks): SlottedDisk[] {
  const given = Object.entries(disks) as [string, SlottedDisk['disk'] | undefined][];
  return given
    .flatMap(([slot, disk]) => (disk === undefined ? [] : [{ slot, disk }]))
    .sort((a, b) => a.slot.localeCompare(b.slot, 'en', { numeric: true }));
}

/** The disks as the provider takes them; they follow the system disk. */
export function additionalDisks(disks: ProxmoxAdditionalDisks, datastore: string): VirtualEnvironmentVmDisk[] {
  return slottedDisks(disks).map(({ slot, disk }) => ({
    interface: slot,
    datastoreId: disk.datastore ?? datastore,
    size: disk.sizeGiB,
    fileFormat: 'raw',
    serial: disk.serial,
    ...diskOptions(disk),
    // VirtIO block devices have no such flag, and SCSI disks no thread of their own on this controller.
    ...(slot.startsWith('scsi') ? { ssd: disk.ssd ?? true } : { iothread: disk.ioThread }),
  }));
}

/** What every disk can be told. */
export function diskOptions({ cache, backup, discard = true }: ProxmoxDiskOptions): Partial<VirtualEnvironmentVmDisk> {
  return {
    ...(cache === undefined ? {} : { cache }),
    ...(backup === undefined ? {} : { backup }),
    discard: discard ? 'on' : 'ignore',
  };
}
