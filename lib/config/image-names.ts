import { Architecture, DiskImageFormat, TalosPlatform } from './talos-platform';

/** The public Image Factory. */
export const DEFAULT_FACTORY_URL = 'https://factory.talos.dev';

/** What names an image at an Image Factory. */
export interface ImageIdentity {
  /** Scheme and host of the Image Factory. */
  readonly factoryUrl: string;
  /** Id of the schematic, 64 hexadecimal digits. */
  readonly schematicId: string;
  /** Talos release as a tag, such as `v1.13.9`. */
  readonly tag: string;
  /** Whether the image is signed for secure boot. */
  readonly secureBoot: boolean;
}

function variant(image: ImageIdentity): string {
  return image.secureBoot ? '-secureboot' : '';
}

function folder(image: ImageIdentity): string {
  return `${image.factoryUrl}/image/${image.schematicId}/${image.tag}`;
}

/**
 * The installer of a platform as `machine.install.image` names it.
 * Source of all names here: siderolabs/image-factory `internal/profile/profile.go`.
 */
export function installerImageName(image: ImageIdentity, platform: TalosPlatform): string {
  const host = image.factoryUrl.replace(/^https?:\/\//, '');
  return `${host}/${platform.name}-installer${variant(image)}/${image.schematicId}:${image.tag}`;
}

/** Where the disk image of a platform is downloaded from. */
export function diskImageUrl(
  image: ImageIdentity,
  platform: TalosPlatform,
  architecture: Architecture,
  format: DiskImageFormat,
): string {
  return `${folder(image)}/${platform.name}-${architecture}${variant(image)}.${format}`;
}

/** Where the bootable ISO of a platform is downloaded from. */
export function isoUrl(image: ImageIdentity, platform: TalosPlatform, architecture: Architecture): string {
  return `${folder(image)}/${platform.name}-${architecture}${variant(image)}.iso`;
}
