import { Lazy } from 'cdktf';
import { Cni } from '../../lib/config/cni';
import { inlineManifest } from '../../lib/config/inline-manifest';
import { failureOf, told } from '../support/failure';

const OBJECT = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: cilium }\n';

describe('Cni', () => {
  test("flannel leaves Talos's own choice and brings no manifest", () => {
    expect(Cni.flannel()).toMatchObject({ configName: undefined, inlineManifests: [] });
  });

  test("none turns Talos's own off and brings nothing in its place", () => {
    expect(Cni.none()).toMatchObject({ configName: 'none', inlineManifests: [] });
  });

  test("a manifest turns Talos's own off and is carried as it was given", () => {
    expect(Cni.manifest('cilium', OBJECT)).toMatchObject({
      configName: 'none',
      inlineManifests: [{ name: 'cilium', contents: OBJECT }],
    });
  });

  test('a manifest says what its pod network does and needs', () => {
    expect(Cni.manifest('cilium', OBJECT)).toMatchObject({
      chart: undefined,
      replacesKubeProxy: false,
      forwardsKubeDnsToHost: true,
      ports: [],
    });
    const said = { replacesKubeProxy: true, forwardsKubeDnsToHost: false, ports: ['cilium'] } as const;
    expect(Cni.manifest('cilium', OBJECT, said)).toMatchObject(said);
  });

  test.each(['', 'Cilium', '-cilium', 'cilium-', 'ci lium', 'cilium.yaml'])("fails with the name '%s'", (name) => {
    expect(failureOf(() => Cni.manifest(name, OBJECT))).toContain(
      told(
        'TALOS013',
        'Talos does not take this inline manifest',
        `name '${name}', ${String(OBJECT.length)} characters`,
        'a name of lower-case letters, digits and dashes, and YAML text',
      ),
    );
  });

  test.each([
    ['hello', 'a document of the manifest is no object', 'cilium:1:1'],
    ['kind: Namespace\n', "an object of the manifest has no 'apiVersion'", 'cilium:1:1'],
    ['# nothing\n---\n', 'the manifest holds no object', 'cilium'],
  ])('fails with the text %j, which is no manifest', (contents, wrong, given) => {
    expect(failureOf(() => Cni.manifest('cilium', contents))).toContain(`TALOS340 ${wrong}\n  given:   ${given}\n`);
  });

  test('fails with a text that is no YAML, and takes one that is known only later', () => {
    expect(failureOf(() => Cni.manifest('cilium', 'not yaml: ['))).toContain('TALOS340 the manifest is not YAML: ');
    const later = Lazy.stringValue({ produce: () => OBJECT });
    expect(Cni.manifest('cilium', later).inlineManifests).toEqual([{ name: 'cilium', contents: later }]);
  });

  test.each(['', ' \n'])('fails without a text (%#)', (contents) => {
    expect(failureOf(() => inlineManifest({ name: 'cilium', contents }))).toContain(
      `name 'cilium', ${String(contents.length)} characters`,
    );
  });
});
