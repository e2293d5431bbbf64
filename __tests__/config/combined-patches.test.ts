import fc from '../support/property';
import { combinedPatches, documentKey } from '../../lib/config/combined-patches';
import { ConfigPatch } from '../../lib/config/config-patch';

const volume = (fields: object): ConfigPatch =>
  ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'VolumeConfig', name: 'EPHEMERAL', ...fields });

describe('combinedPatches', () => {
  test('makes one patch of all that change machine and cluster', () => {
    const combined = combinedPatches([
      ConfigPatch.merge({ machine: { sysctls: { a: '1' } } }),
      ConfigPatch.merge({ cluster: { proxy: { disabled: true } } }),
      ConfigPatch.merge({ machine: { sysctls: { b: '2' }, kubelet: { extraArgs: { v: '1' } } } }),
    ]);
    expect(combined.map(({ content }) => content)).toEqual([
      {
        machine: { sysctls: { a: '1', b: '2' }, kubelet: { extraArgs: { v: '1' } } },
        cluster: { proxy: { disabled: true } },
      },
    ]);
  });

  test('makes one document of those of equal kind and name, and keeps others apart', () => {
    const combined = combinedPatches([
      volume({ provisioning: { maxSize: '50GiB' } }),
      ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'VolumeConfig', name: 'STATE' }),
      volume({ encryption: { provider: 'luks2' } }),
    ]);
    expect(combined.map(({ content }) => content)).toEqual([
      {
        apiVersion: 'v1alpha1',
        kind: 'VolumeConfig',
        name: 'EPHEMERAL',
        provisioning: { maxSize: '50GiB' },
        encryption: { provider: 'luks2' },
      },
      { apiVersion: 'v1alpha1', kind: 'VolumeConfig', name: 'STATE' },
    ]);
  });

  test('lets the later value win, adds lists up, and never has a value in a list twice', () => {
    const lists = fc.array(fc.constantFrom('a', 'b', 'c'));
    fc.assert(
      fc.property(lists, lists, (first, second) => {
        const [combined] = combinedPatches([
          ConfigPatch.merge({ machine: { certSANs: [...new Set(first)], type: 'worker' } }),
          ConfigPatch.merge({ machine: { certSANs: [...new Set(second)], type: 'controlplane' } }),
        ]);
        expect(combined?.content).toEqual({
          machine: { certSANs: [...new Set([...first, ...second])], type: 'controlplane' },
        });
      }),
    );
  });
});

test('patches of machine and cluster have no document key', () => {
  expect(documentKey({ machine: {} })).toBeUndefined();
  expect(documentKey({ kind: 'HostnameConfig' })).toBe('HostnameConfig/');
});
