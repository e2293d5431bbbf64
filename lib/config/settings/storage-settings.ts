import { MEMORY_FORM, STATE_LOCKED } from '../../checks/system-checks';
import { ConfigPatch } from '../config-patch';
import { SettingTable, mergeMaps } from './setting';
import { UserVolume } from './storage/user-volume';
import {
  PartitionOptions,
  StateVolume,
  SystemVolume,
  encryptionOf,
  provisioningOf,
  volumeFindings,
} from './storage/volume-options';

/** What is on a machine's disks. Volumes are made once: what changes afterwards reaches machines that join later. */
export interface StorageSettings {
  /**
   * The volume STATE with the machine's configuration.
   * @default - not encrypted
   */
  readonly stateVolume?: StateVolume;
  /**
   * The volume EPHEMERAL at `/var`, with images, logs, the data of pods and, on control planes, etcd. Limit its size
   * where other volumes share its disk: it takes the room at the first boot. A pool's fields are added to those of the
   * cluster.
   * @default - all the room on the disk that Talos is installed to, not encrypted
   */
  readonly ephemeralVolume?: SystemVolume;
  /**
   * A volume of container images that the installation media bring along, which the machine then need not pull. It has
   * no effect with media that bring none. A pool's fields are added to those of the cluster.
   * @default - images are pulled from registries
   */
  readonly imageCacheVolume?: SystemVolume;
  /**
   * Local storage for workloads by name, mounted at `/var/mnt` and the name. A pool's are added to those of the cluster.
   * @default - none
   */
  readonly userVolumes?: Readonly<Record<string, UserVolume>>;
  /**
   * Partitions without a file system by name, for storage systems that bring their own; their labels are `r-` and the
   * name. A pool's are added to those of the cluster.
   * @default - none
   */
  readonly rawVolumes?: Readonly<Record<string, PartitionOptions>>;
  /**
   * Partitions for swap by name. They hold pages of memory: encrypt them. Pods use them once the kubelet's `memorySwap`
   * has the behaviour `LimitedSwap`. A pool's are added to those of the cluster.
   * @default - no swap
   */
  readonly swapVolumes?: Readonly<Record<string, PartitionOptions>>;
  /**
   * Compresses pages in memory before they are written to swap. A pool's fields are added to those of the cluster.
   * @default - off
   */
  readonly zswap?: ZswapOptions;
}

/** How pages are compressed in memory. */
export interface ZswapOptions {
  /**
   * Share of the memory that compressed pages may take, in percent.
   * @default 20
   */
  readonly maxPoolPercent?: number;
  /**
   * Whether pages that nobody asks for move on to swap while there is still room.
   * @default false
   */
  readonly shrinkerEnabled?: boolean;
}

/** How the settings of disks become configuration. */
export const STORAGE_SETTINGS: SettingTable<StorageSettings> = {
  stateVolume: {
    patches: ({ encryption }) => [
      ConfigPatch.document({
        apiVersion: 'v1alpha1',
        kind: 'VolumeConfig',
        name: 'STATE',
        ...encryptionOf(encryption),
      }),
    ],
    findings: ({ encryption }, facts) => [
      ...(encryption?.isLockedToState === true
        ? [
            STATE_LOCKED.finding({
              wrong: 'the key of the STATE volume is locked to the STATE volume itself',
              given: 'lockToState: true',
              allowed: 'a key without lockToState',
            }),
          ]
        : []),
      ...(encryption?.findings('the STATE volume', facts) ?? []),
    ],
    merge: mergeMaps,
  },
  ephemeralVolume: {
    patches: (volume) => [systemVolume('EPHEMERAL', volume)],
    findings: ({ encryption }, facts) => encryption?.findings('the EPHEMERAL volume', facts) ?? [],
    merge: mergeMaps,
  },
  imageCacheVolume: {
    patches: (volume) => [
      ConfigPatch.merge({ machine: { features: { imageCache: { localEnabled: true } } } }),
      systemVolume('IMAGECACHE', volume),
    ],
    findings: ({ encryption }, facts) => encryption?.findings('the IMAGECACHE volume', facts) ?? [],
    merge: mergeMaps,
  },
  userVolumes: {
    patches: (volumes) => Object.entries(volumes).map(([name, volume]) => volume.patch(name)),
    findings: (volumes, facts) => volumeFindings('user', volumes, facts),
    merge: mergeMaps,
    later: true,
  },
  rawVolumes: {
    patches: (volumes) => partitions('RawVolumeConfig', volumes),
    findings: (volumes, facts) => volumeFindings('raw', volumes, facts),
    merge: mergeMaps,
    later: true,
  },
  swapVolumes: {
    patches: (volumes) => partitions('SwapVolumeConfig', volumes),
    findings: (volumes, facts) => volumeFindings('swap', volumes, facts),
    merge: mergeMaps,
    later: true,
  },
  zswap: {
    patches: (options) => [ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'ZswapConfig', ...options })],
    findings: ({ maxPoolPercent = 20 }, { isKnown }) =>
      !isKnown(maxPoolPercent) || (Number.isInteger(maxPoolPercent) && maxPoolPercent >= 0 && maxPoolPercent <= 100)
        ? []
        : [
            MEMORY_FORM.finding({
              wrong: 'zswap cannot take that share of the memory',
              given: `maxPoolPercent: ${String(maxPoolPercent)}`,
              allowed: 'a whole number from 0 to 100',
            }),
          ],
    merge: mergeMaps,
    later: true,
  },
};

function systemVolume(name: string, volume: SystemVolume): ConfigPatch {
  return ConfigPatch.document({
    apiVersion: 'v1alpha1',
    kind: 'VolumeConfig',
    name,
    ...provisioningOf(volume),
    ...encryptionOf(volume.encryption),
  });
}

function partitions(
  kind: 'RawVolumeConfig' | 'SwapVolumeConfig',
  volumes: Readonly<Record<string, PartitionOptions>>,
): ConfigPatch[] {
  return Object.entries(volumes).map(([name, options]) =>
    ConfigPatch.document({
      apiVersion: 'v1alpha1',
      kind,
      name,
      ...provisioningOf(options),
      ...encryptionOf(options.encryption),
    }),
  );
}
