import { quote } from '../checks/check';
import { MANIFEST_FORM } from '../checks/value-checks';

/** A Kubernetes manifest that control planes carry and Talos installs once, at bootstrap. */
export interface InlineManifest {
  /** Name by which Talos tells manifests apart: lower-case letters, digits and dashes. */
  readonly name: string;
  /** YAML text of one object or several. */
  readonly contents: string;
}

/** How pods get their network. */
export class Cni {
  /** Flannel, which Talos installs and upgrades by itself. */
  static flannel(): Cni {
    return new Cni(undefined, []);
  }

  /** No network: nodes stay NotReady until you install one. */
  static none(): Cni {
    return new Cni('none', []);
  }

  /**
   * A rendered manifest of the CNI of your choice, carried as an inline manifest by the control planes.
   *
   * Talos installs it once: a changed text does not reach a running cluster by itself.
   * @throws ConfigError TALOS013 when the name is none, or the text is empty
   */
  static manifest(name: string, contents: string): Cni {
    return new Cni('none', [inlineManifest({ name, contents })]);
  }

  private constructor(
    /** Value of `cluster.network.cni.name`; undefined leaves Talos's own choice. */
    readonly configName: 'none' | undefined,
    /** Manifests that control planes carry for it. */
    readonly inlineManifests: readonly InlineManifest[],
  ) {}
}

/**
 * The manifest as it was given.
 * @throws ConfigError TALOS013 when the name is none, or the text is empty
 */
export function inlineManifest(manifest: InlineManifest): InlineManifest {
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(manifest.name) || manifest.contents.trim() === '') {
    throw MANIFEST_FORM.configError({
      wrong: 'Talos does not take this inline manifest',
      given: `name ${quote(manifest.name)}, ${String(manifest.contents.length)} characters`,
      allowed: 'a name of lower-case letters, digits and dashes, and YAML text',
    });
  }
  return manifest;
}
