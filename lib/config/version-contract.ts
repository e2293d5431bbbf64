/**
 * The Talos minor whose configuration form a cluster was created with.
 *
 * It is stated apart from the image's version: raising the image upgrades machines, raising the contract changes the
 * form of their configuration. Keep it where it was when the cluster was created, and raise it on its own.
 */
export class VersionContract {
  /** Talos 1.12: KubeSpan and the environment are fields of the v1alpha1 document. */
  static readonly V1_12 = new VersionContract(12);

  /** Talos 1.13: KubeSpan and the environment are documents of their own. Nodes of 1.14 use it as well. */
  static readonly V1_13 = new VersionContract(13);

  private constructor(private readonly minor: number) {}

  /** The contract as the provider takes it: `v1.13`. */
  get tag(): string {
    return `v1.${String(this.minor)}`;
  }

  /** The minor as people name it: `1.13`. */
  get minorName(): string {
    return `1.${String(this.minor)}`;
  }

  /** Whether a node whose newest contract is the other one would not understand this one. */
  isNewerThan(other: VersionContract): boolean {
    return this.minor > other.minor;
  }

  /** Whether KubeSpan is a document of its own; before, it is a field of `machine.network`. */
  get supportsKubeSpanDocument(): boolean {
    return this.minor >= 13;
  }

  /** Whether the environment of services is a document of its own; before, it is the field `machine.env`. */
  get supportsEnvironmentDocument(): boolean {
    return this.minor >= 13;
  }

  /** Whether a network can be routed to nowhere by a document. */
  get supportsBlackholeRoutes(): boolean {
    return this.minor >= 13;
  }

  toString(): string {
    return this.tag;
  }
}
