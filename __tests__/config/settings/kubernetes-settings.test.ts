import fc from '../../support/property';
import { Cni } from '../../../lib/config/cni';
import { combinedPatches } from '../../../lib/config/combined-patches';
import { ConfigPatch } from '../../../lib/config/config-patch';
import { KubernetesVersion } from '../../../lib/config/kubernetes-version';
import { MachineType } from '../../../lib/config/machine-config';
import { schemaFindings } from '../../../lib/config/schema-check';
import { KUBELET_SETTINGS, KubeletSettings } from '../../../lib/config/settings/kubelet-settings';
import {
  KUBERNETES_SETTINGS,
  KubernetesSettings,
  kubernetesFindings,
  mergedKubernetesSettings,
} from '../../../lib/config/settings/kubernetes-settings';
import { AdmissionPlugin } from '../../../lib/config/settings/kubernetes/admission-plugin';
import { AuditPolicy } from '../../../lib/config/settings/kubernetes/audit-policy';
import { EtcdMetrics } from '../../../lib/config/settings/kubernetes/etcd-metrics';
import { ExternalCloudProvider } from '../../../lib/config/settings/kubernetes/external-cloud-provider';
import { kubeProxyFindings } from '../../../lib/config/settings/kubernetes/kube-proxy';
import { KubeletServingCertificates } from '../../../lib/config/settings/kubernetes/kubelet-serving-certificates';
import { OidcProvider } from '../../../lib/config/settings/kubernetes/oidc-provider';
import { PodSecurity } from '../../../lib/config/settings/kubernetes/pod-security';
import { given } from '../../../lib/config/settings/setting';
import { VersionContract } from '../../../lib/config/version-contract';
import { FULL_KUBELET_SETTINGS, FULL_KUBERNETES_SETTINGS } from '../../support/settings/kubernetes';

const isKnown = (value: unknown): boolean => typeof value !== 'string' || !value.includes('${TfToken[');
const CONTRACTS = [VersionContract.V1_12, VersionContract.V1_13];
const TYPES: readonly MachineType[] = ['controlplane', 'worker'];
const OIDC = { issuerUrl: 'https://login.example.org', clientId: 'kubernetes' };

function patchesOf(
  kubernetes: KubernetesSettings,
  kubelet: KubeletSettings = {},
  machineType: MachineType = 'controlplane',
  contract = VersionContract.V1_13,
): ConfigPatch[] {
  const context = { machineType, contract };
  return combinedPatches([
    ...given(KUBERNETES_SETTINGS, kubernetes).flatMap(({ setting, value }) => [...setting.patches(value, context)]),
    ...given(KUBELET_SETTINGS, kubelet).flatMap(({ setting, value }) => [...setting.patches(value, context)]),
  ]);
}

function contentOf(...input: Parameters<typeof patchesOf>): unknown {
  return patchesOf(...input)[0]?.content;
}

function toldOf(settings: KubernetesSettings, contract = VersionContract.V1_13): string[] {
  const facts = { contract, isKnown, kubernetesVersion: KubernetesVersion.of('v1.35.4') };
  return kubernetesFindings(settings, facts).map(({ code, wrong, given: what }) => `${code} ${wrong} (${what})`);
}

/** Every list in a value. */
function listsIn(value: unknown): unknown[][] {
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) ? [value as unknown[]] : []), ...Object.values(value).flatMap(listsIn)];
}

describe.each(CONTRACTS)('with contract %s', (contract) => {
  test('all settings at once have no finding, and only fields that Talos has', () => {
    expect(toldOf(FULL_KUBERNETES_SETTINGS, contract)).toEqual([]);
    for (const machineType of TYPES) {
      const patches = patchesOf(FULL_KUBERNETES_SETTINGS, FULL_KUBELET_SETTINGS, machineType, contract);
      expect(patches.flatMap((patch) => schemaFindings({ origin: 'a test', patch }, { contract, isKnown }))).toEqual(
        [],
      );
    }
  });

  test('a worker is told of its kubelet and of the cloud provider alone', () => {
    expect(contentOf(FULL_KUBERNETES_SETTINGS, {}, 'worker', contract)).toEqual({
      machine: {
        kubelet: {
          extraConfig: { featureGates: { AnonymousAuthConfigurableEndpoints: false, ImageVolume: true } },
          extraArgs: { 'rotate-server-certificates': 'true' },
        },
      },
      cluster: { externalCloudProvider: { enabled: true } },
    });
  });

  test('a control plane has the arguments of every component', () => {
    expect(
      contentOf(
        {
          apiServerArgs: { v: '1' },
          controllerManagerArgs: { v: '2' },
          schedulerArgs: { v: '3' },
          etcdArgs: { 'snapshot-count': '4' },
          kubeProxy: { mode: 'iptables', args: { v: '5' } },
          apiServerEnvironment: { A: 'b' },
          coreDns: false,
          adminKubeconfigLifetimeHours: 2160,
          etcdMetrics: EtcdMetrics.onLoopback(),
          apiServerVolumes: [{ hostPath: '/var/a', mountPath: '/a', readOnly: false }],
        },
        {},
        'controlplane',
        contract,
      ),
    ).toEqual({
      cluster: {
        apiServer: {
          extraArgs: { v: '1' },
          env: { A: 'b' },
          extraVolumes: [{ hostPath: '/var/a', mountPath: '/a', readonly: false }],
        },
        controllerManager: { extraArgs: { v: '2' } },
        scheduler: { extraArgs: { v: '3' } },
        etcd: { extraArgs: { 'snapshot-count': '4', 'listen-metrics-urls': 'http://127.0.0.1:2381' } },
        proxy: { mode: 'iptables', extraArgs: { v: '5' } },
        coreDNS: { disabled: true },
        adminKubeconfig: { certLifetime: '2160h0m0s' },
      },
    });
  });
});

describe('feature gates', () => {
  test('reach every component, sorted, and those of profile and user are added up', () => {
    const settings = mergedKubernetesSettings(
      { featureGates: { B: true, C: true } },
      { featureGates: { A: true, C: false } },
    );
    const gates = { extraArgs: { 'feature-gates': 'A=true,B=true,C=false' } };
    expect(contentOf(settings)).toEqual({
      machine: { kubelet: { extraConfig: { featureGates: { A: true, B: true, C: false } } } },
      cluster: { apiServer: gates, controllerManager: gates, scheduler: gates, proxy: gates },
    });
  });

  test.each(['imageVolume', 'Image-Volume', 'ImageVolume=true', ''])('refuses the name %j', (name) => {
    expect(toldOf({ featureGates: { [name]: true } })).toEqual([
      `TALOS347 no component of Kubernetes can have a feature gate '${name}' ('${name}')`,
    ]);
  });
});

describe('arguments', () => {
  test.each([
    ['--v', "'--v' is not the name of an argument: the dashes are written by Talos"],
    ['v=4', "'v=4' is not the name of an argument"],
    ['', "'' is not the name of an argument"],
  ])('are given by name alone, not as %j', (name, wrong) => {
    expect(toldOf({ apiServerArgs: { [name]: '4' } })).toEqual([`TALOS344 ${wrong} ('${name}' in apiServerArgs)`]);
  });

  test.each([
    [{ apiServerArgs: { 'tls-cert-file': '/x' } }, "'tls-cert-file' of the API server", 'apiServerArgs'],
    [
      { controllerManagerArgs: { 'root-ca-file': '/x' } },
      "'root-ca-file' of the controller manager",
      'controllerManagerArgs',
    ],
    [{ schedulerArgs: { kubeconfig: '/x' } }, "'kubeconfig' of the scheduler", 'schedulerArgs'],
    [{ etcdArgs: { 'data-dir': '/x' } }, "'data-dir' of etcd", 'etcdArgs'],
    [{ kubeProxy: { args: { kubeconfig: '/x' } } }, "'kubeconfig' of kube-proxy", 'kubeProxy.args'],
  ])('that Talos sets are refused: %j', (settings: KubernetesSettings, what, option) => {
    expect(toldOf(settings)).toEqual([
      `TALOS345 Talos sets the argument ${what} by itself, and refuses another value (${what.split(' ')[0] ?? ''} in ${option})`,
    ]);
  });

  test('that the library counts on are refused, with what decides instead', () => {
    const facts = { contract: VersionContract.V1_13, isKnown, kubernetesVersion: KubernetesVersion.of('v1.35.4') };
    expect(kubernetesFindings({ apiServerArgs: { 'secure-port': '443' } }, facts)).toEqual([
      {
        code: 'TALOS346',
        severity: 'error',
        wrong: "the argument 'secure-port' of the API server is not set here",
        given: "'secure-port' in apiServerArgs",
        allowed: 'port 6443, on which the endpoint, KubePrism and the health checks count',
        fix: 'Leave the argument out; what decides is port 6443, on which the endpoint, KubePrism and the health checks count.',
      },
    ]);
  });

  test.each([
    ['controllerManagerArgs', 'allocate-node-cidrs', "'podCidrs' of 'network', of which every node is given a part"],
    ['controllerManagerArgs', 'cluster-cidr', "'podCidrs' of 'network'"],
    ['controllerManagerArgs', 'node-cidr-mask-size', "'nodeCidrMasks' of 'network'"],
    ['controllerManagerArgs', 'node-cidr-mask-size-ipv4', "'nodeCidrMasks' of 'network'"],
    ['controllerManagerArgs', 'node-cidr-mask-size-ipv6', "'nodeCidrMasks' of 'network'"],
    ['controllerManagerArgs', 'service-cluster-ip-range', "'serviceCidrs' of 'network'"],
    ['etcdArgs', 'advertise-client-urls', 'the addresses of the control plane machines'],
    ['etcdArgs', 'initial-advertise-peer-urls', 'the addresses of the control plane machines'],
    ['etcdArgs', 'initial-cluster', 'the control plane machines'],
    ['etcdArgs', 'initial-cluster-state', 'Talos'],
    ['etcdArgs', 'initial-cluster-token', 'the certificates of etcd'],
  ])('%s that the cluster decides are refused: %s', (option, argument, instead) => {
    const facts = { contract: VersionContract.V1_13, isKnown, kubernetesVersion: KubernetesVersion.of('v1.35.4') };
    expect(kubernetesFindings({ [option]: { [argument]: 'a' } }, facts)).toEqual([
      expect.objectContaining({
        code: 'TALOS346',
        given: `'${argument}' in ${option}`,
        allowed: expect.stringContaining(instead) as string,
      }),
    ]);
  });

  test.each([
    'name',
    'data-dir',
    'listen-peer-urls',
    'listen-client-urls',
    'cert-file',
    'key-file',
    'trusted-ca-file',
    'peer-cert-file',
    'peer-key-file',
    'peer-trusted-ca-file',
  ])('of etcd that Talos sets are refused: %s', (argument) => {
    expect(toldOf({ etcdArgs: { [argument]: 'a' } })).toEqual([expect.stringMatching(/^TALOS345 /)]);
  });

  const beside: readonly (readonly [KubernetesSettings, string, string])[] = [
    [{ featureGates: { A: true }, schedulerArgs: { 'feature-gates': 'B=true' } }, 'feature-gates', 'featureGates'],
    [
      { podSecurity: PodSecurity.restricted(), apiServerArgs: { 'admission-control-config-file': '/x' } },
      'admission-control-config-file',
      'podSecurity',
    ],
    [
      { admissionPlugins: [], apiServerArgs: { 'enable-admission-plugins': 'A' } },
      'enable-admission-plugins',
      'admissionPlugins',
    ],
    [
      { auditPolicy: AuditPolicy.talosDefault(), apiServerArgs: { 'audit-policy-file': '/x' } },
      'audit-policy-file',
      'auditPolicy',
    ],
    [{ oidc: OidcProvider.of(OIDC), apiServerArgs: { 'oidc-client-id': 'a' } }, 'oidc-client-id', 'oidc'],
    [
      { oidc: OidcProvider.of(OIDC), apiServerArgs: { 'authentication-config': '/a' } },
      'authentication-config',
      'oidc',
    ],
    [
      { etcdMetrics: EtcdMetrics.onLoopback(), etcdArgs: { 'listen-metrics-urls': 'a' } },
      'listen-metrics-urls',
      'etcdMetrics',
    ],
  ];
  test.each(beside)('are refused beside an option that writes them: %j', (settings, argument, option) => {
    const [told = '', ...more] = toldOf(settings);
    expect(more).toEqual([]);
    expect(told).toContain(`TALOS346 the argument '${argument}' of `);
    expect(told).toContain(`is given beside '${option}', which writes it`);
  });

  test('are taken where no option writes them', () => {
    expect(toldOf({ schedulerArgs: { 'feature-gates': 'B=true' }, apiServerArgs: { 'oidc-client-id': 'a' } })).toEqual(
      [],
    );
    expect(toldOf({ oidc: OidcProvider.of(OIDC), apiServerArgs: { 'oidc-ca-file': '/etc/oidc/ca.crt' } })).toEqual([]);
  });
});

describe('the rest', () => {
  test('an option that there is not is told with the one that was meant, also after settings were added up', () => {
    const wrong = { coreDNS: false } as KubernetesSettings;
    expect(toldOf(mergedKubernetesSettings(wrong, { coreDns: true }))).toEqual([
      "TALOS442 there is no option 'coreDNS' in 'kubernetes'; did you mean 'coreDns'? ('coreDNS')",
    ]);
    expect(toldOf({ coreDNS: undefined } as KubernetesSettings)).toEqual([]);
  });

  test('a variable of the API server whose name is none', () => {
    expect(toldOf({ apiServerEnvironment: { 'HTTPS PROXY': 'a' } })).toEqual([
      "TALOS309 this is not the name of an environment variable ('HTTPS PROXY')",
    ]);
    expect(toldOf({ apiServerEnvironment: { HTTPS_PROXY: 'a b' } })).toEqual([]);
  });

  test('a provider whose groups have no prefix', () => {
    expect(toldOf({ oidc: OidcProvider.of({ ...OIDC, groupsPrefix: '' }) })).toEqual([
      "TALOS444 without a prefix, the group 'system:masters' of the provider would be that of Kubernetes itself (groupsPrefix '')",
    ]);
  });

  test('a lifetime below a month is refused', () => {
    expect(toldOf({ adminKubeconfigLifetimeHours: 720 })).toEqual([
      'TALOS359 an admin kubeconfig of so short a life would be made anew by every apply (adminKubeconfigLifetimeHours 720)',
    ]);
    expect(toldOf({ adminKubeconfigLifetimeHours: 721.5 })).toHaveLength(1);
    expect(toldOf({ adminKubeconfigLifetimeHours: 721 })).toEqual([]);
  });

  test('a volume has whole paths; one that is a reference passes', () => {
    expect(toldOf({ apiServerVolumes: [{ hostPath: 'var/a', mountPath: '/a' }] })).toEqual([
      "TALOS356 a volume of the API server is named by whole paths ('var/a')",
    ]);
    expect(toldOf({ apiServerVolumes: [{ hostPath: '${TfToken[TOKEN.0]}', mountPath: '/a' }] })).toEqual([]);
  });

  test('kube-proxy is not set up beside a pod network that does its work', () => {
    const cni = Cni.manifest('cilium', 'apiVersion: v1\nkind: Namespace\n', { replacesKubeProxy: true });
    expect(kubeProxyFindings({ kubeProxy: { mode: 'ipvs' } }, cni)).toEqual([
      expect.objectContaining({
        code: 'TALOS358',
        wrong: 'kube-proxy is left out, because the pod network does its work',
        given: 'kubeProxy with mode; a Cni that replaces kube-proxy',
      }),
    ]);
    expect(kubeProxyFindings({ kubeProxy: { mode: 'ipvs' } }, Cni.flannel())).toEqual([]);
    expect(kubeProxyFindings({}, cni)).toEqual([]);
  });

  test('profile and user add up: plugins and volumes by name, kube-proxy by argument', () => {
    const merged = mergedKubernetesSettings(
      {
        admissionPlugins: [AdmissionPlugin.enabled('AlwaysPullImages'), AdmissionPlugin.enabled('EventRateLimit')],
        apiServerVolumes: [{ hostPath: '/a', mountPath: '/x' }],
        kubeProxy: { mode: 'ipvs', args: { a: '1', b: '1' } },
      },
      {
        admissionPlugins: [AdmissionPlugin.configured('EventRateLimit', { apiVersion: 'a', kind: 'b' })],
        apiServerVolumes: [{ hostPath: '/b', mountPath: '/x' }],
        kubeProxy: { args: { b: '2' } },
      },
    );
    expect(merged.admissionPlugins?.map(({ name, configuration }) => [name, configuration])).toEqual([
      ['AlwaysPullImages', undefined],
      ['EventRateLimit', { apiVersion: 'a', kind: 'b' }],
    ]);
    expect(merged.apiServerVolumes).toEqual([{ hostPath: '/b', mountPath: '/x' }]);
    expect(merged.kubeProxy).toEqual({ mode: 'ipvs', args: { a: '1', b: '2' } });
  });
});

/** Any options, with values that pass. */
const anyKubernetes: fc.Arbitrary<KubernetesSettings> = fc.record(
  {
    featureGates: fc.dictionary(fc.constantFrom('A', 'B', 'ImageVolume'), fc.boolean()),
    podSecurity: fc.constantFrom(
      PodSecurity.restricted(),
      PodSecurity.standard('privileged', { warn: 'baseline', exemptNamespaces: ['kube-system', 'a', 'a'] }),
    ),
    admissionPlugins: fc.subarray([...FULL_KUBERNETES_SETTINGS.admissionPlugins]),
    auditPolicy: fc.constantFrom(
      AuditPolicy.talosDefault(),
      AuditPolicy.recommended(),
      AuditPolicy.of({ rules: [{ level: 'None', resources: [{ group: '' }] }, { level: 'Request' }] }),
    ),
    oidc: fc.constantFrom(FULL_KUBERNETES_SETTINGS.oidc, OidcProvider.of({ ...OIDC, groupsPrefix: 'a:' })),
    kubeletServingCertificates: fc.constantFrom(
      KubeletServingCertificates.selfSigned(),
      KubeletServingCertificates.rotated(),
      KubeletServingCertificates.approvedElsewhere(),
    ),
    externalCloudProvider: fc.constantFrom(
      ExternalCloudProvider.installedApart(),
      FULL_KUBERNETES_SETTINGS.externalCloudProvider,
    ),
    coreDns: fc.boolean(),
    kubeProxy: fc.constantFrom({}, { mode: 'ipvs' as const }, { args: { v: '2' } }),
    schedulerConfig: fc.constantFrom({}, FULL_KUBERNETES_SETTINGS.schedulerConfig),
    etcdMetrics: fc.constantFrom(EtcdMetrics.onLoopback(), EtcdMetrics.onEveryAddress()),
    adminKubeconfigLifetimeHours: fc.integer({ min: 721, max: 100000 }),
    apiServerVolumes: fc.constantFrom([], FULL_KUBERNETES_SETTINGS.apiServerVolumes),
    apiServerEnvironment: fc.dictionary(fc.constantFrom('A', 'B'), fc.string()),
    apiServerArgs: fc.dictionary(fc.constantFrom('v', 'request-timeout'), fc.string()),
    controllerManagerArgs: fc.dictionary(fc.constantFrom('v'), fc.string()),
    schedulerArgs: fc.dictionary(fc.constantFrom('v'), fc.string()),
    etcdArgs: fc.dictionary(fc.constantFrom('snapshot-count'), fc.string()),
  },
  { requiredKeys: [] },
);

const anyKubelet: fc.Arbitrary<KubeletSettings> = fc.record(
  {
    kubeletArgs: fc.dictionary(fc.constantFrom('v'), fc.string()),
    kubeletConfig: fc.constantFrom({}, FULL_KUBELET_SETTINGS.kubeletConfig),
    kubeletMounts: fc.subarray([...FULL_KUBELET_SETTINGS.kubeletMounts]),
    kubeletClusterDns: fc.constantFrom(['10.96.0.10'] as [string], ['10.0.0.1', '10.0.0.1'] as [string, string]),
    kubeletCredentialProviders: fc.subarray([...FULL_KUBELET_SETTINGS.kubeletCredentialProviders]),
    kubeletSeccompByDefault: fc.boolean(),
    kubeletRegistersFqdn: fc.boolean(),
  },
  { requiredKeys: [] },
);

test('any settings make one patch of fields that Talos has, with no list value twice, and workers none of a control plane', () => {
  fc.assert(
    fc.property(
      anyKubernetes,
      anyKubelet,
      fc.constantFrom(...TYPES),
      fc.constantFrom(...CONTRACTS),
      (kubernetes, kubelet, machineType, contract) => {
        const patches = patchesOf(kubernetes, kubelet, machineType, contract);
        expect(patches.length).toBeLessThanOrEqual(1);
        for (const patch of patches) {
          expect(schemaFindings({ origin: 'a test', patch }, { contract, isKnown })).toEqual([]);
          for (const list of listsIn(patch.content)) {
            expect(new Set(list.map((each) => JSON.stringify(each))).size).toBe(list.length);
          }
          expect(patch.toYaml()).not.toMatch(/^\s*(- |[\w-]+: )[&*]a\d+$/m);
          const cluster = Object.keys(patch.content.cluster ?? {});
          if (machineType === 'worker') expect(['', 'externalCloudProvider']).toContain(cluster.join());
        }
        expect(toldOf(kubernetes, contract)).toEqual([]);
      },
    ),
  );
});
