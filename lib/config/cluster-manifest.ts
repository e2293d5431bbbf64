import { quote } from '../checks/check';
import { InlineManifest, inlineManifest } from './inline-manifest';
import { checkManifestText } from './manifest-objects';
import { pinnedManifestUrl } from './manifest-url';
import { refusePrivateKey } from './private-key';

/**
 * Kubernetes objects that Talos installs when the cluster is bootstrapped. It never changes or removes what it has
 * installed: use them for what the cluster cannot start without.
 */
export class ClusterManifest {
  /**
   * Objects as YAML text, carried by the control planes. A text with references is not looked at.
   * @throws ConfigError TALOS013 when the name is none, or the text is empty; TALOS340 when it is no YAML, or an object
   * lacks apiVersion or kind, with line and column; TALOS456 when a private key is in it
   */
  static inline(name: string, contents: string): ClusterManifest {
    const manifest = inlineManifest({ name, contents });
    checkManifestText(contents, name);
    refusePrivateKey(contents, `the manifest ${quote(name)}`);
    return new ClusterManifest(manifest, undefined);
  }

  /**
   * Objects that the control planes download when the cluster is bootstrapped. The address says which version is meant:
   * a tag of three numbers or a commit; branches and `latest` are refused.
   * @throws ConfigError TALOS341 when it is not https, or not pinned
   */
  static url(url: string): ClusterManifest {
    return new ClusterManifest(undefined, pinnedManifestUrl(url));
  }

  private constructor(
    /** Name and text, where the control planes carry it. */
    readonly inlineManifest: InlineManifest | undefined,
    /** Address, where they download it. */
    readonly url: string | undefined,
  ) {}
}
