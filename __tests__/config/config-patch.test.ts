import fc from '../support/property';
import { parse } from 'yaml';
import { ConfigDocument, ConfigPatch, MergePatch, YamlValue } from '../../lib/config/config-patch';
import { failureOf, told } from '../support/failure';

/** Words that one YAML reader or another takes for something else than text. */
const AMBIGUOUS = [
  ...['off', 'Off', 'OFF', 'on', 'yes', 'Yes', 'no', 'NO', 'y', 'n', 'true', 'False', 'null', 'Null', '~', ''],
  ...['123', '-1', '+1', '0123', '0x1f', '0o7', '0b11', '1_000', '1e3', '.5', '1.', '-0', '.inf', '-.INF', '.nan'],
  ...['2024-01-01', '2024-01-01T00:00:00Z', '12:30:45', '190:20:30', '<<'],
  ...[
    '- a',
    'a: b',
    'a #b',
    '#a',
    '@x',
    '%x',
    '*x',
    '&x',
    '!x',
    '| x',
    '> x',
    '? x',
    '[a]',
    '{a}',
    "'",
    '"',
    '`x`',
    '---',
  ],
  ...[' leading', 'trailing ', 'tab\there', 'two\nlines', '\n', 'ends\n', '  indented\nlines\n', '${a.b}', '%{ if x }'],
];

const text = fc.oneof(fc.constantFrom(...AMBIGUOUS), fc.string({ unit: 'grapheme', maxLength: 40 }));
const key = text.filter((candidate) => candidate !== '__proto__');
const { value } = fc.letrec<{ value: YamlValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.boolean(),
    fc.constant(null),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

/** A patch of fields that Talos does not have: what is tested here is how any field is written. */
function patchOf(machine: { readonly [field: string]: YamlValue | undefined }): ConfigPatch {
  return ConfigPatch.merge({ machine: machine, cluster: undefined });
}

function yamlOf(machine: { readonly [field: string]: YamlValue }): string {
  return patchOf(machine).toYaml();
}

/** The lines after the first, `machine:`, without their indentation. */
function fieldsOf(machine: { readonly [field: string]: YamlValue }): string[] {
  return yamlOf(machine)
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.trim());
}

test('two patches that JSON would write alike have texts of their own', () => {
  const text = (value: unknown): string => ConfigPatch.merge({ machine: { extra: value } as object }).toYaml();
  expect(text(NaN)).not.toBe(text(null));
  expect(text(-0)).not.toBe(text(0));
  expect(text(10n)).toContain('10');
});

test('a patch is written alike, whether it shares its parts or not', () => {
  type Reserved = Readonly<Record<string, string>>;
  const kubelet = (kubeReserved: Reserved, systemReserved: Reserved): string =>
    ConfigPatch.merge({ machine: { kubelet: { extraConfig: { kubeReserved, systemReserved } } } }).toYaml();
  const shared = { cpu: '100m' };
  expect(kubelet(shared, shared)).toBe(kubelet({ cpu: '100m' }, { cpu: '100m' }));
});

describe('the YAML of a patch', () => {
  test('reads back as what was given, whatever that is', () => {
    fc.assert(
      fc.property(value, (content) => {
        expect(parse(yamlOf({ content }))).toEqual({ machine: { content } });
      }),
    );
  });

  test('keeps text as text for readers of YAML 1.1 too, which know more words and numbers', () => {
    fc.assert(
      fc.property(fc.array(text), (content) => {
        expect(parse(yamlOf({ content }), { version: '1.1', merge: false })).toEqual({ machine: { content } });
      }),
    );
  });

  test.each(AMBIGUOUS)('keeps %j as text, for readers of either YAML', (word) => {
    expect(parse(yamlOf({ word }))).toEqual({ machine: { word } });
    expect(parse(yamlOf({ word }), { version: '1.1', merge: false })).toEqual({ machine: { word } });
  });

  test.each(['off', 'yes', 'on', 'n', '1_000', '0b11', '2024-01-01', '123', 'true', 'null'])(
    'quotes the text %s',
    (word) => {
      expect(fieldsOf({ word })).toEqual([`word: "${word}"`]);
    },
  );

  test('leaves booleans, numbers and null bare', () => {
    expect(fieldsOf({ a: true, b: 123, c: null })).toEqual(['a: true', 'b: 123', 'c: null']);
  });

  test('leaves plain text bare', () => {
    expect(fieldsOf({ a: 'worker-0', b: '10.10.0.0/24' })).toEqual(['a: worker-0', 'b: 10.10.0.0/24']);
  });

  test('has at least two lines, for the provider takes a single one for the name of a file', () => {
    fc.assert(
      fc.property(value, (content) => {
        const lines = yamlOf({ content }).trimEnd().split('\n');
        expect(lines.length).toBeGreaterThan(1);
        expect(lines[0]).toMatch(/^[^@]/);
      }),
    );
  });

  test.each([{ machine: {} }, { cluster: {} }, { machine: undefined }])(
    'has at least two lines even where there is little to say (%j)',
    (patch: MergePatch) => {
      const yaml = ConfigPatch.merge(patch).toYaml();
      expect(yaml.trimEnd().split('\n').length).toBeGreaterThan(1);
      expect(parse(yaml)).toEqual(JSON.parse(JSON.stringify(patch)));
    },
  );

  test.each(['one two '.repeat(60), `\${a.b} ${'one two '.repeat(60)}`, `it's: "quoted" ${'one two '.repeat(60)}`])(
    'does not fold a long line (%#)',
    (long) => {
      expect(fieldsOf({ long })).toHaveLength(1);
      expect(parse(yamlOf({ long }))).toEqual({ machine: { long } });
    },
  );

  test('puts a line with a reference between double quotes, so that what replaces it stays text', () => {
    expect(fieldsOf({ a: '${aws_lb.x.dns_name}', list: ['x-${a.b}'] })).toEqual([
      'a: "${aws_lb.x.dns_name}"',
      'list:',
      '- "x-${a.b}"',
    ]);
  });

  test('keeps the lines of a text of several lines, with a reference or without', () => {
    expect(fieldsOf({ a: 'first\n${a.b}\n' })).toEqual(['a: |', 'first', '${a.b}']);
  });

  test('leaves out a field that is undefined', () => {
    expect(parse(patchOf({ a: undefined, b: 1 }).toYaml())).toEqual({ machine: { b: 1 } });
  });
});

describe('ConfigPatch.merge', () => {
  test('takes machine, cluster, or both', () => {
    const both = { machine: { sysctls: { a: '1' } }, cluster: { proxy: { disabled: true } } };
    expect(ConfigPatch.merge(both).content).toEqual(both);
    expect(ConfigPatch.merge({ cluster: both.cluster }).content).toEqual({ cluster: both.cluster });
  });

  test('takes debug, which is beside them', () => {
    expect(parse(ConfigPatch.merge({ debug: true }).toYaml())).toEqual({ debug: true });
  });

  test.each([
    [{ machines: {} }, 'the fields machines'],
    [{ machine: {}, apiVersion: 'v1alpha1', kind: 'VolumeConfig' }, 'the fields apiVersion, kind'],
    [{}, 'no field'],
    [[{ op: 'add', path: '/machine', value: {} }], 'the fields (a JSON 6902 list)'],
    [[], 'the fields (a JSON 6902 list)'],
  ])('fails with any other form: %j', (patch, given) => {
    expect(failureOf(() => ConfigPatch.merge(patch as MergePatch))).toContain(
      told('TALOS009', 'a merge patch changes the machine, the cluster, or both', given, "'machine' and 'cluster'"),
    );
  });
});

describe.each([
  ['merge', (given: unknown) => ConfigPatch.merge(given as MergePatch), 'a merge patch changes the machine'],
  [
    'document',
    (given: unknown) => ConfigPatch.document(given as ConfigDocument),
    "a configuration document has a 'kind'",
  ],
] as const)('ConfigPatch.%s', (_, make, wrong) => {
  test('tells how YAML text becomes patches', () => {
    expect(failureOf(() => make('machine: {}\n'))).toMatch(
      new RegExp(
        `^TALOS009 ${wrong}.*\n  given:   a text of 12 characters\n.*\n  do:      .*ConfigPatch.yaml\\(text\\)`,
      ),
    );
  });

  test.each([undefined, null, 7])('fails with %p, and not with an error of JavaScript', (given) => {
    expect(failureOf(() => make(given))).toContain(`given:   ${String(given)}\n  allowed: an object with its fields`);
  });

  test.each([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
    { apiVersion: 'apps/v1', kind: 'Deployment' },
    { apiVersion: 'kubelet.config.k8s.io/v1', kind: 'CredentialProviderConfig', metadata: {} },
  ])('sends an object of Kubernetes to the manifests: %j', (object) => {
    const failure = failureOf(() => make(object));
    expect(failure).toContain(
      told(
        'TALOS009',
        'this is an object of Kubernetes, and no part of the machine configuration',
        `apiVersion: ${object.apiVersion}, kind: ${object.kind}`,
        "'machine' and 'cluster'",
      ),
    );
    expect(failure).toContain('ClusterManifest.inline(name, text)');
  });
});

describe('ConfigPatch.document', () => {
  test('takes a document with a kind, and writes all of it', () => {
    const document = { apiVersion: 'v1alpha1', kind: 'VolumeConfig', name: 'EPHEMERAL' } as const;
    expect(parse(ConfigPatch.document(document).toYaml())).toEqual(document);
  });

  test.each([{ apiVersion: 'v1alpha1' }, { apiVersion: 'v1alpha1', kind: '' }, { apiVersion: 'v1alpha1', kind: 3 }])(
    'fails without a kind: %j',
    (document) => {
      expect(failureOf(() => ConfigPatch.document(document as ConfigDocument))).toContain(
        told(
          'TALOS009',
          "a configuration document has a 'kind'",
          `the fields ${Object.keys(document).join(', ')}`,
          "a kind such as 'VolumeConfig'",
        ),
      );
    },
  );
});
