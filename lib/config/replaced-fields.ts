import type { DocumentKind } from './config-patch';

/** What has taken the place of a field. */
export interface Replacement {
  /** What to use, in words. */
  readonly by: string;
  /**
   * Document kinds among it.
   * @default - it is no document
   */
  readonly kinds?: readonly DocumentKind[];
  /**
   * What to do.
   * @default - to write the first of the documents, or else to use what is named
   */
  readonly fix?: string;
}

const LEAVE_OUT = 'Leave it out.';

function documents(...kinds: readonly DocumentKind[]): Replacement {
  return { by: `documents of the kind ${kinds.join(', ')}`, kinds };
}

function nothing(): Replacement {
  return { by: 'nothing: Talos does so always, or no longer', fix: LEAVE_OUT };
}

/**
 * Fields that nodes still take and the schemas leave out, by their path.
 *
 * They are refused: a node warns about each, refuses some beside the documents that this library writes (a host name
 * twice), and a later minor drops them. An entry counts only where the contract's schema does not have the field: 1.12
 * has `machine.network.kubespan` and `machine.env`.
 * Source: the deprecation notes of v1alpha1_types.go in Talos's machinery.
 */
export const REPLACED_FIELDS: Readonly<Record<string, Replacement>> = {
  'machine.disks': documents('UserVolumeConfig'),
  'machine.env': documents('EnvironmentConfig'),
  'machine.features.apidCheckExtKeyUsage': nothing(),
  'machine.features.rbac': nothing(),
  'machine.features.stableHostname': {
    by: 'nothing: machines have the names of their pool, or those of the platform',
    fix: LEAVE_OUT,
  },
  'machine.install.bootloader': nothing(),
  'machine.install.extensions': { by: "'systemExtensions' of the image's schematic" },
  'machine.install.extraKernelArgs': { by: "'extraKernelArgs' of the image's schematic" },
  'machine.network': documents(
    ...(['HostnameConfig', 'LinkConfig', 'DHCPv4Config', 'ResolverConfig', 'StaticHostConfig'] as const),
  ),
  'machine.network.disableSearchDomain': documents('ResolverConfig'),
  'machine.network.extraHostEntries': documents('StaticHostConfig'),
  'machine.network.hostname': documents('HostnameConfig'),
  'machine.network.interfaces': documents(
    ...(['LinkConfig', 'DHCPv4Config', 'DHCPv6Config', 'BondConfig', 'BridgeConfig', 'VLANConfig'] as const),
    ...(['Layer2VIPConfig', 'WireguardConfig'] as const),
  ),
  'machine.network.kubespan': documents('KubeSpanConfig'),
  'machine.network.nameservers': documents('ResolverConfig'),
  'machine.network.searchDomains': documents('ResolverConfig'),
  'machine.registries': documents('RegistryMirrorConfig', 'RegistryAuthConfig', 'RegistryTLSConfig'),
  'machine.registries.config': documents('RegistryAuthConfig', 'RegistryTLSConfig'),
  'machine.registries.mirrors': documents('RegistryMirrorConfig'),
  'machine.systemDiskEncryption': {
    ...documents('VolumeConfig'),
    by: "'encryption' of the VolumeConfig documents STATE and EPHEMERAL",
  },
  'machine.time': documents('TimeSyncConfig'),
  'cluster.allowSchedulingOnMasters': { by: "'allowSchedulingOnControlPlanes' of the cluster's props" },
  'cluster.apiServer.disablePodSecurityPolicy': nothing(),
  'cluster.etcd.subnet': { by: "'cluster.etcd.advertisedSubnets'" },
};
