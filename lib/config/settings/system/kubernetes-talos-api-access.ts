import { Finding, quote } from '../../../checks/check';
import { API_ACCESS_NOBODY } from '../../../checks/component-checks';
import { API_ACCESS_FORM } from '../../../checks/system-checks';

/** What a client of the Talos API may do. */
export type TalosRole = 'os:admin' | 'os:operator' | 'os:reader' | 'os:etcd:backup';

/** Every role, as Talos knows it. */
const ROLES: readonly string[] = [
  'os:admin',
  'os:operator',
  'os:reader',
  'os:etcd:backup',
] satisfies readonly TalosRole[];

/** Which pods may ask for access to the Talos API, and for how much of it. */
export interface KubernetesTalosApiAccess {
  /** Roles that they may ask for. With `os:admin`, whoever may make a pod there owns every machine. */
  readonly allowedRoles: readonly [TalosRole, ...TalosRole[]];
  /** Namespaces in which they may ask. */
  readonly allowedKubernetesNamespaces: readonly [string, ...string[]];
}

/** What is wrong with the access. */
export function apiAccessFindings(access: KubernetesTalosApiAccess, isKnown: (value: unknown) => boolean): Finding[] {
  return [
    ...roleFindings(access.allowedRoles, isKnown),
    ...namespaceFindings(access.allowedKubernetesNamespaces, isKnown),
  ];
}

function roleFindings(roles: readonly string[], isKnown: (value: unknown) => boolean): Finding[] {
  if (!isKnown(roles)) return [];
  const allowed = ROLES.map(quote).join(', ');
  if (roles.length === 0) {
    return [
      API_ACCESS_NOBODY.finding({
        wrong: 'access to the Talos API without a role lets nobody do anything',
        given: 'allowedRoles: []',
        allowed: `at least one of ${allowed}`,
      }),
    ];
  }
  return roles
    .filter((role) => isKnown(role) && !ROLES.includes(role))
    .map((role) =>
      API_ACCESS_NOBODY.finding({
        wrong: 'this is not a role that pods can have in the Talos API',
        given: `${quote(role)} in allowedRoles`,
        allowed,
        fix: 'Write the role as Talos names it, or leave it out beside others.',
      }),
    );
}

function namespaceFindings(namespaces: readonly string[], isKnown: (value: unknown) => boolean): Finding[] {
  if (!isKnown(namespaces)) return [];
  if (namespaces.length === 0) {
    return [
      API_ACCESS_NOBODY.finding({
        wrong: 'access to the Talos API in no namespace is access for nobody',
        given: 'allowedKubernetesNamespaces: []',
        allowed: "at least one namespace, such as 'kube-system'",
      }),
    ];
  }
  return namespaces
    .filter((name) => isKnown(name) && !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name))
    .map((name) =>
      API_ACCESS_FORM.finding({
        wrong: 'this is not the name of a namespace',
        given: quote(name),
        allowed: "lower-case letters, digits and dashes, 63 at most, such as 'kube-system'",
      }),
    );
}
