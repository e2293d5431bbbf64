import { InlineManifest } from '../../inline-manifest';
import { manifestText } from '../../manifest-objects';

const NAME = 'kubelet-serving-cert-approver';
const LABELS = { 'app.kubernetes.io/name': NAME };
const RBAC = 'rbac.authorization.k8s.io';
const SUBJECTS = [{ kind: 'ServiceAccount', name: NAME, namespace: NAME }];
const EVENT_RULE = { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] };

/**
 * What approves the certificates of kubelets, as one manifest: it may read requests, approve those of the one signer,
 * and write events; a lease decides which of several works.
 */
export function certificateApproverManifest(image: string, replicas: number): InlineManifest {
  return {
    name: NAME,
    contents: manifestText([
      namespace(),
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: named(NAME) },
      ...rights(),
      ...rightsIn(NAME, [
        EVENT_RULE,
        { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create', 'get', 'update'] },
      ]),
      // Requests are in no namespace: events about them are written to this one.
      ...rightsIn('default', [EVENT_RULE]),
      deployment(image, replicas),
    ]),
  };
}

function named(namespace: string): object {
  return { name: NAME, namespace, labels: LABELS };
}

function namespace(): object {
  const levels = { enforce: 'restricted', audit: 'restricted', warn: 'restricted' };
  const labels = Object.fromEntries(
    Object.entries(levels).map(([mode, level]) => [`pod-security.kubernetes.io/${mode}`, level]),
  );
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAME, labels: { ...LABELS, ...labels } } };
}

function rights(): object[] {
  const certificates = 'certificates.k8s.io';
  return [
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRole',
      metadata: { name: NAME, labels: LABELS },
      rules: [
        { apiGroups: [certificates], resources: ['certificatesigningrequests'], verbs: ['get', 'list', 'watch'] },
        { apiGroups: [certificates], resources: ['certificatesigningrequests/approval'], verbs: ['update'] },
        {
          apiGroups: [certificates],
          resources: ['signers'],
          resourceNames: ['kubernetes.io/kubelet-serving'],
          verbs: ['approve'],
        },
        // It asks the API server whether the node itself may make the request.
        { apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create'] },
      ],
    },
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: NAME, labels: LABELS },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: NAME },
      subjects: SUBJECTS,
    },
  ];
}

function rightsIn(namespace: string, rules: readonly object[]): object[] {
  return [
    { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata: named(namespace), rules },
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: named(namespace),
      roleRef: { apiGroup: RBAC, kind: 'Role', name: NAME },
      subjects: SUBJECTS,
    },
  ];
}

function deployment(image: string, replicas: number): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: named(NAME),
    spec: {
      replicas,
      selector: { matchLabels: LABELS },
      template: {
        metadata: { labels: LABELS },
        spec: {
          serviceAccountName: NAME,
          priorityClassName: 'system-cluster-critical',
          nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
          // A node that waits for its cloud provider, or for its certificate, is not to wait for the approver as well.
          tolerations: ['node-role.kubernetes.io/control-plane', 'node.cloudprovider.kubernetes.io/uninitialized'].map(
            (key) => ({ key, operator: 'Exists', effect: 'NoSchedule' }),
          ),
          ...(replicas > 1 ? { topologySpreadConstraints: [spread()] } : {}),
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 65534,
            runAsGroup: 65534,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [container(image, replicas)],
        },
      },
    },
  };
}

function spread(): object {
  return {
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: LABELS },
  };
}

function container(image: string, replicas: number): object {
  const probe = (path: string): object => ({ httpGet: { path, port: 'health' }, initialDelaySeconds: 5 });
  return {
    name: 'approver',
    image,
    args: ['serve', ...(replicas > 1 ? ['--enable-leader-election'] : [])],
    env: [{ name: 'NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
    ports: [
      { name: 'health', containerPort: 8080 },
      { name: 'metrics', containerPort: 9090 },
    ],
    livenessProbe: probe('/healthz'),
    readinessProbe: probe('/readyz'),
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '64Mi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    },
  };
}
