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

  describe('with a private key', () => {
    const key = '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIA\n-----END EC PRIVATE KEY-----\n';
    const secret = (data: string): string => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n${data}`;

    test.each([
      ['as it is', secret(`stringData:\n  tls.key: |\n    ${key.replaceAll('\n', '\n    ')}\n`)],
      ['on one line', secret(`stringData:\n  tls.key: ${JSON.stringify(key)}\n`)],
      ['in base64', secret(`data:\n  tls.key: ${Buffer.from(key).toString('base64')}\n`)],
    ])('%s is refused', (_, contents) => {
      const failure = failureOf(() => ClusterManifest.inline('a', contents));
      expect(failure).toContain(
        told(
          'TALOS456',
          "a private key in the manifest 'a' would stand readable in the state, in plans and in the machine configuration",
          "a text in the manifest 'a'",
          'the name of a secret in the cluster, or in a manifest a reference to a sensitive value',
        ),
      );
      expect(failure).not.toContain('MHcC');
    });

    test.each([
      [
        'a certificate',
        Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n').toString('base64'),
      ],
      ['a description that speaks of keys', 'Begins with -----BEGIN PRIVATE KEY----- and ends as PEM does.'],
      ['a reference within its frame', '"-----BEGIN PRIVATE KEY-----\\n${TfToken[TOKEN.0]}"'],
    ])('is not meant by %s', (_, text) => {
      expect(() => ClusterManifest.inline('a', secret(`stringData:\n  a: ${text}\n`))).not.toThrow();
    });
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
    'https://raw.githubusercontent.com/org/project/v1.2.3/deploy/stable/install.yaml',
    'https://raw.githubusercontent.com/org/project/refs/tags/stable/install.yaml',
    'https://github.com/org/project/raw/v1.2.3/deploy/main/install.yaml',
    'https://github.com/org/project/blob/v1.2.3/install.yaml?raw=true',
    `https://gist.githubusercontent.com/user/${'0a1b2c3d'.repeat(4)}/raw/${'0a1b2c3d'.repeat(5)}/install.yaml`,
    'https://gitlab.com/org/project/-/raw/v1.2.3/deploy/latest/install.yaml',
    'https://git.example.org/org/project/raw/tag/nightly-7/install.yaml',
    'https://example.org/v1.2.3/deploy/stable/install.yaml',
    'https://example.org/stable/v1.2.3/install.yaml',
    'https://example.org/release-1.2.3/install.yaml',
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
    expect(failureOf(() => ClusterManifest.url(`https://example.org/project/${name}/install.yaml`))).toContain(
      told(
        'TALOS341',
        `'${name}' in the address is something else tomorrow`,
        `'https://example.org/project/${name}/install.yaml'`,
        "an address with a version of three numbers ('v1.2.3'), a commit, or 'refs/tags/…' in its path",
      ),
    );
  });

  test.each([
    ['main', 'https://raw.githubusercontent.com/org/project-1.2.3/main/v1.2.3/install.yaml'],
    ['stable', 'https://raw.githubusercontent.com/org/project/stable/v1.2.3/install.yaml'],
    ['feature', 'https://raw.githubusercontent.com/org/project/refs/heads/feature/v1.2.3.yaml'],
    ['latest', 'https://github.com/org/project/releases/latest/download/install-1.2.3.yaml'],
    ['main', 'https://git.example.org/org/project/raw/branch/main/install-1.2.3.yaml'],
    ['main', 'https://example.org/main/install-1.2.3.yaml'],
  ])('does not go through %s, whatever else is in it: %s', (name, url) => {
    expect(failureOf(() => ClusterManifest.url(url))).toContain(
      told('TALOS341', `'${name}' in the address is something else tomorrow`, `'${url}'`, ''),
    );
  });

  test('says which commit of a gist is meant: its id is none', () => {
    for (const rest of ['raw', 'raw/install.yaml']) {
      expect(
        failureOf(() => ClusterManifest.url(`https://gist.githubusercontent.com/user/${'0a1b2c3d'.repeat(4)}/${rest}`)),
      ).toContain('TALOS341 without a commit, the address leads to the newest text');
    }
  });

  test.each([
    'https://github.com/org/project/blob/v1.2.3/install.yaml',
    'https://github.com/org/project/releases/tag/v1.2.3',
    `https://gist.github.com/user/${'0a1b2c3d'.repeat(4)}`,
    'https://gitlab.com/org/project/-/blob/v1.2.3/install.yaml',
  ])('is not that of a page: %s', (url) => {
    expect(failureOf(() => ClusterManifest.url(url))).toContain(
      told(
        'TALOS341',
        'this is a web page that shows the manifest, not the manifest',
        `'${url}'`,
        "the address of the file itself, such as 'https://raw.githubusercontent.com/…/v1.2.3/install.yaml'\n  do:      Copy the address behind the page's button 'Raw'.",
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
