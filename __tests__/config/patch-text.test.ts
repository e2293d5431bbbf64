import { parse } from 'yaml';
import { ConfigPatch } from '../../lib/config/config-patch';
import { failureOf, told } from '../support/failure';

function contentsOf(text: string): unknown[] {
  return ConfigPatch.yaml(text).map((patch) => patch.content);
}

function written(text: string): string {
  return ConfigPatch.yaml(text)
    .map((patch) => patch.toYaml())
    .join('');
}

describe('ConfigPatch.yaml', () => {
  test('gives a patch for each document, and passes over empty ones', () => {
    const text = [
      '# both parts',
      'machine:\n  certSANs: [a]\ncluster: {}',
      '---',
      '---',
      '# nothing but a comment',
      '---\napiVersion: v1alpha1\nkind: VolumeConfig\nname: STATE',
    ].join('\n');
    expect(contentsOf(text)).toEqual([
      { machine: { certSANs: ['a'] }, cluster: {} },
      { apiVersion: 'v1alpha1', kind: 'VolumeConfig', name: 'STATE' },
    ]);
  });

  test.each(['0644', '0o644', '1.10', '1_000', 'off', 'yes', '2024-01-01', '"0644"', "'off'", 'null', '~'])(
    'writes %s as it stands in the text: Talos decides by the field what it is',
    (value) => {
      expect(written(`machine:\n  any: ${value}\n  list:\n    - ${value}\n`)).toBe(
        `machine:\n  any: ${value}\n  list:\n    - ${value}\n`,
      );
    },
  );

  test('keeps comments, anchors, several lines and values without content', () => {
    const text = '# why\nmachine:\n  a: &x | # how\n    one\n    two\n  b: *x\n  c:\n  d: {}\n';
    expect(written(text)).toBe(text);
  });

  test('reads anchors and merge keys as Talos does', () => {
    expect(contentsOf('machine:\n  a: &x { k: 1 }\n  b:\n    <<: *x\n    l: 2\n')).toEqual([
      { machine: { a: { k: 1 }, b: { k: 1, l: 2 } } },
    ]);
  });

  test('puts a value with a reference between double quotes', () => {
    expect(written("machine:\n  a: ${TfToken[TOKEN.1]}\n  b: 'x-${TfToken[TOKEN.2]}'\n")).toBe(
      'machine:\n  a: "${TfToken[TOKEN.1]}"\n  b: "x-${TfToken[TOKEN.2]}"\n',
    );
  });

  test('puts a reference to a whole list between brackets, and no list that has something beside it', () => {
    expect(written("machine:\n  a:\n    - '#{TfToken[TOKEN.1]}'\n  b:\n    - '#{TfToken[TOKEN.2]}'\n    - x\n")).toBe(
      'machine:\n  a: [ "#{TfToken[TOKEN.1]}" ]\n  b:\n    - "#{TfToken[TOKEN.2]}"\n    - x\n',
    );
  });

  test.each(['{machine: {}}', 'machine: {}', '--- {machine: {}}', '{"cluster":{}}', 'machine: {}\n...\n'])(
    'never comes out as a text that the provider takes for the name of a file: %j',
    (text) => {
      const yaml = written(text);
      expect(yaml.trimEnd().split('\n').length).toBeGreaterThan(1);
      expect(parse(yaml)).toEqual(contentsOf(text)[0]);
    },
  );

  test.each([
    ['machine:\n  a: [1\n', 'the text is not YAML: ', 'patches/a.yaml:3:1'],
    [
      'machine: {}\n---\nmachine:\n  a: 1\n  a: 2\n',
      'the text is not YAML: Map keys must be unique',
      'patches/a.yaml:5:3',
    ],
    ['machine:\n\ta: 1\n', 'the text is not YAML: ', 'patches/a.yaml:2:1'],
    ['machine: *a\n', 'the text cannot be read: Unresolved alias', 'patches/a.yaml:1:1'],
  ])('fails with file, line and column when the text is no YAML: %j', (text, wrong, given) => {
    const failure = failureOf(() => ConfigPatch.yaml(text, { name: 'patches/a.yaml' }));
    expect(failure).toContain(`TALOS016 ${wrong}`);
    expect(failure).toContain(`given:   ${given}\n`);
  });

  test('fails with line and column alone when the text has no name', () => {
    expect(failureOf(() => ConfigPatch.yaml('machine:\n  a: [1\n'))).toContain('given:   line 3, column 1\n');
  });

  test.each([
    ['- op: add\n  path: /machine/certSANs/-\n  value: a\n', 'a list at a.yaml:1:1'],
    ['machine: {}\n---\n[{"op": "remove", "path": "/cluster"}]', 'a list at a.yaml:3:1'],
  ])('fails with the reason for a JSON 6902 patch: %j', (text, given) => {
    expect(failureOf(() => ConfigPatch.yaml(text, { name: 'a.yaml' }))).toContain(
      told(
        'TALOS009',
        'a list is a JSON 6902 patch, which Talos refuses for a configuration of several documents',
        given,
        'a strategic merge patch: the fields to change, under their names',
      ),
    );
  });

  test.each([
    ['patches/kubelet.yaml', 'a single word or text is no patch', 'a.yaml:1:1'],
    ['@patches/kubelet.yaml', 'the text is not YAML: ', 'a.yaml:1:1'],
    ['', 'the text holds no patch', 'a.yaml'],
    ['# nothing\n', 'the text holds no patch', 'a.yaml'],
    [
      'version: v1alpha1\nmachine: {}',
      'a merge patch changes the machine, the cluster, or both',
      'the fields version, a.yaml:1:1',
    ],
    [
      'machine: {}\n---\napiVersion: v1alpha1\n',
      "a configuration document has a 'kind'",
      'the fields apiVersion, a.yaml:3:1',
    ],
    ['kind: VolumeConfig\n', 'the document VolumeConfig does not state the API version', 'no apiVersion, a.yaml:1:1'],
    [
      'kind: VolumeConfig\napiVersion: v1\n',
      'the document VolumeConfig does not state',
      'apiVersion: "v1", a.yaml:1:1',
    ],
  ])('fails with any other form: %j', (text, wrong, given) => {
    const failure = failureOf(() => ConfigPatch.yaml(text, { name: 'a.yaml' }));
    expect(failure).toContain(wrong);
    expect(failure).toContain(`given:   ${given}\n`);
  });

  test('fails with what is no text', () => {
    expect(failureOf(() => ConfigPatch.yaml(undefined as unknown as string))).toContain(
      'TALOS009 this is no YAML text\n  given:   undefined',
    );
    expect(failureOf(() => ConfigPatch.yaml({ machine: {} } as unknown as string))).toContain('given:   an object');
  });

  test('sends an object of Kubernetes to the manifests, with its place', () => {
    const text = 'machine: {}\n---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n';
    expect(failureOf(() => ConfigPatch.yaml(text, { name: 'a.yaml' }))).toContain(
      'this is an object of Kubernetes, and no part of the machine configuration\n  given:   apiVersion: v1, kind: Namespace, a.yaml:3:1',
    );
  });

  test('knows the place of each field, and else of the nearest around it', () => {
    const text = 'machine:\n  a: &x\n    - b: 1\n      c: 2\n  d: *x\n';
    const [patch] = ConfigPatch.yaml(`cluster: {}\n---\n${text}`, { name: 'a.yaml' }).slice(1);
    const placeOf = (...path: (string | number)[]): string | undefined => patch?.placeOf(path);
    expect(placeOf('machine')).toBe('a.yaml:3:1');
    expect(placeOf('machine', 'a', 0, 'c')).toBe('a.yaml:6:7');
    expect(placeOf('machine', 'd', 0, 'c')).toBe('a.yaml:6:7');
    expect(placeOf('machine', 'e')).toBe('a.yaml:3:1');
    expect(ConfigPatch.merge({ machine: {} }).placeOf(['machine'])).toBeUndefined();
  });
});
