// Made by 'npm run machine-config-types' from the schemas of the Talos machine configuration. Do not edit.

import type { YamlValue } from '../yaml-value';

/** Takes away what an earlier patch set. */
export interface Removed {
  readonly $patch: 'delete';
}

/** The BlackholeRouteConfig document of Talos 1.13. */
export interface BlackholeRouteConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "BlackholeRouteConfig";
  readonly name: string;
  readonly metric?: number | Removed;
}

/** `block.DiskSelector` of Talos 1.12 and 1.13. */
export interface BlockDiskSelector extends Partial<Removed> {
  readonly match?: string | Removed;
}

/** `block.EncryptionKey` of Talos 1.12 and 1.13. */
export interface BlockEncryptionKey extends Partial<Removed> {
  readonly slot?: number | Removed;
  readonly static?: BlockEncryptionKeyStatic;
  readonly nodeID?: BlockEncryptionKeyNodeID;
  readonly kms?: BlockEncryptionKeyKMS;
  readonly tpm?: BlockEncryptionKeyTPM;
  readonly lockToState?: boolean | Removed;
}

/** `block.EncryptionKeyKMS` of Talos 1.12 and 1.13. */
export interface BlockEncryptionKeyKMS extends Partial<Removed> {
  readonly endpoint?: string | Removed;
}

/** `block.EncryptionKeyNodeID` of Talos 1.12 and 1.13. */
export interface BlockEncryptionKeyNodeID extends Partial<Removed> {
}

/** `block.EncryptionKeyStatic` of Talos 1.12 and 1.13. */
export interface BlockEncryptionKeyStatic extends Partial<Removed> {
  readonly passphrase?: string | Removed;
}

/** `block.EncryptionKeyTPM` of Talos 1.12 and 1.13. */
export interface BlockEncryptionKeyTPM extends Partial<Removed> {
  readonly options?: BlockEncryptionKeyTPMOptions;
  readonly checkSecurebootStatusOnEnroll?: boolean | Removed;
}

/** `block.EncryptionKeyTPMOptions` of Talos 1.12 and 1.13. */
export interface BlockEncryptionKeyTPMOptions extends Partial<Removed> {
  readonly pcrs?: readonly number[] | Removed;
}

/** `block.EncryptionSpec` of Talos 1.12 and 1.13. */
export interface BlockEncryptionSpec extends Partial<Removed> {
  readonly provider?: "luks2" | Removed;
  readonly keys?: readonly BlockEncryptionKey[] | Removed;
  readonly cipher?: "aes-xts-plain64" | "xchacha12,aes-adiantum-plain64" | "xchacha20,aes-adiantum-plain64" | Removed;
  readonly keySize?: number | Removed;
  readonly blockSize?: number | Removed;
  readonly options?: readonly ("no_read_workqueue" | "no_write_workqueue" | "same_cpu_crypt" | string)[] | Removed;
}

/** `block.ExistingMountSpec` of Talos 1.12 and 1.13. */
export interface BlockExistingMountSpec extends Partial<Removed> {
  readonly readOnly?: boolean | Removed;
  /** Talos 1.13. */
  readonly disableAccessTime?: boolean | Removed;
  /** Talos 1.13. */
  readonly secure?: boolean | Removed;
}

/** `block.ExternalMountSpec` of Talos 1.13. */
export interface BlockExternalMountSpec extends Partial<Removed> {
  readonly readOnly?: boolean | Removed;
  readonly disableAccessTime?: boolean | Removed;
  readonly secure?: boolean | Removed;
  readonly virtiofs?: BlockVirtiofsMountSpec;
}

/** `block.FilesystemSpec` of Talos 1.12 and 1.13. */
export interface BlockFilesystemSpec extends Partial<Removed> {
  readonly type?: "ext4" | "xfs" | Removed;
  readonly projectQuotaSupport?: boolean | Removed;
}

/** `block.MountSpec` of Talos 1.13. */
export interface BlockMountSpec extends Partial<Removed> {
  readonly secure?: boolean | Removed;
}

/** `block.ProvisioningSpec` of Talos 1.12 and 1.13. */
export interface BlockProvisioningSpec extends Partial<Removed> {
  readonly diskSelector?: BlockDiskSelector;
  readonly grow?: boolean | Removed;
  readonly minSize?: string | Removed;
  readonly maxSize?: string | Removed;
}

/** `block.UserMountSpec` of Talos 1.13. */
export interface BlockUserMountSpec extends Partial<Removed> {
  readonly disableAccessTime?: boolean | Removed;
  readonly secure?: boolean | Removed;
}

/** `block.VirtiofsMountSpec` of Talos 1.13. */
export interface BlockVirtiofsMountSpec extends Partial<Removed> {
  readonly tag?: string | Removed;
}

/** `block.VolumeDiscoverySpec` of Talos 1.12 and 1.13. */
export interface BlockVolumeDiscoverySpec extends Partial<Removed> {
  readonly volumeSelector?: BlockVolumeSelector;
}

/** `block.VolumeSelector` of Talos 1.12 and 1.13. */
export interface BlockVolumeSelector extends Partial<Removed> {
  readonly match?: string | Removed;
}

/** The BondConfig document of Talos 1.12 and 1.13. */
export interface BondConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "BondConfig";
  readonly name: string;
  readonly hardwareAddr?: string | Removed;
  readonly links?: readonly string[] | Removed;
  readonly bondMode?: "balance-rr" | "active-backup" | "balance-xor" | "broadcast" | "802.3ad" | "balance-tlb" | "balance-alb" | Removed;
  readonly miimon?: number | Removed;
  readonly updelay?: number | Removed;
  readonly downdelay?: number | Removed;
  readonly useCarrier?: boolean | Removed;
  readonly xmitHashPolicy?: "layer2" | "layer3+4" | "layer2+3" | "encap2+3" | "encap3+4" | Removed;
  readonly arpInterval?: number | Removed;
  readonly arpIpTargets?: readonly string[] | Removed;
  readonly nsIp6Targets?: readonly string[] | Removed;
  readonly arpValidate?: "none" | "active" | "backup" | "all" | "filter" | "filter-active" | "filter-backup" | Removed;
  readonly arpAllTargets?: "any" | "all" | Removed;
  readonly lacpRate?: "slow" | "fast" | Removed;
  readonly failOverMac?: "none" | "active" | "follow" | Removed;
  readonly adSelect?: "stable" | "bandwidth" | "count" | Removed;
  readonly adActorSysPrio?: number | Removed;
  readonly adUserPortKey?: number | Removed;
  readonly adLACPActive?: "on" | "off" | Removed;
  readonly primaryReselect?: "always" | "better" | "failure" | Removed;
  readonly resendIGMP?: number | Removed;
  readonly minLinks?: number | Removed;
  readonly lpInterval?: number | Removed;
  readonly packetsPerSlave?: number | Removed;
  readonly numPeerNotif?: number | Removed;
  readonly tlbLogicalLb?: number | Removed;
  readonly allSlavesActive?: number | Removed;
  readonly peerNotifDelay?: number | Removed;
  readonly missedMax?: number | Removed;
  readonly up?: boolean | Removed;
  readonly mtu?: number | Removed;
  readonly addresses?: readonly NetworkAddressConfig[] | Removed;
  readonly routes?: readonly NetworkRouteConfig[] | Removed;
  readonly multicast?: boolean | Removed;
}

/** The BridgeConfig document of Talos 1.12 and 1.13. */
export interface BridgeConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "BridgeConfig";
  readonly name: string;
  readonly hardwareAddr?: string | Removed;
  readonly links?: readonly string[] | Removed;
  readonly stp?: NetworkBridgeSTPConfig;
  readonly vlan?: NetworkBridgeVLANConfig;
  readonly up?: boolean | Removed;
  readonly mtu?: number | Removed;
  readonly addresses?: readonly NetworkAddressConfig[] | Removed;
  readonly routes?: readonly NetworkRouteConfig[] | Removed;
  readonly multicast?: boolean | Removed;
}

/** `cri.RegistryEndpoint` of Talos 1.12 and 1.13. */
export interface CriRegistryEndpoint extends Partial<Removed> {
  readonly url: string;
  readonly overridePath?: boolean | Removed;
}

/** `cri.RegistryTLSConfigV1Alpha1ClientIdentity` of Talos 1.12 and 1.13. */
export interface CriRegistryTLSConfigV1Alpha1ClientIdentity extends Partial<Removed> {
  readonly cert?: string | Removed;
  readonly key?: string | Removed;
}

/** The DHCPv4Config document of Talos 1.12 and 1.13. */
export interface DHCPv4Config extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "DHCPv4Config";
  readonly name: string;
  readonly routeMetric?: number | Removed;
  readonly ignoreHostname?: boolean | Removed;
  readonly clientIdentifier?: "none" | "mac" | "duid" | Removed;
  readonly duidRaw?: string | Removed;
}

/** The DHCPv6Config document of Talos 1.12 and 1.13. */
export interface DHCPv6Config extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "DHCPv6Config";
  readonly name: string;
  readonly routeMetric?: number | Removed;
  readonly ignoreHostname?: boolean | Removed;
  readonly clientIdentifier?: "none" | "mac" | "duid" | Removed;
  readonly duidRaw?: string | Removed;
}

/** The DummyLinkConfig document of Talos 1.12 and 1.13. */
export interface DummyLinkConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "DummyLinkConfig";
  readonly name: string;
  readonly hardwareAddr?: string | Removed;
  readonly up?: boolean | Removed;
  readonly mtu?: number | Removed;
  readonly addresses?: readonly NetworkAddressConfig[] | Removed;
  readonly routes?: readonly NetworkRouteConfig[] | Removed;
  readonly multicast?: boolean | Removed;
}

/** The EnvironmentConfig document of Talos 1.13. */
export interface EnvironmentConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "EnvironmentConfig";
  readonly variables?: { readonly [key: string]: string | Removed | undefined } | Removed;
}

/** The EthernetConfig document of Talos 1.12 and 1.13. */
export interface EthernetConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "EthernetConfig";
  readonly name: string;
  readonly features?: { readonly [key: string]: boolean | Removed | undefined } | Removed;
  readonly rings?: NetworkEthernetRingsConfig;
  readonly channels?: NetworkEthernetChannelsConfig;
  readonly wakeOnLan?: readonly string[] | Removed;
}

/** The EventSinkConfig document of Talos 1.12 and 1.13. */
export interface EventSinkConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "EventSinkConfig";
  readonly endpoint?: string | Removed;
}

/** The ExistingVolumeConfig document of Talos 1.12 and 1.13. */
export interface ExistingVolumeConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "ExistingVolumeConfig";
  readonly name?: string | Removed;
  readonly discovery?: BlockVolumeDiscoverySpec;
  readonly mount?: BlockExistingMountSpec;
}

/** The ExtensionServiceConfig document of Talos 1.12 and 1.13. */
export interface ExtensionServiceConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "ExtensionServiceConfig";
  readonly name: string;
  readonly configFiles?: readonly ExtensionsConfigFile[] | Removed;
  readonly environment?: readonly string[] | Removed;
}

/** `extensions.ConfigFile` of Talos 1.12 and 1.13. */
export interface ExtensionsConfigFile extends Partial<Removed> {
  readonly content?: string | Removed;
  readonly mountPath?: string | Removed;
}

/** The ExternalVolumeConfig document of Talos 1.13. */
export interface ExternalVolumeConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "ExternalVolumeConfig";
  readonly name?: string | Removed;
  readonly filesystemType?: "virtiofs" | Removed;
  readonly mount?: BlockExternalMountSpec;
}

/** The HCloudVIPConfig document of Talos 1.12 and 1.13. */
export interface HCloudVIPConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "HCloudVIPConfig";
  readonly name: string;
  readonly link?: string | Removed;
  readonly apiToken?: string | Removed;
}

/** The HostnameConfig document of Talos 1.12 and 1.13. */
export interface HostnameConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "HostnameConfig";
  readonly auto?: "stable" | "off" | Removed;
  readonly hostname?: string | Removed;
}

/** The KmsgLogConfig document of Talos 1.12 and 1.13. */
export interface KmsgLogConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "KmsgLogConfig";
  readonly name?: string | Removed;
  readonly url?: string | Removed;
}

/** The KubeSpanConfig document of Talos 1.13. */
export interface KubeSpanConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "KubeSpanConfig";
  readonly enabled?: boolean | Removed;
  readonly advertiseKubernetesNetworks?: boolean | Removed;
  readonly allowDownPeerBypass?: boolean | Removed;
  readonly harvestExtraEndpoints?: boolean | Removed;
  readonly mtu?: number | Removed;
  readonly filters?: NetworkKubeSpanFiltersConfig;
}

/** The KubeSpanEndpointsConfig document of Talos 1.12 and 1.13. */
export interface KubeSpanEndpointsConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "KubeSpanEndpointsConfig";
  readonly extraAnnouncedEndpoints?: readonly string[] | Removed;
}

/** The Layer2VIPConfig document of Talos 1.12 and 1.13. */
export interface Layer2VIPConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "Layer2VIPConfig";
  readonly name: string;
  readonly link?: string | Removed;
}

/** The LinkAliasConfig document of Talos 1.12 and 1.13. */
export interface LinkAliasConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "LinkAliasConfig";
  readonly name: string;
  readonly selector?: NetworkLinkSelector;
}

/** The LinkConfig document of Talos 1.12 and 1.13. */
export interface LinkConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "LinkConfig";
  readonly name: string;
  readonly up?: boolean | Removed;
  readonly mtu?: number | Removed;
  readonly addresses?: readonly NetworkAddressConfig[] | Removed;
  readonly routes?: readonly NetworkRouteConfig[] | Removed;
  readonly multicast?: boolean | Removed;
}

/** `network.AddressConfig` of Talos 1.12 and 1.13. */
export interface NetworkAddressConfig extends Partial<Removed> {
  readonly address: string;
  readonly routePriority?: number | Removed;
}

/** `network.BridgeSTPConfig` of Talos 1.12 and 1.13. */
export interface NetworkBridgeSTPConfig extends Partial<Removed> {
  readonly enabled?: boolean | Removed;
}

/** `network.BridgeVLANConfig` of Talos 1.12 and 1.13. */
export interface NetworkBridgeVLANConfig extends Partial<Removed> {
  readonly filtering?: boolean | Removed;
}

/** The NetworkDefaultActionConfig document of Talos 1.12 and 1.13. */
export interface NetworkDefaultActionConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "NetworkDefaultActionConfig";
  readonly ingress?: "accept" | "block" | Removed;
}

/** `network.EthernetChannelsConfig` of Talos 1.12 and 1.13. */
export interface NetworkEthernetChannelsConfig extends Partial<Removed> {
  readonly rx?: number | Removed;
  readonly tx?: number | Removed;
  readonly other?: number | Removed;
  readonly combined?: number | Removed;
}

/** `network.EthernetRingsConfig` of Talos 1.12 and 1.13. */
export interface NetworkEthernetRingsConfig extends Partial<Removed> {
  readonly rx?: number | Removed;
  readonly tx?: number | Removed;
  readonly "rx-mini"?: number | Removed;
  readonly "rx-jumbo"?: number | Removed;
  readonly "rx-buf-len"?: number | Removed;
  readonly "cqe-size"?: number | Removed;
  readonly "tx-push"?: boolean | Removed;
  readonly "rx-push"?: boolean | Removed;
  readonly "tx-push-buf-len"?: number | Removed;
  readonly "tcp-data-split"?: boolean | Removed;
}

/** `network.IngressRule` of Talos 1.12 and 1.13. */
export interface NetworkIngressRule extends Partial<Removed> {
  readonly subnet?: string | Removed;
  readonly except?: string | Removed;
}

/** `network.KubeSpanFiltersConfig` of Talos 1.13. */
export interface NetworkKubeSpanFiltersConfig extends Partial<Removed> {
  readonly endpoints?: readonly string[] | Removed;
  readonly excludeAdvertisedNetworks?: readonly string[] | Removed;
}

/** `network.LinkSelector` of Talos 1.12 and 1.13. */
export interface NetworkLinkSelector extends Partial<Removed> {
  readonly match?: string | Removed;
}

/** `network.NTPConfig` of Talos 1.12 and 1.13. */
export interface NetworkNTPConfig extends Partial<Removed> {
  readonly servers?: readonly string[] | Removed;
}

/** `network.NameserverConfig` of Talos 1.12 and 1.13. */
export interface NetworkNameserverConfig extends Partial<Removed> {
  readonly address?: string | Removed;
}

/** `network.PTPConfig` of Talos 1.12 and 1.13. */
export interface NetworkPTPConfig extends Partial<Removed> {
  readonly devices?: readonly string[] | Removed;
}

/** `network.RouteConfig` of Talos 1.12 and 1.13. */
export interface NetworkRouteConfig extends Partial<Removed> {
  readonly destination?: string | Removed;
  readonly gateway?: string | Removed;
  readonly source?: string | Removed;
  readonly metric?: number | Removed;
  readonly mtu?: number | Removed;
  readonly table?: string | Removed;
}

/** The NetworkRuleConfig document of Talos 1.12 and 1.13. */
export interface NetworkRuleConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "NetworkRuleConfig";
  readonly name: string;
  readonly portSelector?: NetworkRulePortSelector;
  readonly ingress?: readonly NetworkIngressRule[] | Removed;
}

/** `network.RulePortSelector` of Talos 1.12 and 1.13. */
export interface NetworkRulePortSelector extends Partial<Removed> {
  readonly ports?: readonly (number | string)[] | Removed;
  readonly protocol?: "tcp" | "udp" | "icmp" | "icmpv6" | Removed;
}

/** `network.SearchDomainsConfig` of Talos 1.12 and 1.13. */
export interface NetworkSearchDomainsConfig extends Partial<Removed> {
  readonly domains?: readonly string[] | Removed;
  readonly disableDefault?: boolean | Removed;
}

/** `network.WireguardPeer` of Talos 1.12 and 1.13. */
export interface NetworkWireguardPeer extends Partial<Removed> {
  readonly publicKey: string;
  readonly presharedKey?: string | Removed;
  readonly endpoint?: string | Removed;
  readonly persistentKeepaliveInterval?: string | Removed;
  readonly allowedIPs?: readonly string[] | Removed;
}

/** The OOMConfig document of Talos 1.12 and 1.13. */
export interface OOMConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "OOMConfig";
  readonly triggerExpression?: string | Removed;
  readonly cgroupRankingExpression?: string | Removed;
  readonly strictCgroupClassOrdering?: boolean | Removed;
  readonly sampleInterval?: string | Removed;
}

/** The PCIDriverRebindConfig document of Talos 1.12 and 1.13. */
export interface PCIDriverRebindConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "PCIDriverRebindConfig";
  readonly name: string;
  readonly targetDriver?: string | Removed;
}

/** The RawVolumeConfig document of Talos 1.12 and 1.13. */
export interface RawVolumeConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "RawVolumeConfig";
  readonly name?: string | Removed;
  readonly provisioning?: BlockProvisioningSpec;
  readonly encryption?: BlockEncryptionSpec;
}

/** The RegistryAuthConfig document of Talos 1.12 and 1.13. */
export interface RegistryAuthConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "RegistryAuthConfig";
  readonly name: string;
  readonly username?: string | Removed;
  readonly password?: string | Removed;
  readonly auth?: string | Removed;
  readonly identityToken?: string | Removed;
}

/** The RegistryMirrorConfig document of Talos 1.12 and 1.13. */
export interface RegistryMirrorConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "RegistryMirrorConfig";
  readonly name: string;
  readonly endpoints?: readonly CriRegistryEndpoint[] | Removed;
  readonly skipFallback?: boolean | Removed;
}

/** The RegistryTLSConfig document of Talos 1.12 and 1.13. */
export interface RegistryTLSConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "RegistryTLSConfig";
  readonly name: string;
  readonly clientIdentity?: CriRegistryTLSConfigV1Alpha1ClientIdentity;
  readonly ca?: string | Removed;
  readonly insecureSkipVerify?: boolean | Removed;
}

/** The ResolverConfig document of Talos 1.12 and 1.13. */
export interface ResolverConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "ResolverConfig";
  readonly nameservers?: readonly NetworkNameserverConfig[] | Removed;
  readonly searchDomains?: NetworkSearchDomainsConfig;
}

/** The RoutingRuleConfig document of Talos 1.13. */
export interface RoutingRuleConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "RoutingRuleConfig";
  readonly name: string;
  readonly src?: string | Removed;
  readonly dst?: string | Removed;
  readonly table?: string | Removed;
  readonly action?: number | Removed;
  readonly iifName?: string | Removed;
  readonly oifName?: string | Removed;
  readonly fwMark?: number | Removed;
  readonly fwMask?: number | Removed;
}

/** The SideroLinkConfig document of Talos 1.12 and 1.13. */
export interface SideroLinkConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "SideroLinkConfig";
  readonly apiUrl?: string | Removed;
  readonly uniqueToken?: string | Removed;
}

/** The StaticHostConfig document of Talos 1.12 and 1.13. */
export interface StaticHostConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "StaticHostConfig";
  readonly name: string;
  readonly hostnames?: readonly string[] | Removed;
}

/** The SwapVolumeConfig document of Talos 1.12 and 1.13. */
export interface SwapVolumeConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "SwapVolumeConfig";
  readonly name?: string | Removed;
  readonly provisioning?: BlockProvisioningSpec;
  readonly encryption?: BlockEncryptionSpec;
}

/** The TCPProbeConfig document of Talos 1.13. */
export interface TCPProbeConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "TCPProbeConfig";
  readonly name: string;
  readonly interval?: string | Removed;
  readonly failureThreshold?: number | Removed;
  readonly endpoint?: string | Removed;
  readonly timeout?: string | Removed;
}

/** The TimeSyncConfig document of Talos 1.12 and 1.13. */
export interface TimeSyncConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "TimeSyncConfig";
  readonly enabled?: boolean | Removed;
  readonly bootTimeout?: string | Removed;
  readonly ntp?: NetworkNTPConfig;
  readonly ptp?: NetworkPTPConfig;
}

/** The TrustedRootsConfig document of Talos 1.12 and 1.13. */
export interface TrustedRootsConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "TrustedRootsConfig";
  readonly name: string;
  readonly certificates?: string | Removed;
}

/** The UserVolumeConfig document of Talos 1.12 and 1.13. */
export interface UserVolumeConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "UserVolumeConfig";
  readonly name?: string | Removed;
  readonly volumeType?: "directory" | "disk" | "partition" | Removed;
  readonly provisioning?: BlockProvisioningSpec;
  readonly filesystem?: BlockFilesystemSpec;
  readonly encryption?: BlockEncryptionSpec;
  /** Talos 1.13. */
  readonly mount?: BlockUserMountSpec;
}

/** `v1alpha1.APIServerConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1APIServerConfig extends Partial<Removed> {
  readonly image?: string | Removed;
  readonly extraArgs?: { readonly [key: string]: string | readonly string[] | Removed | undefined } | Removed;
  readonly extraVolumes?: readonly V1alpha1VolumeMountConfig[] | Removed;
  readonly env?: { readonly [key: string]: string | Removed | undefined } | Removed;
  readonly certSANs?: readonly string[] | Removed;
  readonly admissionControl?: readonly V1alpha1AdmissionPluginConfig[] | Removed;
  readonly auditPolicy?: { readonly [key: string]: YamlValue | undefined } | Removed;
  readonly resources?: { readonly [key: string]: YamlValue | undefined } | Removed;
  readonly authorizationConfig?: readonly V1alpha1AuthorizationConfigAuthorizerConfig[] | Removed;
}

/** `v1alpha1.AdminKubeconfigConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1AdminKubeconfigConfig extends Partial<Removed> {
  readonly certLifetime?: string | Removed;
}

/** `v1alpha1.AdmissionPluginConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1AdmissionPluginConfig extends Partial<Removed> {
  readonly name?: string | Removed;
  readonly configuration?: { readonly [key: string]: YamlValue | undefined } | Removed;
}

/** `v1alpha1.AuthorizationConfigAuthorizerConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1AuthorizationConfigAuthorizerConfig extends Partial<Removed> {
  readonly type?: string | Removed;
  readonly name?: string | Removed;
  readonly webhook?: { readonly [key: string]: YamlValue | undefined } | Removed;
}

/** `v1alpha1.CNIConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1CNIConfig extends Partial<Removed> {
  readonly name?: "flannel" | "custom" | "none" | Removed;
  readonly urls?: readonly string[] | Removed;
  readonly flannel?: V1alpha1FlannelCNIConfig;
}

/** `v1alpha1.ClusterConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1ClusterConfig extends Partial<Removed> {
  readonly id?: string | Removed;
  readonly secret?: string | Removed;
  readonly controlPlane?: V1alpha1ControlPlaneConfig;
  readonly clusterName?: string | Removed;
  readonly network?: V1alpha1ClusterNetworkConfig;
  readonly token?: string | Removed;
  readonly aescbcEncryptionSecret?: string | Removed;
  readonly secretboxEncryptionSecret?: string | Removed;
  readonly ca?: V1alpha1ClusterConfigCa;
  readonly acceptedCAs?: readonly V1alpha1ClusterConfigAcceptedCAs[] | Removed;
  readonly aggregatorCA?: V1alpha1ClusterConfigAggregatorCA;
  readonly serviceAccount?: V1alpha1ClusterConfigServiceAccount;
  readonly apiServer?: V1alpha1APIServerConfig;
  readonly controllerManager?: V1alpha1ControllerManagerConfig;
  readonly proxy?: V1alpha1ProxyConfig;
  readonly scheduler?: V1alpha1SchedulerConfig;
  readonly discovery?: V1alpha1ClusterDiscoveryConfig;
  readonly etcd?: V1alpha1EtcdConfig;
  readonly coreDNS?: V1alpha1CoreDNS;
  readonly externalCloudProvider?: V1alpha1ExternalCloudProviderConfig;
  readonly extraManifests?: readonly string[] | Removed;
  readonly extraManifestHeaders?: { readonly [key: string]: string | Removed | undefined } | Removed;
  readonly inlineManifests?: readonly V1alpha1ClusterInlineManifest[] | Removed;
  readonly adminKubeconfig?: V1alpha1AdminKubeconfigConfig;
  readonly allowSchedulingOnControlPlanes?: boolean | Removed;
}

/** `v1alpha1.ClusterConfigAcceptedCAs` of Talos 1.12 and 1.13. */
export interface V1alpha1ClusterConfigAcceptedCAs extends Partial<Removed> {
  readonly crt?: string | Removed;
}

/** `v1alpha1.ClusterConfigAggregatorCA` of Talos 1.12 and 1.13. */
export interface V1alpha1ClusterConfigAggregatorCA extends Partial<Removed> {
  readonly crt?: string | Removed;
  readonly key?: string | Removed;
}

/** `v1alpha1.ClusterConfigCa` of Talos 1.12 and 1.13. */
export interface V1alpha1ClusterConfigCa extends Partial<Removed> {
  readonly crt?: string | Removed;
  readonly key?: string | Removed;
}

/** `v1alpha1.ClusterConfigServiceAccount` of Talos 1.12 and 1.13. */
export interface V1alpha1ClusterConfigServiceAccount extends Partial<Removed> {
  readonly key?: string | Removed;
}

/** `v1alpha1.ClusterDiscoveryConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1ClusterDiscoveryConfig extends Partial<Removed> {
  readonly enabled?: boolean | Removed;
  readonly registries?: V1alpha1DiscoveryRegistriesConfig;
}

/** `v1alpha1.ClusterInlineManifest` of Talos 1.12 and 1.13. */
export interface V1alpha1ClusterInlineManifest extends Partial<Removed> {
  readonly name?: string | Removed;
  readonly contents?: string | Removed;
}

/** `v1alpha1.ClusterNetworkConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1ClusterNetworkConfig extends Partial<Removed> {
  readonly cni?: V1alpha1CNIConfig;
  readonly dnsDomain?: string | Removed;
  readonly podSubnets?: readonly string[] | Removed;
  readonly serviceSubnets?: readonly string[] | Removed;
}

/** `v1alpha1.Config` of Talos 1.12 and 1.13. */
export interface V1alpha1Config extends Partial<Removed> {
  readonly version?: "v1alpha1" | Removed;
  readonly debug?: boolean | Removed;
  readonly machine?: V1alpha1MachineConfig;
  readonly cluster?: V1alpha1ClusterConfig;
}

/** `v1alpha1.ControlPlaneConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1ControlPlaneConfig extends Partial<Removed> {
  readonly endpoint?: string | Removed;
  readonly localAPIServerPort?: number | Removed;
}

/** `v1alpha1.ControllerManagerConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1ControllerManagerConfig extends Partial<Removed> {
  readonly image?: string | Removed;
  readonly extraArgs?: { readonly [key: string]: string | readonly string[] | Removed | undefined } | Removed;
  readonly extraVolumes?: readonly V1alpha1VolumeMountConfig[] | Removed;
  readonly env?: { readonly [key: string]: string | Removed | undefined } | Removed;
  readonly resources?: { readonly [key: string]: YamlValue | undefined } | Removed;
}

/** `v1alpha1.CoreDNS` of Talos 1.12 and 1.13. */
export interface V1alpha1CoreDNS extends Partial<Removed> {
  readonly disabled?: boolean | Removed;
  readonly image?: string | Removed;
}

/** `v1alpha1.DiscoveryRegistriesConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1DiscoveryRegistriesConfig extends Partial<Removed> {
  readonly kubernetes?: V1alpha1RegistryKubernetesConfig;
  readonly service?: V1alpha1RegistryServiceConfig;
}

/** `v1alpha1.Endpoint` of Talos 1.12 and 1.13. */
export interface V1alpha1Endpoint extends Partial<Removed> {
}

/** `v1alpha1.EtcdConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1EtcdConfig extends Partial<Removed> {
  readonly image?: string | Removed;
  readonly ca?: V1alpha1EtcdConfigCa;
  readonly extraArgs?: { readonly [key: string]: string | readonly string[] | Removed | undefined } | Removed;
  readonly advertisedSubnets?: readonly string[] | Removed;
  readonly listenSubnets?: readonly string[] | Removed;
}

/** `v1alpha1.EtcdConfigCa` of Talos 1.12 and 1.13. */
export interface V1alpha1EtcdConfigCa extends Partial<Removed> {
  readonly crt?: string | Removed;
  readonly key?: string | Removed;
}

/** `v1alpha1.ExternalCloudProviderConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1ExternalCloudProviderConfig extends Partial<Removed> {
  readonly enabled?: boolean | Removed;
  readonly manifests?: readonly string[] | Removed;
}

/** `v1alpha1.ExtraMount` of Talos 1.12 and 1.13. */
export interface V1alpha1ExtraMount extends Partial<Removed> {
  readonly destination?: string | Removed;
  readonly type?: string | Removed;
  readonly source?: string | Removed;
  readonly options?: readonly string[] | Removed;
  readonly uidMappings?: readonly V1alpha1LinuxIDMapping[] | Removed;
  readonly gidMappings?: readonly V1alpha1LinuxIDMapping[] | Removed;
}

/** `v1alpha1.FeaturesConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1FeaturesConfig extends Partial<Removed> {
  readonly kubernetesTalosAPIAccess?: V1alpha1KubernetesTalosAPIAccessConfig;
  readonly diskQuotaSupport?: boolean | Removed;
  readonly kubePrism?: V1alpha1KubePrism;
  readonly hostDNS?: V1alpha1HostDNSConfig;
  readonly imageCache?: V1alpha1ImageCacheConfig;
  readonly nodeAddressSortAlgorithm?: string | Removed;
}

/** `v1alpha1.FlannelCNIConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1FlannelCNIConfig extends Partial<Removed> {
  readonly extraArgs?: readonly string[] | Removed;
  /** Talos 1.13. */
  readonly kubeNetworkPoliciesEnabled?: boolean | Removed;
}

/** `v1alpha1.HostDNSConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1HostDNSConfig extends Partial<Removed> {
  readonly enabled?: boolean | Removed;
  readonly forwardKubeDNSToHost?: boolean | Removed;
  readonly resolveMemberNames?: boolean | Removed;
}

/** `v1alpha1.ImageCacheConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1ImageCacheConfig extends Partial<Removed> {
  readonly localEnabled?: boolean | Removed;
}

/** `v1alpha1.InstallConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1InstallConfig extends Partial<Removed> {
  readonly disk?: string | Removed;
  readonly diskSelector?: V1alpha1InstallDiskSelector;
  readonly image?: string | Removed;
  readonly wipe?: boolean | Removed;
  readonly legacyBIOSSupport?: boolean | Removed;
  readonly grubUseUKICmdline?: boolean | Removed;
}

/** `v1alpha1.InstallDiskSelector` of Talos 1.12 and 1.13. */
export interface V1alpha1InstallDiskSelector extends Partial<Removed> {
  readonly size?: string | Removed;
  readonly name?: string | Removed;
  readonly model?: string | Removed;
  readonly serial?: string | Removed;
  readonly modalias?: string | Removed;
  readonly uuid?: string | Removed;
  readonly wwid?: string | Removed;
  readonly type?: "ssd" | "hdd" | "nvme" | "sd" | Removed;
  readonly busPath?: string | Removed;
}

/** `v1alpha1.KernelConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1KernelConfig extends Partial<Removed> {
  readonly modules?: readonly V1alpha1KernelModuleConfig[] | Removed;
}

/** `v1alpha1.KernelModuleConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1KernelModuleConfig extends Partial<Removed> {
  readonly name?: string | Removed;
  readonly parameters?: readonly string[] | Removed;
}

/** `v1alpha1.KubePrism` of Talos 1.12 and 1.13. */
export interface V1alpha1KubePrism extends Partial<Removed> {
  readonly enabled?: boolean | Removed;
  readonly port?: number | Removed;
}

/** `v1alpha1.KubeSpanFilters` of Talos 1.12. */
export interface V1alpha1KubeSpanFilters extends Partial<Removed> {
  readonly endpoints?: readonly string[] | Removed;
  readonly excludeAdvertisedNetworks?: readonly string[] | Removed;
}

/** `v1alpha1.KubeletConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1KubeletConfig extends Partial<Removed> {
  readonly image?: string | Removed;
  readonly clusterDNS?: readonly string[] | Removed;
  readonly extraArgs?: { readonly [key: string]: string | readonly string[] | Removed | undefined } | Removed;
  readonly extraMounts?: readonly V1alpha1ExtraMount[] | Removed;
  readonly extraConfig?: { readonly [key: string]: YamlValue | undefined } | Removed;
  readonly credentialProviderConfig?: { readonly [key: string]: YamlValue | undefined } | Removed;
  readonly defaultRuntimeSeccompProfileEnabled?: boolean | Removed;
  readonly registerWithFQDN?: boolean | Removed;
  readonly nodeIP?: V1alpha1KubeletNodeIPConfig;
  readonly skipNodeRegistration?: boolean | Removed;
  readonly disableManifestsDirectory?: boolean | Removed;
}

/** `v1alpha1.KubeletNodeIPConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1KubeletNodeIPConfig extends Partial<Removed> {
  readonly validSubnets?: readonly string[] | Removed;
}

/** `v1alpha1.KubernetesTalosAPIAccessConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1KubernetesTalosAPIAccessConfig extends Partial<Removed> {
  readonly enabled?: boolean | Removed;
  readonly allowedRoles?: readonly string[] | Removed;
  readonly allowedKubernetesNamespaces?: readonly string[] | Removed;
}

/** `v1alpha1.LinuxIDMapping` of Talos 1.12 and 1.13. */
export interface V1alpha1LinuxIDMapping extends Partial<Removed> {
  readonly containerID?: number | Removed;
  readonly hostID?: number | Removed;
  readonly size?: number | Removed;
}

/** `v1alpha1.LoggingConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1LoggingConfig extends Partial<Removed> {
  readonly destinations?: readonly V1alpha1LoggingDestination[] | Removed;
}

/** `v1alpha1.LoggingDestination` of Talos 1.12 and 1.13. */
export interface V1alpha1LoggingDestination extends Partial<Removed> {
  readonly endpoint?: V1alpha1Endpoint;
  readonly format?: "json_lines" | Removed;
  readonly extraTags?: { readonly [key: string]: string | Removed | undefined } | Removed;
}

/** `v1alpha1.MachineConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1MachineConfig extends Partial<Removed> {
  readonly type?: "controlplane" | "worker" | Removed;
  readonly token?: string | Removed;
  readonly ca?: V1alpha1MachineConfigCa;
  readonly acceptedCAs?: readonly V1alpha1MachineConfigAcceptedCAs[] | Removed;
  readonly certSANs?: readonly string[] | Removed;
  readonly controlPlane?: V1alpha1MachineControlPlaneConfig;
  readonly kubelet?: V1alpha1KubeletConfig;
  readonly pods?: readonly { readonly [key: string]: YamlValue | undefined }[] | Removed;
  /** Talos 1.12. */
  readonly network?: V1alpha1NetworkConfig;
  readonly install?: V1alpha1InstallConfig;
  readonly files?: readonly V1alpha1MachineFile[] | Removed;
  /** Talos 1.12. */
  readonly env?: { readonly [key: string]: string | Removed | undefined } | Removed;
  readonly sysctls?: { readonly [key: string]: string | Removed | undefined } | Removed;
  readonly sysfs?: { readonly [key: string]: string | Removed | undefined } | Removed;
  readonly features?: V1alpha1FeaturesConfig;
  readonly udev?: V1alpha1UdevConfig;
  readonly logging?: V1alpha1LoggingConfig;
  readonly kernel?: V1alpha1KernelConfig;
  readonly seccompProfiles?: readonly V1alpha1MachineSeccompProfile[] | Removed;
  readonly baseRuntimeSpecOverrides?: { readonly [key: string]: YamlValue | undefined } | Removed;
  readonly nodeLabels?: { readonly [key: string]: string | Removed | undefined } | Removed;
  readonly nodeAnnotations?: { readonly [key: string]: string | Removed | undefined } | Removed;
  readonly nodeTaints?: { readonly [key: string]: string | Removed | undefined } | Removed;
}

/** `v1alpha1.MachineConfigAcceptedCAs` of Talos 1.12 and 1.13. */
export interface V1alpha1MachineConfigAcceptedCAs extends Partial<Removed> {
  readonly crt?: string | Removed;
}

/** `v1alpha1.MachineConfigCa` of Talos 1.12 and 1.13. */
export interface V1alpha1MachineConfigCa extends Partial<Removed> {
  readonly crt?: string | Removed;
  readonly key?: string | Removed;
}

/** `v1alpha1.MachineControlPlaneConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1MachineControlPlaneConfig extends Partial<Removed> {
  readonly controllerManager?: V1alpha1MachineControllerManagerConfig;
  readonly scheduler?: V1alpha1MachineSchedulerConfig;
}

/** `v1alpha1.MachineControllerManagerConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1MachineControllerManagerConfig extends Partial<Removed> {
  readonly disabled?: boolean | Removed;
}

/** `v1alpha1.MachineFile` of Talos 1.12 and 1.13. */
export interface V1alpha1MachineFile extends Partial<Removed> {
  readonly content?: string | Removed;
  readonly permissions?: number | Removed;
  readonly path?: string | Removed;
  readonly op?: "create" | "append" | "overwrite" | Removed;
}

/** `v1alpha1.MachineSchedulerConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1MachineSchedulerConfig extends Partial<Removed> {
  readonly disabled?: boolean | Removed;
}

/** `v1alpha1.MachineSeccompProfile` of Talos 1.12 and 1.13. */
export interface V1alpha1MachineSeccompProfile extends Partial<Removed> {
  readonly name?: string | Removed;
  readonly value?: { readonly [key: string]: YamlValue | undefined } | Removed;
}

/** `v1alpha1.NetworkConfig` of Talos 1.12. */
export interface V1alpha1NetworkConfig extends Partial<Removed> {
  readonly kubespan?: V1alpha1NetworkKubeSpan;
}

/** `v1alpha1.NetworkKubeSpan` of Talos 1.12. */
export interface V1alpha1NetworkKubeSpan extends Partial<Removed> {
  readonly enabled?: boolean | Removed;
  readonly advertiseKubernetesNetworks?: boolean | Removed;
  readonly allowDownPeerBypass?: boolean | Removed;
  readonly harvestExtraEndpoints?: boolean | Removed;
  readonly mtu?: number | Removed;
  readonly filters?: V1alpha1KubeSpanFilters;
}

/** `v1alpha1.ProxyConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1ProxyConfig extends Partial<Removed> {
  readonly disabled?: boolean | Removed;
  readonly image?: string | Removed;
  readonly mode?: string | Removed;
  readonly extraArgs?: { readonly [key: string]: string | readonly string[] | Removed | undefined } | Removed;
}

/** `v1alpha1.RegistryKubernetesConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1RegistryKubernetesConfig extends Partial<Removed> {
  readonly disabled?: boolean | Removed;
}

/** `v1alpha1.RegistryServiceConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1RegistryServiceConfig extends Partial<Removed> {
  readonly disabled?: boolean | Removed;
  readonly endpoint?: string | Removed;
}

/** `v1alpha1.SchedulerConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1SchedulerConfig extends Partial<Removed> {
  readonly image?: string | Removed;
  readonly extraArgs?: { readonly [key: string]: string | readonly string[] | Removed | undefined } | Removed;
  readonly extraVolumes?: readonly V1alpha1VolumeMountConfig[] | Removed;
  readonly env?: { readonly [key: string]: string | Removed | undefined } | Removed;
  readonly resources?: { readonly [key: string]: YamlValue | undefined } | Removed;
  readonly config?: { readonly [key: string]: YamlValue | undefined } | Removed;
}

/** `v1alpha1.UdevConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1UdevConfig extends Partial<Removed> {
  readonly rules?: readonly string[] | Removed;
}

/** `v1alpha1.VolumeMountConfig` of Talos 1.12 and 1.13. */
export interface V1alpha1VolumeMountConfig extends Partial<Removed> {
  readonly hostPath?: string | Removed;
  readonly mountPath?: string | Removed;
  readonly readonly?: boolean | Removed;
}

/** The VLANConfig document of Talos 1.12 and 1.13. */
export interface VLANConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "VLANConfig";
  readonly name: string;
  readonly vlanID?: number | Removed;
  readonly vlanMode?: "802.1q" | "802.1ad" | Removed;
  readonly parent?: string | Removed;
  readonly up?: boolean | Removed;
  readonly mtu?: number | Removed;
  readonly addresses?: readonly NetworkAddressConfig[] | Removed;
  readonly routes?: readonly NetworkRouteConfig[] | Removed;
  readonly multicast?: boolean | Removed;
}

/** The VRFConfig document of Talos 1.13. */
export interface VRFConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "VRFConfig";
  readonly name: string;
  readonly hardwareAddr?: string | Removed;
  readonly links?: readonly string[] | Removed;
  readonly table?: string | Removed;
  readonly up?: boolean | Removed;
  readonly mtu?: number | Removed;
  readonly addresses?: readonly NetworkAddressConfig[] | Removed;
  readonly routes?: readonly NetworkRouteConfig[] | Removed;
  readonly multicast?: boolean | Removed;
}

/** The VolumeConfig document of Talos 1.12 and 1.13. */
export interface VolumeConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "VolumeConfig";
  readonly name?: string | Removed;
  readonly provisioning?: BlockProvisioningSpec;
  readonly encryption?: BlockEncryptionSpec;
  /** Talos 1.13. */
  readonly mount?: BlockMountSpec;
}

/** The WatchdogTimerConfig document of Talos 1.12 and 1.13. */
export interface WatchdogTimerConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "WatchdogTimerConfig";
  readonly device?: string | Removed;
  readonly timeout?: string | Removed;
}

/** The WireguardConfig document of Talos 1.12 and 1.13. */
export interface WireguardConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "WireguardConfig";
  readonly name: string;
  readonly privateKey?: string | Removed;
  readonly listenPort?: number | Removed;
  readonly firewallMark?: number | Removed;
  readonly peers?: readonly NetworkWireguardPeer[] | Removed;
  readonly up?: boolean | Removed;
  readonly mtu?: number | Removed;
  readonly addresses?: readonly NetworkAddressConfig[] | Removed;
  readonly routes?: readonly NetworkRouteConfig[] | Removed;
  readonly multicast?: boolean | Removed;
}

/** The ZswapConfig document of Talos 1.12 and 1.13. */
export interface ZswapConfig extends Partial<Removed> {
  readonly apiVersion: "v1alpha1";
  readonly kind: "ZswapConfig";
  readonly maxPoolPercent?: number | Removed;
  readonly shrinkerEnabled?: boolean | Removed;
}

/** Every document kind of Talos 1.12 and 1.13. */
export type ConfigDocument =
  | BlackholeRouteConfig
  | BondConfig
  | BridgeConfig
  | DHCPv4Config
  | DHCPv6Config
  | DummyLinkConfig
  | EnvironmentConfig
  | EthernetConfig
  | EventSinkConfig
  | ExistingVolumeConfig
  | ExtensionServiceConfig
  | ExternalVolumeConfig
  | HCloudVIPConfig
  | HostnameConfig
  | KmsgLogConfig
  | KubeSpanConfig
  | KubeSpanEndpointsConfig
  | Layer2VIPConfig
  | LinkAliasConfig
  | LinkConfig
  | NetworkDefaultActionConfig
  | NetworkRuleConfig
  | OOMConfig
  | PCIDriverRebindConfig
  | RawVolumeConfig
  | RegistryAuthConfig
  | RegistryMirrorConfig
  | RegistryTLSConfig
  | ResolverConfig
  | RoutingRuleConfig
  | SideroLinkConfig
  | StaticHostConfig
  | SwapVolumeConfig
  | TCPProbeConfig
  | TimeSyncConfig
  | TrustedRootsConfig
  | UserVolumeConfig
  | VLANConfig
  | VRFConfig
  | VolumeConfig
  | WatchdogTimerConfig
  | WireguardConfig
  | ZswapConfig;
