import { Finding, quote } from '../../../checks/check';
import { EXTENSION_MISSING } from '../../../checks/system-checks';
import type { SettingFacts } from '../setting';

/** What brings something, by the beginning of the extension's name, and the name to propose. */
interface Source {
  readonly extension: RegExp;
  readonly proposed: string;
}

function source(name: string): Source {
  return { extension: new RegExp(`/${name}(-|$)`), proposed: `siderolabs/${name}` };
}

const NVIDIA_KERNEL: Source = {
  extension: /\/(nonfree-kmod-nvidia|nvidia-open-gpu-kernel-modules|nvidia-driver)/,
  proposed: 'siderolabs/nvidia-open-gpu-kernel-modules-lts',
};

/** Kernel modules that come from extensions. Source: siderolabs/extensions. A module that is not listed is not judged. */
const MODULES: Readonly<Record<string, Source>> = {
  amdgpu: source('amdgpu'),
  apex: source('gasket-driver'),
  btrfs: source('btrfs'),
  drbd: source('drbd'),
  drbd_transport_tcp: source('drbd'),
  gasket: source('gasket-driver'),
  hailo_pci: source('hailort'),
  i915: source('i915'),
  nvidia: NVIDIA_KERNEL,
  nvidia_drm: NVIDIA_KERNEL,
  nvidia_modeset: NVIDIA_KERNEL,
  nvidia_peermem: NVIDIA_KERNEL,
  nvidia_uvm: NVIDIA_KERNEL,
  spl: source('zfs'),
  tenstorrent: source('tenstorrent'),
  thunderbolt: source('thunderbolt'),
  uinput: source('uinput'),
  xdma: source('xdma-driver'),
  xe: source('xe'),
  zfs: source('zfs'),
};

/** Services of extensions. Source: siderolabs/extensions. A service that is not listed is not judged. */
const SERVICES: Readonly<Record<string, Source>> = {
  bird2: source('bird2'),
  cloudflared: source('cloudflared'),
  iscsid: source('iscsi-tools'),
  lldpd: source('lldpd'),
  'metal-agent': source('metal-agent'),
  multipathd: source('multipath-tools'),
  nebula: source('nebula'),
  netbird: source('netbird'),
  newt: source('newt'),
  'nut-client': source('nut-client'),
  'nvidia-fabricmanager': { extension: /\/nvidia-fabric/, proposed: 'siderolabs/nvidia-fabricmanager-lts' },
  'nvidia-persistenced': {
    extension: /\/nvidia-container-toolkit/,
    proposed: 'siderolabs/nvidia-container-toolkit-lts',
  },
  'qemu-guest-agent': source('qemu-guest-agent'),
  'soci-snapshotter': source('soci-snapshotter'),
  'stargz-snapshotter': source('stargz-snapshotter'),
  tailscale: source('tailscale'),
  'talos-vmtoolsd': source('vmtoolsd-guest-agent'),
  tgtd: source('iscsi-tools'),
  'xen-guest-agent': source('xen-guest-agent'),
  zerotier: source('zerotier'),
};

/** What is missing for a kernel module; nothing where the image's extensions are not known. */
export function moduleNeedFindings(module: string, image: SettingFacts['image']): Finding[] {
  // The kernel takes dashes and underscores in names of modules for the same.
  return needFindings(`the kernel module ${quote(module)}`, own(MODULES, module.replace(/-/g, '_')), image);
}

/** What is missing for the service of an extension; nothing where the image's extensions are not known. */
export function serviceNeedFindings(service: string, image: SettingFacts['image']): Finding[] {
  return needFindings(`the extension service ${quote(service)}`, own(SERVICES, service), image);
}

function needFindings(
  what: string,
  needed: Source | undefined,
  { systemExtensions }: SettingFacts['image'],
): Finding[] {
  if (needed === undefined || systemExtensions === undefined) return [];
  if (systemExtensions.some((name) => needed.extension.test(name))) return [];
  return [
    EXTENSION_MISSING.finding({
      wrong: `${what} comes from a system extension that the image lacks`,
      given: `an image with ${systemExtensions.length === 0 ? 'no extension' : systemExtensions.map(quote).join(', ')}`,
      allowed: `an image with ${quote(needed.proposed)}`,
      fix: `Add ${quote(needed.proposed)} to the image's systemExtensions.`,
    }),
  ];
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
