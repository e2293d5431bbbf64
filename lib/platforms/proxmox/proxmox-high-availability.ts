import { HARDWARE_RANGE } from '../../checks/proxmox-checks';

/** How Proxmox keeps a pool's VMs available. */
export interface ProxmoxHighAvailabilityOptions {
  /**
   * Datastores that every Proxmox node of the pool reaches, such as Ceph or NFS. A VM can be started on another node
   * only where all its disks are on such.
   */
  readonly sharedDatastores: readonly string[];
  /**
   * Whether no two machines of the pool may ever be on one Proxmox node. A machine that finds no free node after a
   * failure then stays down. A control plane has to be kept apart.
   * @default false
   */
  readonly keepApart?: boolean;
  /**
   * Whether the VMs may run on the pool's Proxmox nodes alone. Otherwise these are preferred, and others are taken when
   * all of them fail.
   * @default false
   */
  readonly poolNodesOnly?: boolean;
  /**
   * How often a start is tried again on the same node, 0 to 10.
   * @default 1
   */
  readonly maxRestart?: number;
  /**
   * How many other nodes are tried after that, 0 to 10.
   * @default 1
   */
  readonly maxRelocate?: number;
}

/** A pool whose VMs Proxmox starts on another node when theirs fails. */
export class ProxmoxHighAvailability {
  /**
   * By the rules of Proxmox VE 9: a node affinity for the pool's nodes, and a negative resource affinity where machines
   * are kept apart. Made for workers that hold state on shared storage; etcd replicates by itself.
   * @throws ConfigError TALOS215 when a number is out of range
   */
  static rules(options: ProxmoxHighAvailabilityOptions): ProxmoxHighAvailability {
    const { maxRestart = 1, maxRelocate = 1 } = options;
    const wrong = Object.entries({ maxRestart, maxRelocate }).filter(
      ([, value]) => !Number.isSafeInteger(value) || value < 0 || value > 10,
    );
    if (wrong.length > 0) {
      throw HARDWARE_RANGE.configError({
        wrong: 'Proxmox does not try that often',
        given: wrong.map(([prop, value]) => `${prop}: ${String(value)}`).join(', '),
        allowed: 'whole numbers from 0 to 10',
      });
    }
    return new ProxmoxHighAvailability({ ...options, maxRestart, maxRelocate });
  }

  private constructor(
    /** What was said, with the numbers filled in. */
    readonly options: ProxmoxHighAvailabilityOptions & { readonly maxRestart: number; readonly maxRelocate: number },
  ) {}
}
