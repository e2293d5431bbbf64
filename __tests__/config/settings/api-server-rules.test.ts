import { AuditPolicy, AuditRule } from '../../../lib/config/settings/kubernetes/audit-policy';
import { PodSecurity, PodSecurityOptions } from '../../../lib/config/settings/kubernetes/pod-security';
import { failureOf, told } from '../../support/failure';

const REFERENCE = '${TfToken[TOKEN.0]}';

describe('a rule of an audit policy', () => {
  const failureWith = (rule: Omit<AuditRule, 'level'>): string =>
    failureOf(() => AuditPolicy.of({ rules: [{ level: 'Metadata' }, { level: 'Metadata', ...rule }] }));

  test.each([
    ['apps/v1', "Write the group alone: 'apps'."],
    ['RBAC.authorization.k8s.io', "Write the group alone: 'rbac.authorization.k8s.io'."],
    ['v1', "Write '' for the core group."],
    ['*', 'Write the group alone.'],
  ])('is about an API group without its version, unlike %s', (group, advice) => {
    expect(failureWith({ resources: [{ group }] })).toContain(
      told(
        'TALOS350',
        'this is not the name of an API group',
        `group '${group}' in rule 2`,
        `a group without its version, such as 'apps', or '' for the core group\n  do:      ${advice}`,
      ),
    );
  });

  test('names objects of resources that it names as well', () => {
    expect(failureWith({ resources: [{ group: '', resourceNames: ['kubeadm-config'] }] })).toContain(
      told(
        'TALOS350',
        'names of objects say nothing without the resources that they are names of',
        "'resourceNames' without 'resources' in rule 2",
        'both, such as',
      ),
    );
  });

  test('is told what to do about its paths', () => {
    expect(failureWith({ nonResourceURLs: ['healthz'] })).toContain(
      'do:      Write the path from its slash on, without scheme and host.',
    );
    expect(failureWith({ nonResourceURLs: ['/*/z'] })).toContain(
      'do:      Write a path for each that is meant, or end the path at the star.',
    );
    expect(failureWith({ nonResourceURLs: ['/healthz'], namespaces: ['a'] })).toContain(
      'do:      Make two rules of it.',
    );
  });

  test('may be about any group, and about references', () => {
    const resources = [
      { group: '', resources: ['configmaps'], resourceNames: ['a'] },
      { group: 'rbac.authorization.k8s.io' },
      { group: REFERENCE },
      { resources: ['secrets'] },
    ];
    const rules: AuditRule[] = [
      { level: 'Metadata', resources },
      { level: 'None', nonResourceURLs: [REFERENCE, '*', '/healthz*'] },
      { level: 'None', nonResourceURLs: ['#{TfToken[TOKEN.293]}'] },
    ];
    expect(AuditPolicy.of({ rules }).patches).toHaveLength(1);
  });
});

describe('Pod Security exempts', () => {
  test.each<[PodSecurityOptions, string, string, string]>([
    [
      { exemptNamespaces: ['storage.longhorn'] },
      'this is not the name of a namespace that could be exempt',
      "'storage.longhorn' in exemptNamespaces",
      'lower-case letters, digits and dashes, 63 at most, without patterns',
    ],
    [
      { exemptNamespaces: ['a'.repeat(64)] },
      'this is not the name of a namespace that could be exempt',
      `'${'a'.repeat(64)}' in exemptNamespaces`,
      '',
    ],
    [
      { exemptRuntimeClasses: ['gVisor'] },
      'this is not the name of a runtime class that could be exempt',
      "'gVisor' in exemptRuntimeClasses",
      'lower-case letters, digits, dashes and dots, without patterns',
    ],
    [
      { exemptUsernames: ['jane', ''] },
      'an empty name is that of no user who could be exempt',
      "'' in exemptUsernames",
      "the name of a user, such as 'oidc:jane@example.org'",
    ],
  ])('no name that Kubernetes does not take: %j', (options, wrong, given, allowed) => {
    expect(failureOf(() => PodSecurity.standard('restricted', options))).toContain(
      told('TALOS348', wrong, given, allowed),
    );
  });

  test('runtime classes with dots, users of any name, and references', () => {
    const options = {
      exemptNamespaces: ['storage', REFERENCE],
      exemptRuntimeClasses: ['kata.v2', REFERENCE],
      exemptUsernames: ['system:serviceaccount:a:b', REFERENCE],
    };
    expect(PodSecurity.standard('restricted', options).level).toBe('restricted');
  });
});
