import { createHash } from 'node:crypto';
import { quote } from '../../../checks/check';
import { OIDC_FORM } from '../../../checks/kubernetes-checks';
import { InlineManifest } from '../../inline-manifest';
import { manifestText } from '../../manifest-objects';
import { holdsReference } from '../../reference';

/** A group of a provider and what it may do in the whole cluster. */
export interface OidcGroupBinding {
  /** The group as the provider names it, without the prefix. */
  readonly group: string;
  /** A cluster role, such as `view`, `edit`, `admin`, `cluster-admin` or one of your own. */
  readonly clusterRole: string;
}

/** Refuses bindings that Kubernetes does not take, or that bind a group of Kubernetes itself. */
export function checkGroupBindings(bindings: readonly OidcGroupBinding[], prefix: string): void {
  for (const { group, clusterRole } of bindings) {
    if (!holdsReference(group) && (group.trim() === '' || (prefix === '' && group.startsWith('system:')))) {
      throw OIDC_FORM.configError({
        wrong:
          group.trim() === ''
            ? 'a binding names no group'
            : `without a prefix, ${quote(group)} is a group of Kubernetes itself`,
        given: `group ${quote(group)}, groupsPrefix ${quote(prefix)}`,
        allowed: "a group of the provider, with a groupsPrefix such as 'oidc:' where its name begins with 'system:'",
      });
    }
    if (!holdsReference(clusterRole) && (clusterRole === '' || /[/%\s]/.test(clusterRole))) {
      throw OIDC_FORM.configError({
        wrong: 'Kubernetes has no cluster role of such a name',
        given: `clusterRole ${quote(clusterRole)}`,
        allowed: "the name of a ClusterRole, such as 'view'",
      });
    }
  }
}

/** The bindings as one inline manifest, an object for each, so that a new one reaches a running cluster. */
export function groupBindingManifest(bindings: readonly OidcGroupBinding[], prefix: string): readonly InlineManifest[] {
  const objects = new Map(
    bindings.map(({ group, clusterRole }) => [
      bindingName(group, clusterRole),
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: bindingName(group, clusterRole) },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: clusterRole },
        subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: `${prefix}${group}` }],
      },
    ]),
  );
  return objects.size === 0 ? [] : [{ name: 'oidc-group-bindings', contents: manifestText([...objects.values()]) }];
}

/** A name for each pair; a group with signs that no name has is told apart by a hash. */
function bindingName(group: string, clusterRole: string): string {
  const plain = /^[A-Za-z0-9@._-]+$/.test(group) || holdsReference(group);
  const hash = createHash('sha256').update(group).digest('hex').slice(0, 8);
  return `oidc:${clusterRole}:${plain ? group : `${group.replace(/[^A-Za-z0-9@._-]+/g, '-')}-${hash}`}`;
}
