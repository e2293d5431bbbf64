import { quote } from '../checks/check';
import { ADD_ON_CHART } from '../checks/add-on-checks';
import { HelmChartSource, HelmValues } from './helm-chart';
import { checkManifestText } from './manifest-objects';
import { refusePrivateKey } from './private-key';

/** What the chart of an add-on is told beside its version. */
export interface AddOnChartOptions {
  /**
   * Values of the chart; they win over those of the add-on, name by name. A reference has to be one whose value a plan
   * knows: otherwise the manifest, and with it the configuration of every control plane, is unknown in that plan.
   * @default - those of the add-on
   */
  readonly values?: HelmValues;
  /**
   * Kubernetes APIs beyond the built-in ones that the cluster has, such as `monitoring.coreos.com/v1`.
   * @default - those that the add-on names
   */
  readonly apiVersions?: readonly string[];
}

/** A version as Helm reads it, which may say of what it was built: `104.0.0+up1.2.3`. */
const EXACT_VERSION = /^v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)$/;

/** How an add-on comes to its Kubernetes objects: its Helm chart at one version, or a manifest that is rendered already. */
export class AddOnChart {
  /**
   * The chart from the add-on's own repository, fetched at every plan.
   * @throws ConfigError TALOS455 when the version is not exact, TALOS456 when a value holds a private key
   */
  static release(version: string, options: AddOnChartOptions = {}): AddOnChart {
    return new AddOnChart(exactVersion(version), undefined, options, undefined);
  }

  /**
   * The chart from a repository of yours, such as a mirror (`https://charts.example.org`) or a registry
   * (`oci://registry.example.org/charts`), fetched at every plan.
   * @throws ConfigError TALOS455 when the version is not exact, or the address is neither `https` nor `oci`, or holds
   * credentials; TALOS456 when a value holds a private key
   */
  static fromRepository(repository: string, version: string, options: AddOnChartOptions = {}): AddOnChart {
    if (!/^(https|oci):\/\/[^\s@]+$/.test(repository)) {
      throw ADD_ON_CHART.configError({
        wrong: 'a chart is not fetched from this repository',
        given: quote(repository.replace(/\/\/[^/]*@/, '//...@')),
        allowed: 'an address that begins with https:// or oci://, without credentials',
      });
    }
    return new AddOnChart(exactVersion(version), { repository }, options, undefined);
  }

  /**
   * The chart from a folder or an archive, for which no plan needs a network. The path is absolute or counts from the
   * folder of `cdktf.json`; the version is what the chart's `Chart.yaml` says.
   * @throws ConfigError TALOS455 when the version is not exact, or the path is an address, or empty; TALOS456 when a value
   * holds a private key
   */
  static local(path: string, version: string, options: AddOnChartOptions = {}): AddOnChart {
    if (path.trim() === '' || /^[a-z]+:\/\//i.test(path)) {
      throw ADD_ON_CHART.configError({
        wrong: 'this is no path of a chart on disk',
        given: quote(path),
        allowed: "a folder or an archive, such as 'charts/add-on-1.2.3.tgz'",
      });
    }
    return new AddOnChart(exactVersion(version), { path }, options, undefined);
  }

  /**
   * Objects as YAML text that were rendered elsewhere, such as by `helm template`, and are taken as they are: they have to
   * hold what the documentation of the add-on says.
   * @throws ConfigError TALOS340 when the text is no YAML, or an object lacks apiVersion or kind, with line and column;
   * TALOS456 when a private key is in it
   */
  static rendered(contents: string): AddOnChart {
    checkManifestText(contents, 'the rendered chart');
    refusePrivateKey(contents, 'the rendered chart');
    return new AddOnChart(undefined, undefined, {}, contents);
  }

  /** Values that win over those of the add-on. */
  readonly values: HelmValues;
  /** Kubernetes APIs beyond the built-in ones, beside those that the add-on names. */
  readonly apiVersions: readonly string[];

  private constructor(
    /** Exact version, without a `v`; undefined where it is rendered already. */
    readonly version: string | undefined,
    /** Where it lies; undefined for the add-on's own repository, and where it is rendered already. */
    readonly source: HelmChartSource | undefined,
    options: AddOnChartOptions,
    /** The objects, where they are rendered already. */
    readonly contents: string | undefined,
  ) {
    this.values = options.values ?? {};
    this.apiVersions = options.apiVersions ?? [];
    refusePrivateKey(JSON.stringify(this.values), 'the values of the chart');
  }
}

function exactVersion(version: string): string {
  const [, exact] = EXACT_VERSION.exec(version) ?? [];
  if (exact === undefined) {
    throw ADD_ON_CHART.configError({
      wrong: 'this is no exact version of a chart',
      given: quote(version),
      allowed: "one release, such as '1.18.4'",
    });
  }
  return exact;
}
