import { YamlValue } from './yaml-value';

/** Values of a Helm chart as plain data. A null takes the chart's own default away, as in Helm. */
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

/** A Helm chart at one version, and the release that is made of it. */
export interface HelmChart {
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
  /** Every value that differs from the chart's default. */
  readonly values: (circumstances: ChartCircumstances) => HelmValues;
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

function isMap(value: YamlValue | undefined): value is HelmValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
