import { Finding, quote } from '../../../checks/check';
import { STORAGE_CLASS } from '../../../checks/proxmox-add-on-checks';
import { YamlValue } from '../../../config/yaml-value';
import { isKnown } from '../../../terraform/app-validation';
import { datastoreFinding } from '../private/hardware-findings';

/** What the volumes of a storage class are like. */
export interface ProxmoxStorageClass {
  /** Datastore that the disks are made on. Local ones hold a volume to the Proxmox node that it was made on. */
  readonly datastore: string;
  /**
   * File system of the volumes.
   * @default 'ext4'
   */
  readonly fileSystem?: 'ext4' | 'xfs';
  /**
   * How the host caches the disks. With `writeback`, a power cut costs data that the guest believes written.
   * @default 'none'
   */
  readonly cache?: 'none' | 'directsync' | 'writethrough' | 'writeback';
  /**
   * Whether the guest sees the disks as solid state; the driver then mounts without access times and frees blocks.
   * @default false
   */
  readonly ssd?: boolean;
  /**
   * What becomes of a disk whose claim is gone.
   * @default 'Delete'
   */
  readonly reclaimPolicy?: 'Delete' | 'Retain';
  /**
   * Whether claims that name no class get this one.
   * @default false
   */
  readonly isDefault?: boolean;
}

/** Storage classes by name. */
export type ProxmoxStorageClasses = Readonly<Record<string, ProxmoxStorageClass>>;

/** The classes as the chart takes them, in their order. */
export function storageClassValues(classes: ProxmoxStorageClasses): YamlValue {
  return Object.entries(classes).map(([name, { datastore, fileSystem, cache, ssd, reclaimPolicy, isDefault }]) => ({
    name,
    storage: datastore,
    fstype: fileSystem ?? 'ext4',
    reclaimPolicy: reclaimPolicy ?? 'Delete',
    ...(cache === undefined ? {} : { cache }),
    ...(ssd === true ? { ssd: true } : {}),
    ...(isDefault === true ? { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } : {}),
  }));
}

/** What is wrong with storage classes. */
export function storageClassFindings(classes: ProxmoxStorageClasses): Finding[] {
  const names = Object.keys(classes);
  const defaults = Object.entries(classes).filter(([, { isDefault }]) => isDefault === true);
  const malformed = names.filter((name) => isKnown(name) && !/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(name));
  return [
    ...(names.length > 0
      ? []
      : [
          STORAGE_CLASS.finding({
            wrong: 'no storage class is named',
            given: 'storageClasses: {}',
            allowed: "one or more, such as { 'local-ssd': { datastore: 'local-lvm' } }",
          }),
        ]),
    ...(defaults.length < 2
      ? []
      : [
          STORAGE_CLASS.finding({
            wrong: 'more than one storage class is the default',
            given: defaults.map(([name]) => quote(name)).join(', '),
            allowed: 'one at the most',
          }),
        ]),
    ...malformed.map((name) =>
      STORAGE_CLASS.finding({
        wrong: 'a storage class cannot be called so',
        given: quote(name),
        allowed: "lower-case letters, digits, '-' and '.', with a letter or digit at both ends",
      }),
    ),
    ...Object.entries(classes).flatMap(([name, { datastore }]) => datastoreFinding(`${name}.datastore`, datastore)),
  ];
}
