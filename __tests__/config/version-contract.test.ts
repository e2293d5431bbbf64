import { TalosVersion } from '../../lib/config/talos-version';
import { VersionContract } from '../../lib/config/version-contract';

describe('VersionContract', () => {
  test('has the tag that the provider takes', () => {
    expect([VersionContract.V1_12, VersionContract.V1_13].map((contract) => contract.tag)).toEqual(['v1.12', 'v1.13']);
    expect(String(VersionContract.V1_12)).toBe('v1.12');
  });

  test('is newer than an older one only', () => {
    expect(VersionContract.V1_13.isNewerThan(VersionContract.V1_12)).toBe(true);
    expect(VersionContract.V1_12.isNewerThan(VersionContract.V1_13)).toBe(false);
    expect(VersionContract.V1_13.isNewerThan(VersionContract.V1_13)).toBe(false);
  });

  test.each([
    ['v1.12.1', VersionContract.V1_12],
    ['v1.13.9', VersionContract.V1_13],
    ['v1.14.0', VersionContract.V1_13],
  ])('nodes of %s understand contracts up to %s', (talos, contract) => {
    expect(TalosVersion.of(talos).newestContract).toBe(contract);
  });
});
