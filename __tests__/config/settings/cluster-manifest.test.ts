import { ClusterManifest } from '../../../lib/config/cluster-manifest';
import { manifestFindings } from '../../../lib/config/manifest-findings';
import { failureOf, told } from '../../support/failure';

const OBJECT = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n';

describe('an inline manifest', () => {
  test('holds objects, with empty documents and comments between them', () => {
    const contents = `# first\n---\n${OBJECT}---\n# nothing\n---\n${OBJECT}`;
    expect(ClusterManifest.inline('a', contents).inlineManifest).toEqual({ name: 'a', contents });
  });

  test('is not looked at where it holds a reference', () => {
    expect(ClusterManifest.inline('a', '${TfToken[TOKEN.0]}').inlineManifest?.name).toBe('a');
  });

  test('is told with line and column when it is no YAML', () => {
    expect(failureOf(() => ClusterManifest.inline('a', `${OBJECT}---\na: [1\n`))).toMatch(
      /^TALOS340 the manifest is not YAML: .*\n {2}given: {3}a:7:1\n/,
    );
  });

  test.each([
    ['kind: Namespace\n', "an object of the manifest has no 'apiVersion'"],
    ['a: 1\n', "an object of the manifest has no 'apiVersion' and no 'kind'"],
    ['apiVersion: v1\nkind: ""\n', "an object of the manifest has no 'kind'"],
    ['- a\n', 'a document of the manifest is no object'],
    ['text\n', 'a document of the manifest is no object'],
  ])('is told where an object is none: %j', (text, wrong) => {
    expect(failureOf(() => ClusterManifest.inline('a', `${OBJECT}---\n${text}`))).toContain(
      told('TALOS340', wrong, 'a:6:1', "Kubernetes objects, each with an 'apiVersion' and a 'kind'"),
    );
  });

  test('holds at least one object', () => {
    expect(failureOf(() => ClusterManifest.inline('a', '# nothing\n---\n'))).toContain(
      told('TALOS340', 'the manifest holds no object', 'a', 'at least one Kubernetes object'),
    );
  });

  test('is told with both fixes when its name is none', () => {
    expect(failureOf(() => ClusterManifest.inline('A_b', OBJECT))).toContain('TALOS013');
  });
});

describe('the address of a manifest', () => {
  test.each([
    'https://raw.githubusercontent.com/org/project/v1.2.3/deploy/install.yaml',
    'https://raw.githubusercontent.com/org/project/refs/tags/nightly-7/install.yaml',
    'https://github.com/org/project/releases/download/chart-1.2.3/install.yaml',
    'https://raw.githubusercontent.com/org/project/0a1b2c3d4e5f60718293a4b5c6d7e8f901234567/install.yaml',
    'https://example.org/install-v1.2.3-rc.1.yaml',
    'https://example.org/install.yaml?ref=v1.2.3',
    'https://${TfToken[TOKEN.0]}/install.yaml',
  ])('may be %s', (url) => {
    expect(ClusterManifest.url(url).url).toBe(url);
  });

  test.each(['main', 'master', 'HEAD', 'latest', 'release-1.13', 'stable'])('does not go through %s', (name) => {
    expect(failureOf(() => ClusterManifest.url(`https://example.org/v1.2.3/${name}/install.yaml`))).toContain(
      told(
        'TALOS341',
        `'${name}' in the address is something else tomorrow`,
        `'https://example.org/v1.2.3/${name}/install.yaml'`,
        "an address with a version of three numbers ('v1.2.3'), a commit, or 'refs/tags/…' in its path",
      ),
    );
  });

  test.each([
    'https://example.org/install.yaml',
    'https://example.org/v1.13/install.yaml',
    'https://1.2.3.4/install.yaml',
  ])('says which version is meant, unlike %s', (url) => {
    expect(failureOf(() => ClusterManifest.url(url))).toContain(
      'TALOS341 nothing in the address says which version of the manifest is meant',
    );
  });

  test.each(['http://example.org/v1.2.3/a.yaml', 'install.yaml', 'https://user:secret@example.org/v1.2.3/a.yaml'])(
    'is https without credentials, unlike %s',
    (url) => {
      expect(failureOf(() => ClusterManifest.url(url))).toContain(
        told(
          'TALOS341',
          'a manifest is downloaded over https, without credentials in its address',
          `'${url}'`,
          "an address such as 'https://example.org/releases/download/v1.2.3/install.yaml'",
        ),
      );
    },
  );
});

test('manifests of one name are told once, with all names', () => {
  const manifest = (name: string): { name: string; contents: string } => ({ name, contents: OBJECT });
  expect(manifestFindings(['a', 'b', 'a', 'a'].map(manifest))).toEqual([
    expect.objectContaining({
      code: 'TALOS342',
      wrong: "3 inline manifests have the name 'a'",
      given: "'a', 'b', 'a', 'a'",
    }),
  ]);
  expect(manifestFindings(['a', 'b'].map(manifest))).toEqual([]);
});
