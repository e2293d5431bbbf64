import { Cni } from '../../lib/config/cni';
import { ConfigDocument, ConfigPatch } from '../../lib/config/config-patch';
import { documentsOf, effectiveConfig, stepsAlong, valueAt } from '../../lib/config/effective-config';
import { effectiveMistakes } from '../../lib/config/effective-mistakes';
import type { EffectiveFacts } from '../../lib/config/effective-rule';
import { TalosPlatform } from '../../lib/config/talos-platform';
import { TalosVersion } from '../../lib/config/talos-version';

const REFERENCE = '${TfToken[TOKEN.7]}';
const isKnown = (value: unknown): boolean => typeof value !== 'string' || !value.includes('${');

function patchOf(content: object): ConfigPatch {
  return 'kind' in content
    ? ConfigPatch.document({ apiVersion: 'v1alpha1', ...content } as ConfigDocument)
    : ConfigPatch.merge(content);
}
function inEffect(...contents: readonly object[]): unknown {
  return Object.fromEntries(effectiveConfig(contents.map(patchOf), isKnown));
}
const FACTS: EffectiveFacts = {
  machineType: 'controlplane',
  image: { talosVersion: TalosVersion.of('v1.13.9'), systemExtensions: [], secureBoot: false },
  platform: TalosPlatform.NOCLOUD,
  hasTpm: false,
  trustd: { endpointHost: 'k8s.example.org', isThere: true },
  cni: Cni.flannel(),
  isKnown,
};
/** A pod network that does the work of kube-proxy. */
const REPLACING = { replacesKubeProxy: true, configName: 'none' } as const;
/** What the library says for it. */
const RIGHT = {
  machine: { features: { kubePrism: { enabled: true, port: 7445 } } },
  cluster: { network: { cni: { name: 'none' } }, proxy: { disabled: true } },
};
function mistakes(contents: readonly object[], facts: Partial<EffectiveFacts> = {}): string[] {
  const config = effectiveConfig(contents.map(patchOf), isKnown);
  return effectiveMistakes(config, { ...FACTS, ...facts }).map(({ finding }) => `${finding.code} ${finding.wrong}`);
}

describe('a configuration in effect', () => {
  test('merges maps key by key and appends lists, and later values win', () => {
    expect(
      inEffect(
        { machine: { sysctls: { a: '1', b: '1' }, certSANs: ['a'] } },
        { machine: { sysctls: { b: '2' }, certSANs: ['a', 'b'] } },
      ),
    ).toEqual({ '': { machine: { sysctls: { a: '1', b: '2' }, certSANs: ['a', 'a', 'b'] } } });
  });

  test('has documents apart by kind and name', () => {
    const config = effectiveConfig(
      [
        { kind: 'UserVolumeConfig', name: 'a', filesystem: { type: 'xfs' } },
        { kind: 'UserVolumeConfig', name: 'b' },
        { kind: 'UserVolumeConfig', name: 'a', provisioning: { grow: true } },
      ].map(patchOf),
      isKnown,
    );
    expect(documentsOf(config, 'UserVolumeConfig').map(({ name }) => name)).toEqual(['a', 'b']);
    expect(config.get('UserVolumeConfig/a')).toMatchObject({
      filesystem: { type: 'xfs' },
      provisioning: { grow: true },
    });
  });

  test('replaces the networks of pods and services', () => {
    const network = (cidr: string): object => ({
      cluster: { network: { podSubnets: [cidr], serviceSubnets: [cidr] } },
    });
    expect(inEffect(network('10.0.0.0/16'), network('10.1.0.0/16'))).toEqual({ '': network('10.1.0.0/16') });
  });

  test('lacks what a patch takes away', () => {
    const gone = { $patch: 'delete' };
    expect(
      inEffect(
        {
          machine: { sysctls: { a: '1' }, files: [{ path: 'a', op: 'create' }, { path: 'b' }] },
          cluster: { proxy: {} },
        },
        { machine: { sysctls: { a: gone }, files: [{ path: 'a', ...gone }] }, cluster: { proxy: gone } },
        { kind: 'OOMConfig' },
        { kind: 'OOMConfig', ...gone },
      ),
    ).toEqual({ '': { machine: { sysctls: {}, files: [{ path: 'b' }] }, cluster: {} } });
  });

  test('takes a reference for a value, and does not look into it', () => {
    expect(inEffect({ machine: { sysctls: { a: '1' } } }, { machine: { sysctls: REFERENCE } })).toEqual({
      '': { machine: { sysctls: REFERENCE } },
    });
    expect(valueAt({ a: REFERENCE }, ['a', 'b'], isKnown)).toBeUndefined();
    expect(stepsAlong({ a: { b: 1 } }, ['a', 'c', 'd'], isKnown)).toBe(1);
    expect(stepsAlong({ a: [{ b: 1 }] }, ['a', 0, 'b'], isKnown)).toBe(3);
  });
});

describe('KubeSpan without discovery', () => {
  const off = { cluster: { discovery: { enabled: false } } };
  const document = { kind: 'KubeSpanConfig', enabled: true };
  const field = { machine: { network: { kubespan: { enabled: true } } } };
  const text = 'TALOS336 KubeSpan cannot work without discovery';

  test.each([[document], [field]])('is told in both forms (%#)', (kubeSpan) => {
    expect(mistakes([off, kubeSpan])).toEqual([text]);
    expect(mistakes([kubeSpan])).toEqual([]);
    expect(mistakes([off, kubeSpan, { cluster: { discovery: { enabled: true } } }])).toEqual([]);
    expect(mistakes([kubeSpan, { cluster: { discovery: REFERENCE } }])).toEqual([]);
  });

  test('is told of the words of YAML 1.1 as well, which Talos reads as booleans', () => {
    const words = { cluster: { discovery: { enabled: 'off' } } };
    expect(mistakes([words, { ...document, enabled: 'yes' }])).toEqual([text]);
    expect(mistakes([words, { machine: { network: { kubespan: { enabled: 'On' } } } }])).toEqual([text]);
    expect(mistakes([{ cluster: { discovery: { enabled: 'yes' } } }, document])).toEqual([]);
  });

  test('is right where both are off', () => {
    expect(mistakes([off, { ...document, enabled: false }])).toEqual([]);
  });
});

describe('with a pod network that replaces kube-proxy', () => {
  const of = (...contents: readonly object[]): string[] => mistakes([RIGHT, ...contents], { cni: REPLACING });
  const proxy = 'TALOS026 kube-proxy would run beside a pod network that does its work';
  const network = "TALOS028 Talos would bring a pod network of its own beside that of 'cni'";
  const prism = 'TALOS027 the pod network reaches the Kubernetes API at localhost:7445, where nothing would answer';

  test('what the library says is right, and references are', () => {
    expect(of()).toEqual([]);
    expect(of({ machine: REFERENCE, cluster: REFERENCE })).toEqual([]);
    expect(of({ cluster: { proxy: { disabled: REFERENCE }, network: { cni: REFERENCE } } })).toEqual([]);
    expect(of({ machine: { features: { kubePrism: { port: REFERENCE } } } })).toEqual([]);
  });

  test.each([
    [{ cluster: { proxy: { disabled: false } } }, proxy],
    [{ cluster: { proxy: { $patch: 'delete' } } }, proxy],
    [{ cluster: { network: { cni: { name: 'flannel' } } } }, network],
    [{ machine: { features: { kubePrism: { enabled: false } } } }, prism],
    [{ machine: { features: { kubePrism: { port: 7446 } } } }, prism],
    [{ cluster: { proxy: { disabled: 'no' } } }, proxy],
    [{ machine: { features: { kubePrism: { enabled: 'off' } } } }, prism],
  ])('a mistake is told (%#)', (content, text) => {
    expect(of(content)).toEqual([text]);
  });

  test('the words of YAML 1.1 for what the library says are right', () => {
    expect(of({ cluster: { proxy: { disabled: 'yes' } } })).toEqual([]);
    expect(of({ machine: { features: { kubePrism: { enabled: 'On' } } } })).toEqual([]);
  });

  test('control planes alone have kube-proxy and pod network', () => {
    expect(mistakes([{ machine: RIGHT.machine }], { cni: REPLACING, machineType: 'worker' })).toEqual([]);
  });

  test('another pod network has its kube-proxy, and KubePrism as it likes', () => {
    const contents = [
      { cluster: { proxy: { disabled: false } } },
      { machine: { features: { kubePrism: { enabled: false } } } },
    ];
    expect(mistakes(contents)).toEqual([]);
    const none = { replacesKubeProxy: false, configName: 'none' } as const;
    expect(mistakes([...contents, { cluster: { network: { cni: { name: 'custom' } } } }], { cni: none })).toEqual([
      network,
    ]);
  });
});

test('two inline manifests of one name are told', () => {
  const named = (name: string): object => ({ cluster: { inlineManifests: [{ name, contents: 'a' }] } });
  expect(mistakes([named('a'), named('b'), named('a')])).toEqual(["TALOS342 2 inline manifests have the name 'a'"]);
  expect(mistakes([named('a'), named('b'), named(REFERENCE), named(REFERENCE)])).toEqual([]);
});

test.each(['VolumeConfig', 'UserVolumeConfig', 'RawVolumeConfig', 'SwapVolumeConfig'])(
  'a %s encrypted by a TPM is told where there is none',
  (kind) => {
    const volume = (key: object): object => ({ kind, name: 'A', encryption: { provider: 'luks2', keys: [key] } });
    const text = "TALOS306 the volume 'A' is encrypted by a TPM, and the machines have none";
    const secure = { image: { ...FACTS.image, secureBoot: true } };
    expect(mistakes([volume({ slot: 0, tpm: {} })], secure)).toEqual([text]);
    expect(mistakes([volume({ slot: 0, tpm: {} })], { ...secure, hasTpm: true })).toEqual([]);
    expect(mistakes([volume({ slot: 0, nodeID: {} }), { kind, name: 'B', encryption: REFERENCE }])).toEqual([]);
  },
);

describe('what needs a system extension', () => {
  const contents = [
    { machine: { kernel: { modules: [{ name: 'drbd' }, { name: 'br_netfilter' }, { name: REFERENCE }] } } },
    { kind: 'ExtensionServiceConfig', name: 'tailscale', environment: ['A=b'] },
  ];

  test('is told where the image lacks it', () => {
    expect(mistakes(contents)).toEqual([
      "TALOS310 the kernel module 'drbd' comes from a system extension that the image lacks",
      "TALOS310 the extension service 'tailscale' comes from a system extension that the image lacks",
    ]);
  });

  test.each([[['siderolabs/drbd', 'siderolabs/tailscale']], [undefined]])(
    'is not where the image has it, or is not known (%#)',
    (systemExtensions) => {
      expect(mistakes(contents, { image: { ...FACTS.image, systemExtensions } })).toEqual([]);
    },
  );
});

describe('labels, annotations and taints', () => {
  const of = (machine: object, machineType: 'worker' | 'controlplane' = 'worker'): string[] =>
    mistakes([{ machine }], { machineType });

  test('that Kubernetes refuses are told', () => {
    expect(of({ nodeLabels: { 'a b': 'c' } })).toEqual([expect.stringContaining("TALOS007 the node label 'a b'")]);
    expect(of({ nodeLabels: { 'node-role.kubernetes.io/a': '' } })).toEqual([expect.stringContaining('TALOS008')]);
    expect(of({ nodeAnnotations: { 'a b': 'c' } })).toEqual([expect.stringContaining('TALOS014')]);
    expect(of({ nodeTaints: { 'a b': 'c:NoSchedule' } })).toEqual(['TALOS006 Kubernetes does not take this taint']);
    expect(of({ nodeTaints: { a: 'c:Never' } })).toEqual([
      "TALOS006 the taint 'a' has no effect that Kubernetes knows",
    ]);
    expect(of({ nodeTaints: { a: 'NoWay' } })).toHaveLength(1);
  });

  test('that it takes are right, and references are', () => {
    expect(
      of({
        nodeLabels: { a: 'b', number: 1, later: REFERENCE, gone: { $patch: 'delete' } },
        nodeAnnotations: { 'a.example.org/b': 'any text' },
        nodeTaints: { a: 'NoSchedule', b: ':NoExecute', c: 'd:PreferNoSchedule', e: REFERENCE },
      }),
    ).toEqual([]);
    expect(of({ nodeLabels: { 'node-role.kubernetes.io/a': '' } }, 'controlplane')).toEqual([]);
  });
});
