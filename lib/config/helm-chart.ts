import { Document } from 'yaml';
import type { Finding } from '../checks/check';
import { textOf } from './patch-text';
import { YamlValue } from './yaml-value';

/**
 * Values of a Helm chart as plain data. A null takes the chart's own default away, as in Helm; where the chart has no such
 * value the null stays, and an object may be made of it.
 */
export interface HelmValues {
  readonly [name: string]: YamlValue | undefined;
}

/** Where a chart lies: in a repository, or on disk. */
export type HelmChartSource =
  | {
      /** `https` or `oci` address of the repository; the chart is fetched from it at every plan. */
      readonly repository: string;
    }
  | {
      /** The chart's folder or archive, absolute or from the folder of `cdktf.json`. */
      readonly path: string;
    };

/** What a chart's values depend on beside the chart itself. */
export interface ChartCircumstances {
  /** Whether machines reach each other through KubeSpan. */
  readonly kubeSpan: boolean;
  /** How many machines the cluster has. */
  readonly machines: number;
  /** Networks of the pods in CIDR notation. */
  readonly podCidrs: readonly string[];
  /** Domain of the services, such as `cluster.local`. */
  readonly dnsDomain: string;
}

/** The network that a chart's pods find themselves in, as the machines are told it by whatever setting or patch. */
export interface NetworkInEffect {
  /** Networks of the pods in CIDR notation. */
  readonly podCidrs: readonly string[];
  /** Whether machines reach each other through KubeSpan. */
  readonly kubeSpan: boolean;
  /** Whether KubeSpan carries the packets between pods by itself. */
  readonly advertisesKubernetesNetworks: boolean;
  /** Whether a packet filter of the library's stands before a machine, which opens the ports that it knows of. */
  readonly isFiltered: boolean;
}

/** A Helm chart at one version, and the release that is made of it, without its values. */
export interface HelmRelease {
  /** Name of the chart in its repository. */
  readonly name: string;
  /** Exact version of the chart, without a `v`. */
  readonly version: string;
  /** Where it lies. */
  readonly source: HelmChartSource;
  /** Name of the release, and of the inline manifest. */
  readonly releaseName: string;
  /** Namespace of the release. */
  readonly namespace: string;
  /** Kubernetes APIs beyond the built-in ones that the cluster has, such as `gateway.networking.k8s.io/v1/GatewayClass`. */
  readonly apiVersions: readonly string[];
}

/** A Helm chart at one version, and the release that is made of it. */
export interface HelmChart extends HelmRelease {
  /** Every value that differs from the chart's default. */
  readonly values: (circumstances: ChartCircumstances) => HelmValues;
  /** What the values cannot be made from. */
  readonly circumstanceFindings: (circumstances: ChartCircumstances) => Finding[];
  /** What does not go together with the network of the cluster. */
  readonly networkFindings: (network: NetworkInEffect) => Finding[];
}

/**
 * The Kubernetes release that charts are rendered for. It is not the cluster's own: an upgrade of Kubernetes must not
 * change a manifest and with it the machines' configuration, which would then carry the new version past the upgrade
 * that goes component by component.
 */
export const RENDERED_FOR_KUBERNETES = '1.30.0';

/** Values with others over them: maps are merged name by name, anything else is replaced. */
export function mergedValues(below: HelmValues, above: HelmValues): HelmValues {
  const merged: Record<string, YamlValue | undefined> = { ...below };
  for (const [name, value] of Object.entries(above)) {
    if (value === undefined) continue;
    const own = merged[name];
    merged[name] = isMap(own) && isMap(value) ? mergedValues(own, value) : value;
  }
  return merged;
}

/** The value at a path of names, such as `hubble.tls.auto.method`; undefined where there is none. */
export function valueAt(values: HelmValues, path: string): YamlValue | undefined {
  let value: YamlValue | undefined = values;
  for (const name of path.split('.')) value = isMap(value) ? value[name] : undefined;
  return value;
}

/** Whether a value says yes: texts are read as Helm's templates write them. */
export function isTrue(value: YamlValue | undefined): boolean {
  return value === true || value === 'true';
}

/** Whether a template takes a value for no. Any text but the empty one is a yes to it, even 'false'. */
export function isOff(value: YamlValue | undefined): boolean {
  return value === undefined || value === null || value === false || value === '' || value === 0;
}

/** Values as the text that Helm is given, which it reads with some rules of YAML 1.1. */
export function valuesText(values: HelmValues): string {
  return textOf(new Document(values, { compat: 'yaml-1.1' }));
}

/**
 * Everything that decides the rendered manifest of a chart, as a text for comparison: two charts with equal texts render
 * alike. Neither the order of the values nor the place of a chart on disk matters; what such a chart holds has to be told.
 */
export function chartIdentity(chart: HelmChart, circumstances: ChartCircumstances, contentOnDisk?: string): string {
  return releaseIdentityText(chart, chart.values(circumstances), contentOnDisk);
}

/** The same of a chart whose values are known. */
export function releaseIdentityText(release: HelmRelease, values: HelmValues, contentOnDisk?: string): string {
  const { name, version, source, releaseName, namespace, apiVersions } = release;
  return JSON.stringify(
    sorted({
      name,
      version,
      source: 'repository' in source ? source.repository : `on disk ${contentOnDisk ?? ''}`.trim(),
      releaseName,
      namespace,
      apiVersions: [...new Set(apiVersions)].sort(),
      kubeVersion: RENDERED_FOR_KUBERNETES,
      values,
    }),
  );
}

function sorted(value: YamlValue | undefined): YamlValue | undefined {
  if (Array.isArray(value)) return value.map((each: YamlValue) => sorted(each) ?? null);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}

function isMap(value: YamlValue | undefined): value is HelmValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
