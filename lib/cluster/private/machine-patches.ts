import { quote } from '../../checks/check';
import { Cni } from '../../config/cni';
import { InlineManifest } from '../../config/inline-manifest';
import { ConfigPatch } from '../../config/config-patch';
import { MachineType, OriginalPatch, machineConfigPatches } from '../../config/machine-config';
import { KUBERNETES_SETTINGS, KubernetesSettings } from '../../config/settings/kubernetes-settings';
import { MachineSettings, mergedSettings } from '../../config/settings/machine-settings';
import { given } from '../../config/settings/setting';
import { isKnown } from '../../terraform/app-validation';
import { EndpointBinding } from '../control-plane-endpoint';
import { IMachinePool, Machine, MachineTopology } from '../machine-pool';
import { TalosClusterProps } from '../talos-cluster-props';
import { InstalledAddOn, addOnManifests, addOnSettings } from './add-ons';
import { hostnameOf } from './cluster-findings';
import { FirewallTopology, firewallDocuments } from './firewall-documents';

/** What is decided about a cluster before its machines are. */
export interface DescribedCluster {
  readonly props: TalosClusterProps;
  readonly binding: EndpointBinding;
  readonly cni: Cni;
  readonly kubernetes: KubernetesSettings;
  /** Manifests of the pod network, rendered. */
  readonly cniManifests: readonly InlineManifest[];
  /** What was installed beside it, in the order of installation. */
  readonly addOns: readonly InstalledAddOn[];
  readonly allowSchedulingOnControlPlanes: boolean;
  /** Who there is in the cluster, for the ingress firewall; undefined where that is off. */
  readonly firewall?: FirewallTopology | undefined;
}

/** What was said about a machine, from wide to narrow. */
export function settingsOf(
  { props, addOns }: DescribedCluster,
  pool: IMachinePool,
  machineType: MachineType,
  machineName?: string,
): MachineSettings {
  const { settings, machineSettings = {} } = pool.options;
  return mergedSettings(
    props.profile?.settings,
    ...addOns.map((addOn) => addOnSettings(addOn, machineType, machineName)),
    props.settings,
    machineType === 'controlplane' ? props.controlPlaneSettings : undefined,
    settings,
    machineName === undefined ? undefined : machineSettings[machineName],
  );
}

/** Everything that is said about one machine, in the order in which Talos merges it. */
export function machinePatches(
  cluster: DescribedCluster,
  pool: IMachinePool,
  machine: Machine,
  machineType: MachineType,
): OriginalPatch[] {
  const { props, binding } = cluster;
  const { options } = pool;
  const isControlPlane = machineType === 'controlplane';
  const labels = topologyLabels(machine.topology, pool.bootstrapData !== undefined);
  return machineConfigPatches({
    machineType,
    contract: props.versionContract,
    hostname: pool.platformNamesNodes === true ? undefined : hostnameOf(machine, props.domain),
    installImage: options.image.installerImage(pool.platform),
    installDisk: options.installDisk ?? pool.defaultInstallDisk,
    nodeLabels: { ...labels.now, ...options.nodeLabels },
    // What the user says of a label wins, also over what is known only later.
    lateNodeLabels: Object.fromEntries(
      Object.entries(labels.later).filter(([label]) => options.nodeLabels?.[label] === undefined),
    ),
    nodeAnnotations: options.nodeAnnotations ?? {},
    nodeTaints: options.nodeTaints ?? [],
    nodeSubnets: pool.nodeSubnets ?? [],
    sharedAddresses: binding.sharedAddresses ?? [],
    certSans: talosApiNames(binding, pool, machine),
    apiServerCertSans: [...(binding.certSans ?? []), ...(props.apiServerCertSans ?? [])],
    cni: cluster.cni,
    allowSchedulingOnControlPlanes: cluster.allowSchedulingOnControlPlanes,
    network: props.network ?? {},
    settings: settingsOf(cluster, pool, machineType, machine.name),
    kubernetes: cluster.kubernetes,
    manifests: clusterManifests(cluster),
    manifestUrls: [...cluster.addOns.flatMap(({ parts }) => parts.manifests ?? []), ...(props.manifests ?? [])].flatMap(
      ({ url }) => url ?? [],
    ),
    firewallPatches:
      cluster.firewall === undefined
        ? []
        : firewallDocuments(cluster.firewall, isControlPlane ? 'control-plane' : 'worker'),
    platformPatches: [
      ...from('the platform', machine.platformPatches),
      ...from('the endpoint', binding.nodePatches),
      ...(isControlPlane ? from('the endpoint', binding.controlPlanePatches) : []),
    ],
    patches: [
      ...cluster.addOns.flatMap(({ name, parts }) =>
        from(`the add-on ${quote(name)}`, [
          ...(parts.configPatches ?? []),
          ...(isControlPlane ? (parts.controlPlaneConfigPatches ?? []) : []),
          ...(parts.machineConfigPatches?.[machine.name] ?? []),
        ]),
      ),
      ...from('configPatches of the cluster', props.configPatches),
      ...(isControlPlane ? from('controlPlaneConfigPatches of the cluster', props.controlPlaneConfigPatches) : []),
      ...from('configPatches of the pool', options.configPatches),
      ...from('machineConfigPatches of the pool', options.machineConfigPatches?.[machine.name]),
    ],
  });
}

/** Every inline manifest of the cluster, in the order of installation. */
export function clusterManifests({ props, kubernetes, cniManifests, addOns }: DescribedCluster): InlineManifest[] {
  const context = { contract: props.versionContract, machineType: 'controlplane' } as const;
  const { namespaces, objects } = addOnManifests(addOns);
  return [
    ...namespaces,
    ...cniManifests,
    ...objects,
    ...given(KUBERNETES_SETTINGS, kubernetes).flatMap(
      ({ setting, value }) => setting.manifests?.(value, context) ?? [],
    ),
    ...(props.manifests ?? []).flatMap(({ inlineManifest }) => inlineManifest ?? []),
  ];
}

/**
 * Names and addresses by which this machine's Talos API is dialled. A seeded machine cannot name its own: they are
 * known only after it exists, and Talos adds the addresses that it finds on itself.
 */
function talosApiNames(binding: EndpointBinding, pool: IMachinePool, machine: Machine): string[] {
  const { talosApiHost, certSans = [] } = binding;
  const shared = [...(talosApiHost === undefined ? [] : [talosApiHost]), ...certSans];
  if (pool.bootstrapData !== undefined) return shared;
  return [...shared, ...(machine.dialAddress === undefined ? [] : [machine.dialAddress])];
}

/** Labels of where a machine stands; a seeded machine gets those that only it can tell after its first boot. */
function topologyLabels(
  topology: MachineTopology = {},
  seeded: boolean,
): { readonly now: Record<string, string>; readonly later: Record<string, string> } {
  const labels = Object.entries({
    'topology.kubernetes.io/region': topology.region,
    'topology.kubernetes.io/zone': topology.zone,
    'node.kubernetes.io/instance-type': topology.instanceType,
  }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const isLate = ([, value]: [string, string]): boolean => seeded && !isKnown(value);
  return {
    now: Object.fromEntries(labels.filter((label) => !isLate(label))),
    later: Object.fromEntries(labels.filter(isLate)),
  };
}

function from(origin: string, patches: readonly ConfigPatch[] = []): OriginalPatch[] {
  return patches.map((patch) => ({ origin, patch }));
}
