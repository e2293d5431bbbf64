import { Finding, quote } from '../checks/check';
import { MANIFEST_TWICE } from '../checks/kubernetes-checks';
import { InlineManifest } from './inline-manifest';

/** What is wrong with the inline manifests of a cluster together: those of the pod network, the settings and the user. */
export function manifestFindings(manifests: readonly InlineManifest[]): Finding[] {
  const names = manifests.map(({ name }) => name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twice].map((name) =>
    MANIFEST_TWICE.finding({
      wrong: `${String(names.filter((each) => each === name).length)} inline manifests have the name ${quote(name)}`,
      given: names.map(quote).join(', '),
      allowed: 'names that differ, among those of the pod network, of the settings and your own',
    }),
  );
}
