import { quote } from '../../../checks/check';
import { AUDIT_POLICY_FORM } from '../../../checks/kubernetes-checks';
import { isDnsName } from '../../names';
import { holdsReference, isReference } from '../../reference';
import type { AuditPolicyOptions, AuditRule } from './audit-policy';

/** What follows a group and is none itself: the API server takes it, and no request fits. */
const VERSION = /^v\d+((alpha|beta)\d+)?$/;

/**
 * Refuses rules that the API server refuses (k8s.io/apiserver, pkg/apis/audit/validation).
 * @throws ConfigError TALOS350
 */
export function checkAuditRules({ rules }: AuditPolicyOptions): void {
  if (rules.length === 0) {
    throw AUDIT_POLICY_FORM.configError({
      wrong: 'an audit policy without rules is none',
      given: 'rules: []',
      allowed: "at least one rule, such as { level: 'Metadata' }",
      fix: 'Give at least one rule; the last one is best one that fits every request.',
    });
  }
  for (const [index, rule] of rules.entries()) {
    checkSubject(index + 1, rule);
    checkPaths(rule);
    checkResources(index + 1, rule);
  }
}

function checkSubject(number: number, { resources = [], namespaces = [], nonResourceURLs = [] }: AuditRule): void {
  if (nonResourceURLs.length === 0 || (resources.length === 0 && namespaces.length === 0)) return;
  throw AUDIT_POLICY_FORM.configError({
    wrong: 'a rule is about resources or about paths that are none, and no request is both',
    given: `rule ${String(number)}, with 'nonResourceURLs' beside 'resources' or 'namespaces'`,
    allowed: 'one of them in a rule',
    fix: 'Make two rules of it.',
  });
}

function checkPaths({ nonResourceURLs = [] }: AuditRule): void {
  const path = nonResourceURLs.find((url) => !isReference(url) && url !== '*' && !/^\/[^*]*\*?$/.test(url));
  if (path === undefined) return;
  throw AUDIT_POLICY_FORM.configError({
    wrong: 'a path of a rule begins with a slash, and has a star at its end alone',
    given: quote(path),
    allowed: "a path such as '/healthz*', or '*'",
    fix: path.startsWith('/')
      ? 'Write a path for each that is meant, or end the path at the star.'
      : 'Write the path from its slash on, without scheme and host.',
  });
}

function checkResources(number: number, { resources: all = [] }: AuditRule): void {
  for (const { group = '', resources = [], resourceNames = [] } of all) {
    if (group !== '' && !holdsReference(group) && (!isDnsName(group) || VERSION.test(group))) {
      const bare = group.toLowerCase().replace(/\/.*$/, '');
      throw AUDIT_POLICY_FORM.configError({
        wrong: 'this is not the name of an API group',
        given: `group ${quote(group)} in rule ${String(number)}`,
        allowed: "a group without its version, such as 'apps', or '' for the core group",
        fix: VERSION.test(bare)
          ? "Write '' for the core group."
          : `Write the group alone${isDnsName(bare) ? `: '${bare}'` : ''}.`,
      });
    }
    if (resourceNames.length > 0 && resources.length === 0) {
      throw AUDIT_POLICY_FORM.configError({
        wrong: 'names of objects say nothing without the resources that they are names of',
        given: `'resourceNames' without 'resources' in rule ${String(number)}`,
        allowed: "both, such as { group: '', resources: ['configmaps'], resourceNames: ['kubeadm-config'] }",
        fix: "Give 'resources' as well, or leave 'resourceNames' out.",
      });
    }
  }
}
