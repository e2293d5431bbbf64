import { KUBELET_SETTINGS, KubeletSettings } from '../../../lib/config/settings/kubelet-settings';
import { KUBELET, argumentFindings } from '../../../lib/config/settings/kubernetes/component-args';
import {
  KubeletConfiguration,
  kubeletConfigurationFindings,
} from '../../../lib/config/settings/kubernetes/kubelet-configuration';
import { KubeletMount } from '../../../lib/config/settings/kubernetes/kubelet-mount';
import { mergedSettings, settingFindings } from '../../../lib/config/settings/machine-settings';
import { given } from '../../../lib/config/settings/setting';
import { combinedPatches } from '../../../lib/config/combined-patches';
import { TalosPlatform } from '../../../lib/config/talos-platform';
import { TalosVersion } from '../../../lib/config/talos-version';
import { VersionContract } from '../../../lib/config/version-contract';
import { failureOf, told } from '../../support/failure';
import { MACHINES } from '../../support/settings/facts';
import { FULL_KUBELET_SETTINGS } from '../../support/settings/kubernetes';

const REFERENCE = '${TfToken[TOKEN.0]}';

function toldOf(settings: KubeletSettings, systemExtensions: readonly string[] | undefined = []): string[] {
  const findings = settingFindings(settings, {
    contract: VersionContract.V1_13,
    machineType: 'worker',
    image: { talosVersion: TalosVersion.of('v1.13.9'), systemExtensions, secureBoot: false },
    platform: TalosPlatform.NOCLOUD,
    platformLinks: [],
    hasTpm: false,
    rotatesKubeletCertificates: false,
    isKnown: (value) => typeof value !== 'string' || !value.includes('${TfToken['),
  });
  return findings.map(({ code, severity, wrong, given: what }) => `${severity} ${code} ${wrong} (${what})`);
}

describe.each([VersionContract.V1_12, VersionContract.V1_13])('the kubelet with contract %s', (contract) => {
  test.each(['controlplane', 'worker'] as const)('of a %s is told everything under one field', (machineType) => {
    const patches = given(KUBELET_SETTINGS, FULL_KUBELET_SETTINGS).flatMap(({ setting, value }) => [
      ...setting.patches(value, { contract, machineType }),
    ]);
    expect(combinedPatches(patches).map(({ content }) => content)).toEqual([
      {
        machine: {
          kubelet: {
            extraArgs: { v: '2' },
            extraConfig: FULL_KUBELET_SETTINGS.kubeletConfig,
            extraMounts: [
              {
                destination: '/var/lib/longhorn',
                type: 'bind',
                source: '/var/lib/longhorn',
                options: ['bind', 'rshared', 'rw'],
              },
              { destination: '/data', type: 'bind', source: '/var/lib/data', options: ['bind', 'rprivate', 'ro'] },
            ],
            clusterDNS: ['169.254.2.53', '10.96.0.10'],
            credentialProviderConfig: {
              apiVersion: 'kubelet.config.k8s.io/v1',
              kind: 'CredentialProviderConfig',
              providers: [
                {
                  apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
                  name: 'registry-credential-provider',
                  matchImages: ['*.registry.example.org'],
                  defaultCacheDuration: '12h',
                  args: ['get-credentials'],
                  env: [{ name: 'REGION', value: 'here' }],
                },
              ],
            },
            defaultRuntimeSeccompProfileEnabled: true,
            registerWithFQDN: false,
          },
        },
      },
    ]);
  });
});

test('all settings of the kubelet at once have no finding', () => {
  expect(toldOf(FULL_KUBELET_SETTINGS)).toEqual([]);
});

test("a pool's settings are added to those of the cluster: arguments, fields, and mounts by their path", () => {
  const merged = mergedSettings(
    {
      kubeletArgs: { v: '1', a: '1' },
      kubeletConfig: { maxPods: 100, podPidsLimit: 10 },
      kubeletMounts: [KubeletMount.writable('/var/a'), KubeletMount.writable('/var/b')],
    },
    {
      kubeletArgs: { v: '2' },
      kubeletConfig: { maxPods: 200 },
      kubeletMounts: [KubeletMount.readOnly('/var/c', { destination: '/var/a' })],
    },
  );
  expect(merged.kubeletArgs).toEqual({ v: '2', a: '1' });
  expect(merged.kubeletConfig).toEqual({ maxPods: 200, podPidsLimit: 10 });
  expect(merged.kubeletMounts?.map(({ config }) => [config.source, config.destination])).toEqual([
    ['/var/b', '/var/b'],
    ['/var/c', '/var/a'],
  ]);
});

describe('the kubelet is refused', () => {
  test.each([
    [{ max_pods: '2' }, "TALOS344 'max_pods' is not the name of an argument"],
    [{ '--v': '2' }, "TALOS344 '--v' is not the name of an argument: the dashes are written by Talos"],
    [{ config: '/x' }, "TALOS345 Talos sets the argument 'config' of the kubelet by itself, and refuses another value"],
    [{ 'cluster-dns': '1.1.1.1' }, "TALOS346 the argument 'cluster-dns' of the kubelet is not set here"],
    [{ 'register-with-taints': 'a=b:NoSchedule' }, "TALOS346 the argument 'register-with-taints' of the kubelet"],
    [{ 'rotate-server-certificates': 'true' }, "TALOS346 the argument 'rotate-server-certificates' of the kubelet"],
  ])('the arguments %j', (kubeletArgs: Record<string, string>, wrong) => {
    expect(toldOf({ kubeletArgs })).toEqual([expect.stringContaining(`error ${wrong}`)]);
  });

  test.each(['authentication', 'staticPodPath', 'clusterDNS', 'rotateCertificates'])('the field %s', (field) => {
    expect(toldOf({ kubeletConfig: { [field]: 'x' } })).toEqual([
      `error TALOS355 the field '${field}' of the kubelet is not set here ('${field}' in kubeletConfig)`,
    ]);
  });

  test.each([
    { imageGCHighThresholdPercent: 70 },
    { imageGCHighThresholdPercent: 50, imageGCLowThresholdPercent: 50 },
    { imageGCHighThresholdPercent: 101 },
    { imageGCLowThresholdPercent: 90 },
  ])('thresholds that contradict each other: %j', (kubeletConfig) => {
    expect(toldOf({ kubeletConfig })).toEqual([
      expect.stringContaining(
        'error TALOS357 images are deleted from the high threshold down to the low one, which has to be below it',
      ),
    ]);
  });

  test('what is no address as a DNS server, but no reference', () => {
    expect(toldOf({ kubeletClusterDns: ['dns.example.org'] })).toEqual([
      "error TALOS005 this is not an IP address ('dns.example.org')",
    ]);
    expect(toldOf({ kubeletClusterDns: [REFERENCE] })).toEqual([]);
  });

  test('a credential provider whose extension the image lacks', () => {
    const kubeletCredentialProviders = [
      { name: 'ecr-credential-provider', matchImages: ['*.dkr.ecr.*.amazonaws.com'] as const },
    ];
    expect(toldOf({ kubeletCredentialProviders }, ['siderolabs/gvisor'])).toEqual([
      "error TALOS352 the program 'ecr-credential-provider' is not on these machines (systemExtensions 'siderolabs/gvisor')",
    ]);
    expect(toldOf({ kubeletCredentialProviders }, ['siderolabs/ecr-credential-provider'])).toEqual([]);
  });

  test('a variable of a credential provider whose name is none', () => {
    const program = { name: 'a', matchImages: ['*'] as const };
    expect(toldOf({ kubeletCredentialProviders: [{ ...program, environment: { 'A B': 'c' } }] })).toEqual([
      "error TALOS309 this is not the name of an environment variable ('A B')",
    ]);
    expect(toldOf({ kubeletCredentialProviders: [{ ...program, environment: { A_B: 'c d' } }] })).toEqual([]);
  });

  test('a credential provider that is no program, is given twice, or has no duration', () => {
    const program = { name: 'a', matchImages: ['*'] as const };
    expect(toldOf({ kubeletCredentialProviders: [{ ...program, name: '/usr/bin/a' }] })).toEqual([
      "error TALOS352 a credential provider is the name of a program, once ('/usr/bin/a')",
    ]);
    expect(toldOf({ kubeletCredentialProviders: [program, program] })).toHaveLength(1);
    expect(toldOf({ kubeletCredentialProviders: [{ ...program, cacheDuration: '12 hours' }] })).toEqual([
      "error TALOS352 this is not a duration (cacheDuration '12 hours')",
    ]);
  });
});

describe('the configuration of the kubelet', () => {
  const refused = (kubeletConfig: object): string[] => toldOf({ kubeletConfig: kubeletConfig as KubeletConfiguration });

  test.each([
    [{ maxPod: 200 }, "'maxPod'; did you mean 'maxPods'?", 'maxPod'],
    [{ MaxPods: 200 }, "'MaxPods'; did you mean 'maxPods'?", 'MaxPods'],
    [{ somethingElse: 1 }, "'somethingElse'", 'somethingElse'],
    [{ hasOwnProperty: 'a' }, "'hasOwnProperty'", 'hasOwnProperty'],
    [{ memorySwap: { swapBehaviour: 'a' } }, "'memorySwap.swapBehaviour'; did you mean 'swapBehavior'?", undefined],
  ])('has no field that Kubernetes does not know: %j', (config, wrong, field = 'memorySwap.swapBehaviour') => {
    expect(refused(config)).toEqual([`error TALOS440 the kubelet has no field ${wrong} ('${field}' in kubeletConfig)`]);
  });

  test('tells with an unknown field which ones are like it', () => {
    expect(kubeletConfigurationFindings({ maxPod: 1 }, MACHINES)[0]?.allowed).toMatch(
      /^the fields of a KubeletConfiguration, such as 'maxPods', '\w+', '\w+'$/,
    );
    expect(kubeletConfigurationFindings({ memorySwap: { swap: 'a' } }, MACHINES)[0]?.allowed).toBe(
      "the fields of 'memorySwap', such as 'swapBehavior'",
    );
  });

  test.each([
    [{ maxPods: -1 }, 'maxPods', "'-1'"],
    [{ maxPods: 1.5 }, 'maxPods', "'1.5'"],
    [{ maxPods: NaN }, 'maxPods', "'NaN'"],
    [{ maxPods: '200' }, 'maxPods', "'200'"],
    [{ podPidsLimit: Infinity }, 'podPidsLimit', "'Infinity'"],
    [{ memoryThrottlingFactor: NaN }, 'memoryThrottlingFactor', "'NaN'"],
    [{ imageGCHighThresholdPercent: 80.5 }, 'imageGCHighThresholdPercent', "'80.5'"],
    [{ serializeImagePulls: 'false' }, 'serializeImagePulls', "'false'"],
    [{ containerLogMaxSize: 5 }, 'containerLogMaxSize', "'5'"],
    [{ containerLogMaxSize: '50 MB' }, 'containerLogMaxSize', "'50 MB'"],
    [{ containerLogMaxSize: '50m' }, 'containerLogMaxSize', "'50m'"],
    [{ containerLogMaxSize: '1.5Gi' }, 'containerLogMaxSize', "'1.5Gi'"],
    [{ containerLogMaxFiles: 1 }, 'containerLogMaxFiles', "'1'"],
    [{ containerLogMaxWorkers: 0 }, 'containerLogMaxWorkers', "'0'"],
    [{ maxParallelImagePulls: 0 }, 'maxParallelImagePulls', "'0'"],
    [{ evictionHard: { 'memory.available': '200MB' } }, 'evictionHard.memory.available', "'200MB'"],
    [{ evictionHard: { 'memory.available': '0' } }, 'evictionHard.memory.available', "'0'"],
    [{ evictionHard: { 'nodefs.available': '110%' } }, 'evictionHard.nodefs.available', "'110%'"],
    [{ evictionMinimumReclaim: { 'nodefs.available': '0%' } }, 'evictionMinimumReclaim.nodefs.available', "'0%'"],
    [{ systemReserved: { memory: '512MB' } }, 'systemReserved.memory', "'512MB'"],
    [{ kubeReserved: { cpu: '-100m' } }, 'kubeReserved.cpu', "'-100m'"],
    [{ kubeReserved: { memory: '10%' } }, 'kubeReserved.memory', "'10%'"],
    [{ qosReserved: { memory: '1Gi' } }, 'qosReserved.memory', "'1Gi'"],
    [{ reservedMemory: [{ numaNode: 0, limits: { memory: '1GB' } }] }, 'reservedMemory.0.limits.memory', "'1GB'"],
    [{ healthzPort: 70_000 }, 'healthzPort', "'70000'"],
    [{ syncFrequency: '1 minute' }, 'syncFrequency', "'1 minute'"],
    [{ imageMaximumGCAge: '7d' }, 'imageMaximumGCAge', "'7d'"],
    [{ imageMaximumGCAge: 60 }, 'imageMaximumGCAge', "'60'"],
    [{ allowedUnsafeSysctls: 'a' }, 'allowedUnsafeSysctls', "'a'"],
    [{ systemReserved: { memory: 5 } }, 'systemReserved.memory', "'5'"],
    [{ systemReserved: ['a'] }, 'systemReserved', 'a list'],
    [{ maxPods: {} }, 'maxPods', 'an object'],
    [{ featureGates: { A: 'true' } }, 'featureGates.A', "'true'"],
    [{ evictionSoftGracePeriod: { a: '5' } }, 'evictionSoftGracePeriod.a', "'5'"],
    [{ memorySwap: 'LimitedSwap' }, 'memorySwap', "'LimitedSwap'"],
    [{ userNamespaces: { idsPerPod: -1 } }, 'userNamespaces.idsPerPod', "'-1'"],
  ])('has no value of another form: %j', (config, field, value) => {
    expect(refused(config)).toEqual([
      `error TALOS357 the field '${field}' of the kubelet cannot have this value (${value}, '${field}' in kubeletConfig)`,
    ]);
  });

  test.each([
    { maxPods: 0, podPidsLimit: -1, oomScoreAdj: -999, nodeStatusMaxImages: -1, memoryThrottlingFactor: 0.9 },
    { syncFrequency: '0', imageMaximumGCAge: '168h', cpuCFSQuotaPeriod: '1.5ms', runtimeRequestTimeout: '1h2m3.5s' },
    { containerLogMaxSize: '1.5G', containerLogMaxFiles: 2, maxParallelImagePulls: 1, healthzPort: 0 },
    { containerLogMaxSize: '-1', evictionMinimumReclaim: { 'nodefs.available': '0', 'imagefs.available': '5%' } },
    { systemReserved: { cpu: '0.5', memory: '1.5Gi', pid: '1e3' }, kubeReserved: { cpu: '100m' }, qosReserved: {} },
    { evictionHard: { 'memory.available': '5%', 'nodefs.available': '0%', 'nodefs.inodesFree': '10k' } },
    { memorySwap: { swapBehavior: 'LimitedSwap' }, crashLoopBackOff: { maxContainerRestartPeriod: '30s' } },
    { logging: { verbosity: 2 }, reservedMemory: [{ numaNode: 0, limits: { memory: '1Gi' } }], tracing: {} },
    { evictionSoft: { 'memory.available': '1Gi' }, evictionSoftGracePeriod: { 'memory.available': '1m30s' } },
    { evictionSoft: undefined, maxPods: undefined, unknownField: undefined, shutdownGracePeriod: '10s' },
    { shutdownGracePeriod: '1m', shutdownGracePeriodCriticalPods: '60s', evictionSoft: null },
  ])('takes %j', (config) => {
    expect(refused(config)).toEqual([]);
  });

  test('is not looked at where it is a reference', () => {
    expect(
      refused({
        [REFERENCE]: 1,
        maxPods: REFERENCE,
        syncFrequency: REFERENCE,
        imageGCHighThresholdPercent: REFERENCE,
        systemReserved: { memory: REFERENCE, [REFERENCE]: 5 },
        reservedMemory: [{ numaNode: REFERENCE, limits: { memory: REFERENCE } }],
        evictionHard: { 'memory.available': REFERENCE },
        evictionSoft: { a: REFERENCE },
        evictionSoftGracePeriod: { [REFERENCE]: REFERENCE },
        shutdownGracePeriod: REFERENCE,
        memorySwap: { swapBehavior: REFERENCE },
      }),
    ).toEqual([]);
    expect(refused({ evictionSoft: REFERENCE, shutdownGracePeriodCriticalPods: REFERENCE })).toEqual([]);
  });

  test('has a time for each soft threshold', () => {
    expect(
      refused({ evictionSoft: { 'memory.available': '1Gi', a: '1' }, evictionSoftGracePeriod: { a: '1m' } }),
    ).toEqual([
      "error TALOS357 the soft threshold 'memory.available' has no time for which it may be missed ('memory.available' in evictionSoft of kubeletConfig, not in evictionSoftGracePeriod)",
    ]);
    expect(refused({ evictionSoft: { a: '1' } })).toHaveLength(1);
  });

  test.each([
    [{ shutdownGracePeriod: '60s', shutdownGracePeriodCriticalPods: '2m' }, '60s', '2m'],
    [{ shutdownGracePeriodCriticalPods: '31s' }, '30s', '31s'],
    [{ shutdownGracePeriod: '5s' }, '5s', '10s, as it is left out'],
  ])('has no more time for critical pods than for all: %j', (config, all, critical) => {
    expect(refused(config)).toEqual([
      `error TALOS357 critical pods cannot have more time for their end than all pods have together (shutdownGracePeriod ${all}, shutdownGracePeriodCriticalPods ${critical})`,
    ]);
  });
});

test.each([
  ['request_timeout', 'request-timeout'],
  ['--v=4', 'v'],
])('the name of an argument that is none is told with the one that was meant: %s', (name, meant) => {
  expect(argumentFindings(KUBELET, { [name]: '1' })[0]).toMatchObject({
    allowed: `the name alone: '${meant}'`,
    fix: `Write '${meant}'.`,
  });
});

test('certificates that a field asks for are warned of; as an argument they are refused, with the option', () => {
  expect(toldOf({ kubeletConfig: { serverTLSBootstrap: true } })).toEqual([
    "warning TALOS354 kubelets that ask the cluster for a certificate by a field of their own bring nothing that approves it ('serverTLSBootstrap' in kubeletConfig)",
  ]);
  expect(toldOf({ kubeletConfig: { serverTLSBootstrap: false } })).toEqual([]);
  const [warning] = kubeletConfigurationFindings({ serverTLSBootstrap: true }, MACHINES);
  expect(warning?.fix).toMatch(/^Leave 'serverTLSBootstrap' out, and give 'kubernetes' of the cluster /);
  const asking = { ...MACHINES, rotatesKubeletCertificates: true };
  expect(kubeletConfigurationFindings({ serverTLSBootstrap: true }, asking)).toEqual([]);
  expect(argumentFindings(KUBELET, { 'rotate-server-certificates': 'true' })[0]?.allowed).toBe(
    "'kubeletServingCertificates' of 'kubernetes'",
  );
});

describe('an option of a machine that there is not', () => {
  test('is told with the one that was meant, also after settings were added up', () => {
    const settings = mergedSettings({ sysctl: {} } as KubeletSettings, { kubeletArgs: { v: '2' } });
    expect(toldOf(settings)).toEqual([
      "error TALOS442 there is no option 'sysctl' in 'settings'; did you mean 'sysctls'? ('sysctl')",
    ]);
    expect(toldOf({ qqq: 1 } as KubeletSettings)).toEqual([
      "error TALOS442 there is no option 'qqq' in 'settings' ('qqq')",
    ]);
  });

  test('is nothing when it has no value', () => {
    expect(toldOf({ sysctl: undefined } as KubeletSettings)).toEqual([]);
  });
});

test('a mount has whole paths; one that is a reference passes', () => {
  expect(failureOf(() => KubeletMount.writable('var/lib/data'))).toContain(
    told(
      'TALOS356',
      'what the kubelet mounts is named by whole paths',
      "'var/lib/data'",
      "a path that begins with a slash, such as '/var/lib/longhorn'",
    ),
  );
  expect(failureOf(() => KubeletMount.readOnly('/var/a', { destination: 'a' }))).toContain('TALOS356');
  expect(KubeletMount.writable(REFERENCE).destination).toBe(REFERENCE);
});

describe('a mount of a folder that Talos cannot make is refused', () => {
  test.each(['/mnt/data', '/data', '/usr/share/data', '/etc/ssl', '/variable'])('to write to: %s', (source) => {
    expect(failureOf(() => KubeletMount.writable(source))).toContain(
      told(
        'TALOS356',
        'this folder is on the root of Talos, which is read-only: nothing can be made or written there',
        `'${source}'`,
        "a folder below /var, such as '/var/lib/longhorn', or '/var/mnt/data' of the user volume 'data'\n  do:      Use a folder below /var; where pods know it by another path, give that as 'destination'.",
      ),
    );
  });

  test.each(['/mnt/data', '/home'])('to read: %s', (source) => {
    expect(failureOf(() => KubeletMount.readOnly(source))).toContain(
      'TALOS356 Talos has no such folder, and cannot make it: its root is read-only',
    );
  });

  test('but not where it can, or where the image may have it', () => {
    for (const source of ['/var/mnt/data', '/run/udev', '/dev', '/sys/fs/bpf', '/opt/cni/bin', '/etc/kubernetes/a']) {
      expect(KubeletMount.writable(source).config.source).toBe(source);
    }
    expect(KubeletMount.readOnly('/usr/local/share/a', { destination: '/mnt/a' }).destination).toBe('/mnt/a');
    expect(KubeletMount.readOnly('/etc/ssl/certs').config.source).toBe('/etc/ssl/certs');
  });
});
