import { Construct } from 'constructs';
import { Finding, collect, quote } from '../../checks/check';
import { HelmRelease, mergedValues } from '../../config/helm-chart';
import { InlineManifest, inlineManifest, isManifestName } from '../../config/inline-manifest';
import { MachineType } from '../../config/machine-config';
import { manifestText } from '../../config/manifest-objects';
import { privateKeyFindings } from '../../config/private-key';
import { MachineSettings, mergedSettings } from '../../config/settings/machine-settings';
import { addFindings } from '../../terraform/app-validation';
import { AddOnCluster, AddOnNamespace, AddOnParts, AddOnRelease, ClusterAddOn } from '../cluster-add-on';
import { releaseFindings, releaseIdentity, renderedRelease } from './helm-release';

/** An add-on in its cluster. */
export interface InstalledAddOn {
  readonly name: string;
  /** The construct that its resources are below, and that its mistakes are told of. */
  readonly scope: Construct;
  readonly parts: AddOnParts;
  /** What control planes carry for it, its own manifests before its releases. */
  readonly manifests: readonly InlineManifest[];
  /** What decides its rendered releases, as a text for comparison. */
  readonly identity: string;
}

/** Asks every add-on for its parts, in order; a name that is none, or taken, is left out, and reported by a check. */
export function installAddOns(
  cluster: Construct,
  addOns: readonly ClusterAddOn[],
  described: AddOnCluster,
): InstalledAddOn[] {
  if (addOns.length === 0) return [];
  const parent = new Construct(cluster, 'AddOns');
  return addOns
    .filter(({ name }) => isManifestName(name))
    .flatMap((addOn) => {
      if (parent.node.tryFindChild(addOn.name) !== undefined) return [];
      const scope = new Construct(parent, addOn.name);
      return [installed(scope, addOn.name, addOn.addTo(scope, described))];
    });
}

function installed(scope: Construct, name: string, parts: AddOnParts): InstalledAddOn {
  const findings: Finding[] = [...(parts.findings ?? [])];
  const releases = (parts.releases ?? []).map((release) => rendered(scope, release, findings));
  addFindings(scope, findings);
  return {
    name,
    scope,
    parts,
    manifests: [
      ...(parts.manifests ?? []).flatMap((manifest) => manifest.inlineManifest ?? []),
      ...releases.map(({ manifest }) => manifest),
    ],
    identity: releases.map(({ identity }) => identity).join('\n'),
  };
}

function rendered(
  scope: Construct,
  release: AddOnRelease,
  findings: Finding[],
): { readonly manifest: InlineManifest; readonly identity: string } {
  const { chart } = release;
  const name = release.releaseName ?? release.chartName;
  const named = (contents: string): InlineManifest => {
    const manifest = { name, contents };
    return collect(findings, () => inlineManifest(manifest), manifest);
  };
  // A text that is rendered already stands in the configuration as it is.
  if (chart.version === undefined) return { manifest: named(chart.contents ?? ''), identity: '' };
  const helm: HelmRelease = {
    name: release.chartName,
    version: chart.version,
    source: chart.source ?? { repository: release.repository },
    releaseName: name,
    namespace: release.namespace,
    apiVersions: [...new Set([...(release.apiVersions ?? []), ...chart.apiVersions])],
  };
  const values = mergedValues(release.values, chart.values);
  findings.push(
    ...releaseFindings(helm),
    ...privateKeyFindings(JSON.stringify([release.values]), `the values of the release ${quote(name)}`),
  );
  const place = new Construct(scope, `Helm-${name}`);
  return {
    // Pods that test a release would be installed and run once.
    manifest: named(renderedRelease(place, helm, values, { skipTests: true })),
    identity: releaseIdentity(place, helm, values),
  };
}

/** What an add-on says about a machine. */
export function addOnSettings({ parts }: InstalledAddOn, machineType: MachineType, machineName = ''): MachineSettings {
  return mergedSettings(
    parts.settings,
    machineType === 'controlplane' ? parts.controlPlaneSettings : undefined,
    parts.machineSettings?.[machineName],
  );
}

/** The namespaces that add-ons ask for, each once. */
export function addOnNamespaces(addOns: readonly InstalledAddOn[]): AddOnNamespace[] {
  const byName = new Map<string, AddOnNamespace>();
  for (const namespace of addOns.flatMap(({ parts }) => parts.namespaces ?? [])) {
    const known = byName.get(namespace.name);
    if (known?.podSecurity === undefined) byName.set(namespace.name, namespace);
  }
  return [...byName.values()];
}

/** The manifests of all add-ons, in the order of their installation: namespaces first. */
export function addOnManifests(addOns: readonly InstalledAddOn[]): {
  readonly namespaces: readonly InlineManifest[];
  readonly objects: readonly InlineManifest[];
} {
  return {
    namespaces: addOnNamespaces(addOns).map((namespace) => ({
      name: `namespace-${namespace.name}`,
      contents: namespaceText(namespace),
    })),
    objects: addOns.flatMap(({ manifests }) => manifests),
  };
}

/** The level is enforced, audited and warned of: what pods may do is not noted down as if they must not. */
function namespaceText({ name, podSecurity }: AddOnNamespace): string {
  const labels = Object.fromEntries(
    ['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, podSecurity]),
  );
  return manifestText([
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, ...(podSecurity === undefined ? {} : { labels }) },
    },
  ]);
}
