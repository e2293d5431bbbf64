type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';

/** Where a disk is plugged in on the SCSI controller: `scsi1` to `scsi30`; `scsi0` is the system disk. */
export type ProxmoxScsiSlot = `scsi${Exclude<Digit, '0'> | `${'1' | '2'}${Digit}` | '30'}`;

/** Where a VirtIO block device is plugged in: `virtio0` to `virtio15`. */
export type ProxmoxVirtioSlot = `virtio${Digit | `1${'0' | '1' | '2' | '3' | '4' | '5'}`}`;

/** How Proxmox treats a disk; each of them can be changed later, at the VM's next start. */
export interface ProxmoxDiskOptions {
  /**
   * How the host caches it. With `writeback` and `unsafe`, a power cut costs data that the guest believes written.
   * @default 'none'
   */
  readonly cache?: 'none' | 'directsync' | 'writethrough' | 'writeback' | 'unsafe';
  /**
   * Whether Proxmox's backup jobs include it.
   * @default true
   */
  readonly backup?: boolean;
  /**
   * Whether blocks that the guest frees are freed on the datastore.
   * @default true
   */
  readonly discard?: boolean;
}

/** How Proxmox treats a disk of the SCSI controller. */
export interface ProxmoxScsiDiskOptions extends ProxmoxDiskOptions {
  /**
   * Whether the guest sees it as solid state.
   * @default true
   */
  readonly ssd?: boolean;
}

/** What every additional disk has. */
export interface ProxmoxAdditionalDisk {
  /** Size in GiB, 1 or more. It can grow later; the provider refuses to shrink it. */
  readonly sizeGiB: number;
  /**
   * Datastore that it is on.
   * @default - that of the system disk, `diskDatastore`
   */
  readonly datastore?: string;
  /**
   * Serial number that the guest reads, 1 to 20 letters, digits, dashes and underscores: what a user volume selects the
   * disk by, `disk.serial == 'data'`, however many disks there are.
   * @default - none
   */
  readonly serial?: string;
}

/** An additional disk of the SCSI controller. */
export interface ProxmoxScsiDisk extends ProxmoxAdditionalDisk, ProxmoxScsiDiskOptions {}

/** An additional disk as a VirtIO block device, which has its own thread on the host when it is asked to. */
export interface ProxmoxVirtioDisk extends ProxmoxAdditionalDisk, ProxmoxDiskOptions {
  /**
   * Whether a thread of its own on the host serves it, which pays off with fast storage.
   * @default false
   */
  readonly ioThread?: boolean;
}

/**
 * The disks of a VM beside the system disk, by where they are plugged in. Adding one changes the VM in place, and no
 * disk moves; removing one deletes its data.
 */
export type ProxmoxAdditionalDisks = { readonly [slot in ProxmoxScsiSlot]?: ProxmoxScsiDisk } & {
  readonly [slot in ProxmoxVirtioSlot]?: ProxmoxVirtioDisk;
};
