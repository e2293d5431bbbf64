import { Finding } from '../../lib/checks/check';
import { ConfigDocument, ConfigPatch, ConfigPatchContent } from '../../lib/config/config-patch';
import { SCHEMA_FACTS } from '../../lib/config/generated/schema-facts';
import {
  CONTROL_PLANE_FIELDS,
  CONTROL_PLANE_KINDS,
  OWNED_FIELDS,
  PatchReach,
  ownedFindings,
} from '../../lib/config/owned-fields';
import { SECRET_FIELDS, patchSecretFindings } from '../../lib/config/patch-secrets';

const REFERENCE = '${TfToken[TOKEN.7]}';
const isKnown = (value: unknown): boolean => typeof value !== 'string' || !value.includes('${');
const EVERYWHERE = { isKnown, workers: true, oneMachine: false };
const CONTROL_PLANES: PatchReach = { isKnown, workers: false, oneMachine: false };
const ONE_MACHINE: PatchReach = { isKnown, workers: true, oneMachine: true };

function patchOf(content: object): ConfigPatch {
  return 'kind' in content
    ? ConfigPatch.document({ apiVersion: 'v1alpha1', ...content } as ConfigDocument)
    : ConfigPatch.merge(content);
}
/** An object with a value at a dotted path; `*` is the first of a list. */
function at(path: string, value: unknown): ConfigPatchContent {
  return path
    .split('.')
    .reverse()
    .reduce<unknown>((inner, step) => (step === '*' ? [inner] : { [step]: inner }), value) as ConfigPatchContent;
}
function owned(content: object, reach: PatchReach = CONTROL_PLANES): Finding[] {
  return ownedFindings({ origin: 'configPatches of the pool', patch: patchOf(content) }, reach);
}
function secrets(content: object): Finding[] {
  return patchSecretFindings({ origin: 'configPatches of the pool', patch: patchOf(content) }, isKnown);
}
/** Whether the schema of some contract has a field. */
function isInSchema(root: string, dotted: string): boolean {
  let type: string | undefined = root;
  return dotted
    .split('.')
    .filter((step) => step !== '*')
    .every((step) => {
      const facts = SCHEMA_FACTS.types[type ?? '']?.[step];
      type = facts?.type;
      return facts !== undefined;
    });
}

describe('the tables of fields', () => {
  test('name fields and kinds that Talos has', () => {
    const fields = [...Object.keys(OWNED_FIELDS), ...CONTROL_PLANE_FIELDS, 'machine.install.wipe'];
    expect(fields.filter((field) => !isInSchema(SCHEMA_FACTS.root, field))).toEqual([]);
    expect(CONTROL_PLANE_KINDS.filter((kind) => !Object.hasOwn(SCHEMA_FACTS.kinds, kind))).toEqual([]);
    const secretFields = Object.entries(SECRET_FIELDS).flatMap(([kind, paths]) => paths.map((path) => [kind, path]));
    expect(secretFields.filter(([kind = '', path = '']) => !isInSchema(kind, path))).toEqual([]);
  });
});

describe('what the library or Terraform decides', () => {
  test.each(Object.entries(OWNED_FIELDS))('%s is refused in a patch', (field, { instead }) => {
    for (const value of ['a', REFERENCE]) {
      expect(owned(at(field, value))).toEqual([
        expect.objectContaining({
          code: 'TALOS021',
          wrong: `'${field}' is not for patches to say`,
          given: `'${field}' in configPatches of the pool`,
          allowed: instead,
        }),
      ]);
    }
  });

  test('is told once of a patch that reaches workers', () => {
    expect(owned(at('cluster.apiServer.image', 'a'), EVERYWHERE).map(({ code }) => code)).toEqual(['TALOS021']);
    const both = { cluster: { apiServer: { image: 'a', extraArgs: { v: '4' } } } };
    expect(owned(both, EVERYWHERE).map(({ code }) => code)).toEqual(['TALOS021', 'TALOS022']);
  });

  test('leaves the rest of the fields, and what is a reference, alone', () => {
    expect(
      owned({
        machine: { install: { disk: '/dev/sda', wipe: false }, kubelet: { extraArgs: {} }, acceptedCAs: [] },
        cluster: { apiServer: REFERENCE, controlPlane: { localAPIServerPort: 6443 }, etcd: { extraArgs: {} } },
      }),
    ).toEqual([]);
    expect(owned({ machine: REFERENCE, cluster: REFERENCE }, EVERYWHERE)).toEqual([]);
  });
});

describe('wiping the install disk', () => {
  const wipe = { machine: { install: { wipe: true } } };

  test('is refused for several machines', () => {
    expect(owned(wipe)).toEqual([
      expect.objectContaining({
        code: 'TALOS024',
        wrong: 'this patch wipes the install disk of every machine that Talos is installed on with it',
        given: "true for 'machine.install.wipe' in configPatches of the pool",
      }),
    ]);
  });

  test.each(['yes', 'On', 'Y'])('is refused with the word %s, which Talos reads as true', (word) => {
    expect(owned(at('machine.install.wipe', word))).toEqual([
      expect.objectContaining({
        code: 'TALOS024',
        given: `${word} for 'machine.install.wipe' in configPatches of the pool`,
      }),
    ]);
    expect(owned(at('machine.install.wipe', 'no'))).toEqual([]);
  });

  test('is taken for one machine, and as a reference', () => {
    expect(owned(wipe, ONE_MACHINE)).toEqual([]);
    expect(owned(at('machine.install.wipe', REFERENCE))).toEqual([]);
  });
});

describe('what belongs to control planes', () => {
  test.each(CONTROL_PLANE_FIELDS)('%s is refused where workers get it, and nowhere else', (field) => {
    const patch = at(field, { some: 'a' });
    expect(owned(patch, EVERYWHERE)).toEqual([
      expect.objectContaining({
        code: 'TALOS022',
        wrong: `'${field}' belongs to control planes, and this patch reaches workers`,
        given: `'${field}' in configPatches of the pool`,
        allowed: "'controlPlaneConfigPatches' of the cluster",
      }),
    ]);
    expect(owned(patch, ONE_MACHINE)).toHaveLength(1);
    expect(owned(patch)).toEqual([]);
  });

  test.each(CONTROL_PLANE_KINDS)('documents of the kind %s as well', (kind) => {
    expect(owned({ kind, name: '10.0.0.9' }, EVERYWHERE)).toEqual([
      expect.objectContaining({
        code: 'TALOS022',
        wrong: `documents of the kind '${kind}' belong to control planes, and this patch reaches workers`,
        given: `kind: ${kind} in configPatches of the pool`,
      }),
    ]);
    expect(owned({ kind, name: '10.0.0.9' })).toEqual([]);
  });

  test('are not the networks and discovery, which workers have as well', () => {
    expect(
      owned({ cluster: { network: { podSubnets: ['10.0.0.0/8'] }, discovery: { enabled: true } } }, EVERYWHERE),
    ).toEqual([]);
  });
});

describe('a host name', () => {
  test('is refused for several machines, and taken for one', () => {
    const document = { kind: 'HostnameConfig', hostname: 'a' };
    expect(owned(document)).toEqual([
      expect.objectContaining({
        code: 'TALOS023',
        wrong: 'a host name belongs to one machine, and this patch goes to every machine, those added later as well',
        given: "'hostname' of HostnameConfig in configPatches of the pool",
      }),
    ]);
    expect(owned(document, ONE_MACHINE)).toEqual([]);
    expect(owned({ kind: 'HostnameConfig', auto: 'off' })).toEqual([]);
  });

  test('that is made by Talos itself is refused beside the name of the pool, and left alone where the platform names', () => {
    const document = { kind: 'HostnameConfig', auto: 'stable' };
    for (const reach of [CONTROL_PLANES, ONE_MACHINE]) {
      expect(owned(document, reach)).toEqual([
        expect.objectContaining({
          code: 'TALOS021',
          wrong: 'Talos refuses an automatic host name beside the name that the machine has',
          given: "'auto' of HostnameConfig in configPatches of the pool",
          fix: 'Leave it out: where the platform names the machines, Talos does so by itself.',
        }),
      ]);
    }
    expect(owned(document, { ...CONTROL_PLANES, namedByPlatform: true })).toEqual([]);
    const both = { ...document, hostname: 'a' };
    expect(owned(both, { ...ONE_MACHINE, namedByPlatform: true })).toHaveLength(1);
  });

  test.each([
    [{ kind: 'HostnameConfig', $patch: 'delete' }, 'kind: HostnameConfig'],
    [{ kind: 'HostnameConfig', hostname: { $patch: 'delete' } }, "'hostname' of HostnameConfig"],
  ])('is not taken away from several machines: %j', (document, given) => {
    expect(owned(document)).toEqual([
      expect.objectContaining({
        code: 'TALOS021',
        wrong: 'this patch takes away the host names of machines',
        given: `${given} in configPatches of the pool`,
      }),
    ]);
    expect(owned(document, ONE_MACHINE)).toEqual([]);
    expect(owned(document, { ...CONTROL_PLANES, namedByPlatform: true })).toEqual([]);
  });
});

const SECRETS = Object.entries(SECRET_FIELDS).flatMap(([kind, paths]) => paths.map((path) => [kind, path] as const));

describe('a secret in a document', () => {
  test.each(SECRETS)('of the kind %s in %s is refused as a text', (kind, path) => {
    for (const value of ['hunter', 123456]) {
      const written = path.replaceAll('.*', '[0]');
      expect(secrets({ kind, ...at(path, value) })).toEqual([
        expect.objectContaining({
          code: 'TALOS326',
          wrong: `the secret '${written}' is written into the patch`,
          given: `a text of 6 characters for '${written}' of ${kind} in configPatches of the pool`,
        }),
      ]);
    }
  });

  test.each(SECRETS)('of the kind %s in %s is taken as a reference', (kind, path) => {
    expect(secrets({ kind, ...at(path, REFERENCE) })).toEqual([]);
    expect(secrets({ kind, ...at(path, { $patch: 'delete' }) })).toEqual([]);
    expect(secrets({ kind, ...at(path.split('.')[0] ?? '', REFERENCE) })).toEqual([]);
  });

  test('is told with its place', () => {
    const [patch] = ConfigPatch.yaml(
      'apiVersion: v1alpha1\nkind: WireguardConfig\nname: wg0\npeers:\n  - presharedKey: abc\n',
      { name: 'wg.yaml' },
    );
    if (patch === undefined) throw new Error('no patch');
    const [finding] = patchSecretFindings({ origin: 'configPatches of the pool', patch }, isKnown);
    expect(finding?.given).toBe(
      "a text of 3 characters for 'peers[0].presharedKey' of WireguardConfig in configPatches of the pool, wg.yaml:5:5",
    );
  });

  test('is none where it is public', () => {
    expect(secrets({ kind: 'TrustedRootsConfig', name: 'a', certificates: 'text' })).toEqual([]);
    expect(secrets({ kind: 'RegistryAuthConfig', name: 'a', username: 'me', password: '' })).toEqual([]);
  });
});

describe('a variable', () => {
  const forms = (name: string, value: unknown): object[] => [
    { machine: { env: { [name]: value } } },
    { kind: 'EnvironmentConfig', variables: { [name]: value } },
    { kind: 'ExtensionServiceConfig', name: 'a', environment: [`${name}=${String(value)}`] },
  ];

  test.each([
    ...['TS_AUTHKEY', 'API_TOKEN', 'PASSWORD', 'client_secret'],
    ...['DB_PASS', 'APIKEY', 'NETBIRD_APIKEY', 'PASSPHRASE', 'PGPASSWORD', 'MYSQL_PWD', 'FTP_PASSWD'],
  ])('named %s is a warning', (name) => {
    for (const form of forms(name, 'hunter')) {
      expect(secrets(form)).toEqual([
        expect.objectContaining({
          code: 'TALOS025',
          severity: 'warning',
          wrong: `the environment variable '${name}' has the name of a secret, and its value is written out`,
          given: expect.stringMatching(/^a text of 6 characters for '.*' .*in configPatches of the pool$/) as string,
        }),
      ]);
    }
  });

  test('with a password in its address is a warning', () => {
    for (const form of forms('HTTPS_PROXY', 'http://me:hunter2@proxy:3128')) {
      expect(secrets(form)).toEqual([
        expect.objectContaining({
          code: 'TALOS025',
          wrong: "the environment variable 'HTTPS_PROXY' holds an address with a password in it",
        }),
      ]);
    }
  });

  test.each([
    ['API_TOKEN', REFERENCE],
    ['API_TOKEN', ''],
    ['HTTPS_PROXY', 'http://proxy:3128'],
    ['HTTPS_PROXY', `http://me:${REFERENCE}@proxy:3128`],
    ['SIGNING_PUBLIC_KEY', 'abc'],
    ['PWD', '/var/lib/app'],
    ['PROXY_BYPASS', 'localhost'],
    ['MONKEY', 'abc'],
  ])('%s=%s is not', (name, value) => {
    for (const form of forms(name, value)) expect(secrets(form)).toEqual([]);
  });

  test('is not sought in what is a reference', () => {
    expect(secrets({ machine: { env: REFERENCE } })).toEqual([]);
    expect(secrets({ kind: 'EnvironmentConfig', variables: REFERENCE })).toEqual([]);
    expect(secrets({ kind: 'ExtensionServiceConfig', name: 'a', environment: [REFERENCE] })).toEqual([]);
  });
});
