import { closest } from 'fastest-levenshtein';
import { quote } from '../checks/check';
import { EXTENSION_UNKNOWN } from '../checks/image-checks';

/** Official extensions of Talos 1.12 to 1.14, without their prefix. Source: siderolabs/extensions, release-1.13. */
const OFFICIAL = [
  'amazon-ena', 'amd-ucode', 'amdgpu', 'binfmt-misc', 'bird2', 'bnx2-bnx2x', 'btrfs', 'chelsio-drivers',
  'chelsio-firmware', 'cloudflared', 'crun', 'ctr', 'drbd', 'ecr-credential-provider', 'fuse3', 'gasket-driver',
  'glibc', 'gpio-pinctrl', 'gvisor', 'gvisor-debug', 'hailort', 'i915', 'intel-ice-firmware', 'intel-npu',
  'intel-ucode', 'iscsi-tools', 'joydev', 'kata-containers', 'lldpd', 'mdadm', 'mei', 'mellanox-mstflint',
  'metal-agent', 'multipath-tools', 'nebula', 'netbird', 'newt', 'nfs-utils', 'nfsd', 'nfsrahead', 'nut-client',
  'nvme-cli', 'panfrost', 'px-fuse', 'qemu-guest-agent', 'qlogic-firmware', 'realtek-firmware', 'revpi-firmware',
  'rockchip-rknn', 'soci-snapshotter', 'spin', 'stargz-snapshotter', 'tailscale', 'tenstorrent', 'thunderbolt',
  'trident-iscsi-tools', 'uhid', 'uinput', 'usb-audio-drivers', 'usb-modem-drivers', 'util-linux-tools',
  'v4l-uvc-drivers', 'vc4', 'vmtoolsd-guest-agent', 'wasmedge', 'xdma-driver', 'xe', 'xen-guest-agent', 'youki',
  'zerotier', 'zfs',
] as const; // prettier-ignore

/** Families whose members come and go with driver releases. */
const FAMILY = /^siderolabs\/(dvb-[a-z0-9]+|(nvidia|nonfree-kmod-nvidia)[a-z0-9-]*-(lts|production))$/;

/** Name of an official system extension, as the Image Factory lists it. */
export type OfficialExtension =
  | `siderolabs/${(typeof OFFICIAL)[number]}`
  | `siderolabs/dvb-${string}`
  | `siderolabs/${'nvidia' | 'nonfree-kmod-nvidia'}${string}-${'lts' | 'production'}`;

/** A system extension that this library does not list. */
export class SystemExtension {
  /** An extension that is newer than the library; whether it exists shows when the schematic is registered. */
  static unlisted(name: `${string}/${string}`): SystemExtension {
    return new SystemExtension(name);
  }

  private constructor(readonly name: string) {}
}

/**
 * The name of an extension, when it is one.
 * @throws ConfigError TALOS030 with the nearest name, when it is not listed
 */
export function extensionName(extension: OfficialExtension | SystemExtension): string {
  if (extension instanceof SystemExtension) {
    if (!/^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9._-]*$/.test(extension.name)) {
      throw EXTENSION_UNKNOWN.configError({
        wrong: `${quote(extension.name)} cannot be the name of a system extension`,
        given: quote(extension.name),
        allowed: "vendor and name in lower case, such as 'siderolabs/gvisor'",
        fix: 'Correct the name.',
      });
    }
    return extension.name;
  }
  const name: string = extension;
  const names = OFFICIAL.map((short) => `siderolabs/${short}`);
  if (!names.includes(name) && !FAMILY.test(name)) {
    throw EXTENSION_UNKNOWN.configError({
      wrong: `there is no system extension ${quote(name)}; did you mean ${quote(closest(name, names))}?`,
      given: quote(name),
      allowed: "the official extensions with their prefix, such as 'siderolabs/qemu-guest-agent'",
    });
  }
  return name;
}
