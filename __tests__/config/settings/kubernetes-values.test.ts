import { parseAllDocuments } from 'yaml';
import { AdmissionPlugin, admissionPluginFindings } from '../../../lib/config/settings/kubernetes/admission-plugin';
import { AuditPolicy, AuditRule } from '../../../lib/config/settings/kubernetes/audit-policy';
import { ExternalCloudProvider } from '../../../lib/config/settings/kubernetes/external-cloud-provider';
import { KubeletServingCertificates } from '../../../lib/config/settings/kubernetes/kubelet-serving-certificates';
import { OidcProvider, OidcProviderOptions } from '../../../lib/config/settings/kubernetes/oidc-provider';
import { PodSecurity } from '../../../lib/config/settings/kubernetes/pod-security';
import { failureOf, told } from '../../support/failure';

const REFERENCE = '${TfToken[TOKEN.0]}';
const OIDC = { issuerUrl: 'https://login.example.org', clientId: 'kubernetes' };

type Objects = readonly {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: object };
  readonly [field: string]: unknown;
}[];

function objectsOf(manifests: readonly { readonly contents: string }[]): Objects {
  return manifests.flatMap(({ contents }) =>
    parseAllDocuments(contents).map((document) => document.toJS() as Objects[number]),
  );
}

describe('Pod Security', () => {
  test('names the plugin and its levels, and nothing that Talos has already', () => {
    expect(PodSecurity.standard('baseline', { exemptNamespaces: ['kube-system'] }).patch.content).toEqual({
      cluster: {
        apiServer: {
          admissionControl: [
            {
              name: 'PodSecurity',
              configuration: {
                apiVersion: 'pod-security.admission.config.k8s.io/v1',
                kind: 'PodSecurityConfiguration',
                defaults: {
                  enforce: 'baseline',
                  'enforce-version': 'latest',
                  audit: 'restricted',
                  'audit-version': 'latest',
                  warn: 'restricted',
                  'warn-version': 'latest',
                },
              },
            },
          ],
        },
      },
    });
  });

  test.each(['1.35', 'v1.35.2', 'newest'])('refuses the version %s', (enforceVersion) => {
    expect(failureOf(() => PodSecurity.restricted({ enforceVersion }))).toContain(
      told(
        'TALOS348',
        'the rules of Pod Security have no such version',
        `'${enforceVersion}'`,
        "'latest', or a minor such as 'v1.35'",
      ),
    );
  });

  test('refuses a pattern for namespaces, and takes a reference', () => {
    expect(failureOf(() => PodSecurity.restricted({ exemptNamespaces: ['kube-*'] }))).toContain(
      told(
        'TALOS348',
        'this is not the name of a namespace that could be exempt',
        "'kube-*' in exemptNamespaces",
        'lower-case letters, digits and dashes, 63 at most, without patterns',
      ),
    );
    expect(PodSecurity.restricted({ exemptNamespaces: [REFERENCE], enforceVersion: REFERENCE }).level).toBe(
      'restricted',
    );
  });
});

describe('an admission plugin', () => {
  test('is told which fields say so', () => {
    const adviceOf = (configuration: Parameters<typeof AdmissionPlugin.configured>[1]): string =>
      failureOf(() => AdmissionPlugin.configured('EventRateLimit', configuration));
    expect(adviceOf({ apiVersion: 'eventratelimit.admission.k8s.io/v1alpha1' })).toContain(
      "do:      Add 'kind' to the fields.",
    );
    expect(adviceOf({ limits: [] })).toContain("do:      Add 'apiVersion' and 'kind' to the fields.");
    expect(failureOf(() => AdmissionPlugin.enabled('PodSecurity' as 'Priority'))).toContain(
      "do:      Use 'podSecurity' of 'kubernetes'.",
    );
  });

  test('says of which kind its configuration is', () => {
    expect(failureOf(() => AdmissionPlugin.configured('EventRateLimit', { limits: [] }))).toContain(
      told(
        'TALOS349',
        "the configuration of the admission plugin 'EventRateLimit' does not say of which kind it is",
        'the fields limits',
        "a configuration with 'apiVersion' and 'kind', as the manual of the plugin shows it",
      ),
    );
  });

  test('is not Pod Security, which has an option of its own', () => {
    expect(failureOf(() => AdmissionPlugin.enabled('PodSecurity' as 'Priority'))).toContain(
      told(
        'TALOS349',
        "the admission plugin 'PodSecurity' is not set here",
        "'PodSecurity'",
        "the names of the API server's own plugins; Pod Security has the option 'podSecurity'",
      ),
    );
  });

  test('is given once', () => {
    const plugin = AdmissionPlugin.enabled('AlwaysPullImages');
    expect(admissionPluginFindings([plugin, plugin]).map(({ wrong }) => wrong)).toEqual([
      "the admission plugin 'AlwaysPullImages' is given more than once",
    ]);
    expect(admissionPluginFindings([plugin])).toEqual([]);
  });
});

describe('an audit policy', () => {
  const rulesOf = (policy: AuditPolicy): AuditRule[] => {
    const { cluster } = policy.patches[0]?.content as unknown as {
      cluster: { apiServer: { auditPolicy: { rules: AuditRule[] } } };
    };
    return cluster.apiServer.auditPolicy.rules;
  };

  test("that is Talos's own needs no configuration", () => {
    expect(AuditPolicy.talosDefault().patches).toEqual([]);
  });

  test('that is recommended notes no body of a secret, a configuration or a token, whoever asks for it', () => {
    const rules = rulesOf(AuditPolicy.recommended());
    const first = (group: string, resource: string): AuditRule | undefined =>
      rules.find(
        ({ resources, nonResourceURLs }) =>
          nonResourceURLs === undefined &&
          (resources === undefined ||
            resources.some((each) => each.group === group && (each.resources ?? [resource]).includes(resource))),
      );
    for (const resource of ['secrets', 'configmaps', 'serviceaccounts/token']) {
      expect(first('', resource)).toMatchObject({ level: 'Metadata' });
      expect(first('', resource)).not.toHaveProperty('verbs');
    }
    expect(first('authentication.k8s.io', 'tokenreviews')?.level).toBe('Metadata');
  });

  test('that is recommended notes every way into a container or a node, whoever takes it and by whatever verb', () => {
    const rules = rulesOf(AuditPolicy.recommended());
    const ways = ['exec', 'attach', 'portforward', 'proxy', 'ephemeralcontainers'].map((way) => `pods/${way}`);
    for (const way of [...ways, 'services/proxy', 'nodes/proxy']) {
      const decides = rules.findIndex(({ resources = [] }) => resources.some((each) => each.resources?.includes(way)));
      expect(rules[decides]).toEqual({ level: 'Request', resources: rules[decides]?.resources });
      // Above it, nothing is left out but paths that are no resources.
      const leftOut = rules.slice(0, decides).filter(({ level }) => level === 'None');
      expect(leftOut.filter(({ nonResourceURLs }) => nonResourceURLs === undefined)).toEqual([]);
    }
  });

  test('that is recommended notes changes of rights in full, and everything that no rule fits', () => {
    const rules = rulesOf(AuditPolicy.recommended());
    expect(rules.find(({ level }) => level === 'RequestResponse')?.resources).toContainEqual({
      group: 'rbac.authorization.k8s.io',
    });
    expect(rules.at(-1)).toEqual({ level: 'Metadata' });
  });

  test('of your own is written out', () => {
    expect(
      AuditPolicy.of({ rules: [{ level: 'None', verbs: ['get'] }], omitStages: ['RequestReceived'] }).patches[0]
        ?.content,
    ).toEqual({
      cluster: {
        apiServer: {
          auditPolicy: {
            apiVersion: 'audit.k8s.io/v1',
            kind: 'Policy',
            omitStages: ['RequestReceived'],
            rules: [{ level: 'None', verbs: ['get'] }],
          },
        },
      },
    });
  });

  test('has rules', () => {
    expect(failureOf(() => AuditPolicy.of({ rules: [] }))).toContain(
      told(
        'TALOS350',
        'an audit policy without rules is none',
        'rules: []',
        "at least one rule, such as { level: 'Metadata' }",
      ),
    );
  });

  test('has rules of resources or of paths, and paths with a star at the end alone', () => {
    const both: AuditRule = { level: 'None', resources: [{ group: '' }], nonResourceURLs: ['/healthz'] };
    expect(failureOf(() => AuditPolicy.of({ rules: [{ level: 'None' }, both] }))).toContain(
      told(
        'TALOS350',
        'a rule is about resources or about paths that are none, and no request is both',
        "rule 2, with 'nonResourceURLs' beside 'resources' or 'namespaces'",
        'one of them in a rule',
      ),
    );
    expect(failureOf(() => AuditPolicy.of({ rules: [{ level: 'None', nonResourceURLs: ['/*/z'] }] }))).toContain(
      "given:   '/*/z'",
    );
  });
});

describe('an OpenID Connect provider', () => {
  test('has prefixes that keep its users apart from those of Kubernetes', () => {
    expect(OidcProvider.of(OIDC).patch.content).toEqual({
      cluster: {
        apiServer: {
          extraArgs: {
            'oidc-issuer-url': 'https://login.example.org',
            'oidc-client-id': 'kubernetes',
            'oidc-username-claim': 'sub',
            'oidc-username-prefix': 'oidc:',
            'oidc-groups-claim': 'groups',
            'oidc-groups-prefix': 'oidc:',
          },
        },
      },
    });
    expect(OidcProvider.of(OIDC).manifests).toEqual([]);
  });

  test('may have no prefixes, which is warned of: its names would be those of Kubernetes', () => {
    const bare = OidcProvider.of({ ...OIDC, usernamePrefix: '', groupsPrefix: '' });
    expect(bare.findings.map(({ code, severity, wrong, given }) => [code, severity, wrong, given])).toEqual([
      [
        'TALOS444',
        'warning',
        "without a prefix, the group 'system:masters' of the provider would be that of Kubernetes itself",
        "groupsPrefix ''",
      ],
      [
        'TALOS444',
        'warning',
        "without a prefix, a user 'system:kube-controller-manager' of the provider would be that of Kubernetes itself",
        "usernamePrefix ''",
      ],
    ]);
    expect(OidcProvider.of(OIDC).findings).toEqual([]);
    expect(OidcProvider.of({ ...OIDC, usernamePrefix: '', usernameClaim: 'email' }).findings).toEqual([]);
    const { content } = bare.patch;
    const { extraArgs } = (content as { cluster: { apiServer: { extraArgs: Record<string, string> } } }).cluster
      .apiServer;
    expect(extraArgs['oidc-username-prefix']).toBe('-');
    expect(extraArgs).not.toHaveProperty('oidc-groups-prefix');
  });

  test.each([
    [
      { issuerUrl: 'http://login.example.org' },
      "issuerUrl 'http://login.example.org'",
      'the API server takes tokens from an https address alone',
    ],
    [
      { issuerUrl: 'login.example.org' },
      "issuerUrl 'login.example.org'",
      'the API server takes tokens from an https address alone',
    ],
    [
      { clientId: '' },
      "clientId ''",
      'without a client, the API server would take the tokens of every client of the provider',
    ],
    [
      { groupsPrefix: 'system:' },
      "groupsPrefix 'system:'",
      "'system:' begins the names of Kubernetes itself: the provider could name an administrator",
    ],
    [
      { groupsPrefix: '', groupBindings: [{ group: 'system:masters', clusterRole: 'view' }] },
      "group 'system:masters', groupsPrefix ''",
      "without a prefix, 'system:masters' is a group of Kubernetes itself",
    ],
    [
      { groupBindings: [{ group: ' ', clusterRole: 'view' }] },
      "group ' ', groupsPrefix 'oidc:'",
      'a binding names no group',
    ],
    [
      { groupBindings: [{ group: 'a', clusterRole: 'a/b' }] },
      "clusterRole 'a/b'",
      'Kubernetes has no cluster role of such a name',
    ],
  ])('refuses %j', (options: Partial<OidcProviderOptions>, given, wrong) => {
    expect(failureOf(() => OidcProvider.of({ ...OIDC, ...options }))).toContain(
      `TALOS351 ${wrong}\n  given:   ${given}\n`,
    );
  });

  test('takes references, and a group of that name behind a prefix', () => {
    const provider = OidcProvider.of({
      issuerUrl: REFERENCE,
      clientId: REFERENCE,
      groupBindings: [{ group: 'system:admins', clusterRole: 'view' }],
    });
    expect(objectsOf(provider.manifests)[0]).toMatchObject({
      subjects: [{ kind: 'Group', name: 'oidc:system:admins' }],
    });
  });

  test('binds each group to its role by an object of its own, with a name that holds', () => {
    const { manifests } = OidcProvider.of({
      ...OIDC,
      groupBindings: [
        { group: 'ops', clusterRole: 'cluster-admin' },
        { group: 'A/B c', clusterRole: 'view' },
        { group: 'A-B-c', clusterRole: 'view' },
        { group: 'ops', clusterRole: 'cluster-admin' },
      ],
    });
    expect(manifests.map(({ name }) => name)).toEqual(['oidc-group-bindings']);
    expect(objectsOf(manifests)).toEqual([
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'oidc:cluster-admin:ops' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
        subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'oidc:ops' }],
      },
      expect.objectContaining({ metadata: { name: expect.stringMatching(/^oidc:view:A-B-c-[0-9a-f]{8}$/) as string } }),
      expect.objectContaining({ metadata: { name: 'oidc:view:A-B-c' } }),
    ]);
  });
});

describe('the certificates of kubelets', () => {
  test('are each kubelet’s own, or asked for', () => {
    expect(KubeletServingCertificates.selfSigned().patches).toEqual([]);
    const asked = { machine: { kubelet: { extraArgs: { 'rotate-server-certificates': 'true' } } } };
    expect(KubeletServingCertificates.rotated().patches.map(({ content }) => content)).toEqual([asked]);
    expect(KubeletServingCertificates.approvedElsewhere().patches.map(({ content }) => content)).toEqual([asked]);
    expect(KubeletServingCertificates.approvedElsewhere().manifests).toEqual([]);
  });

  test('are approved by what may do no more than that', () => {
    const { manifests } = KubeletServingCertificates.rotated();
    const objects = objectsOf(manifests);
    expect(manifests).toEqual(KubeletServingCertificates.rotated().manifests);
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}`.trim())).toEqual([
      'Namespace',
      'ServiceAccount kubelet-serving-cert-approver',
      'ClusterRole',
      'ClusterRoleBinding',
      'Role kubelet-serving-cert-approver',
      'RoleBinding kubelet-serving-cert-approver',
      'Role default',
      'RoleBinding default',
      'Deployment kubelet-serving-cert-approver',
    ]);
    expect(objects.find(({ kind }) => kind === 'ClusterRole')?.rules).toEqual([
      {
        apiGroups: ['certificates.k8s.io'],
        resources: ['certificatesigningrequests'],
        verbs: ['get', 'list', 'watch'],
      },
      { apiGroups: ['certificates.k8s.io'], resources: ['certificatesigningrequests/approval'], verbs: ['update'] },
      {
        apiGroups: ['certificates.k8s.io'],
        resources: ['signers'],
        resourceNames: ['kubernetes.io/kubelet-serving'],
        verbs: ['approve'],
      },
      { apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create'] },
    ]);
    expect(JSON.stringify(objects)).not.toContain('"*"');
    expect(manifests[0]?.contents).not.toMatch(/[&*]a\d/);
  });

  test('are approved by pods that the restricted level of Pod Security takes', () => {
    const deployment = objectsOf(KubeletServingCertificates.rotated({ replicas: 3 }).manifests).at(-1);
    expect(deployment?.spec).toMatchObject({
      replicas: 3,
      template: {
        spec: {
          nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              args: ['serve', '--enable-leader-election'],
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
                readOnlyRootFilesystem: true,
              },
            },
          ],
        },
      },
    });
  });

  test.each([0, 1.5, 6])('are not approved by %d replicas', (replicas) => {
    expect(failureOf(() => KubeletServingCertificates.rotated({ replicas }))).toContain(
      told(
        'TALOS353',
        'so many approvers cannot run',
        `replicas ${String(replicas)}`,
        'a whole number from 1 to 5, no more than there are control plane machines',
      ),
    );
  });

  test.each(['mirror.example.org/approver', 'mirror.example.org/approver:latest', 'a b:1'])(
    'refuse the image %s',
    (image) => {
      expect(failureOf(() => KubeletServingCertificates.rotated({ image }))).toContain(
        `TALOS353 the image of the approver is not pinned\n  given:   '${image}'\n`,
      );
    },
  );

  test.each(['mirror.example.org:5000/approver:0.11.0', `a@sha256:${'0'.repeat(64)}`, REFERENCE])(
    'take the image %s',
    (image) => {
      expect(KubeletServingCertificates.rotated({ image }).manifests[0]?.contents).toContain(image);
    },
  );
});

test('a cloud provider is known to every kubelet, and its manifests to control planes', () => {
  const url = 'https://example.org/ccm/v1.2.3/install.yaml';
  const provider = ExternalCloudProvider.fromUrls([url, url]);
  expect(provider.patch({ machineType: 'controlplane' }).content).toEqual({
    cluster: { externalCloudProvider: { enabled: true, manifests: [url] } },
  });
  expect(provider.patch({ machineType: 'worker' }).content).toEqual({
    cluster: { externalCloudProvider: { enabled: true } },
  });
  expect(failureOf(() => ExternalCloudProvider.fromUrls(['https://example.org/ccm/main/install.yaml']))).toContain(
    "TALOS341 'main' in the address is something else tomorrow",
  );
});
