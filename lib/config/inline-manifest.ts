import { quote } from '../checks/check';
import { MANIFEST_FORM } from '../checks/value-checks';

/** A Kubernetes manifest that control planes carry and Talos installs once, at bootstrap. */
export interface InlineManifest {
  /** Name by which Talos tells manifests apart: lower-case letters, digits and dashes. */
  readonly name: string;
  /** YAML text of one object or several. */
  readonly contents: string;
}

/**
 * The manifest as it was given.
 * @throws ConfigError TALOS013 when the name is none, or the text is empty
 */
export function inlineManifest(manifest: InlineManifest): InlineManifest {
  if (!isManifestName(manifest.name) || manifest.contents.trim() === '') {
    throw MANIFEST_FORM.configError({
      wrong: 'Talos does not take this inline manifest',
      given: `name ${quote(manifest.name)}, ${String(manifest.contents.length)} characters`,
      allowed: 'a name of lower-case letters, digits and dashes, and YAML text',
    });
  }
  return manifest;
}

/** Whether Talos takes a name for an inline manifest. */
export function isManifestName(name: string): boolean {
  return /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name);
}
