import { Finding, quote } from '../../../checks/check';
import { API_ACCESS_FORM } from '../../../checks/system-checks';

/** What a client of the Talos API may do. */
export type TalosRole = 'os:admin' | 'os:operator' | 'os:reader' | 'os:etcd:backup';

/** Which pods may ask for access to the Talos API, and for how much of it. */
export interface KubernetesTalosApiAccess {
  /** Roles that they may ask for. With `os:admin`, whoever may make a pod there owns every machine. */
  readonly allowedRoles: readonly [TalosRole, ...TalosRole[]];
  /** Namespaces in which they may ask. */
  readonly allowedKubernetesNamespaces: readonly [string, ...string[]];
}

/** What is wrong with the access. */
export function apiAccessFindings(
  { allowedKubernetesNamespaces }: KubernetesTalosApiAccess,
  isKnown: (value: unknown) => boolean,
): Finding[] {
  return allowedKubernetesNamespaces
    .filter((name) => isKnown(name) && !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name))
    .map((name) =>
      API_ACCESS_FORM.finding({
        wrong: 'this is not the name of a namespace',
        given: quote(name),
        allowed: "lower-case letters, digits and dashes, 63 at most, such as 'kube-system'",
      }),
    );
}
