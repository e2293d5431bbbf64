import fc from '../support/property';
import { Finding } from '../../lib/checks/check';
import { Cni } from '../../lib/config/cni';
import { ConfigDocument, ConfigPatch } from '../../lib/config/config-patch';
import { hostnameDocument } from '../../lib/config/documents/hostname';
import { layer2VipDocument } from '../../lib/config/documents/layer2-vip';
import { linkDocument } from '../../lib/config/documents/link';
import { resolverDocument } from '../../lib/config/documents/resolver';
import { staticHostDocument } from '../../lib/config/documents/static-host';
import { SCHEMA_FACTS } from '../../lib/config/generated/schema-facts';
import { InstallDisk } from '../../lib/config/install-disk';
import { machineConfigPatches } from '../../lib/config/machine-config';
import { REPLACED_FIELDS } from '../../lib/config/replaced-fields';
import { schemaFindings } from '../../lib/config/schema-check';
import { FieldFacts } from '../../lib/config/schema-facts';
import { Taint } from '../../lib/config/taint';
import { VersionContract } from '../../lib/config/version-contract';

const CONTRACTS = [VersionContract.V1_12, VersionContract.V1_13];
const isKnown = (value: unknown): boolean => typeof value !== 'string' || !value.includes('${');

function findingsOf(patch: ConfigPatch, contract = VersionContract.V1_13): Finding[] {
  return schemaFindings({ origin: 'configPatches of the pool', patch }, { contract, isKnown });
}

/** Patches that the compiler would refuse: JavaScript and YAML know no types. */
function document(content: object): ConfigPatch {
  return ConfigPatch.document({ apiVersion: 'v1alpha1', ...content } as ConfigDocument);
}
function merge(content: object): ConfigPatch {
  return ConfigPatch.merge(content);
}

function toldOf(patch: ConfigPatch, contract?: VersionContract): string[] {
  return findingsOf(patch, contract).map(({ code, wrong }) => `${code} ${wrong}`);
}

describe('the facts of the schemas', () => {
  test('are about every version contract', () => {
    expect(SCHEMA_FACTS.minors).toEqual(CONTRACTS.map((contract) => contract.minorName));
  });

  test('name only types that they describe', () => {
    const types = Object.values(SCHEMA_FACTS.types);
    const named = types.flatMap((fields) => Object.values(fields).flatMap(({ type }) => type ?? []));
    const missing = [...named, ...Object.keys(SCHEMA_FACTS.kinds), SCHEMA_FACTS.root].filter(
      (type) => !Object.hasOwn(SCHEMA_FACTS.types, type),
    );
    expect(missing).toEqual([]);
  });

  test('have the kinds that Talos 1.13 has added to those of 1.12', () => {
    const { kinds } = SCHEMA_FACTS;
    expect(Object.keys(kinds)).toHaveLength(43);
    expect(Object.keys(kinds).filter((kind) => kinds[kind]?.minors?.includes('1.12') === false)).toEqual([
      'BlackholeRouteConfig',
      'EnvironmentConfig',
      'ExternalVolumeConfig',
      'KubeSpanConfig',
      'RoutingRuleConfig',
      'TCPProbeConfig',
      'VRFConfig',
    ]);
  });
});

describe('an unknown field', () => {
  test('is told with its path, the nearest known one and all that are known there', () => {
    expect(findingsOf(merge({ machine: { kubelet: { extraArg: {} } } }))).toEqual([
      expect.objectContaining({
        code: 'TALOS017',
        severity: 'error',
        wrong: "Talos 1.13 has no field 'machine.kubelet.extraArg'; did you mean 'extraArgs'?",
        given: "'extraArg' in configPatches of the pool; versionContract v1.13",
        allowed: expect.stringContaining("'image', 'clusterDNS', 'extraArgs', 'extraMounts'") as string,
      }),
    ]);
  });

  test.each([
    [merge({ machine: { certSans: [] } }), "'machine.certSans'; did you mean 'certSANs'?"],
    [merge({ cluster: { apiserver: {} } }), "'cluster.apiserver'; did you mean 'apiServer'?"],
    [merge({ machine: { files: [{ path: '/a' }, { pth: '/b' }] } }), "'machine.files[1].pth'; did you mean 'path'?"],
    [merge({ machine: { constructor: 1 } }), "'machine.constructor'"],
    [merge({ machine: { zzzzzzzzzz: 1 } }), "'machine.zzzzzzzzzz'"],
    [
      document({ kind: 'VolumeConfig', name: 'STATE', encryption: { keys: [{ slot: 0, tmp: {} }] } }),
      "'encryption.keys[0].tmp' in a document of the kind VolumeConfig; did you mean 'tpm'?",
    ],
    [
      document({ kind: 'VolumeConfig', name: 'STATE', machine: {} }),
      "'machine' in a document of the kind VolumeConfig",
    ],
  ])('is found at any depth (%#)', (patch, field) => {
    expect(toldOf(patch)).toEqual([`TALOS017 Talos 1.13 has no field ${field}`]);
  });

  test('is told with the line where the patch was YAML', () => {
    const [patch] = ConfigPatch.yaml('machine:\n  kubelet:\n    extraArg: {}\n', { name: 'patches/kubelet.yaml' });
    expect(findingsOf(patch as ConfigPatch)[0]?.given).toBe(
      "'extraArg' in configPatches of the pool, patches/kubelet.yaml:3:5; versionContract v1.13",
    );
  });

  test('is told of each, not only of the first', () => {
    expect(toldOf(merge({ machine: { a: 1, sysctl: {} }, cluster: { etdc: {} } }))).toHaveLength(3);
  });

  test('where no field is known at all is told as that', () => {
    const patch = document({ kind: 'VolumeConfig', name: 'STATE', encryption: { keys: [{ nodeID: { id: 1 } }] } });
    expect(findingsOf(patch)[0]?.allowed).toBe('no field at all');
  });
});

describe('nothing is found in', () => {
  test.each([
    ['free keys', merge({ machine: { sysctls: { 'a.b': '1' }, nodeLabels: { 'any/label': '' } } })],
    [
      'what Kubernetes reads',
      merge({ machine: { kubelet: { extraConfig: { any: { thing: 1 } } }, pods: [{ a: 1 }] } }),
    ],
    ['$patch: delete', merge({ machine: { $patch: 'delete', certSANs: { $patch: 'delete' } } })],
    ['fields that are left out', merge({ machine: { sysctl: undefined } })],
    ['references', merge({ machine: '${a.b}', cluster: { '${a.b}': 1 } })],
    ['a kind that is a reference', document({ kind: '${a.b}', any: 1 })],
    ['values of another form', merge({ machine: { files: 'a', kubelet: 1, install: [1], pods: null } })],
  ])('%s', (_, patch) => {
    expect(toldOf(patch)).toEqual([]);
  });
});

describe('an unknown kind', () => {
  test('is told with the nearest', () => {
    expect(findingsOf(document({ kind: 'UserVolumConfig', name: 'a' }))).toEqual([
      expect.objectContaining({
        code: 'TALOS019',
        wrong: "no Talos knows the kind 'UserVolumConfig'; did you mean 'UserVolumeConfig'?",
        given: 'kind: UserVolumConfig in configPatches of the pool; versionContract v1.13',
        allowed: "the kinds of Talos 1.13, such as 'UserVolumeConfig', 'RawVolumeConfig', 'SwapVolumeConfig'",
      }),
    ]);
  });

  test('for this contract is told with the version that has it', () => {
    const environment = document({ kind: 'EnvironmentConfig', variables: { A: 'b' } });
    expect(toldOf(environment, VersionContract.V1_12)).toEqual([
      "TALOS020 the kind 'EnvironmentConfig' is not known to Talos 1.12; 1.13 has it",
    ]);
    expect(toldOf(environment, VersionContract.V1_13)).toEqual([]);
  });

  test('that only 1.14 knows is told to be out of reach for now', () => {
    const [finding] = findingsOf(document({ kind: 'KubePrismConfig', port: 7445 }));
    expect(finding).toMatchObject({
      code: 'TALOS020',
      wrong:
        "only Talos 1.14 knows the kind 'KubePrismConfig', and a contract of 1.14 cannot be used with the provider yet",
      fix: 'Use what Talos 1.13 has for it: nodes of 1.14 take its form of configuration too.',
    });
  });
});

describe('a field of another contract', () => {
  test('is told with the version that has it', () => {
    const mount = document({ kind: 'UserVolumeConfig', name: 'data', mount: { secure: true } });
    expect(toldOf(mount, VersionContract.V1_12)).toEqual([
      "TALOS020 Talos 1.12 has no field 'mount' in a document of the kind UserVolumeConfig; 1.13 has it",
    ]);
    expect(toldOf(mount, VersionContract.V1_13)).toEqual([]);
  });
});

describe('a replaced field', () => {
  test('is told with the document to write instead', () => {
    expect(findingsOf(merge({ machine: { network: { nameservers: ['1.1.1.1'], hostname: 'a' } } }))).toEqual([
      expect.objectContaining({
        code: 'TALOS018',
        wrong: "Talos 1.13 has replaced the field 'machine.network.nameservers'",
        allowed: 'documents of the kind ResolverConfig',
        fix: "Write ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'ResolverConfig', … }) in its place.",
      }),
      expect.objectContaining({ code: 'TALOS018', allowed: 'documents of the kind HostnameConfig' }),
    ]);
  });

  test.each([
    ['machine.network.kubespan', merge({ machine: { network: { kubespan: { enabled: true } } } }), 'KubeSpanConfig'],
    ['machine.env', merge({ machine: { env: { A: 'b' } } }), 'EnvironmentConfig'],
  ])('of 1.13 only (%s) is right with 1.12', (field, patch, kind) => {
    expect(toldOf(patch, VersionContract.V1_12)).toEqual([]);
    expect(toldOf(patch)).toEqual([`TALOS018 Talos 1.13 has replaced the field '${field}'`]);
    expect(findingsOf(patch)[0]?.allowed).toBe(`documents of the kind ${kind}`);
  });

  test.each([
    ['machine.features.rbac', { machine: { features: { rbac: true } } }],
    ['machine.features.stableHostname', { machine: { features: { stableHostname: true } } }],
    ['machine.install.bootloader', { machine: { install: { bootloader: true } } }],
    ['cluster.apiServer.disablePodSecurityPolicy', { cluster: { apiServer: { disablePodSecurityPolicy: true } } }],
  ])('%s that nothing has replaced is to be left out', (_, patch) => {
    expect(findingsOf(merge(patch))).toEqual([
      expect.objectContaining({
        code: 'TALOS018',
        allowed: expect.stringMatching(/^nothing: /) as string,
        fix: 'Leave it out.',
      }),
    ]);
  });

  test.each(Object.keys(REPLACED_FIELDS))(
    '%s is refused where the schema lacks it, for what the contract has',
    (path) => {
      const patch = merge(path.split('.').reduceRight<unknown>((inner, field) => ({ [field]: inner }), 'a') as object);
      for (const contract of CONTRACTS.filter((each) => toldOf(patch, each).length > 0)) {
        expect(toldOf(patch, contract)).toEqual([
          `TALOS018 Talos ${contract.minorName} has replaced the field '${path}'`,
        ]);
        const kinds = REPLACED_FIELDS[path]?.kinds ?? [];
        const missing = kinds.filter((kind) => toldOf(document({ kind }), contract).length > 0);
        expect(missing).toEqual([]);
      }
      expect(toldOf(patch, VersionContract.V1_13)).toHaveLength(1);
    },
  );
});

describe.each(CONTRACTS)('with contract %s', (contract) => {
  test.each(['controlplane', 'worker'] as const)("the library's own patches of a %s pass", (machineType) => {
    const patches = [InstallDisk.path('/dev/vda'), InstallDisk.matching({ type: 'ssd' })].flatMap((installDisk) =>
      machineConfigPatches({
        machineType,
        contract,
        hostname: 'a.example.org',
        installImage: 'factory.talos.dev/metal-installer/abc:v1.13.9',
        installDisk,
        nodeLabels: { a: 'b' },
        lateNodeLabels: { c: 'd' },
        nodeAnnotations: { e: 'f' },
        nodeTaints: [Taint.noSchedule('gpu')],
        nodeSubnets: ['10.10.0.0/24'],
        sharedAddresses: ['10.10.0.10'],
        certSans: ['10.10.0.11'],
        apiServerCertSans: ['k8s.example.org'],
        cni: Cni.manifest('cilium', 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n'),
        allowSchedulingOnControlPlanes: true,
        network: {},
        settings: {},
        kubernetes: {},
        manifests: [{ name: 'cilium', contents: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n' }],
        manifestUrls: ['https://example.org/v1.0.0/a.yaml'],
        firewallPatches: [],
        platformPatches: [],
        patches: [],
      }),
    );
    expect(patches.length).toBeGreaterThan(5);
    expect(patches.flatMap(({ patch }) => toldOf(patch, contract))).toEqual([]);
  });

  test("the library's documents pass", () => {
    const documents = [
      hostnameDocument('a'),
      layer2VipDocument('10.10.0.10', 'eth0'),
      linkDocument({ name: 'eth0', addresses: ['10.10.0.11/24'], gateway: '10.10.0.1' }),
      resolverDocument(['1.1.1.1'], ['example.org']),
      staticHostDocument('10.10.0.5', ['registry.local']),
    ];
    expect(documents.flatMap((each) => toldOf(each, contract))).toEqual([]);
  });
});

/** Any object of a type, of the fields that a minor knows. */
function objectOf(type: string, minor: string): fc.Arbitrary<Record<string, unknown>> {
  const known = Object.entries(SCHEMA_FACTS.types[type] ?? {}).filter(([, facts]) => knownIn(facts, minor));
  return fc.record(Object.fromEntries(known.map(([field, facts]) => [field, valueOf(facts, minor)])), {
    requiredKeys: [],
    noNullPrototype: true,
  });
}

function valueOf(facts: FieldFacts, minor: string): fc.Arbitrary<unknown> {
  if (facts.type === undefined) return fc.constantFrom<unknown>('a', 1, true, ['a'], { any: 'thing' });
  const object = objectOf(facts.type, minor);
  if (facts.in === undefined) return object;
  return facts.in === 'list'
    ? fc.array(object, { maxLength: 2 })
    : fc.dictionary(fc.constantFrom('a', 'b'), object, { noNullPrototype: true });
}

function knownIn({ minors }: Pick<FieldFacts, 'minors'>, minor: string): boolean {
  return minors === undefined || minors.includes(minor);
}

interface Place {
  readonly holder: Record<string, unknown>;
  readonly field: string;
}

/** Every field of an object and of the objects in it. */
function placesIn(type: string, value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((field) => {
    const facts = SCHEMA_FACTS.types[type]?.[field];
    const inner = holder[field];
    const objects = facts?.type === undefined ? [] : facts.in === undefined ? [inner] : Object.values(inner as object);
    return [{ holder, field }, ...objects.flatMap((each) => placesIn(facts?.type ?? '', each))];
  });
}

describe.each(CONTRACTS)('of random documents for contract %s', (contract) => {
  const minor = contract.minorName;
  const kinds = Object.keys(SCHEMA_FACTS.kinds).filter((kind) => knownIn(SCHEMA_FACTS.kinds[kind] ?? {}, minor));
  const anyDocument = fc.oneof(
    ...kinds.map((kind) =>
      objectOf(kind, minor).map((fields) => ({ type: kind, content: { ...fields, apiVersion: 'v1alpha1', kind } })),
    ),
  );
  const anyMerge = fc
    .record({ machine: objectOf('V1alpha1MachineConfig', minor), cluster: objectOf('V1alpha1ClusterConfig', minor) })
    .map((content) => ({ type: SCHEMA_FACTS.root, content }));
  const anyPatch = fc.oneof({ arbitrary: anyDocument, weight: 2 }, { arbitrary: anyMerge, weight: 1 });
  const patchOf = ({ type, content }: { type: string; content: object }): ConfigPatch =>
    type === SCHEMA_FACTS.root ? merge(content) : document(content);

  test('those of known fields are accepted', () => {
    fc.assert(
      fc.property(anyPatch, (patch) => {
        expect(toldOf(patchOf(patch), contract)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('those with one field misspelt are refused, with the right spelling', () => {
    fc.assert(
      fc.property(anyPatch, fc.nat(), fc.nat(), (random, which, where) => {
        // The random value is used again when a counterexample is made smaller.
        const patch = structuredClone(random);
        const places = placesIn(patch.type, patch.content).filter(
          ({ holder, field }) =>
            holder !== patch.content || !['kind', 'apiVersion', 'machine', 'cluster'].includes(field),
        );
        fc.pre(places.length > 0);
        const { holder, field } = places[which % places.length] as Place;
        const at = where % field.length;
        const misspelt = field.slice(0, at) + field.charAt(at) + field.slice(at);
        holder[misspelt] = holder[field];
        // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a random field of a random document
        delete holder[field];
        const [told, ...more] = toldOf(patchOf(patch), contract);
        expect(more).toEqual([]);
        expect(told).toMatch(/^TALOS017 /);
        expect(told).toContain(`${misspelt}'`);
        expect(told).toMatch(new RegExp(`did you mean ('\\w+' or )*'${field}'( or '\\w+')*\\?`));
      }),
      { numRuns: 200 },
    );
  });
});
