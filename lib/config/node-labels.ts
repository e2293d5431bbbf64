import { Finding, quote } from '../checks/check';
import { ANNOTATION_FORM, LABEL_FORM, LABEL_RESERVED } from '../checks/value-checks';

const NAME = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const PREFIX = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** Labels of Kubernetes' own namespaces that a kubelet may set on its node (NodeRestriction). */
const ALLOWED_FOR_KUBELET = new Set([
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/instance-type',
  'node.kubernetes.io/instance-type',
  'failure-domain.beta.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
]);
const NAMESPACES_FOR_KUBELET = ['kubelet.kubernetes.io', 'node.kubernetes.io'];

/** Whether Kubernetes takes the text as the key of a label, annotation or taint. */
export function isQualifiedName(key: string): boolean {
  const parts = key.split('/');
  const name = parts.pop() ?? '';
  const [prefix, ...more] = parts;
  if (more.length > 0 || !NAME.test(name)) return false;
  return prefix === undefined || (prefix.length <= 253 && PREFIX.test(prefix));
}

/** Whether Kubernetes takes the text as the value of a label or taint. */
export function isLabelValue(value: string): boolean {
  return value === '' || NAME.test(value);
}

function inNamespace(prefix: string, namespace: string): boolean {
  return prefix === namespace || prefix.endsWith(`.${namespace}`);
}

/** Whether only the API server, and no worker's kubelet, may set this label. */
export function isReservedForControlPlane(key: string): boolean {
  const prefix = key.includes('/') ? (key.split('/')[0] ?? '') : '';
  if (inNamespace(prefix, 'node-restriction.kubernetes.io')) return true;
  if (!inNamespace(prefix, 'kubernetes.io') && !inNamespace(prefix, 'k8s.io')) return false;
  return !ALLOWED_FOR_KUBELET.has(key) && !NAMESPACES_FOR_KUBELET.some((space) => inNamespace(prefix, space));
}

/** What is wrong with the labels of a pool. `isValue` says which values can be looked at (tokens cannot). */
export function labelFindings(
  labels: Readonly<Record<string, string>>,
  where: { readonly worker: boolean; readonly isKnown: (value: string) => boolean },
): Finding[] {
  return Object.entries(labels).flatMap(([key, value]) => {
    const given = `${key}: ${where.isKnown(value) ? value : '(known after apply)'}`;
    if (!isQualifiedName(key) || (where.isKnown(value) && !isLabelValue(value))) {
      return [
        LABEL_FORM.finding({
          wrong: `the node label ${quote(key)} is not one that Kubernetes takes`,
          given,
          allowed:
            "letters, digits, '-', '_' and '.' in key and value, 63 characters each, an optional DNS prefix before '/'",
        }),
      ];
    }
    if (where.worker && isReservedForControlPlane(key)) {
      return [
        LABEL_RESERVED.finding({
          wrong: `a worker may not give itself the label ${quote(key)}`,
          given,
          allowed:
            'labels without a kubernetes.io or k8s.io prefix, topology.kubernetes.io/zone and /region, node.kubernetes.io/*',
        }),
      ];
    }
    return [];
  });
}

/** What is wrong with the annotations of a pool. */
export function annotationFindings(annotations: Readonly<Record<string, string>>): Finding[] {
  return Object.keys(annotations)
    .filter((key) => !isQualifiedName(key))
    .map((key) =>
      ANNOTATION_FORM.finding({
        wrong: `the node annotation ${quote(key)} is not one that Kubernetes takes`,
        given: quote(key),
        allowed: "letters, digits, '-', '_' and '.', 63 characters, an optional DNS prefix before '/'",
      }),
    );
}
