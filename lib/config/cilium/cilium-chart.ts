import { quote } from '../../checks/check';
import { CHART_SOURCE, CHART_VERSION } from '../../checks/cni-checks';
import { HelmChartSource } from '../helm-chart';

const CILIUM_REPOSITORY = 'https://helm.cilium.io';

/** The oldest minor of Cilium whose chart takes the values that Talos needs in the form in which they are written. */
const OLDEST_MINOR = 16;

/**
 * Cilium's Helm chart at one version. The version is always yours: one that came with the library would change what your
 * cluster is made of when the library is updated.
 */
export class CiliumChart {
  /**
   * The chart from Cilium's own repository, fetched at every plan.
   * @throws ConfigError TALOS360 when the version is not exact, or older than 1.16
   */
  static release(version: string): CiliumChart {
    return CiliumChart.fromRepository(CILIUM_REPOSITORY, version);
  }

  /**
   * The chart from a repository of yours, such as a mirror (`https://charts.example.org`) or a registry
   * (`oci://registry.example.org/charts`), fetched at every plan. Where it wants credentials, create a `HelmProvider`
   * before the cluster whose `registryConfigPath` or `repositoryConfigPath` holds them.
   * @throws ConfigError TALOS360 when the version is not exact, or older than 1.16; TALOS361 when the address is neither
   * `https` nor `oci`, or holds credentials
   */
  static fromRepository(repository: string, version: string): CiliumChart {
    if (!/^(https|oci):\/\/[^\s@]+$/.test(repository)) {
      const holdsCredentials = /^(https|oci):\/\/[^\s/]*@/.test(repository);
      throw CHART_SOURCE.configError({
        wrong: holdsCredentials
          ? 'the address of a repository holds credentials, which would stand in the state'
          : 'a chart is not fetched from this repository',
        given: quote(repository.replace(/\/\/[^/]*@/, '//...@')),
        allowed: 'an address that begins with https:// or oci://, without credentials',
        ...(holdsCredentials ? { fix: credentialsAdvice(repository) } : {}),
      });
    }
    return new CiliumChart(exactVersion(version), { repository });
  }

  /**
   * The chart from a folder or an archive (`cilium-1.18.4.tgz`), for which no plan needs a network. The path is absolute
   * or counts from the folder of `cdktf.json`; the version is what the chart's `Chart.yaml` says.
   * @throws ConfigError TALOS360 when the version is not exact, or older than 1.16; TALOS361 when the path is an address,
   * or empty
   */
  static local(path: string, version: string): CiliumChart {
    if (path.trim() === '' || /^[a-z]+:\/\//i.test(path)) {
      throw CHART_SOURCE.configError({
        wrong: 'this is no path of a chart on disk',
        given: quote(path),
        allowed: "a folder or an archive, such as 'charts/cilium-1.18.4.tgz'",
      });
    }
    return new CiliumChart(exactVersion(version), { path });
  }

  private constructor(
    /** Exact version, without a `v`. */
    readonly version: string,
    /** Where the chart lies. */
    readonly source: HelmChartSource,
  ) {}
}

function credentialsAdvice(repository: string): string {
  const option = repository.startsWith('oci:') ? 'registryConfigPath' : 'repositoryConfigPath';
  return `Drop them, and create a HelmProvider before the cluster whose ${option} names the file that holds them.`;
}

function exactVersion(version: string): string {
  const [, exact, major, minor] = /^v?((\d+)\.(\d+)\.\d+(?:-[0-9a-z.]+)?)$/.exec(version) ?? [];
  if (exact === undefined || Number(major) !== 1 || Number(minor) < OLDEST_MINOR) {
    throw CHART_VERSION.configError({
      wrong: exact === undefined ? 'this is no exact version of Cilium' : 'this version of Cilium is not supported',
      given: quote(version),
      allowed: `one release of Cilium 1.${String(OLDEST_MINOR)} or newer, such as '1.18.4'`,
    });
  }
  return exact;
}
