import { Cni, InlineManifest } from './cni';
import { clusterNetworkPatches, ClusterNetwork } from './cluster-network';
import { combinedPatches, documentKey } from './combined-patches';
import { ConfigDocument, ConfigPatch, MergePatch } from './config-patch';
import { hostnameDocument } from './documents/hostname';
import { InstallDisk } from './install-disk';
import { KUBE_PRISM } from './kube-prism';
import { KUBERNETES_SETTINGS, KubernetesSettings } from './settings/kubernetes-settings';
import { MACHINE_SETTINGS, MachineSettings } from './settings/machine-settings';
import { SettingContext, SettingTable, given } from './settings/setting';
import { Taint } from './taint';
import { VersionContract } from './version-contract';

/** Talos's two machine types. */
export type MachineType = 'controlplane' | 'worker';

/** All that decides the configuration of one machine, as plain data. */
export interface MachineConfigInput {
  /** Whether the machine is a control plane machine or a worker. */
  readonly machineType: MachineType;
  /** Contract of the cluster. */
  readonly contract: VersionContract;
  /** Host name; undefined where the platform names the nodes. */
  readonly hostname: string | undefined;
  /** Installer that the machine is upgraded with. */
  readonly installImage: string;
  /** Disk that Talos is installed to. */
  readonly installDisk: InstallDisk;
  /** Labels of the node. */
  readonly nodeLabels: Readonly<Record<string, string>>;
  /** Labels that a first-boot configuration cannot hold, because they are known only once the machine exists. */
  readonly lateNodeLabels: Readonly<Record<string, string>>;
  /** Annotations of the node. */
  readonly nodeAnnotations: Readonly<Record<string, string>>;
  /** Taints with which the node registers. */
  readonly nodeTaints: readonly Taint[];
  /** Networks that nodes have their addresses in; empty where they are not known. */
  readonly nodeSubnets: readonly string[];
  /** Addresses in those networks that belong to no node, such as a virtual IP. */
  readonly sharedAddresses: readonly string[];
  /** Names and addresses by which the Talos API is reached. */
  readonly certSans: readonly string[];
  /** Host names of the Kubernetes API beside the endpoint's own. */
  readonly apiServerCertSans: readonly string[];
  /** How pods get their network. */
  readonly cni: Cni;
  /** Whether control plane machines run workloads. */
  readonly allowSchedulingOnControlPlanes: boolean;
  /** The networks of pods and services, and how nodes find each other. */
  readonly network: ClusterNetwork;
  /** What was said about the machine, with everything merged. */
  readonly settings: MachineSettings;
  /** What was said about Kubernetes. */
  readonly kubernetes: KubernetesSettings;
  /** Manifests that control planes carry, in the order of their installation. */
  readonly manifests: readonly InlineManifest[];
  /** Addresses of further manifests, in the order of their installation. */
  readonly manifestUrls: readonly string[];
  /** Who may reach the machine on which port, as Talos's own firewall has it. */
  readonly firewallPatches: readonly ConfigPatch[];
  /** What the platform and the endpoint have to say; in a document of both, the fields of the settings win. */
  readonly platformPatches: readonly OriginalPatch[];
  /** Patches from wide to narrow: cluster, pool, machine. The later wins. */
  readonly patches: readonly OriginalPatch[];
}

/** A patch and who asked for it. */
export interface OriginalPatch {
  /** Whose patch it is, in words for messages, such as `configPatches of the pool`. */
  readonly origin: string;
  /** The patch itself. */
  readonly patch: ConfigPatch;
  /**
   * Whether a machine can do without it until it is reached over the Talos API.
   * @default false
   */
  readonly later?: boolean;
}

type MachineFields = NonNullable<MergePatch['machine']>;
type ClusterFields = NonNullable<MergePatch['cluster']>;

/**
 * The patches that make one machine's configuration, in the order in which Talos merges them.
 *
 * The library's own come first, then the platform's, then what the settings say, so that every patch of a user's wins
 * over them. A worker gets no field of a control plane: the node would refuse it.
 */
export function machineConfigPatches(input: MachineConfigInput): OriginalPatch[] {
  const own = [
    ConfigPatch.merge({ machine: machineFields(input) }),
    ...(input.machineType === 'controlplane' ? [ConfigPatch.merge({ cluster: controlPlaneFields(input) })] : []),
    ...(input.hostname === undefined ? [] : [hostnameDocument(input.hostname)]),
  ];
  const settings = settingPatches(input);
  return [
    ...from('the library', combinedPatches(own)),
    ...overruledPatches(input.platformPatches, settings),
    ...from('the firewall', input.firewallPatches, true),
    ...manifestPatches(input),
    ...(Object.keys(input.lateNodeLabels).length > 0
      ? from('the platform', [ConfigPatch.merge({ machine: { nodeLabels: input.lateNodeLabels } })], true)
      : []),
    ...input.patches,
  ];
}

/**
 * What the platform says, and the settings: where both speak of one document, it is written once, and each field that
 * the settings have is theirs. Talos would add lists up: nameservers are replaced, and names of one address are added.
 */
function overruledPatches(platform: readonly OriginalPatch[], settings: readonly OriginalPatch[]): OriginalPatch[] {
  const keyOf = ({ patch }: OriginalPatch): string => documentKey(patch.content) ?? '';
  const below = new Map(platform.filter((each) => keyOf(each) !== '').map((each) => [keyOf(each), each.patch]));
  const said = new Set(settings.map(keyOf).filter((key) => key !== ''));
  return [
    ...platform.filter((each) => !said.has(keyOf(each))),
    ...settings.map((each) => {
      const own = below.get(keyOf(each));
      if (own === undefined) return each;
      const adds = each.patch.content.kind === 'StaticHostConfig';
      const [both] = combinedPatches(adds ? [own, each.patch] : [without(own, each.patch), each.patch]);
      return { ...each, patch: both ?? each.patch };
    }),
  ];
}

/** A document without the fields of another one. */
function without(document: ConfigPatch, other: ConfigPatch): ConfigPatch {
  const fields = Object.entries(document.content).filter(
    ([field]) => ['apiVersion', 'kind', 'name'].includes(field) || !(field in other.content),
  );
  return ConfigPatch.document(Object.fromEntries(fields) as unknown as ConfigDocument);
}

/** What the settings say, each field and document once; what the first boot can do without stands apart. */
function settingPatches(input: MachineConfigInput): OriginalPatch[] {
  const all = [
    ...clusterNetworkPatches(input.network, input).map((patch) => ({ patch, later: false })),
    ...patchesOf(KUBERNETES_SETTINGS, input.kubernetes, input),
    ...patchesOf(MACHINE_SETTINGS, input.settings, input),
  ];
  return [false, true].flatMap((later) =>
    from('the settings', combinedPatches(all.filter((each) => each.later === later).map(({ patch }) => patch)), later),
  );
}

function patchesOf<Options, Facts extends SettingContext>(
  table: SettingTable<Options, Facts>,
  options: Options,
  context: SettingContext,
): { readonly patch: ConfigPatch; readonly later: boolean }[] {
  return given(table, options).flatMap(({ setting, value }) =>
    setting.patches(value, context).map((patch) => ({ patch, later: setting.later ?? false })),
  );
}

/** Manifests are installed at bootstrap, long after the first boot: a seed can leave them to the Talos API. */
function manifestPatches({ machineType, manifests, manifestUrls }: MachineConfigInput): OriginalPatch[] {
  if (machineType === 'worker') return [];
  const inlineManifests = manifests.map(({ name, contents }) => ({ name, contents }));
  return [
    ...(inlineManifests.length === 0
      ? []
      : from('the manifests', [ConfigPatch.merge({ cluster: { inlineManifests } })], true)),
    ...(manifestUrls.length === 0
      ? []
      : from('the manifests', [ConfigPatch.merge({ cluster: { extraManifests: [...manifestUrls] } })], true)),
  ];
}

function from(origin: string, patches: readonly ConfigPatch[], later = false): OriginalPatch[] {
  return patches.map((patch) => ({ origin, patch, ...(later ? { later } : {}) }));
}

function machineFields(input: MachineConfigInput): MachineFields {
  return {
    install: { ...input.installDisk.config, image: input.installImage },
    ...ifAny('certSANs', unique(input.certSans)),
    ...(input.nodeSubnets.length === 0 ? {} : { kubelet: { nodeIP: { validSubnets: ownSubnets(input) } } }),
    ...ifAny('nodeLabels', input.nodeLabels),
    ...ifAny('nodeAnnotations', input.nodeAnnotations),
    ...ifAny('nodeTaints', Object.fromEntries(input.nodeTaints.map((taint) => [taint.key, taint.configValue]))),
    features: {
      kubePrism: { enabled: true, port: KUBE_PRISM.port },
      hostDNS: { enabled: true, forwardKubeDNSToHost: input.cni.forwardsKubeDnsToHost },
    },
  };
}

function controlPlaneFields(input: MachineConfigInput): ClusterFields {
  const { cni } = input;
  return {
    allowSchedulingOnControlPlanes: input.allowSchedulingOnControlPlanes,
    ...(input.apiServerCertSans.length === 0 ? {} : { apiServer: { certSANs: unique(input.apiServerCertSans) } }),
    ...(input.nodeSubnets.length === 0 ? {} : { etcd: { advertisedSubnets: ownSubnets(input) } }),
    ...(cni.configName === undefined ? {} : { network: { cni: { name: cni.configName } } }),
    ...(cni.replacesKubeProxy ? { proxy: { disabled: true } } : {}),
  };
}

/** The nodes' networks less the addresses that move between nodes: neither kubelet nor etcd may take those. */
function ownSubnets(input: MachineConfigInput): string[] {
  const excluded = input.sharedAddresses.map((address) => `!${address}/${address.includes(':') ? '128' : '32'}`);
  return unique([...input.nodeSubnets, ...excluded]);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function ifAny<Field extends string, Value extends object>(
  field: Field,
  value: Value,
): { readonly [name in Field]?: Value } {
  return Object.keys(value).length === 0 ? {} : ({ [field]: value } as { readonly [name in Field]: Value });
}
