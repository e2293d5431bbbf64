/**
 * The core of cdktf-talos: clusters, images and the machine configuration, for every platform.
 *
 * Platforms have entry points of their own: `cdktf-talos/proxmox`, `cdktf-talos/aws`.
 */
export { Check, ConfigError } from './checks/check';
export type { CheckDescription, Finding, Mistake, Severity } from './checks/check';
export { Cni } from './config/cni';
export type { InlineManifest } from './config/cni';
export { ConfigPatch } from './config/config-patch';
export type {
  ConfigDocument,
  ConfigPatchContent,
  DocumentKind,
  DocumentOfKind,
  MergePatch,
  PatchYamlOptions,
  YamlValue,
} from './config/config-patch';
export { InstallDisk } from './config/install-disk';
export type { InstallDiskSelector } from './config/install-disk';
export { IpAddress, IpNetwork } from './config/ip-network';
export { KubernetesVersion } from './config/kubernetes-version';
export type { SchematicOptions, SchematicOverlay, SecureBootOptions } from './config/schematic';
export { SystemExtension } from './config/system-extension';
export type { OfficialExtension } from './config/system-extension';
export { TalosPlatform } from './config/talos-platform';
export type { Architecture, DiskImageFormat, TalosPlatformFacts } from './config/talos-platform';
export { TalosVersion } from './config/talos-version';
export { Taint } from './config/taint';
export type { TaintEffect } from './config/taint';
export { VersionContract } from './config/version-contract';
export { ImageFactorySchematic } from './image/image-factory-schematic';
export type { ExistingSchematicProps, ImageFactorySchematicProps } from './image/image-factory-schematic';
export type { ITalosImage } from './image/talos-image';
export { BootstrapData } from './cluster/bootstrap-data';
export type { BootstrapDataOptions } from './cluster/bootstrap-data';
export { configPatchesFromFile } from './cluster/config-patch-file';
export { ControlPlaneEndpoint } from './cluster/control-plane-endpoint';
export type {
  EndpointBinding,
  ExternalEndpointOptions,
  IControlPlaneEndpoint,
  VirtualIpOptions,
} from './cluster/control-plane-endpoint';
export type { IMachinePool, Machine, MachinePoolOptions, MachineTopology } from './cluster/machine-pool';
export { TalosCluster } from './cluster/talos-cluster';
export type { TalosClusterProps } from './cluster/talos-cluster';
export { UpgradeStrategy } from './cluster/upgrade-strategy';
export type { RollingUpgradeOptions } from './cluster/upgrade-strategy';
export { StaticMachinePool } from './platforms/static/static-machine-pool';
export type { StaticMachine, StaticMachinePoolProps } from './platforms/static/static-machine-pool';
export { InvalidAppError } from './terraform/app-validation';
export type { PlacedFinding } from './terraform/app-validation';
export { EphemeralResource } from './terraform/ephemeral-resource';
export type { EphemeralArguments } from './terraform/ephemeral-resource';
export { setProviderVersions } from './terraform/provider-versions';
export type { ProviderVersions } from './terraform/provider-versions';
