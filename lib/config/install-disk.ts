import { quote } from '../checks/check';
import { INSTALL_DISK_FORM } from '../checks/value-checks';
import { holdsReference } from './reference';

/** Letters, digits and marks that udev leaves in names, and others as it writes them: `\x20`. */
const DEVICE = /^\/dev(\/(?!\.\.?(\/|$))([A-Za-z0-9#+.:=@_-]|\\x[0-9a-f]{2})+)+$/;

/** Which disk Talos is installed to, and upgraded on. */
export class InstallDisk {
  /**
   * The disk of that device path, such as `/dev/sda`.
   * @throws ConfigError TALOS012 when it is no path below /dev
   */
  static path(device: string): InstallDisk {
    if (!DEVICE.test(device)) {
      throw INSTALL_DISK_FORM.configError({
        wrong: 'this is not the path of a disk',
        given: quote(device),
        allowed: "a path below /dev, such as '/dev/sda'",
      });
    }
    return new InstallDisk({ disk: device });
  }

  /**
   * The first disk that fits every criterion; for machines whose disks have no stable name.
   * Sizes are comparisons such as `>= 100GB`; the other criteria are globs.
   * @throws ConfigError TALOS012 without a criterion, or when the size is no comparison
   */
  static matching(selector: InstallDiskSelector): InstallDisk {
    const { size } = selector;
    if (Object.values(selector).every((criterion) => criterion === undefined)) {
      throw INSTALL_DISK_FORM.configError({
        wrong: 'this selects no disk in particular',
        given: 'no criterion',
        allowed: "a criterion at least, such as { size: '>= 100GB' }",
        fix: 'Give a criterion, or the path of the disk.',
      });
    }
    if (size !== undefined && !holdsReference(size) && !/^([<>]=?|==)? *\d+(\.\d+)? ?[kmgtpe]?i?b?$/i.test(size)) {
      throw INSTALL_DISK_FORM.configError({
        wrong: 'this is no comparison with the size of a disk',
        given: quote(size),
        allowed: "'<', '<=', '==', '>=' or '>' and a size, such as '>= 100GB'",
        fix: 'Correct the comparison.',
      });
    }
    return new InstallDisk({ diskSelector: { ...selector } });
  }

  private constructor(
    /** The fields of `machine.install` that name the disk. */
    readonly config: Readonly<Record<string, unknown>>,
  ) {}
}

/** Criteria of `machine.install.diskSelector`. */
export interface InstallDiskSelector {
  /** Comparison with the disk's size, such as `>= 100GB`. */
  readonly size?: string;
  /** Kind of disk. */
  readonly type?: 'hdd' | 'ssd' | 'nvme' | 'sd';
  /** Glob on the name that the device gives itself (`/sys/block/<dev>/device/name`). */
  readonly name?: string;
  /** Glob on the model. */
  readonly model?: string;
  /** Glob on the serial number. */
  readonly serial?: string;
  /** Glob on the alias by which the kernel finds the driver. */
  readonly modalias?: string;
  /** Glob on the UUID. */
  readonly uuid?: string;
  /** Glob on the World Wide Identifier. */
  readonly wwid?: string;
  /** Glob on the path on the bus. */
  readonly busPath?: string;
}
