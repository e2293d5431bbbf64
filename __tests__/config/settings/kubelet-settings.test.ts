import { KUBELET_SETTINGS, KubeletSettings } from '../../../lib/config/settings/kubelet-settings';
import { KubeletMount } from '../../../lib/config/settings/kubernetes/kubelet-mount';
import { mergedSettings, settingFindings } from '../../../lib/config/settings/machine-settings';
import { given } from '../../../lib/config/settings/setting';
import { combinedPatches } from '../../../lib/config/combined-patches';
import { TalosPlatform } from '../../../lib/config/talos-platform';
import { TalosVersion } from '../../../lib/config/talos-version';
import { VersionContract } from '../../../lib/config/version-contract';
import { failureOf, told } from '../../support/failure';
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
    [{ '--v': '2' }, "TALOS344 '--v' is not the name of an argument: the dashes are written by Talos"],
    [{ config: '/x' }, "TALOS345 Talos sets the argument 'config' of the kubelet by itself, and refuses another value"],
    [{ 'cluster-dns': '1.1.1.1' }, "TALOS346 the argument 'cluster-dns' of the kubelet is not set here"],
    [{ 'register-with-taints': 'a=b:NoSchedule' }, "TALOS346 the argument 'register-with-taints' of the kubelet"],
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

test('certificates that nobody approves are warned of, as an argument and as a field', () => {
  const wrong = 'these kubelets ask the cluster for a certificate, and nothing here approves the requests';
  expect(toldOf({ kubeletArgs: { 'rotate-server-certificates': 'true' } })).toEqual([
    `warning TALOS354 ${wrong} ('rotate-server-certificates' in kubeletArgs)`,
  ]);
  expect(toldOf({ kubeletConfig: { serverTLSBootstrap: true } })).toEqual([
    `warning TALOS354 ${wrong} ('serverTLSBootstrap' in kubeletConfig)`,
  ]);
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
