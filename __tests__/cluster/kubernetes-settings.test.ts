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
    buildSmallCluster(app, { cluster: { settings: { kubeletArgs: { 'rotate-server-certificates': 'true' } } } }),
  );
  expect(more).toEqual([]);
  expect(warning).toContain('TALOS354');
});
