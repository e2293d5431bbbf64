import { ConfigPatch } from '../config-patch';
import { RegistryCredentials } from './registry/registry-credentials';
import { registryFindings, trustedRootFindings } from './registry/registry-findings';
import { RegistryMirror } from './registry/registry-mirror';
import { RegistryTls } from './registry/registry-tls';
import { SettingTable, mergeMaps } from './setting';

/** Where a machine takes container images from, and whom it trusts. */
export interface RegistrySettings {
  /**
   * Other places for the images of a registry, by the registry's host as image names have it (`docker.io`, `ghcr.io`),
   * or `'*'` for every registry that has no mirror of its own. Talos's own images and installers come from there as well.
   * A pool's are added to those of the cluster. Errors: TALOS339.
   * @default - images come from their registries
   */
  readonly registryMirrors?: Readonly<Record<string, RegistryMirror>>;
  /**
   * With what machines sign in, by the host that they connect to: that of a mirror's endpoint where there is one, with
   * its port. A pool's are added to those of the cluster. Every pod can use what a machine can pull. Errors: TALOS339.
   * @default - machines do not sign in
   */
  readonly registryCredentials?: Readonly<Record<string, RegistryCredentials>>;
  /**
   * How connections are secured, by the host that machines connect to: that of a mirror's endpoint where there is one,
   * with its port. A pool's are added to those of the cluster. Errors: TALOS339.
   * @default - registries are verified by the authorities that the machine trusts
   */
  readonly registryTls?: Readonly<Record<string, RegistryTls>>;
  /**
   * Certificates in PEM of authorities that the machine trusts beside the usual ones, by a name of your choice: for
   * registries, the discovery service, and whatever else Talos itself connects to; pods have their own. A pool's are added
   * to those of the cluster. Errors: TALOS339.
   * @default - the authorities that Mozilla trusts
   */
  readonly trustedRoots?: Readonly<Record<string, string>>;
}

/** How the settings of registries become configuration. All of it is needed before the first image is pulled. */
export const REGISTRY_SETTINGS: SettingTable<RegistrySettings> = {
  trustedRoots: {
    patches: (roots) =>
      Object.entries(roots).map(([name, certificates]) =>
        ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'TrustedRootsConfig', name, certificates }),
      ),
    merge: mergeMaps,
    findings: (roots, { isKnown }) => trustedRootFindings(roots, isKnown),
  },
  registryMirrors: {
    patches: (mirrors) => Object.entries(mirrors).map(([registry, mirror]) => mirror.patch(registry)),
    merge: mergeMaps,
    findings: (mirrors, { isKnown }) => registryFindings('registryMirrors', mirrors, isKnown, true),
  },
  registryCredentials: {
    patches: (credentials) => Object.entries(credentials).map(([registry, each]) => each.patch(registry)),
    merge: mergeMaps,
    findings: (credentials, { isKnown }) => registryFindings('registryCredentials', credentials, isKnown),
  },
  registryTls: {
    patches: (registries) => Object.entries(registries).map(([registry, tls]) => tls.patch(registry)),
    merge: mergeMaps,
    findings: (registries, { isKnown }) => registryFindings('registryTls', registries, isKnown),
  },
};
