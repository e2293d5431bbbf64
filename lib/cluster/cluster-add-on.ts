import { Construct } from 'constructs';
import { Finding } from '../checks/check';
import { AddOnChart } from '../config/add-on-chart';
import { ClusterManifest } from '../config/cluster-manifest';
import { ConfigPatch } from '../config/config-patch';
import { ChartCircumstances, HelmValues } from '../config/helm-chart';
import { KubernetesSettings } from '../config/settings/kubernetes-settings';
import { PodSecurityLevel } from '../config/settings/kubernetes/pod-security';
import { MachineSettings } from '../config/settings/machine-settings';
import { VersionContract } from '../config/version-contract';
import { IMachinePool } from './machine-pool';

/**
 * Something that is installed together with a cluster: a controller, a storage driver, a way to credentials.
 *
 * This is all that an add-on implements. It may create resources below the scope that it gets, and answers what the
 * machines and Kubernetes have to be told. It is asked once for each cluster that it is given to.
 */
export interface ClusterAddOn {
  /**
   * Name of the add-on in the cluster: lower-case letters, digits and dashes. It is part of the addresses of its
   * resources (`<cluster>/AddOns/<name>`), and never changes.
   */
  readonly name: string;
  /** Creates what the add-on consists of, and says what the cluster has to know of it. */
  addTo(scope: Construct, cluster: AddOnCluster): AddOnParts;
}

/** What an add-on is told of its cluster. */
export interface AddOnCluster extends ChartCircumstances {
  /** Name of the cluster. */
  readonly clusterName: string;
  /**
   * Kubernetes release of the cluster, such as `v1.36.3`. What a manifest or a setting is made of must not follow from it:
   * an upgrade of Kubernetes would then change the machines' configuration, and not go component by component.
   */
  readonly kubernetesVersion: string;
  /** Contract of the configuration. */
  readonly versionContract: VersionContract;
  /** URL of the Kubernetes API. */
  readonly endpointUrl: string;
  /** The pool that runs etcd and the Kubernetes API. */
  readonly controlPlane: IMachinePool;
  /** The pools that run workloads; none where the control planes do. */
  readonly workerPools: readonly IMachinePool[];
  /** Whether control plane machines run workloads. */
  readonly allowSchedulingOnControlPlanes: boolean;
  /** Names of all add-ons of the cluster, this one included, in the order of installation. */
  readonly addOnNames: readonly string[];
}

/**
 * What an add-on brings. Whatever it says about machines and Kubernetes is weaker than what the user says, and stronger
 * than the profile; of two add-ons neither may overrule the other.
 */
export interface AddOnParts {
  /**
   * What every machine is and does.
   * @default - nothing
   */
  readonly settings?: MachineSettings;
  /**
   * What the control plane machines are and do, beside that.
   * @default - nothing
   */
  readonly controlPlaneSettings?: MachineSettings;
  /**
   * What single machines are and do, by machine name.
   * @default - nothing
   */
  readonly machineSettings?: Readonly<Record<string, MachineSettings>>;
  /**
   * What the components of Kubernetes do.
   * @default - nothing
   */
  readonly kubernetes?: KubernetesSettings;
  /**
   * Changes to the configuration of every machine that no setting can say; every patch of the user wins over them.
   * @default - none
   */
  readonly configPatches?: readonly ConfigPatch[];
  /**
   * Changes to the configuration of the control plane machines.
   * @default - none
   */
  readonly controlPlaneConfigPatches?: readonly ConfigPatch[];
  /**
   * Changes to the configuration of single machines, by machine name.
   * @default - none
   */
  readonly machineConfigPatches?: Readonly<Record<string, readonly ConfigPatch[]>>;
  /**
   * Namespaces that have to exist, made before the objects of any add-on. Two add-ons may ask for one namespace.
   * @default - none: the objects go to namespaces that are there, such as kube-system
   */
  readonly namespaces?: readonly AddOnNamespace[];
  /**
   * Kubernetes objects, installed before the releases.
   * @default - none
   */
  readonly manifests?: readonly ClusterManifest[];
  /**
   * Helm charts, rendered at each plan and carried by the control planes as inline manifests.
   * @default - none
   */
  readonly releases?: readonly AddOnRelease[];
  /**
   * What the add-on cannot do without; a cluster that lacks it is refused with a sentence.
   * @default - nothing
   */
  readonly needs?: AddOnNeeds;
  /**
   * What else is wrong with this add-on in this cluster.
   * @default - nothing
   */
  readonly findings?: readonly Finding[];
}

/** A namespace of an add-on. */
export interface AddOnNamespace {
  /** Its name. */
  readonly name: string;
  /**
   * What pods in it may do; a driver that mounts disks needs `privileged`.
   * @default - the level of the cluster
   */
  readonly podSecurity?: PodSecurityLevel;
}

/** A Helm release that an add-on is installed by. */
export interface AddOnRelease {
  /** The chart as the user chose it: version, place, and values over those of the add-on. */
  readonly chart: AddOnChart;
  /** Name of the chart in its repository. */
  readonly chartName: string;
  /** Address of the repository that the add-on's authors publish in. */
  readonly repository: string;
  /** Namespace of the objects. It has to exist: name it in `namespaces` where it is not one of Kubernetes' own. */
  readonly namespace: string;
  /** Values of the add-on; those of the user win over them. They render alike each time. */
  readonly values: HelmValues;
  /**
   * Kubernetes APIs beyond the built-in ones that the cluster has.
   * @default - those that the user names with the chart
   */
  readonly apiVersions?: readonly string[];
  /**
   * Name of the release, and of its inline manifest; unique among all manifests of the cluster.
   * @default - the name of the chart
   */
  readonly releaseName?: string;
}

/** What an add-on cannot do without. */
export interface AddOnNeeds {
  /**
   * Whether the platform has to name the nodes of every pool.
   * @default false
   */
  readonly platformNamesNodes?: boolean;
  /**
   * System extensions that the image of every pool has to hold, such as `siderolabs/iscsi-tools`. Images whose extensions
   * are not known are not looked at.
   * @default - none
   */
  readonly systemExtensions?: readonly string[];
  /**
   * Which of its own machine settings the user must not overrule.
   * @default - none: the add-on can do without
   */
  readonly settings?: readonly (keyof MachineSettings)[];
  /**
   * Which of its own settings of Kubernetes the user must not overrule.
   * @default - none: the add-on can do without
   */
  readonly kubernetes?: readonly (keyof KubernetesSettings)[];
  /**
   * Names of other add-ons that have to be in the cluster; their order does not matter.
   * @default - none
   */
  readonly addOns?: readonly string[];
}
