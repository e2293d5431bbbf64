import fc from '../../support/property';
import { combinedPatches } from '../../../lib/config/combined-patches';
import type { MachineType } from '../../../lib/config/machine-config';
import { schemaFindings } from '../../../lib/config/schema-check';
import { SettingFacts, SettingTable, given } from '../../../lib/config/settings/setting';
import { STORAGE_SETTINGS, StorageSettings } from '../../../lib/config/settings/storage-settings';
import { DiskEncryption } from '../../../lib/config/settings/storage/disk-encryption';
import { DiskSelector } from '../../../lib/config/settings/storage/disk-selector';
import { Filesystem } from '../../../lib/config/settings/storage/filesystem';
import { UserVolume } from '../../../lib/config/settings/storage/user-volume';
import { VolumeSize } from '../../../lib/config/settings/storage/volume-size';
import { SYSTEM_SETTINGS, SystemSettings } from '../../../lib/config/settings/system-settings';
import { MachineFile } from '../../../lib/config/settings/system/machine-file';
import { VersionContract } from '../../../lib/config/version-contract';
import { MACHINES, findingsOf } from '../../support/settings/facts';

/** Any of the fields, each there or not. */
function some<T extends object>(fields: {
  readonly [K in keyof T]-?: fc.Arbitrary<NonNullable<T[K]>>;
}): fc.Arbitrary<T> {
  return fc.record(fields, { requiredKeys: [] }) as unknown as fc.Arbitrary<T>;
}

const text = fc.string();
/** A text that some disks have and others do not. */
const pattern = text.filter((each) => !/^\*+$/.test(each));
const name = fc.stringMatching(/^[A-Za-z0-9-]{1,34}$/);
const lockToState = fc.boolean();
const size = fc.integer({ min: 1, max: 4096 }).map((count) => `${String(count)}GiB`);
const unlocked = fc.constantFrom(
  DiskEncryption.nodeId(),
  DiskEncryption.kms('https://kms.example.org:4050'),
  DiskEncryption.passphrase('${TfToken[TOKEN.0]}'),
);
const encryption = fc.oneof(
  unlocked,
  some({
    lockToState,
    pcrs: fc.array(fc.integer({ min: 0, max: 23 })),
    checkSecurebootStatusOnEnroll: fc.boolean(),
  }).map((options) => DiskEncryption.tpm(options).or(DiskEncryption.nodeId(options))),
);
const disk = fc.oneof(
  fc.constantFrom(DiskSelector.systemDisk(), DiskSelector.cel('!system_disk')),
  some({
    transport: text,
    model: pattern,
    serial: pattern,
    wwid: pattern,
    busPath: pattern,
    rotational: fc.boolean(),
  }).map((criteria) => DiskSelector.matching({ systemDisk: false, ...criteria })),
);
const volumeSize = fc.oneof(
  size.map((each) => VolumeSize.atLeast(each)),
  size.map((each) => VolumeSize.exactly(each)),
  fc.integer({ min: 1, max: 100 }).map((percent) => VolumeSize.atMost(`${String(percent)}%`)),
);
const partition = fc.record(
  { disk, size: volumeSize, grow: fc.boolean(), encryption },
  { requiredKeys: ['disk', 'size'] },
);
const filesystem = fc.oneof(
  fc.constant(Filesystem.ext4()),
  some({ projectQuotaSupport: fc.boolean() }).map((options) => Filesystem.xfs(options)),
);
const userVolume = fc.oneof(
  fc.tuple(partition, filesystem).map(([options, each]) => UserVolume.partition({ ...options, filesystem: each })),
  fc.record({ disk, filesystem, encryption }).map((options) => UserVolume.disk(options)),
  fc.constant(UserVolume.directory()),
  fc.boolean().map((readOnly) => UserVolume.existing({ match: 'true', readOnly })),
);
const systemVolume = some({ disk, size: volumeSize, grow: fc.boolean(), encryption });

const storage: fc.Arbitrary<StorageSettings> = some<StorageSettings>({
  stateVolume: some({ encryption: unlocked }),
  ephemeralVolume: systemVolume,
  imageCacheVolume: systemVolume,
  userVolumes: fc.dictionary(name, userVolume),
  rawVolumes: fc.dictionary(name, partition),
  swapVolumes: fc.dictionary(name, partition),
  zswap: some({ maxPoolPercent: fc.integer({ min: 0, max: 100 }), shrinkerEnabled: fc.boolean() }),
});

const word = fc.stringMatching(/^[a-z_][a-z0-9_]{0,20}$/);
const dotted = fc.array(word, { minLength: 2, maxLength: 4 }).map((words) => ['kernel', ...words].join('.'));
const line = fc.stringMatching(/^[a-z0-9][a-z0-9 "':{}$]{0,20}$/);
const port = fc.integer({ min: 1, max: 65535 });
const url = fc
  .tuple(fc.constantFrom('tcp', 'udp'), word, port)
  .map(([scheme, host, at]) => `${scheme}://${host}:${String(at)}`);
const file = fc
  .tuple(
    text,
    fc.integer({ min: 0, max: 0o777 }).filter((each) => ![400, 440, 444, 500].includes(each)),
  )
  .chain(([content, permissions]) =>
    fc.constantFrom(
      MachineFile.create(content, { permissions }),
      MachineFile.append(content, { permissions }),
      MachineFile.overwrite(content),
    ),
  );

const system: fc.Arbitrary<SystemSettings> = some<SystemSettings>({
  sysctls: fc.dictionary(dotted, line),
  sysfs: fc.dictionary(dotted, line),
  kernelModules: fc.dictionary(word, fc.array(word.map((parameter) => `${parameter}=1`))),
  environment: fc.dictionary(word, text),
  udevRules: fc.array(text),
  files: fc.dictionary(
    word.map((each) => `/var/${each}`),
    file,
  ),
  extensionServices: fc.dictionary(
    word,
    fc.record({ environment: fc.dictionary(word, text, { minKeys: 1 }), configFiles: fc.constant({ '/etc/a': 'a' }) }),
  ),
  watchdog: some({ device: fc.constant('/dev/watchdog1'), timeoutSeconds: fc.integer({ min: 10 }) }),
  oomHandler: fc.constantFrom(
    {},
    { cgroupRankingExpression: '1.0' },
    { cgroupRankingExpression: '1.0', triggerExpression: 'true', sampleIntervalMilliseconds: 100 },
  ),
  logDestinations: fc.array(fc.record({ url, extraTags: fc.dictionary(word, text) }, { requiredKeys: ['url'] })),
  kernelLogDestinations: fc.dictionary(word, url),
  eventSink: fc.tuple(word, port).map(([host, at]) => `${host}:${String(at)}`),
  kubernetesTalosApiAccess: fc.constant({
    allowedRoles: ['os:reader' as const] as const,
    allowedKubernetesNamespaces: ['kube-system'] as const,
  }),
});

/** The settings of both groups, as one group. */
const TABLE: SettingTable<StorageSettings & SystemSettings> = { ...STORAGE_SETTINGS, ...SYSTEM_SETTINGS };
const settings: fc.Arbitrary<StorageSettings & SystemSettings> = fc
  .tuple(storage, system)
  .map(([a, b]) => ({ ...a, ...b }));

describe.each([VersionContract.V1_12, VersionContract.V1_13])('whatever is set, in contract %s', (contract) => {
  test.each<MachineType>(['controlplane', 'worker'])(
    'the configuration of a %s has only what Talos knows',
    (machineType) => {
      fc.assert(
        fc.property(settings, (any) => {
          const patches = combinedPatches(
            given(TABLE, any).flatMap(({ setting, value }) => setting.patches(value, { contract, machineType })),
          );
          const wrong = patches.flatMap((patch) =>
            schemaFindings({ origin: 'the settings', patch }, { contract, isKnown: MACHINES.isKnown }),
          );
          expect(wrong).toEqual([]);
          const text = patches.map((patch) => patch.toYaml()).join('---\n');
          const asked = any.kubernetesTalosApiAccess !== undefined;
          expect(text.includes('kubernetesTalosAPIAccess:')).toBe(asked && machineType === 'controlplane');
        }),
      );
    },
  );

  test('and allowed, nothing is found wrong on machines that have what it needs', () => {
    const facts: SettingFacts = {
      ...MACHINES,
      contract,
      hasTpm: true,
      image: { ...MACHINES.image, secureBoot: true, systemExtensions: undefined },
    };
    fc.assert(
      fc.property(settings, (any) => {
        // A random name may look like that of a secret, which is warned of.
        expect(findingsOf(TABLE, any, facts).filter(({ severity }) => severity === 'error')).toEqual([]);
      }),
    );
  });
});
