import { ClusterProfile } from '../../../lib/config/cluster-profile';
import { mergedSettings } from '../../../lib/config/settings/machine-settings';
import { DiskEncryption } from '../../../lib/config/settings/storage/disk-encryption';
import { STORAGE_SETTINGS } from '../../../lib/config/settings/storage-settings';
import { VersionContract } from '../../../lib/config/version-contract';

describe('settings from wide to narrow', () => {
  test('the narrower value wins, and maps are added up key by key', () => {
    expect(
      mergedSettings(
        { timeServers: ['wide.example.org'], sysctls: { a: '1', b: '1' } },
        undefined,
        { sysctls: { b: '2' } },
        { timeServers: ['narrow.example.org'] },
      ),
    ).toEqual({ timeServers: ['narrow.example.org'], sysctls: { a: '1', b: '2' } });
  });

  test('a key that is undefined says nothing, alone and above another one', () => {
    const encryption = DiskEncryption.nodeId();
    expect(
      mergedSettings({ ephemeralVolume: { encryption } }, { ephemeralVolume: { encryption: undefined, grow: false } }),
    ).toEqual({ ephemeralVolume: { encryption, grow: false } });
    expect(Object.keys(mergedSettings({ ephemeralVolume: { grow: undefined } }).ephemeralVolume ?? {})).toEqual([]);
  });

  test('encryption is taken off on purpose only', () => {
    const merged = mergedSettings(ClusterProfile.hardened().settings, {
      ephemeralVolume: { encryption: DiskEncryption.none() },
    });
    const [patch] = STORAGE_SETTINGS.ephemeralVolume.patches(merged.ephemeralVolume ?? {}, {
      contract: VersionContract.V1_13,
      machineType: 'worker',
    });
    expect(patch?.content).not.toHaveProperty('encryption');
  });

  test('an option that nobody sets stays unset', () => {
    expect(mergedSettings(undefined, {}, { timeServers: undefined })).toEqual({});
  });
});
