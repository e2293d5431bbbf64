import type { AuditRule } from './audit-policy';

const READ = ['get', 'list', 'watch'];

/** The rules of the recommended policy; the first that fits decides. */
export const RECOMMENDED_AUDIT_RULES: readonly AuditRule[] = [
  // Health checks, version and discovery say nothing of anybody.
  {
    level: 'None',
    nonResourceURLs: [
      '/healthz*',
      '/livez*',
      '/readyz*',
      '/version',
      '/metrics',
      '/openapi/*',
      '/api',
      '/api/*',
      '/apis',
      '/apis/*',
    ],
    verbs: ['get', 'head'],
  },
  // Who took a secret matters, what is in it is not to lie in a log: before every rule that would leave it out.
  {
    level: 'Metadata',
    resources: [
      { group: '', resources: ['secrets', 'configmaps', 'serviceaccounts/token'] },
      { group: 'authentication.k8s.io' },
      { group: 'bootstrap.token.k8s.io' },
    ],
  },
  // A way into a container or a node, which a `get` opens as well: before every rule that leaves reading out.
  {
    level: 'Request',
    resources: [
      {
        group: '',
        resources: [
          'pods/exec',
          'pods/attach',
          'pods/portforward',
          'pods/proxy',
          'pods/ephemeralcontainers',
          'services/proxy',
          'nodes/proxy',
        ],
      },
    ],
  },
  // Heartbeats and elections: every node and controller, every few seconds.
  { level: 'None', resources: [{ group: 'coordination.k8s.io', resources: ['leases'] }] },
  { level: 'None', resources: [{ group: '', resources: ['events'] }, { group: 'events.k8s.io' }] },
  {
    level: 'None',
    userGroups: ['system:nodes'],
    verbs: [...READ, 'patch', 'update'],
    resources: [{ group: '', resources: ['nodes', 'nodes/status', 'pods', 'pods/status'] }],
  },
  // The control plane reads all the time.
  {
    level: 'None',
    users: [
      'system:apiserver',
      'system:kube-controller-manager',
      'system:kube-scheduler',
      'system:kube-proxy',
      'system:serviceaccount:kube-system:kube-proxy',
    ],
    verbs: READ,
  },
  { level: 'None', userGroups: ['system:nodes', 'system:serviceaccounts:kube-system'], verbs: READ },
  { level: 'None', verbs: ['watch'] },
  // Who may do what, and what is let in: the whole change.
  {
    level: 'RequestResponse',
    verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    resources: [
      { group: 'rbac.authorization.k8s.io' },
      { group: 'admissionregistration.k8s.io' },
      { group: 'certificates.k8s.io' },
      { group: 'apiregistration.k8s.io' },
      { group: 'networking.k8s.io', resources: ['networkpolicies'] },
      { group: '', resources: ['namespaces', 'serviceaccounts', 'resourcequotas', 'limitranges'] },
    ],
  },
  { level: 'Metadata' },
];
