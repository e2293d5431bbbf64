import { ConfigPatch } from '../../config-patch';
import { pinnedManifestUrl } from '../../manifest-url';
import { SettingContext } from '../setting';

/**
 * A cloud controller manager outside of Kubernetes' own programs.
 *
 * With one, every node registers with a taint that the controller manager takes away: until it runs, nothing but what
 * tolerates that taint does.
 */
export class ExternalCloudProvider {
  /** One that is installed by other means, such as `manifests` of the cluster or a chart. */
  static installedApart(): ExternalCloudProvider {
    return new ExternalCloudProvider([]);
  }

  /**
   * One whose manifests the control planes download when the cluster is bootstrapped, before those of the user.
   * @throws ConfigError TALOS341 when an address is not https, or not pinned to a version, a tag or a commit
   */
  static fromUrls(urls: readonly [string, ...string[]]): ExternalCloudProvider {
    return new ExternalCloudProvider([...new Set(urls)].map(pinnedManifestUrl));
  }

  private constructor(private readonly urls: readonly string[]) {}

  /** The configuration; each kubelet is told by its own machine, so workers have it too, without the addresses. */
  patch({ machineType }: Pick<SettingContext, 'machineType'>): ConfigPatch {
    const manifests = machineType === 'worker' || this.urls.length === 0 ? {} : { manifests: [...this.urls] };
    return ConfigPatch.merge({ cluster: { externalCloudProvider: { enabled: true, ...manifests } } });
  }
}
