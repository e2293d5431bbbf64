import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Architecture, DiskImageFormat, TalosPlatform } from '../config/talos-platform';
import { TalosVersion } from '../config/talos-version';

/**
 * What machines boot from and are upgraded with: a schematic at a Talos version.
 *
 * A construct, below which platforms keep what they make of it, such as downloads, once for all pools.
 */
export interface ITalosImage extends Construct {
  /** The Talos release. */
  readonly talosVersion: TalosVersion;
  /** The Image Factory's id of the schematic, 64 hexadecimal digits, known at synthesis. */
  readonly schematicId: string;
  /** Whether images and installers are the ones signed for secure boot. */
  readonly secureBoot: boolean;
  /** System extensions of the schematic; undefined where only its id is known. */
  readonly systemExtensions: readonly string[] | undefined;
  /** What has to exist before the Image Factory serves the images. */
  readonly registration: readonly ITerraformDependable[];
  /** Installer of that platform, as `machine.install.image` names it. */
  installerImage(platform: TalosPlatform): string;
  /** Where the disk image of that platform is downloaded from. */
  diskImageUrl(platform: TalosPlatform, architecture: Architecture, format?: DiskImageFormat): string;
  /** Where the bootable ISO of that platform is downloaded from. */
  isoUrl(platform: TalosPlatform, architecture: Architecture): string;
}
