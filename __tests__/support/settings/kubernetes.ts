import { ClusterManifest } from '../../../lib/config/cluster-manifest';
import { KubeletSettings } from '../../../lib/config/settings/kubelet-settings';
import { KubernetesSettings } from '../../../lib/config/settings/kubernetes-settings';
import { AdmissionPlugin } from '../../../lib/config/settings/kubernetes/admission-plugin';
import { AuditPolicy } from '../../../lib/config/settings/kubernetes/audit-policy';
import { EtcdMetrics } from '../../../lib/config/settings/kubernetes/etcd-metrics';
import { ExternalCloudProvider } from '../../../lib/config/settings/kubernetes/external-cloud-provider';
import { KubeletMount } from '../../../lib/config/settings/kubernetes/kubelet-mount';
import { KubeletServingCertificates } from '../../../lib/config/settings/kubernetes/kubelet-serving-certificates';
import { OidcProvider } from '../../../lib/config/settings/kubernetes/oidc-provider';
import { PodSecurity } from '../../../lib/config/settings/kubernetes/pod-security';

/** Every option of Kubernetes at once, in a way that Talos takes; kube-proxy runs. */
export const FULL_KUBERNETES_SETTINGS: Required<KubernetesSettings> = {
  featureGates: { ImageVolume: true, AnonymousAuthConfigurableEndpoints: false },
  podSecurity: PodSecurity.restricted({
    enforceVersion: 'v1.35',
    exemptNamespaces: ['kube-system', 'storage', 'storage'],
    exemptRuntimeClasses: ['kata'],
    exemptUsernames: ['breakglass'],
  }),
  admissionPlugins: [
    AdmissionPlugin.enabled('AlwaysPullImages'),
    AdmissionPlugin.configured('EventRateLimit', {
      apiVersion: 'eventratelimit.admission.k8s.io/v1alpha1',
      kind: 'Configuration',
      limits: [{ type: 'Server', qps: 5000, burst: 20000 }],
    }),
  ],
  auditPolicy: AuditPolicy.recommended(),
  oidc: OidcProvider.of({
    issuerUrl: 'https://login.example.org/realms/main',
    clientId: 'kubernetes',
    usernameClaim: 'email',
    usernamePrefix: 'login:',
    groupsClaim: 'roles',
    groupsPrefix: 'login:',
    requiredClaim: { claim: 'cluster', value: 'small' },
    signingAlgorithms: ['RS256', 'ES256'],
    groupBindings: [
      { group: 'platform', clusterRole: 'cluster-admin' },
      { group: 'Everyone (all sites)', clusterRole: 'view' },
    ],
  }),
  kubeletServingCertificates: KubeletServingCertificates.rotated({ replicas: 2 }),
  externalCloudProvider: ExternalCloudProvider.fromUrls(['https://example.org/cloud-provider/v1.2.3/install.yaml']),
  coreDns: true,
  kubeProxy: { mode: 'ipvs', args: { 'ipvs-strict-arp': 'true' } },
  schedulerConfig: {
    profiles: [
      {
        schedulerName: 'default-scheduler',
        percentageOfNodesToScore: 50,
        plugins: { score: { disabled: [{ name: 'ImageLocality' }] } },
        pluginConfig: [{ name: 'PodTopologySpread', args: { defaultingType: 'System' } }],
      },
    ],
    parallelism: 8,
    percentageOfNodesToScore: 60,
    podInitialBackoffSeconds: 2,
    podMaxBackoffSeconds: 20,
  },
  etcdMetrics: EtcdMetrics.onEveryAddress(),
  adminKubeconfigLifetimeHours: 2160,
  apiServerVolumes: [{ hostPath: '/var/lib/oidc', mountPath: '/etc/oidc' }],
  apiServerEnvironment: { HTTPS_PROXY: 'http://proxy.example.org:3128' },
  apiServerArgs: { 'oidc-ca-file': '/etc/oidc/ca.crt', 'request-timeout': '90s' },
  controllerManagerArgs: { 'terminated-pod-gc-threshold': '500' },
  schedulerArgs: { v: '2' },
  etcdArgs: { 'quota-backend-bytes': '4294967296' },
};

/** Every option of the kubelet at once, in a way that Talos takes. */
export const FULL_KUBELET_SETTINGS: Required<KubeletSettings> = {
  kubeletArgs: { v: '2' },
  kubeletConfig: {
    maxPods: 200,
    podPidsLimit: 4096,
    imageGCHighThresholdPercent: 75,
    imageGCLowThresholdPercent: 65,
    imageMaximumGCAge: '168h',
    containerLogMaxSize: '50Mi',
    kubeReserved: { cpu: '100m', memory: '256Mi' },
    evictionHard: { 'memory.available': '200Mi' },
    allowedUnsafeSysctls: ['net.core.somaxconn'],
    featureGates: { NodeSwap: true },
    serializeImagePulls: false,
  },
  kubeletMounts: [
    KubeletMount.writable('/var/lib/longhorn'),
    KubeletMount.readOnly('/var/lib/data', { destination: '/data', shared: false }),
  ],
  kubeletClusterDns: ['169.254.2.53', '10.96.0.10'],
  kubeletCredentialProviders: [
    {
      name: 'registry-credential-provider',
      matchImages: ['*.registry.example.org'],
      cacheDuration: '12h',
      args: ['get-credentials'],
      environment: { REGION: 'here' },
    },
  ],
  kubeletSeccompByDefault: true,
  kubeletRegistersFqdn: false,
};

/** Manifests of every kind. */
export const FULL_MANIFESTS: readonly ClusterManifest[] = [
  ClusterManifest.inline('storage-namespace', 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: storage\n'),
  ClusterManifest.url('https://example.org/metrics-server/releases/download/v0.8.1/components.yaml'),
];
