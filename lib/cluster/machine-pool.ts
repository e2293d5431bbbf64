import { ITerraformDependable } from 'cdktf';
import { IConstruct } from 'constructs';
import { ConfigPatch } from '../config/config-patch';
import { InstallDisk } from '../config/install-disk';
import { PortFeature } from '../config/ports';
import { MachineSettings } from '../config/settings/machine-settings';
import { TalosPlatform } from '../config/talos-platform';
import { Taint } from '../config/taint';
import { ITalosImage } from '../image/talos-image';
import { BootstrapData } from './bootstrap-data';

/** Where a machine stands, as far as its platform knows; each part becomes a well-known node label. */
export interface MachineTopology {
  /** Becomes `topology.kubernetes.io/region`. */
  readonly region?: string;
  /** Becomes `topology.kubernetes.io/zone`. */
  readonly zone?: string;
  /** Becomes `node.kubernetes.io/instance-type`. */
  readonly instanceType?: string;
}

/**
 * What happens to a machine that is taken out of the cluster: it is left as it is, or Talos drains it, has it leave etcd,
 * wipes its configuration and its data, and then stays off or starts anew.
 */
export type MachineRemoval = 'leave' | 'reset' | 'reset and reboot';

/** One machine, before it is a Kubernetes node. */
export interface Machine {
  /**
   * Name that never changes: host name, node name and etcd member. A host name of lower-case letters, digits and
   * dashes, unique in the cluster; it is part of the resources' addresses in the state.
   */
  readonly name: string;
  /** IP address by which the machine is known inside the cluster; may be a reference. */
  readonly privateAddress: string;
  /**
   * Address on which Terraform reaches the machine's Talos API.
   * @default - the endpoint's way in to the Talos API where it has one, else the private address
   */
  readonly dialAddress?: string;
  /**
   * Identity of the server, usually a reference to its id: when it changes, the machine is configured anew.
   * @default - the machine stays as long as its private address does
   */
  readonly serverId?: string;
  /**
   * What the server was created with and cannot be given later, by what it is called, such as `{ TPM: 'none' }`: another
   * value replaces the server. A lock remembers it, so that the change is refused before it destroys the machine.
   * `datastore`, or `datastore of` a disk, is what stops the machine while it is moved, and `region` what volumes are
   * bound to: both are let pass where the lock accepts the risk.
   * @default - nothing is known
   */
  readonly fixedAtCreation?: Readonly<Record<string, string>>;
  /**
   * What happens to it when it is taken out of the cluster. Reset only where its address is fixed: an address that
   * changes under a running machine makes it another one, and wipes it.
   * @default 'leave'
   */
  readonly removal?: MachineRemoval;
  /**
   * What has to exist before the machine is reached, and still after it is gone.
   * @default - nothing
   */
  readonly requires?: readonly ITerraformDependable[];
  /**
   * Where the machine stands.
   * @default - no topology labels
   */
  readonly topology?: MachineTopology;
  /**
   * What the platform has to say in this machine's configuration, such as its addresses. Weaker than every patch of
   * a user's.
   * @default - nothing
   */
  readonly platformPatches?: readonly ConfigPatch[];
}

/** What a user says about the machines of a pool, on every platform. */
export interface MachinePoolOptions {
  /** What the machines boot from and are upgraded with. */
  readonly image: ITalosImage;
  /**
   * Disk that Talos is installed to.
   * @default - the platform's first disk
   */
  readonly installDisk?: InstallDisk;
  /**
   * Labels of the nodes. A change reaches running nodes without a reboot.
   * @default - only those of the topology
   */
  readonly nodeLabels?: Readonly<Record<string, string>>;
  /**
   * Annotations of the nodes. A change reaches running nodes without a reboot.
   * @default - none
   */
  readonly nodeAnnotations?: Readonly<Record<string, string>>;
  /**
   * Taints with which the nodes register. A change reaches nodes that join later only.
   * @default - none
   */
  readonly nodeTaints?: readonly Taint[];
  /**
   * What the machines of the pool are and do; it wins over what the cluster says.
   * @default - what the cluster says
   */
  readonly settings?: MachineSettings;
  /**
   * What single machines are and do, by machine name; it wins over all others.
   * @default - what the pool says
   */
  readonly machineSettings?: Readonly<Record<string, MachineSettings>>;
  /**
   * Changes to the configuration of every machine in the pool; they win over those of the cluster.
   * @default - none
   */
  readonly configPatches?: readonly ConfigPatch[];
  /**
   * Changes to the configuration of single machines, by machine name; they win over all others.
   * @default - none
   */
  readonly machineConfigPatches?: Readonly<Record<string, readonly ConfigPatch[]>>;
}

/**
 * A group of like machines that a cluster turns into nodes.
 *
 * This is all that a platform implements. It does not say what the machines are for: a pool is a control plane because
 * it was given to a cluster as `controlPlane`. A pool with machines that no cluster of the app was given is a mistake
 * (TALOS061).
 */
export interface IMachinePool extends IConstruct {
  /** What Talos calls the place where the machines run. */
  readonly platform: TalosPlatform;
  /** What the user said. */
  readonly options: MachinePoolOptions;
  /** The machines, in an order that never changes: they are created, upgraded and restarted in it. */
  readonly machines: readonly Machine[];
  /** Disk that Talos is installed to when the user names none. */
  readonly defaultInstallDisk: InstallDisk;
  /**
   * Networks in CIDR notation that the machines have their private addresses in. Kubelet and etcd are held to them.
   * @default - Talos chooses among all addresses of the machine
   */
  readonly nodeSubnets?: readonly string[];
  /**
   * Addresses in those networks that belong to something else, such as the gateway.
   * @default - none are known
   */
  readonly takenAddresses?: readonly string[];
  /**
   * What the packet filter before the machines admits beside what every cluster needs, such as the ports of a pod
   * network; a cluster that needs more is refused.
   * @default - not known, and not compared
   */
  readonly admittedPorts?: readonly PortFeature[];
  /**
   * Whether the machines have a TPM 2.0, which encryption by it needs.
   * @default false
   */
  readonly hasTpm?: boolean;
  /**
   * Whether the platform names the nodes, as some cloud controller managers require.
   * @default false
   */
  readonly platformNamesNodes?: boolean;
  /**
   * Hands the machines their configuration on first boot.
   * @default - the machines wait in maintenance mode, and are configured over the Talos API
   */
  readonly bootstrapData?: BootstrapData;
}
