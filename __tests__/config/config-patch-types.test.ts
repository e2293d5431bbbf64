import { Lazy } from 'cdktf';
import { ConfigDocument, ConfigPatch, DocumentOfKind, MergePatch } from '../../lib/config/config-patch';

/**
 * What the compiler refuses, in lines that `npm run typecheck` holds: a `@ts-expect-error` over a line that compiles is
 * an error itself.
 */
describe('the types of a patch', () => {
  test('take a document by its kind', () => {
    const volume: DocumentOfKind<'UserVolumeConfig'> = {
      apiVersion: 'v1alpha1',
      kind: 'UserVolumeConfig',
      name: 'data',
      provisioning: { diskSelector: { match: '!system_disk' }, minSize: '10GiB' },
      filesystem: { type: 'xfs' },
    };
    expect(ConfigPatch.document(volume).content).toBe(volume);
  });

  test('refuse a kind, a field, a value and a form that Talos does not have', () => {
    const refused: readonly ConfigDocument[] = [
      // @ts-expect-error no such kind
      { apiVersion: 'v1alpha1', kind: 'UserVolumeConfg', name: 'data' },
      // @ts-expect-error no such field
      { apiVersion: 'v1alpha1', kind: 'UserVolumeConfig', name: 'data', filesytem: {} },
      // @ts-expect-error a field of another kind
      { apiVersion: 'v1alpha1', kind: 'UserVolumeConfig', name: 'data', hostname: 'a' },
      // @ts-expect-error no such field further in
      { apiVersion: 'v1alpha1', kind: 'UserVolumeConfig', name: 'data', provisioning: { minSzie: '1GiB' } },
      // @ts-expect-error no such file system
      { apiVersion: 'v1alpha1', kind: 'UserVolumeConfig', name: 'data', filesystem: { type: 'btrfs' } },
      // @ts-expect-error a list, not a map
      { apiVersion: 'v1alpha1', kind: 'LinkConfig', name: 'eth0', addresses: { address: '10.0.0.1/24' } },
      // @ts-expect-error a field that another minor's type of the same name has
      { apiVersion: 'v1alpha1', kind: 'VolumeConfig', name: 'STATE', mount: { readOnly: true } },
      // @ts-expect-error what the document is called is missing
      { apiVersion: 'v1alpha1', kind: 'LinkConfig' },
      // @ts-expect-error the API version is missing
      { kind: 'OOMConfig' },
      // @ts-expect-error a kind of 1.14, which has no version contract yet
      { apiVersion: 'v1alpha1', kind: 'KubePrismConfig', port: 7445 },
    ];
    expect(refused).toHaveLength(10);
  });

  test('take the fields of machine and cluster, and refuse others', () => {
    const refused: readonly MergePatch[] = [
      // @ts-expect-error no such field
      { machine: { sysctl: {} } },
      // @ts-expect-error no such field further in
      { cluster: { apiServer: { extraArg: {} } } },
      // @ts-expect-error a number where Talos reads text
      { machine: { sysctls: { 'vm.swappiness': 1 } } },
      // @ts-expect-error a field that Talos has replaced
      { machine: { registries: {} } },
      // @ts-expect-error no such part
      { machines: {} },
    ];
    expect(refused).toHaveLength(5);
    const patch: MergePatch = {
      machine: {
        install: { disk: '/dev/vda' },
        files: [{ path: '/var/a', op: 'create', permissions: 0o600, content: '' }],
        pods: [{ apiVersion: 'v1', kind: 'Pod', spec: { containers: [] } }],
      },
      cluster: { apiServer: { extraArgs: { 'enable-admission-plugins': ['A', 'B'], v: '2' } } },
    };
    expect(ConfigPatch.merge(patch).content).toBe(patch);
  });

  test('take accepted certificate authorities as the list that they are', () => {
    const patch: MergePatch = {
      machine: { acceptedCAs: [{ crt: 'LS0t' }] },
      cluster: { acceptedCAs: [{ crt: 'LS0t' }] },
    };
    // @ts-expect-error the schema's one object is none of Talos's
    const wrong: MergePatch = { machine: { acceptedCAs: { crt: 'LS0t' } } };
    expect(ConfigPatch.merge(patch).content).toBe(patch);
    expect(wrong).toBeDefined();
  });

  test('take references of constructs in place of text', () => {
    const reference = Lazy.stringValue({ produce: () => 'later' });
    const patch = ConfigPatch.document({
      apiVersion: 'v1alpha1',
      kind: 'ResolverConfig',
      nameservers: [{ address: reference }],
    });
    expect(patch.toYaml()).toContain(`address: "${reference}"`);
  });

  test('take $patch: delete in the place of a document, an object, a list, an entry of a map and a single value', () => {
    const $patch = 'delete';
    const document = ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'LinkConfig', name: 'eth0', $patch });
    const fields = ConfigPatch.merge({
      machine: {
        $patch,
        kubelet: { $patch },
        certSANs: { $patch },
        nodeLabels: { old: { $patch } },
        nodeTaints: { $patch },
        install: { disk: { $patch } },
        files: [{ path: '/var/a', $patch }],
      },
    });
    expect([document, fields].map((patch) => patch.toYaml()).join('\n')).toContain('$patch: delete');
  });

  test('change a document without repeating what it says already', () => {
    // The schema asks for bondMode and links; a patch of one machine may only add an address.
    const patch = ConfigPatch.document({
      apiVersion: 'v1alpha1',
      kind: 'BondConfig',
      name: 'bond0',
      addresses: [{ address: '10.0.0.1/24' }],
    });
    expect(patch.content).toMatchObject({ kind: 'BondConfig' });
  });
});
