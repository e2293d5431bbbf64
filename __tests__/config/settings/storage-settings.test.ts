import { failureOf, told } from '../../support/failure';
import { SettingFacts, given, mergedOptions } from '../../../lib/config/settings/setting';
import { STORAGE_SETTINGS, StorageSettings } from '../../../lib/config/settings/storage-settings';
import { DiskEncryption } from '../../../lib/config/settings/storage/disk-encryption';
import { DiskSelector } from '../../../lib/config/settings/storage/disk-selector';
import { Filesystem } from '../../../lib/config/settings/storage/filesystem';
import { UserVolume } from '../../../lib/config/settings/storage/user-volume';
import { VolumeSize } from '../../../lib/config/settings/storage/volume-size';
import { TalosPlatform } from '../../../lib/config/talos-platform';
import { MACHINES, findingsOf, reportOf } from '../../support/settings/facts';

const REFERENCE = '${TfToken[TOKEN.0]}';
const DISK = DiskSelector.matching({ systemDisk: false });
const SIZE = VolumeSize.atLeast('10GiB');

function documents(settings: StorageSettings, facts: SettingFacts = MACHINES): unknown[] {
  return given(STORAGE_SETTINGS, settings).flatMap(({ setting, value }) =>
    setting.patches(value, facts).map((patch) => patch.content),
  );
}

describe('VolumeSize', () => {
  test.each([
    ['atLeast', VolumeSize.atLeast('10GiB'), { minSize: '10GiB' }],
    ['atMost', VolumeSize.atMost('50 GB'), { maxSize: '50 GB' }],
    ['atMost, of the disk', VolumeSize.atMost('80%'), { maxSize: '80%' }],
    ['between', VolumeSize.between('1500MB', '1.5GiB'), { minSize: '1500MB', maxSize: '1.5GiB' }],
    ['exactly', VolumeSize.exactly('2TiB'), { minSize: '2TiB', maxSize: '2TiB' }],
    ['a reference', VolumeSize.between(REFERENCE, '1MB'), { minSize: REFERENCE, maxSize: '1MB' }],
  ])('%s', (_, size, config) => {
    expect(size.config).toEqual(config);
  });

  test.each(['', 'large', '-10GiB', '10 elephants', '0', '10GiB/2', '80%'])(
    "fails with '%s', which is no size",
    (size) => {
      expect(failureOf(() => VolumeSize.atLeast(size))).toContain(
        told('TALOS300', 'this is not the size of a volume', `'${size}'`, "a size above zero such as '50GiB'"),
      );
      expect(failureOf(() => VolumeSize.exactly(size))).toContain('TALOS300');
    },
  );

  test.each(['50', '999999'])('fails with %s, which has no unit', (size) => {
    expect(failureOf(() => VolumeSize.exactly(size))).toContain(
      told('TALOS300', 'a size without a unit is one in bytes', `'${size}'`, "a size above zero such as '50GiB'"),
    );
    expect(failureOf(() => VolumeSize.atLeast(size))).toContain(
      `  do:      Write the unit that is meant, such as '${size}GiB', or '${size}B' for bytes.`,
    );
    expect(failureOf(() => DiskSelector.matching({ minSize: size }))).toContain('TALOS300');
    expect(VolumeSize.exactly(`${size}B`).config).toEqual({ minSize: `${size}B`, maxSize: `${size}B` });
  });

  test('may be a number of bytes alone, where that is large', () => {
    expect(VolumeSize.exactly('107374182400').config).toEqual({ minSize: '107374182400', maxSize: '107374182400' });
    expect(failureOf(() => VolumeSize.between('107374182400', '100GB'))).toContain('TALOS301');
    expect(DiskSelector.matching({ minSize: '1000000' }).expression).toContain('1000000u');
  });

  test.each(['0%', '101%', '-5%'])("fails with '%s', which is no share of a disk", (size) => {
    expect(failureOf(() => VolumeSize.atMost(size))).toContain("or a percentage such as '80%'");
  });

  test('fails when the smallest is larger than the largest, whatever their units', () => {
    expect(failureOf(() => VolumeSize.between('1GiB', '1GB'))).toContain(
      told(
        'TALOS301',
        'the smallest size of the volume is larger than its largest',
        "at least '1GiB', at most '1GB'",
        'a largest size that is not below the smallest',
      ),
    );
  });
});

describe('DiskSelector', () => {
  test('every criterion becomes a term, and sizes are unsigned as those of disks', () => {
    const selector = DiskSelector.matching({
      systemDisk: false,
      transport: 'nvme',
      rotational: true,
      minSize: '1KiB',
      maxSize: '100GB',
      model: 'a "b"*',
      busPath: '/pci*',
    });
    expect(selector.expression).toBe(
      '!system_disk && disk.transport == "nvme" && disk.rotational && disk.size >= 1024u && ' +
        'disk.size <= 100000000000u && glob("a \\"b\\"*", disk.model) && glob("/pci*", disk.bus_path)',
    );
    expect(DiskSelector.systemDisk().expression).toBe('system_disk');
    expect(DiskSelector.cel('disk.readonly').expression).toBe('disk.readonly');
  });

  test('fails without a criterion and with an empty expression', () => {
    expect(failureOf(() => DiskSelector.matching({}))).toContain(
      told(
        'TALOS303',
        'this selects no disk in particular',
        'no criterion',
        "a criterion such as { transport: 'nvme' }",
      ),
    );
    expect(failureOf(() => DiskSelector.cel(' '))).toContain("given:   ' '");
  });

  test('fails with a pattern that fits every disk, and takes one with something beside the star', () => {
    expect(failureOf(() => DiskSelector.matching({ transport: 'nvme', model: '*' }))).toContain(
      told(
        'TALOS303',
        'this fits every disk',
        "model: '*'",
        "a text with something beside the star, such as 'Samsung*'",
      ),
    );
    expect(DiskSelector.matching({ serial: 'S*' }).expression).toBe('glob("S*", disk.serial)');
  });

  test('fails with sizes that no disk has at once, and takes equal ones', () => {
    expect(failureOf(() => DiskSelector.matching({ minSize: '2TB', maxSize: '1TB' }))).toContain(
      told(
        'TALOS303',
        'no disk is at least larger than it is at most',
        "minSize: '2TB', maxSize: '1TB'",
        'a maxSize that is not below minSize',
      ),
    );
    expect(DiskSelector.matching({ minSize: '1TB', maxSize: '1000GB' }).expression).toContain('disk.size <=');
  });

  test('fails with a size that is known only when Terraform runs', () => {
    expect(failureOf(() => DiskSelector.matching({ minSize: REFERENCE }))).toContain(
      'the size of a disk to look for has to be known at synthesis',
    );
  });
});

describe('DiskEncryption', () => {
  test('keys have slots in their order, and each its kind', () => {
    const encryption = DiskEncryption.tpm({ pcrs: [], lockToState: true })
      .or(DiskEncryption.kms('https://kms.example.org:4050'))
      .or(DiskEncryption.nodeId())
      .or(DiskEncryption.passphrase(REFERENCE));
    expect(encryption.config).toEqual({
      provider: 'luks2',
      keys: [
        { slot: 0, tpm: { options: { pcrs: [] }, checkSecurebootStatusOnEnroll: true }, lockToState: true },
        { slot: 1, kms: { endpoint: 'https://kms.example.org:4050' } },
        { slot: 2, nodeID: {} },
        { slot: 3, static: { passphrase: REFERENCE } },
      ],
    });
  });

  test('by a TPM keeps to the register that Talos chooses, and asks for secure boot, unless told otherwise', () => {
    expect(DiskEncryption.tpm().config.keys).toEqual([{ slot: 0, tpm: { checkSecurebootStatusOnEnroll: true } }]);
    expect(DiskEncryption.tpm({ pcrs: [7, 14], checkSecurebootStatusOnEnroll: false }).config.keys).toEqual([
      { slot: 0, tpm: { options: { pcrs: [7, 14] }, checkSecurebootStatusOnEnroll: false } },
    ]);
  });

  test.each([-1, 24, 7.5])('fails with the register %d, which a TPM does not have', (pcr) => {
    expect(failureOf(() => DiskEncryption.tpm({ pcrs: [7, pcr] }))).toContain(
      told('TALOS304', 'a TPM has no such register', `PCR ${String(pcr)}`, 'whole numbers from 0 to 23'),
    );
  });

  test.each(['kms.example.org', 'http://kms.example.org', 'https://', 'https://kms.example.org/path'])(
    "fails with '%s', which is no key management service",
    (url) => {
      expect(failureOf(() => DiskEncryption.kms(url))).toContain(
        told(
          'TALOS304',
          'this is not the address of a key management service',
          `'${url}'`,
          'https:// or, without TLS, grpc://',
        ),
      );
    },
  );

  test.each(['grpc://10.0.0.5:4050', 'https://kms.example.org', REFERENCE])('takes the service %s', (url) => {
    expect(DiskEncryption.kms(url).config.keys).toEqual([{ slot: 0, kms: { endpoint: url } }]);
  });

  test('fails with a passphrase that stands in the program, and does not repeat it', () => {
    const text = failureOf(() => DiskEncryption.passphrase('topsecret'));
    expect(text).toContain(
      told(
        'TALOS326',
        'the passphrase of disk encryption is written into the program',
        'a text of 9 characters',
        'a reference to a sensitive value, such as variable.stringValue of a TerraformVariable',
      ),
    );
    expect(text).not.toContain('topsecret');
  });
});

describe('settings of disks', () => {
  test('of the system volumes are documents by their names', () => {
    expect(
      documents({
        stateVolume: { encryption: DiskEncryption.nodeId() },
        ephemeralVolume: { disk: DISK, size: VolumeSize.atMost('50%'), grow: false },
        imageCacheVolume: {},
      }),
    ).toEqual([
      {
        apiVersion: 'v1alpha1',
        kind: 'VolumeConfig',
        name: 'STATE',
        encryption: { provider: 'luks2', keys: [{ slot: 0, nodeID: {} }] },
      },
      {
        apiVersion: 'v1alpha1',
        kind: 'VolumeConfig',
        name: 'EPHEMERAL',
        provisioning: { diskSelector: { match: '!system_disk' }, grow: false, maxSize: '50%' },
      },
      { machine: { features: { imageCache: { localEnabled: true } } } },
      { apiVersion: 'v1alpha1', kind: 'VolumeConfig', name: 'IMAGECACHE' },
    ]);
  });

  test('of user volumes are one document each', () => {
    const userVolumes = {
      data: UserVolume.partition({ disk: DISK, size: SIZE, filesystem: Filesystem.xfs({ projectQuotaSupport: true }) }),
      whole: UserVolume.disk({ disk: DISK, filesystem: Filesystem.ext4(), encryption: DiskEncryption.nodeId() }),
      scratch: UserVolume.directory(),
      old: UserVolume.existing({ match: 'volume.name == "xfs"', readOnly: true }),
    };
    const provisioning = { diskSelector: { match: '!system_disk' } };
    expect(documents({ userVolumes })).toEqual([
      {
        apiVersion: 'v1alpha1',
        kind: 'UserVolumeConfig',
        name: 'data',
        volumeType: 'partition',
        provisioning: { ...provisioning, minSize: '10GiB' },
        filesystem: { type: 'xfs', projectQuotaSupport: true },
      },
      {
        apiVersion: 'v1alpha1',
        kind: 'UserVolumeConfig',
        name: 'whole',
        volumeType: 'disk',
        provisioning,
        filesystem: { type: 'ext4' },
        encryption: { provider: 'luks2', keys: [{ slot: 0, nodeID: {} }] },
      },
      { apiVersion: 'v1alpha1', kind: 'UserVolumeConfig', name: 'scratch', volumeType: 'directory' },
      {
        apiVersion: 'v1alpha1',
        kind: 'ExistingVolumeConfig',
        name: 'old',
        discovery: { volumeSelector: { match: 'volume.name == "xfs"' } },
        mount: { readOnly: true },
      },
    ]);
  });

  test('of raw volumes, swap and zswap are documents too', () => {
    const options = { disk: DISK, size: SIZE };
    const provisioning = { diskSelector: { match: '!system_disk' }, minSize: '10GiB' };
    expect(
      documents({ rawVolumes: { ceph: options }, swapVolumes: { swap: options }, zswap: { maxPoolPercent: 25 } }),
    ).toEqual([
      { apiVersion: 'v1alpha1', kind: 'RawVolumeConfig', name: 'ceph', provisioning },
      { apiVersion: 'v1alpha1', kind: 'SwapVolumeConfig', name: 'swap', provisioning },
      { apiVersion: 'v1alpha1', kind: 'ZswapConfig', maxPoolPercent: 25 },
    ]);
  });

  test('are there at the first boot where it makes the volume, and otherwise may follow', () => {
    const later = Object.entries(STORAGE_SETTINGS).filter(([, setting]) => setting.later === true);
    expect(later.map(([name]) => name)).toEqual(['userVolumes', 'rawVolumes', 'swapVolumes', 'zswap']);
  });

  test('of a pool add to those of the cluster', () => {
    const wide: StorageSettings = {
      ephemeralVolume: { encryption: DiskEncryption.nodeId() },
      userVolumes: { a: UserVolume.directory(), b: UserVolume.directory() },
    };
    const b = UserVolume.existing({ match: 'true' });
    const merged = mergedOptions(STORAGE_SETTINGS, [wide, { ephemeralVolume: { size: SIZE }, userVolumes: { b } }]);
    expect(merged.ephemeralVolume).toEqual({ encryption: wide.ephemeralVolume?.encryption, size: SIZE });
    expect(merged.userVolumes).toEqual({ a: wide.userVolumes?.a, b });
  });

  test('fail with a TPM that the machines do not have, for each volume', () => {
    const encryption = DiskEncryption.nodeId().or(DiskEncryption.tpm());
    const settings: StorageSettings = {
      stateVolume: { encryption },
      ephemeralVolume: { encryption },
      imageCacheVolume: { encryption },
      userVolumes: { data: UserVolume.disk({ disk: DISK, encryption }) },
      rawVolumes: { data: { disk: DISK, size: SIZE, encryption } },
      swapVolumes: { data: { disk: DISK, size: SIZE, encryption } },
    };
    const secure = { ...MACHINES, image: { ...MACHINES.image, secureBoot: true } };
    const report = reportOf(findingsOf(STORAGE_SETTINGS, settings, secure));
    expect(report[0]).toContain(
      told(
        'TALOS306',
        'the STATE volume is encrypted by a TPM, and the machines have none',
        'DiskEncryption.tpm() for the STATE volume',
        'nodeId, kms and passphrase without a TPM',
      ),
    );
    expect(report.map((text) => text.slice(9, text.indexOf(' is ')))).toEqual([
      'the STATE volume',
      'the EPHEMERAL volume',
      'the IMAGECACHE volume',
      "the user volume 'data'",
      "the raw volume 'data'",
      "the swap volume 'data'",
    ]);
    expect(findingsOf(STORAGE_SETTINGS, settings, { ...secure, hasTpm: true })).toEqual([]);
    expect(report[0]).toContain("do:      Give the machines a TPM 2.0 by 'tpm: true' of their pool");
    const onAws = reportOf(findingsOf(STORAGE_SETTINGS, settings, { ...secure, platform: TalosPlatform.AWS }));
    expect(onAws[0]).toContain('do:      Use another key, such as DiskEncryption.kms(url)');
  });

  test('fail with a TPM beside an image without secure boot', () => {
    const settings = { ephemeralVolume: { encryption: DiskEncryption.tpm() } };
    expect(reportOf(findingsOf(STORAGE_SETTINGS, settings, { ...MACHINES, hasTpm: true }))).toEqual([
      expect.stringContaining(
        told(
          'TALOS307',
          'the EPHEMERAL volume is encrypted by a TPM, and the image is not made for secure boot',
          'DiskEncryption.tpm() for the EPHEMERAL volume',
          'nodeId, kms and passphrase with this image',
        ),
      ),
    ]);
  });

  test('fail with a STATE volume that is locked to itself; others may be', () => {
    const encryption = DiskEncryption.nodeId({ lockToState: true });
    expect(
      reportOf(findingsOf(STORAGE_SETTINGS, { stateVolume: { encryption }, ephemeralVolume: { encryption } })),
    ).toEqual([
      expect.stringContaining(
        told(
          'TALOS308',
          'the key of the STATE volume is locked to the STATE volume itself',
          'lockToState: true',
          'a key without lockToState',
        ),
      ),
    ]);
  });

  test.each(['', 'local_data', 'a'.repeat(35), 'data/1'])("fail with the volume name '%s'", (name) => {
    const options = { disk: DISK, size: SIZE };
    const settings = {
      userVolumes: { [name]: UserVolume.directory() },
      rawVolumes: { [name]: options },
      swapVolumes: { [name]: options },
    };
    const report = reportOf(findingsOf(STORAGE_SETTINGS, settings));
    expect(report).toHaveLength(3);
    for (const [index, kind] of ['user', 'raw', 'swap'].entries()) {
      expect(report[index]).toContain(
        told(
          'TALOS302',
          `Talos does not take this name for a ${kind} volume`,
          `'${name}'`,
          '1 to 34 letters, digits and dashes',
        ),
      );
    }
  });

  test.each([-1, 101, 2.5])('fail with %d percent of the memory for zswap', (maxPoolPercent) => {
    expect(reportOf(findingsOf(STORAGE_SETTINGS, { zswap: { maxPoolPercent } }))).toEqual([
      expect.stringContaining(
        told(
          'TALOS316',
          'zswap cannot take that share of the memory',
          `maxPoolPercent: ${String(maxPoolPercent)}`,
          'a whole number from 0 to 100',
        ),
      ),
    ]);
    expect(findingsOf(STORAGE_SETTINGS, { zswap: { shrinkerEnabled: true } })).toEqual([]);
  });

  test('fail with an existing volume that nothing selects', () => {
    expect(failureOf(() => UserVolume.existing({ match: '' }))).toContain(
      told('TALOS303', 'this selects no volume in particular', "''", 'an expression such as'),
    );
  });
});
