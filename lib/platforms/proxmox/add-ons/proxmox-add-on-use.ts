/** What is given, on what. */
export interface AddOnGrant {
  /** Privileges of the role. */
  readonly privileges: readonly string[];
  /** What it is given on. */
  readonly paths: readonly string[];
  /** Whether it holds for what is below as well. */
  readonly propagate: boolean;
}

/** Which nodes there are and whether they answer; on the root alone, so that it reaches no VM and no datastore. */
const STATE_OF_NODES: Readonly<Record<string, AddOnGrant>> = {
  Nodes: { privileges: ['Sys.Audit'], paths: ['/nodes'], propagate: true },
  Cluster: { privileges: ['Sys.Audit'], paths: ['/'], propagate: false },
};

/** What an add-on does in Proxmox, and the least that it may do for it. */
export class ProxmoxAddOnUse {
  /** To find VMs by their names, and to tell whether they still exist. */
  static cloudControllerManager(): ProxmoxAddOnUse {
    return new ProxmoxAddOnUse('ccm', 'Cloud controller manager', (vms) => ({
      Vms: { privileges: ['VM.Audit'], paths: vms, propagate: true },
      ...STATE_OF_NODES,
    }));
  }

  /** To make disks on datastores, one or more, and to plug them into VMs. */
  static csi(datastores: readonly string[]): ProxmoxAddOnUse {
    return new ProxmoxAddOnUse(
      'csi',
      'CSI driver',
      (vms) => ({
        Vms: { privileges: ['VM.Audit', 'VM.Config.Disk'], paths: vms, propagate: true },
        Storage: {
          // Its disks belong to no VM: to plug one in, Proxmox asks for the right to manage the datastore.
          privileges: ['Datastore.Allocate', 'Datastore.AllocateSpace', 'Datastore.Audit'],
          paths: datastores.map((datastore) => `/storage/${datastore}`),
          propagate: true,
        },
        // Since the driver waits until a disk is there, it asks where the VM is and what its node does.
        ...STATE_OF_NODES,
      }),
      datastores,
    );
  }

  private constructor(
    /** Name of the token, and ending of the user's and the roles' names. */
    readonly shortName: string,
    /** What it is, for whoever reads the list of users. */
    readonly description: string,
    private readonly describe: (vms: readonly string[]) => Readonly<Record<string, AddOnGrant>>,
    /** The datastores that it makes disks on; undefined where it makes none. */
    readonly datastores?: readonly string[],
  ) {}

  /** What is given, by a name for it; on the VMs of a pool, or on all. */
  grants(proxmoxPool: string | undefined): Readonly<Record<string, AddOnGrant>> {
    return this.describe([proxmoxPool === undefined ? '/vms' : `/pool/${proxmoxPool}`]);
  }
}
