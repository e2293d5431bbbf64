/** CPU architecture of a machine, in Talos's words. */
export type Architecture = 'amd64' | 'arm64';

/** What Talos knows about where it runs, as data. */
export interface TalosPlatformFacts {
  /** Whether machines share a layer 2 segment, which a virtual IP needs. */
  readonly layer2: boolean;
  /** Whether the Image Factory makes secure boot images for it. */
  readonly secureBoot: boolean;
  /** Format in which the Image Factory's disk image is taken for this platform. */
  readonly diskImageFormat: DiskImageFormat;
}

/** File formats of the Image Factory's disk images that the library asks for. */
export type DiskImageFormat = 'qcow2' | 'raw.gz' | 'raw.xz' | 'raw.zst';

/**
 * A platform in Talos's sense: the image and the installer that fit it.
 *
 * Proxmox is no platform of its own; its machines run the `nocloud` image. The installer always belongs to the
 * platform of the image: a `metal` installer on a `nocloud` machine loses its static address (siderolabs/talos#10949).
 */
export class TalosPlatform {
  /** Hypervisors that hand over a cloud-init drive, such as Proxmox VE. */
  static readonly NOCLOUD = TalosPlatform.of('nocloud', {
    layer2: true,
    secureBoot: true,
    diskImageFormat: 'qcow2',
  });

  /** Bare metal, and virtual machines without metadata. */
  static readonly METAL = TalosPlatform.of('metal', {
    layer2: true,
    secureBoot: true,
    diskImageFormat: 'raw.zst',
  });

  /** Amazon EC2. */
  static readonly AWS = TalosPlatform.of('aws', {
    layer2: false,
    secureBoot: false,
    diskImageFormat: 'raw.xz',
  });

  /** A platform that this library has no constant for, under Talos's name for it. */
  static of(name: string, facts: TalosPlatformFacts): TalosPlatform {
    return new TalosPlatform(name, facts);
  }

  readonly layer2: boolean;
  readonly secureBoot: boolean;
  readonly diskImageFormat: DiskImageFormat;

  private constructor(
    /** Talos's own name for the platform. */
    readonly name: string,
    facts: TalosPlatformFacts,
  ) {
    this.layer2 = facts.layer2;
    this.secureBoot = facts.secureBoot;
    this.diskImageFormat = facts.diskImageFormat;
  }
}
