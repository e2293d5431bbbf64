/**
 * The core of cdktf-talos: clusters, images and the machine configuration, for every platform.
 *
 * Platforms have entry points of their own: `cdktf-talos/proxmox`, `cdktf-talos/aws`.
 */
export { Check, ConfigError } from './checks/check';
export type { CheckDescription, Finding, Mistake, Severity } from './checks/check';
export { AddOnChart } from './config/add-on-chart';
export type { AddOnChartOptions } from './config/add-on-chart';
export { CiliumChart } from './config/cilium/cilium-chart';
export { CiliumHubble, CiliumIpam, CiliumRouting } from './config/cilium/cilium-choices';
export type { CiliumOptions } from './config/cilium/cilium-options';
export { ClusterManifest } from './config/cluster-manifest';
export { ClusterProfile } from './config/cluster-profile';
export { Cni } from './config/cni';
export type { ManifestCniOptions } from './config/cni';
export type { InlineManifest } from './config/inline-manifest';
export type { ClusterNetwork, NodeCidrMasks } from './config/cluster-network';
export { Discovery } from './config/discovery';
export type { DiscoveryServiceOptions } from './config/discovery';
export { KubeSpan } from './config/kubespan';
export type { KubeSpanOptions } from './config/kubespan';
export type { BlackholeRoute, NetworkSettings } from './config/settings/network-settings';
export { BondMode } from './config/settings/network/bond-mode';
export type {
  ActiveBackupOptions,
  BalanceOptions,
  BondHash,
  HashedSpreadOptions,
  LacpOptions,
  SpreadOptions,
} from './config/settings/network/bond-mode';
export { BondMonitoring } from './config/settings/network/bond-monitoring';
export type { ArpOptions, MiiOptions } from './config/settings/network/bond-monitoring';
export { Dhcp, DhcpClientId } from './config/settings/network/dhcp';
export type { DhcpOptions } from './config/settings/network/dhcp';
export { EthernetTuning } from './config/settings/network/ethernet-tuning';
export type { EthernetTuningOptions } from './config/settings/network/ethernet-tuning';
export type { NetworkLinks } from './config/settings/network/link-findings';
export type { LinkOptions } from './config/settings/network/link-options';
export { LinkSelector } from './config/settings/network/link-selector';
export { NetworkLink } from './config/settings/network/network-link';
export type {
  BondOptions,
  BridgeOptions,
  MadeLinkOptions,
  VlanOptions,
  WireguardOptions,
} from './config/settings/network/network-link';
export { Route } from './config/settings/network/route';
export type { RouteOptions } from './config/settings/network/route';
export { WireguardPeer } from './config/settings/network/wireguard-peer';
export type { WireguardPeerOptions } from './config/settings/network/wireguard-peer';
export type { RegistrySettings } from './config/settings/registry-settings';
export { RegistryCredentials } from './config/settings/registry/registry-credentials';
export { RegistryEndpoint, RegistryMirror } from './config/settings/registry/registry-mirror';
export type { RegistryMirrorOptions } from './config/settings/registry/registry-mirror';
export { RegistryTls } from './config/settings/registry/registry-tls';
export type {
  RegistryClientIdentity,
  RegistryTlsOptions,
  UnverifiedRegistryTlsOptions,
} from './config/settings/registry/registry-tls';
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
export type { ChartCircumstances, HelmChart, HelmChartSource, HelmRelease, HelmValues } from './config/helm-chart';
export { IngressFirewall } from './config/ingress-firewall';
export type { FirewallPort, FirewallRule, IngressFirewallOptions } from './config/ingress-firewall';
export { InstallDisk } from './config/install-disk';
export type { InstallDiskSelector } from './config/install-disk';
export { IpAddress, IpNetwork } from './config/ip-network';
export { KubernetesVersion } from './config/kubernetes-version';
export { OperatorCidrs } from './config/operator-cidrs';
export type { SchematicOptions, SchematicOverlay, SecureBootOptions } from './config/schematic';
export type { KubeletSettings } from './config/settings/kubelet-settings';
export { AdmissionPlugin } from './config/settings/kubernetes/admission-plugin';
export type { AdmissionPluginName } from './config/settings/kubernetes/admission-plugin';
export { AuditPolicy } from './config/settings/kubernetes/audit-policy';
export type {
  AuditLevel,
  AuditPolicyOptions,
  AuditRule,
  AuditStage,
  AuditedResources,
} from './config/settings/kubernetes/audit-policy';
export type { ComponentArgs } from './config/settings/kubernetes/component-args';
export type { ComponentVolume } from './config/settings/kubernetes/component-volume';
export type { CredentialProvider } from './config/settings/kubernetes/credential-provider';
export { EtcdMetrics } from './config/settings/kubernetes/etcd-metrics';
export { ExternalCloudProvider } from './config/settings/kubernetes/external-cloud-provider';
export type { FeatureGates } from './config/settings/kubernetes/feature-gates';
export type { KubeProxyOptions } from './config/settings/kubernetes/kube-proxy';
export type { KubeletConfiguration } from './config/settings/kubernetes/kubelet-configuration';
export { KubeletMount } from './config/settings/kubernetes/kubelet-mount';
export type { KubeletMountOptions } from './config/settings/kubernetes/kubelet-mount';
export { KubeletServingCertificates } from './config/settings/kubernetes/kubelet-serving-certificates';
export type { RotatedCertificatesOptions } from './config/settings/kubernetes/kubelet-serving-certificates';
export type { OidcGroupBinding } from './config/settings/kubernetes/oidc-group-bindings';
export { OidcProvider } from './config/settings/kubernetes/oidc-provider';
export type { OidcProviderOptions } from './config/settings/kubernetes/oidc-provider';
export { PodSecurity } from './config/settings/kubernetes/pod-security';
export type { PodSecurityLevel, PodSecurityOptions } from './config/settings/kubernetes/pod-security';
export type { SchedulerConfig, SchedulerProfile } from './config/settings/kubernetes/scheduler-config';
export type { KubernetesSettings } from './config/settings/kubernetes-settings';
export type { MachineSettings } from './config/settings/machine-settings';
export { DiskEncryption } from './config/settings/storage/disk-encryption';
export type { EncryptionKeyOptions, TpmKeyOptions } from './config/settings/storage/disk-encryption';
export { DiskSelector } from './config/settings/storage/disk-selector';
export type { DiskCriteria } from './config/settings/storage/disk-selector';
export { Filesystem } from './config/settings/storage/filesystem';
export type { XfsOptions } from './config/settings/storage/filesystem';
export { UserVolume } from './config/settings/storage/user-volume';
export type {
  DiskVolumeOptions,
  ExistingVolumeOptions,
  PartitionVolumeOptions,
} from './config/settings/storage/user-volume';
export type { PartitionOptions, StateVolume, SystemVolume } from './config/settings/storage/volume-options';
export { VolumeSize } from './config/settings/storage/volume-size';
export type { StorageSettings, ZswapOptions } from './config/settings/storage-settings';
export type { ExtensionService } from './config/settings/system/extension-service';
export type { KubernetesTalosApiAccess, TalosRole } from './config/settings/system/kubernetes-talos-api-access';
export type { LogDestination } from './config/settings/system/logs';
export { MachineFile } from './config/settings/system/machine-file';
export type { MachineFileOptions } from './config/settings/system/machine-file';
export type { OomHandler } from './config/settings/system/oom-handler';
export type { WatchdogTimer } from './config/settings/system/watchdog';
export type { SystemSettings } from './config/settings/system-settings';
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
export type {
  AddOnCluster,
  AddOnNamespace,
  AddOnNeeds,
  AddOnParts,
  AddOnRelease,
  ClusterAddOn,
} from './cluster/cluster-add-on';
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
export { ClusterSecrets } from './cluster/cluster-secrets';
export { DeploymentLock } from './cluster/deployment-lock';
export type { DeploymentLockOptions } from './cluster/deployment-lock';
export type { DeploymentRisk } from './config/deployment/deployment-risk';
export { manifestsFromFolder } from './cluster/manifest-folder';
export type {
  IMachinePool,
  Machine,
  MachinePoolOptions,
  MachineRemoval,
  MachineTopology,
} from './cluster/machine-pool';
export { TalosCluster } from './cluster/talos-cluster';
export type { TalosClusterProps } from './cluster/talos-cluster-props';
export { UpgradeGate, UpgradeStrategy } from './cluster/upgrade-strategy';
export type { ManualUpgradeOptions, RollingUpgradeOptions, UpgradeGateOptions } from './cluster/upgrade-strategy';
export { StaticMachinePool } from './platforms/static/static-machine-pool';
export type { StaticMachine, StaticMachinePoolProps } from './platforms/static/static-machine-pool';
export { InvalidAppError, acceptWarning } from './terraform/app-validation';
export type { PlacedFinding } from './terraform/placed-finding';
export { EphemeralResource } from './terraform/ephemeral-resource';
export { EphemeralVariable } from './terraform/ephemeral-variable';
export type { EphemeralArguments } from './terraform/ephemeral-resource';
export { requireEncryptedState } from './terraform/encrypted-state';
export { adopted, movedFrom } from './terraform/moved';
export { useS3State } from './terraform/s3-state';
export type { S3StateProps } from './terraform/s3-state';
export { setProviderVersions } from './terraform/provider-versions';
export type { ProviderVersions } from './terraform/provider-versions';
