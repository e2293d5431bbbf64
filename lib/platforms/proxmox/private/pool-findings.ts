import { Finding, quote } from '../../../checks/check';
import { COUNT_FORM } from '../../../checks/cluster-checks';
import {
  CHECKSUM,
  DHCP_WITHOUT_AGENT,
  MEMORY_TOO_SMALL,
  PROXMOX_NODES_MISSING,
  PROXMOX_TOO_OLD,
  VM_ID_RANGE,
} from '../../../checks/proxmox-checks';
import { isKnown } from '../../../terraform/app-validation';
import { ProxmoxMachines } from '../proxmox-machines';
import { ProxmoxVmPoolProps } from '../proxmox-vm-pool-props';
import { datastoreFinding, hardwareFindings } from './hardware-findings';

/** Extension with which Talos answers Proxmox's questions about its addresses. */
export const GUEST_AGENT = 'siderolabs/qemu-guest-agent';

/** What is wrong with the props of a Proxmox pool, its networks and its part in a cluster left aside. */
export function proxmoxPoolFindings(pool: ProxmoxVmPoolProps): Finding[] {
  return [
    ...countFindings(pool),
    ...nodeFindings(pool.proxmoxNodes.map(String)),
    ...vmIdFindings(pool.machines),
    ...agentFindings(pool),
    ...datastoreFinding('diskDatastore', pool.diskDatastore),
    ...datastoreFinding('imageDatastore', pool.imageDatastore),
    ...hardwareFindings(pool),
    ...releaseFindings(pool),
    ...checksumFindings(pool),
  ];
}

function countFindings(pool: ProxmoxVmPoolProps): Finding[] {
  const own = pool.machines.all.flatMap(({ suffix, own: { cores, memoryMiB, diskGiB } }) => [
    { prop: `cores of '${suffix}'`, value: cores, least: 1 },
    { prop: `diskGiB of '${suffix}'`, value: diskGiB, least: 10 },
    { prop: `memoryMiB of '${suffix}'`, value: memoryMiB, least: 2048 },
  ]);
  const counts = [
    { prop: 'machines', value: pool.machines.count, least: 0 },
    { prop: 'cores', value: pool.cores, least: 1 },
    { prop: 'diskGiB', value: pool.diskGiB, least: 10 },
    { prop: 'memoryMiB', value: pool.memoryMiB, least: 2048 },
    ...own,
  ];
  return counts.flatMap(({ prop, value, least }) => {
    if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return [];
    return [
      prop.startsWith('memoryMiB')
        ? MEMORY_TOO_SMALL.finding({
            wrong: 'Talos does not run with so little memory',
            given: `${prop}: ${String(value)}`,
            allowed: 'a whole number of MiB, 2048 or more',
          })
        : COUNT_FORM.finding({
            wrong: `${quote(prop)} is out of range`,
            given: String(value),
            allowed: `a whole number from ${String(least)} on`,
          }),
    ];
  });
}

function nodeFindings(proxmoxNodes: readonly string[]): Finding[] {
  const twice = proxmoxNodes.filter((node, index) => proxmoxNodes.indexOf(node) !== index);
  return proxmoxNodes.length > 0 && twice.length === 0
    ? []
    : [
        PROXMOX_NODES_MISSING.finding({
          wrong: proxmoxNodes.length === 0 ? 'no Proxmox node is named' : 'a Proxmox node is named twice',
          given: proxmoxNodes.length === 0 ? 'proxmoxNodes: []' : twice.map(quote).join(', '),
          allowed: "the names shown in the Proxmox interface, such as ['pve1', 'pve2']",
        }),
      ];
}

function vmIdFindings(machines: ProxmoxMachines): Finding[] {
  const wrong = machines.all
    .map((machine) => machine.own.vmId)
    .filter((id): id is number => id !== undefined)
    .filter((id) => !Number.isSafeInteger(id) || id < 100 || id > 999_999_999);
  return wrong.slice(0, 1).map((id) =>
    VM_ID_RANGE.finding({
      wrong: 'Proxmox does not take this VM id',
      given: String(id),
      allowed: 'whole numbers from 100 to 999999999',
    }),
  );
}

function agentFindings({ machines, image: { systemExtensions = [] } }: ProxmoxVmPoolProps): Finding[] {
  return machines.addressing === 'fixed' || systemExtensions.includes(GUEST_AGENT)
    ? []
    : [
        DHCP_WITHOUT_AGENT.finding({
          wrong: 'addresses are leased, and the image has no guest agent to tell them',
          given: `ProxmoxMachines.leased, extensions: ${systemExtensions.join(', ') || 'none'}`,
          allowed: `an image with ${GUEST_AGENT}, or machines with fixed addresses`,
        }),
      ];
}

function releaseFindings({ proxmoxVersion }: ProxmoxVmPoolProps): Finding[] {
  return proxmoxVersion === undefined || proxmoxVersion.importsDiskImages
    ? []
    : [
        PROXMOX_TOO_OLD.finding({
          wrong: `Proxmox VE ${proxmoxVersion.text} cannot import a disk image that it downloaded`,
          given: `proxmoxVersion ${quote(proxmoxVersion)}`,
          allowed: '8.4 or newer, whose API makes disks from downloads of the content type import',
        }),
      ];
}

function checksumFindings({ imageSha256, image }: ProxmoxVmPoolProps): Finding[] {
  if (imageSha256 === undefined || !isKnown(imageSha256)) return [];
  const { talosVersion } = image;
  const isForm = /^[0-9a-f]{64}$/.test(imageSha256);
  if (isForm && talosVersion.minor >= 13) return [];
  return [
    CHECKSUM.finding(
      isForm
        ? {
            wrong: `disk images of Talos ${talosVersion.minorName} differ from one download to the next`,
            given: `imageSha256, Talos ${talosVersion.tag}`,
            allowed: 'a checksum with Talos 1.13 or newer, whose images are reproducible',
          }
        : {
            wrong: 'this is not a SHA-256',
            given: `imageSha256: ${quote(imageSha256)}`,
            allowed: '64 hexadecimal digits in lower case',
          },
    ),
  ];
}
