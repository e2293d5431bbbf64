import { ClusterManifest } from '../config/cluster-manifest';
import { ClusterNetwork } from '../config/cluster-network';
import { ClusterProfile } from '../config/cluster-profile';
import { Cni } from '../config/cni';
import { ConfigPatch } from '../config/config-patch';
import { IngressFirewall } from '../config/ingress-firewall';
import { KubernetesSettings } from '../config/settings/kubernetes-settings';
import { MachineSettings } from '../config/settings/machine-settings';
import { VersionContract } from '../config/version-contract';
import { ClusterAddOn } from './cluster-add-on';
import { ClusterSecrets } from './cluster-secrets';
import { IControlPlaneEndpoint } from './control-plane-endpoint';
import { DeploymentLock } from './deployment-lock';
import { IMachinePool } from './machine-pool';
import { UpgradeStrategy } from './upgrade-strategy';

/** What a cluster is. */
export interface TalosClusterProps {
  /** Name in kubeconfig and talosconfig: lower-case letters, digits and dashes. */
  readonly clusterName: string;
  /** Exact Kubernetes release, such as `v1.36.3`. Change it in an apply of its own. */
  readonly kubernetesVersion: string;
  /**
   * The Talos minor with whose configuration form the cluster was created. It stays when the image is upgraded, so
   * that an upgrade does not change the form of the configuration as well.
   */
  readonly versionContract: VersionContract;
  /** Where nodes and clients reach the Kubernetes API. */
  readonly endpoint: IControlPlaneEndpoint;
  /**
   * The machines that run etcd and the Kubernetes API: 1, 3, 5 or 7. An even number passes where the
   * `lock` says that one machine fewer, and at least 3, were deployed, so that one can be replaced; a control plane that stays there is warned
   * of.
   */
  readonly controlPlane: IMachinePool;
  /**
   * The machines that run workloads; upgrades take the pools in this order.
   * @default - no workers
   */
  readonly workerPools?: readonly IMachinePool[];
  /**
   * How pods get their network.
   * @default Cni.flannel()
   */
  readonly cni?: Cni;
  /**
   * A choice of options for a purpose; what is said here wins over it.
   * @default - none: Talos's own defaults, and those of this library
   */
  readonly profile?: ClusterProfile;
  /**
   * The networks of pods and services, and how nodes find each other.
   * @default - Talos's own networks, discovery on, KubeSpan off
   */
  readonly network?: ClusterNetwork;
  /**
   * Talos's own packet filter on every machine, made from what the cluster is. Off, every port of a machine is open to
   * whoever reaches the machine.
   * @default - on where every pool says `nodeSubnets` and Terraform comes in through a load balancer; an error where
   * it reaches the machines themselves, for then its networks have to be named; off where networks are not known
   */
  readonly ingressFirewall?: IngressFirewall;
  /**
   * What the components of Kubernetes do.
   * @default - what the profile says, else Talos's own
   */
  readonly kubernetes?: KubernetesSettings;
  /**
   * Kubernetes objects that Talos installs at bootstrap, beside those of the pod network and of settings; namespaces and
   * definitions of custom resources first. It never changes or removes what it has installed.
   * @default - none
   */
  readonly manifests?: readonly ClusterManifest[];
  /**
   * What is installed together with the cluster: controllers of the cloud, storage drivers, ways to credentials. Their
   * objects come after the pod network's, in this order; what they say about machines and Kubernetes is weaker than what
   * is said here. Talos installs an object once: later versions of an add-on reach a running cluster by other ways, see
   * docs/add-ons.md.
   * @default - none
   */
  readonly addOns?: readonly ClusterAddOn[];
  /**
   * What every machine is and does; the settings of the control plane, of a pool and of a machine win over it.
   * @default - what the profile says, else Talos's own
   */
  readonly settings?: MachineSettings;
  /**
   * What the control plane machines are and do; the settings of their pool and of a machine win over it.
   * @default - that of every machine
   */
  readonly controlPlaneSettings?: MachineSettings;
  /**
   * Domain of the machines' host names, which become `<machine>.<domain>`.
   * @default - host names without a domain
   */
  readonly domain?: string;
  /**
   * Names beside the endpoint's that the Kubernetes API's certificate is good for: DNS names and IP addresses.
   * Errors: TALOS441 for what is neither.
   * @default - none
   */
  readonly apiServerCertSans?: readonly string[];
  /**
   * Changes to the configuration of every machine; those of a pool and of a machine win over them.
   * @default - none
   */
  readonly configPatches?: readonly ConfigPatch[];
  /**
   * Changes to the configuration of the control plane machines alone.
   * @default - none
   */
  readonly controlPlaneConfigPatches?: readonly ConfigPatch[];
  /**
   * Whether control plane machines run workloads.
   * @default - what the profile says, else only where there are no workers
   */
  readonly allowSchedulingOnControlPlanes?: boolean;
  /**
   * How changes reach the machines.
   * @default UpgradeStrategy.rolling(): one machine at a time
   */
  readonly upgradeStrategy?: UpgradeStrategy;
  /**
   * Where the keys of the cluster are kept.
   * @default ClusterSecrets.inState()
   */
  readonly secrets?: ClusterSecrets;
  /**
   * What was last deployed, so that a change that cannot be made in one deployment is refused at synthesis.
   * @default - what runs is not known, and no such change is refused
   */
  readonly lock?: DeploymentLock;
  /**
   * Whether Terraform refuses to destroy the machine secrets (with external ones, a record in their place), and with them
   * a destruction of the stack. It does not refuse changes that replace machines. To take the cluster down on purpose, set it to false and destroy; no apply is
   * needed in between.
   * @default true
   */
  readonly preventDestroy?: boolean;
}
