import { Fn } from 'cdktf';
import { Cni, KubernetesSettings, TalosClusterProps } from '../../lib';
import { ClusterManifest } from '../../lib/config/cluster-manifest';
import { KubeletServingCertificates } from '../../lib/config/settings/kubernetes/kubelet-serving-certificates';
import { FULL_KUBELET_SETTINGS, FULL_KUBERNETES_SETTINGS, FULL_MANIFESTS } from '../support/settings/kubernetes';
import { buildSmallCluster } from '../support/small-cluster';
import { reportOf, synthesized, warningsOf } from '../support/synthesis';

const OBJECT = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n';

function reportFor(cluster: Partial<TalosClusterProps>): string {
  return reportOf((app) => buildSmallCluster(app, { cluster }));
}

test('a cluster with every setting of Kubernetes synthesizes without a warning', () => {
  const build = (app: Parameters<typeof buildSmallCluster>[0]): void => {
    buildSmallCluster(app, {
      cluster: {
        kubernetes: FULL_KUBERNETES_SETTINGS,
        settings: FULL_KUBELET_SETTINGS,
        manifests: FULL_MANIFESTS,
      },
    });
  };
  expect(Object.keys(synthesized(build))).toEqual(['small']);
  expect(warningsOf(build)).toEqual([]);
});

test('a manifest of the name of one of the pod network or of the settings is told', () => {
  const kubernetes: KubernetesSettings = { kubeletServingCertificates: KubeletServingCertificates.rotated() };
  const report = reportFor({
    kubernetes,
    cni: Cni.manifest('cilium', OBJECT),
    manifests: [
      ClusterManifest.inline('cilium', OBJECT),
      ClusterManifest.inline('kubelet-serving-cert-approver', OBJECT),
    ],
  });
  expect(report).toContain("TALOS342  small/Cluster\n  2 inline manifests have the name 'cilium'");
  expect(report).toContain("2 inline manifests have the name 'kubelet-serving-cert-approver'");
});

test('kube-proxy that the pod network replaces, and wrong arguments, are told together', () => {
  const report = reportFor({
    kubernetes: { kubeProxy: { mode: 'ipvs' }, apiServerArgs: { '--v': '2' } },
    cni: Cni.manifest('cilium', OBJECT, { replacesKubeProxy: true }),
  });
  expect(report).toContain('TALOS358  small/Cluster');
  expect(report).toContain("TALOS344  small/Cluster\n  '--v' is not the name of an argument");
});

test('certificates that nobody approves are a warning', () => {
  const [warning, ...more] = warningsOf((app) =>
    buildSmallCluster(app, { cluster: { settings: { kubeletConfig: { serverTLSBootstrap: true } } } }),
  );
  expect(more).toEqual([]);
  expect(warning).toContain('TALOS354');
});

test('an option that there is not is told of the cluster, beside what else is wrong', () => {
  const kubernetes = { featureGate: { A: true }, apiServerArgs: { '--v': '2' } } as KubernetesSettings;
  const report = reportFor({ kubernetes });
  expect(report).toContain(
    "TALOS442  small/Cluster\n  there is no option 'featureGate' in 'kubernetes'; did you mean 'featureGates'?",
  );
  expect(report).toContain('TALOS344');
});

describe('names of the API certificate', () => {
  test.each([
    'https://k8s.example.org',
    'k8s.example.org:6443',
    '10.10.0.0/24',
    '10.10.0.300',
    'K8S.example.org',
    'k8s.example.org.',
    'k8s_api',
    '*',
    '',
  ])('are no %j', (name) => {
    const report = reportFor({ apiServerCertSans: ['k8s.example.org', name] });
    expect(report).toContain(
      `TALOS441  small/Cluster\n  the certificate of the Kubernetes API cannot be good for this\n    given:   '${name}' in apiServerCertSans`,
    );
    expect(report).toContain("allowed: DNS names of lower-case labels and IP addresses, such as 'k8s.example.org'");
    expect(report).toContain(
      'do:      Write the name in lower case, or the address, and nothing else: no scheme, port,',
    );
  });

  test('are no numbers either', () => {
    expect(reportFor({ apiServerCertSans: [5 as unknown as string] })).toContain("'5' in apiServerCertSans");
  });

  test('are DNS names, addresses and references', () => {
    const build = (app: Parameters<typeof buildSmallCluster>[0]): void => {
      const names = ['k8s.example.org', '*.k8s.example.org', 'k8s', '10.0.0.1', 'fd00::1'];
      buildSmallCluster(app, { cluster: { apiServerCertSans: [...names, Fn.upper('a')] } });
    };
    expect(Object.keys(synthesized(build))).toEqual(['small']);
  });
});
