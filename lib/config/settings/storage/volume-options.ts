import { Finding, quote } from '../../../checks/check';
import { VOLUME_NAME_FORM } from '../../../checks/system-checks';
import type { BlockEncryptionSpec, BlockProvisioningSpec } from '../../generated/config-document';
import type { SettingFacts } from '../setting';
import { DiskEncryption } from './disk-encryption';
import { DiskSelector } from './disk-selector';
import { VolumeSize } from './volume-size';

/** How a volume on a partition of its own is made. */
export interface PartitionOptions {
  /** Disk that it is made on. */
  readonly disk: DiskSelector;
  /** How large it becomes. */
  readonly size: VolumeSize;
  /**
   * Whether it grows at later boots, when the disk has become larger.
   * @default false
   */
  readonly grow?: boolean;
  /**
   * How it is encrypted.
   * @default - it is not
   */
  readonly encryption?: DiskEncryption;
}

/** How a volume of Talos's own is made. What is not given is as Talos does it. */
export interface SystemVolume {
  /**
   * Disk that it is made on.
   * @default - the disk that Talos is installed to
   */
  readonly disk?: DiskSelector;
  /**
   * How large it becomes.
   * @default - EPHEMERAL takes all the room on its disk, others a little
   */
  readonly size?: VolumeSize;
  /**
   * Whether it grows at later boots, when the disk has become larger.
   * @default - EPHEMERAL does, others do not
   */
  readonly grow?: boolean;
  /**
   * How it is encrypted.
   * @default - it is not
   */
  readonly encryption?: DiskEncryption;
}

/** How the volume STATE is made, which holds the machine's configuration with the secrets of the cluster. */
export interface StateVolume {
  /**
   * How it is encrypted. Its key cannot be locked to itself.
   * @default - it is not
   */
  readonly encryption?: DiskEncryption;
}

/** The fields of a document that place a volume; none where nothing was said. */
export function provisioningOf({ disk, size, grow }: Partial<PartitionOptions>): {
  readonly provisioning?: BlockProvisioningSpec;
} {
  const provisioning: BlockProvisioningSpec = {
    ...(disk === undefined ? {} : { diskSelector: { match: disk.expression } }),
    ...(grow === undefined ? {} : { grow }),
    ...size?.config,
  };
  return Object.keys(provisioning).length === 0 ? {} : { provisioning };
}

/** The field of a document that encrypts a volume; none where nothing was said. */
export function encryptionOf(encryption: DiskEncryption | undefined): { readonly encryption?: BlockEncryptionSpec } {
  return encryption === undefined || encryption.isNone ? {} : { encryption: encryption.config };
}

/** What is wrong with the names and keys of volumes that are told apart by name. */
export function volumeFindings(
  kind: string,
  volumes: Readonly<Record<string, { readonly encryption?: DiskEncryption }>>,
  facts: SettingFacts,
): Finding[] {
  return Object.entries(volumes).flatMap(([name, { encryption }]) => [
    ...(facts.isKnown(name) && !/^[A-Za-z0-9-]{1,34}$/.test(name)
      ? [
          VOLUME_NAME_FORM.finding({
            wrong: `Talos does not take this name for a ${kind} volume`,
            given: quote(name),
            allowed: "1 to 34 letters, digits and dashes, such as 'local-data'",
          }),
        ]
      : []),
    ...(encryption?.findings(`the ${kind} volume ${quote(name)}`, facts) ?? []),
  ]);
}
