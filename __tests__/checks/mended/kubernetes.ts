import { join } from 'node:path';
import { App } from 'cdktf';
import {
  AdmissionPlugin,
  AuditPolicy,
  ClusterManifest,
  Cni,
  KubeletConfiguration,
  KubeletMount,
  KubeletServingCertificates,
  KubernetesSettings,
  MachineSettings,
  OidcProvider,
  PodSecurity,
  TalosCluster,
  TalosClusterProps,
  manifestsFromFolder,
} from '../../../lib';
import { EXAMPLES } from '../../support/examples';
import { buildSmallCluster } from '../../support/small-cluster';
import { MendedChecks } from './mended';

const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: storage\n';

const cluster = (changes: Partial<TalosClusterProps>) => (app: App) => buildSmallCluster(app, { cluster: changes });

const components = (settings: KubernetesSettings): ((app: App) => TalosCluster) => cluster({ kubernetes: settings });

const kubelets = (settings: MachineSettings): ((app: App) => TalosCluster) => cluster({ settings });

const ecrProvider: MachineSettings = {
  kubeletCredentialProviders: [{ name: 'ecr-credential-provider', matchImages: ['*.dkr.ecr.*.amazonaws.com'] }],
};

const cilium = Cni.manifest('cilium', NAMESPACE, { replacesKubeProxy: true });

const eventRateLimit = AdmissionPlugin.configured('EventRateLimit', {
  apiVersion: 'eventratelimit.admission.k8s.io/v1alpha1',
  kind: 'Configuration',
  limits: [{ type: 'Server', qps: 5000, burst: 20_000 }],
});

/** TALOS340 to TALOS359. */
export const kubernetes: MendedChecks = {
  TALOS340: {
    wrong: () => ClusterManifest.inline('storage', 'apiVersion: v1\nmetadata:\n  name: storage\n'),
    right: () => ClusterManifest.inline('storage', NAMESPACE),
  },
  TALOS341: {
    wrong: () => ClusterManifest.url('https://raw.githubusercontent.com/example/operator/main/install.yaml'),
    right: () => ClusterManifest.url('https://raw.githubusercontent.com/example/operator/v1.2.3/install.yaml'),
  },
  TALOS342: {
    wrong: cluster({
      cni: Cni.manifest('cilium', NAMESPACE),
      manifests: [ClusterManifest.inline('cilium', NAMESPACE)],
    }),
    right: cluster({
      cni: Cni.manifest('cilium', NAMESPACE),
      manifests: [ClusterManifest.inline('cilium-namespace', NAMESPACE)],
    }),
  },
  TALOS343: {
    wrong: () => manifestsFromFolder(join(EXAMPLES, 'air-gapped', 'manifest')),
    right: () => manifestsFromFolder(join(EXAMPLES, 'air-gapped', 'manifests')),
  },
  TALOS344: {
    wrong: components({ apiServerArgs: { '--request-timeout': '90s' } }),
    right: components({ apiServerArgs: { 'request-timeout': '90s' } }),
  },
  TALOS345: {
    wrong: components({ etcdArgs: { 'quota-backend-bytes': '4294967296', 'data-dir': '/var/lib/data' } }),
    right: components({ etcdArgs: { 'quota-backend-bytes': '4294967296' } }),
  },
  TALOS346: {
    wrong: components({
      featureGates: { ImageVolume: true },
      schedulerArgs: { v: '2', 'feature-gates': 'ImageVolume=true' },
    }),
    right: components({ featureGates: { ImageVolume: true }, schedulerArgs: { v: '2' } }),
  },
  TALOS347: {
    wrong: components({ featureGates: { imageVolume: true } }),
    right: components({ featureGates: { ImageVolume: true } }),
  },
  TALOS348: {
    wrong: () => PodSecurity.standard('restricted', { enforceVersion: '1.35' }),
    right: () => PodSecurity.standard('restricted', { enforceVersion: 'v1.35' }),
  },
  TALOS349: {
    wrong: components({ admissionPlugins: [AdmissionPlugin.enabled('EventRateLimit'), eventRateLimit] }),
    right: components({ admissionPlugins: [eventRateLimit] }),
  },
  TALOS350: {
    wrong: () => AuditPolicy.of({ omitStages: ['RequestReceived'], rules: [] }),
    right: () => AuditPolicy.of({ omitStages: ['RequestReceived'], rules: [{ level: 'Metadata' }] }),
  },
  TALOS351: {
    wrong: () => OidcProvider.of({ issuerUrl: 'http://login.example.org/realms/main', clientId: 'kubernetes' }),
    right: () => OidcProvider.of({ issuerUrl: 'https://login.example.org/realms/main', clientId: 'kubernetes' }),
  },
  TALOS352: {
    wrong: (app) => buildSmallCluster(app, { cluster: { settings: ecrProvider } }),
    right: (app) =>
      buildSmallCluster(app, {
        image: { systemExtensions: ['siderolabs/ecr-credential-provider'] },
        cluster: { settings: ecrProvider },
      }),
  },
  TALOS353: {
    wrong: () => KubeletServingCertificates.rotated({ image: 'registry.example.org/approver:latest' }),
    right: () => KubeletServingCertificates.rotated({ image: 'registry.example.org/approver:0.11.0' }),
  },
  TALOS354: {
    wrong: kubelets({ kubeletConfig: { maxPods: 200, serverTLSBootstrap: true } }),
    right: cluster({
      settings: { kubeletConfig: { maxPods: 200 } },
      kubernetes: { kubeletServingCertificates: KubeletServingCertificates.rotated() },
    }),
  },
  TALOS355: {
    wrong: kubelets({ kubeletConfig: { clusterDNS: ['169.254.2.53'] } as object as KubeletConfiguration }),
    right: kubelets({ kubeletClusterDns: ['169.254.2.53'] }),
  },
  TALOS356: {
    wrong: () => KubeletMount.writable('var/lib/longhorn'),
    right: () => KubeletMount.writable('/var/lib/longhorn'),
  },
  TALOS357: {
    wrong: kubelets({ kubeletConfig: { imageGCHighThresholdPercent: 75, imageGCLowThresholdPercent: 80 } }),
    right: kubelets({ kubeletConfig: { imageGCHighThresholdPercent: 75, imageGCLowThresholdPercent: 70 } }),
  },
  TALOS358: {
    wrong: cluster({ cni: cilium, kubernetes: { kubeProxy: { mode: 'ipvs' } } }),
    right: cluster({ cni: cilium, kubernetes: {} }),
  },
  TALOS359: {
    wrong: components({ adminKubeconfigLifetimeHours: 720 }),
    right: components({ adminKubeconfigLifetimeHours: 721 }),
  },
};
