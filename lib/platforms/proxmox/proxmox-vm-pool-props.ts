import { MachinePoolOptions } from '../../cluster/machine-pool';
import { ProxmoxDatastore } from './proxmox-datastore';
import { ProxmoxAdditionalDisks } from './proxmox-disks';
import { IProxmoxNodeRules } from './proxmox-firewall';
import { ProxmoxHardware, ProxmoxStartOrder } from './proxmox-hardware';
import { ProxmoxHighAvailability } from './proxmox-high-availability';
import { ProxmoxMachines } from './proxmox-machines';
import { ProxmoxAdditionalNetwork, ProxmoxNetwork } from './proxmox-network';
import { ProxmoxNode } from './proxmox-node';
import { ProxmoxVersion } from './proxmox-version';
import { ProxmoxVmIdRange } from './proxmox-vm-id-range';

/** What the VMs of a pool are like. */
export interface ProxmoxVmPoolProps extends MachinePoolOptions, ProxmoxHardware {
  /** How many machines there are, and how they get names and addresses. */
  readonly machines: ProxmoxMachines;
  /** The network that they are attached to. */
  readonly network: ProxmoxNetwork;
  /**
   * Further networks, each with a network device of its own. Add new ones at the end: the order names the links.
   * @default - none
   */
  readonly additionalNetworks?: readonly ProxmoxAdditionalNetwork[];
  /**
   * The Proxmox nodes that they are spread over, as the Proxmox interface names them; as `ProxmoxNode.of` with what they
   * have, VMs that they cannot hold are refused. Placement is decided when a VM is created: a longer list moves no VM
   * that exists.
   */
  readonly proxmoxNodes: readonly (string | ProxmoxNode)[];
  /** Virtual CPU cores of each VM, for each socket. A change takes effect at the VM's next start. */
  readonly cores: number;
  /** Memory of each VM in MiB, 2048 or more, without ballooning. A change takes effect at the VM's next start. */
  readonly memoryMiB: number;
  /** Size of each VM's system disk in GiB, 10 or more. It can grow later. */
  readonly diskGiB: number;
  /**
   * Disks beside the system disk, by where they are plugged in. A user volume finds one by its serial number.
   * @default - none
   */
  readonly additionalDisks?: ProxmoxAdditionalDisks;
  /**
   * What the machines' names begin with: lower-case letters, digits and dashes. Changing it replaces every machine.
   * @default - the construct's id in kebab case
   */
  readonly name?: string;
  /**
   * Datastore of the VMs' disks.
   * @default 'local-lvm'
   */
  readonly diskDatastore?: string;
  /**
   * Datastore that the Talos image is downloaded to, on each Proxmox node; its content types must hold `import`. As
   * `ProxmoxDatastore.shared`, one that the nodes share, which needs a single download.
   * @default 'local'
   */
  readonly imageDatastore?: string | ProxmoxDatastore;
  /**
   * VM ids that are kept for the pool: numbered machines take them from the first one on, and named ones must have theirs
   * among them. A machine that finds no room, and another pool of the app that uses one of them, are refused.
   * @default - no ids are kept
   */
  readonly vmIds?: ProxmoxVmIdRange;
  /**
   * SHA-256 of the disk image, which Proxmox compares after the download. Talos images are the same at every download
   * from 1.13 on. Change it together with the Talos version; all pools of an image say the same.
   * @default - not compared
   */
  readonly imageSha256?: string;
  /**
   * CPU type of the VMs. `host` is faster and ties live migration to equal CPUs.
   * @default 'x86-64-v2-AES'
   */
  readonly cpuType?: string;
  /**
   * Name of the Proxmox cluster, which becomes the nodes' region label. Pools that name none, or the same one, share VM
   * ids, MAC addresses and the capacity of nodes.
   * @default - no region label
   */
  readonly region?: string;
  /**
   * Release of Proxmox VE, where it is to be checked that it can do what is asked for.
   * @default - 8.4 or newer is taken for granted, and no high availability
   */
  readonly proxmoxVersion?: ProxmoxVersion;
  /**
   * The Proxmox pool that the VMs belong to, which has to exist: permissions and backup jobs go by it.
   * @default - none
   */
  readonly proxmoxPool?: string;
  /**
   * Tags of the VMs beside `talos` and the pool's name: lower-case letters, digits, `_`, `-`, `+` and `.`. They are
   * sorted, as Proxmox keeps them.
   * @default - none
   */
  readonly tags?: readonly string[];
  /**
   * When Proxmox starts and stops the VMs with their node. The token needs `Sys.Modify` on `/` for it.
   * @default - in no order, with all others
   */
  readonly startOrder?: ProxmoxStartOrder;
  /**
   * Whether Proxmox refuses to remove the VMs and their disks, for Terraform too. Set it to false and apply before you
   * take one away.
   * @default false
   */
  readonly protection?: boolean;
  /**
   * Whether Proxmox starts the VMs on another node when theirs fails: for workers with their disks on shared storage.
   * A VM that is moved so stays where it is.
   * @default - a VM stays with its node
   */
  readonly highAvailability?: ProxmoxHighAvailability;
  /**
   * The Proxmox firewall before the machines: `firewall.controlPlane` or `firewall.workers`.
   * @default - Proxmox filters nothing
   */
  readonly firewall?: IProxmoxNodeRules;
}
