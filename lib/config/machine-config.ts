import { Cni, InlineManifest } from './cni';
import { ConfigPatch, MergePatch } from './config-patch';
import { hostnameDocument } from './documents/hostname';
import { InstallDisk } from './install-disk';
import { Taint } from './taint';

/** Talos's two machine types. */
export type MachineType = 'controlplane' | 'worker';

/** All that decides the configuration of one machine, as plain data. */
export interface MachineConfigInput {
  /** Whether the machine is a control plane machine or a worker. */
  readonly machineType: MachineType;
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
  /** Patches from wide to narrow: platform, endpoint, cluster, pool, machine. The later wins. */
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

/** Port on which every node answers for the Kubernetes API (KubePrism), Talos's default. */
export const KUBE_PRISM_PORT = 7445;

/**
 * The patches that make one machine's configuration, in the order in which Talos merges them.
 *
 * The library's own come first, so that everything a user gives wins over them. A worker gets no field of a control
 * plane: the node would refuse it.
 */
export function machineConfigPatches(input: MachineConfigInput): OriginalPatch[] {
  const isControlPlane = input.machineType === 'controlplane';
  const fields = { machine: machineFields(input), ...(isControlPlane ? { cluster: controlPlaneFields(input) } : {}) };
  const { inlineManifests } = input.cni;
  return [
    { origin: 'the library', patch: ConfigPatch.merge(fields) },
    ...(input.hostname === undefined ? [] : [{ origin: 'the library', patch: hostnameDocument(input.hostname) }]),
    ...(isControlPlane && inlineManifests.length > 0
      ? [{ origin: 'the CNI manifest', patch: manifestPatch(inlineManifests), later: true }]
      : []),
    ...(Object.keys(input.lateNodeLabels).length > 0
      ? [
          {
            origin: 'the platform',
            patch: ConfigPatch.merge({ machine: { nodeLabels: input.lateNodeLabels } }),
            later: true,
          },
        ]
      : []),
    ...input.patches,
  ];
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
      kubePrism: { enabled: true, port: KUBE_PRISM_PORT },
      hostDNS: { enabled: true, forwardKubeDNSToHost: true },
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
  };
}

/** The nodes' networks less the addresses that move between nodes: neither kubelet nor etcd may take those. */
function ownSubnets(input: MachineConfigInput): string[] {
  const excluded = input.sharedAddresses.map((address) => `!${address}/${address.includes(':') ? '128' : '32'}`);
  return unique([...input.nodeSubnets, ...excluded]);
}

/** Manifests are installed at bootstrap, long after the first boot: a seed can leave them to the Talos API. */
function manifestPatch(manifests: readonly InlineManifest[]): ConfigPatch {
  return ConfigPatch.merge({
    cluster: { inlineManifests: manifests.map(({ name, contents }) => ({ name, contents })) },
  });
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
