/** A datastore for images, with whether the Proxmox nodes share it where they do. */
export class ProxmoxDatastore {
  /**
   * One that all Proxmox nodes of the pool reach, such as NFS or CephFS: an image is downloaded to it once, by the first
   * of the nodes that are named when it is created.
   */
  static shared(name: string): ProxmoxDatastore {
    return new ProxmoxDatastore(name);
  }

  private constructor(
    /** Its name in Proxmox. */
    readonly name: string,
  ) {}

  toString(): string {
    return this.name;
  }
}
