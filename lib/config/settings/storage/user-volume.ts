import { quote } from '../../../checks/check';
import { DISK_SELECTOR_FORM } from '../../../checks/system-checks';
import { ConfigPatch, DocumentOfKind } from '../../config-patch';
import { DiskEncryption } from './disk-encryption';
import { DiskSelector } from './disk-selector';
import { Filesystem } from './filesystem';
import { PartitionOptions, encryptionOf, provisioningOf } from './volume-options';

/** A user volume on a partition of its own. */
export interface PartitionVolumeOptions extends PartitionOptions {
  /**
   * How it is formatted.
   * @default Filesystem.xfs()
   */
  readonly filesystem?: Filesystem;
}

/** A user volume that takes a whole disk. */
export interface DiskVolumeOptions {
  /** Disk that it takes; nothing else is made on it. */
  readonly disk: DiskSelector;
  /**
   * How it is formatted.
   * @default Filesystem.xfs()
   */
  readonly filesystem?: Filesystem;
  /**
   * How it is encrypted.
   * @default - it is not
   */
  readonly encryption?: DiskEncryption;
}

/** A file system that Talos did not make. */
export interface ExistingVolumeOptions {
  /**
   * CEL expression that finds it, such as `volume.partition_label == "MY-DATA"`; `talosctl get discoveredvolumes -o yaml`
   * shows what there is.
   */
  readonly match: string;
  /**
   * Whether it is mounted read-only.
   * @default false
   */
  readonly readOnly?: boolean;
}

type Document = Omit<DocumentOfKind<'UserVolumeConfig'>, 'name'> | Omit<DocumentOfKind<'ExistingVolumeConfig'>, 'name'>;

/** Local storage for workloads, mounted at `/var/mnt` and its name, for `hostPath` volumes and local provisioners. */
export class UserVolume {
  /** A new partition. It is made on the first disk that fits and has the room. */
  static partition(options: PartitionVolumeOptions): UserVolume {
    return UserVolume.made('partition', options);
  }

  /** A whole disk, without a partition table. */
  static disk(options: DiskVolumeOptions): UserVolume {
    return UserVolume.made('disk', options);
  }

  /** A directory on EPHEMERAL: no disk is needed, and nothing limits its size. */
  static directory(): UserVolume {
    return new UserVolume({ apiVersion: 'v1alpha1', kind: 'UserVolumeConfig', volumeType: 'directory' });
  }

  /**
   * A file system that was made outside of Talos, which only mounts it.
   * @throws ConfigError TALOS303 when the expression is empty
   */
  static existing({ match, readOnly }: ExistingVolumeOptions): UserVolume {
    if (match.trim() === '') {
      throw DISK_SELECTOR_FORM.configError({
        wrong: 'this selects no volume in particular',
        given: quote(match),
        allowed: 'an expression such as \'volume.partition_label == "MY-DATA"\'',
      });
    }
    return new UserVolume({
      apiVersion: 'v1alpha1',
      kind: 'ExistingVolumeConfig',
      discovery: { volumeSelector: { match } },
      ...(readOnly === undefined ? {} : { mount: { readOnly } }),
    });
  }

  private static made(
    volumeType: 'partition' | 'disk',
    { filesystem, encryption, ...place }: DiskVolumeOptions,
  ): UserVolume {
    const document: Document = {
      apiVersion: 'v1alpha1',
      kind: 'UserVolumeConfig',
      volumeType,
      ...provisioningOf(place),
      ...(filesystem === undefined ? {} : { filesystem: filesystem.config }),
      ...encryptionOf(encryption),
    };
    return new UserVolume(document, encryption);
  }

  private constructor(
    private readonly document: Document,
    /** How it is encrypted; undefined where it is not. */
    readonly encryption?: DiskEncryption,
  ) {}

  /** The document of the volume under its name. */
  patch(name: string): ConfigPatch {
    return ConfigPatch.document({ ...this.document, name });
  }
}
