import { Finding, quote } from '../../../checks/check';
import { COUNT_FORM } from '../../../checks/cluster-checks';
import {
  CHECKSUM,
  DHCP_WITHOUT_AGENT,
  LEASED_FAMILY,
  MEMORY_TOO_SMALL,
  PROXMOX_TOO_OLD,
  VM_ID_OUTSIDE,
  VM_ID_RANGE,
} from '../../../checks/proxmox-checks';
import { MOST_MACHINES } from '../../../config/machine-count';
import { isKnown } from '../../../terraform/app-validation';
import { ProxmoxMachines } from '../proxmox-machines';
import { ProxmoxVmIdRange, isVmId } from '../proxmox-vm-id-range';
import { ProxmoxVmPoolProps } from '../proxmox-vm-pool-props';
import { vmIdOf } from './placed-machine';
import { datastoreFinding, hardwareFindings } from './hardware-findings';
import { poolNodeFindings } from './node-findings';

/** Extension with which Talos answers Proxmox's questions about its addresses. */
export const GUEST_AGENT = 'siderolabs/qemu-guest-agent';

/** What is wrong with the props of a Proxmox pool, its networks and its part in a cluster left aside. */
export function proxmoxPoolFindings(pool: ProxmoxVmPoolProps): Finding[] {
  return [
    ...countFindings(pool),
    ...poolNodeFindings(pool),
    ...vmIdFindings(pool),
    ...agentFindings(pool),
    ...familyFindings(pool),
    ...datastoreFinding('diskDatastore', pool.diskDatastore),
    ...datastoreFinding('imageDatastore', pool.imageDatastore?.toString()),
    ...hardwareFindings(pool),
    ...releaseFindings(pool),
    ...checksumFindings(pool),
  ];
}

/** What the provider and QEMU take at the most. */
const MOST_CORES = 1024;
const MOST_MEMORY_MIB = 268_435_456;
const MOST_DISK_GIB = 131_072;

function countFindings(pool: ProxmoxVmPoolProps): Finding[] {
  const own = pool.machines.all.flatMap(({ suffix, own: { cores, memoryMiB, diskGiB } }) => [
    { prop: `cores of '${suffix}'`, value: cores, least: 1, most: MOST_CORES },
    { prop: `diskGiB of '${suffix}'`, value: diskGiB, least: 10, most: MOST_DISK_GIB },
    { prop: `memoryMiB of '${suffix}'`, value: memoryMiB, least: 2048, most: MOST_MEMORY_MIB },
  ]);
  const counts = [
    { prop: 'machines', value: pool.machines.count, least: 0, most: MOST_MACHINES },
    { prop: 'cores', value: pool.cores, least: 1, most: MOST_CORES },
    { prop: 'diskGiB', value: pool.diskGiB, least: 10, most: MOST_DISK_GIB },
    { prop: 'memoryMiB', value: pool.memoryMiB, least: 2048, most: MOST_MEMORY_MIB },
    ...own,
  ];
  return counts.flatMap(({ prop, value, least, most }) => {
    if (value === undefined || (Number.isSafeInteger(value) && value >= least && value <= most)) return [];
    return [
      prop.startsWith('memoryMiB') && !(value > most)
        ? memoryFinding(prop, value, least)
        : COUNT_FORM.finding({
            wrong: `${quote(prop)} is out of range`,
            given: String(value),
            allowed: `a whole number from ${String(least)} to ${String(most)}`,
          }),
    ];
  });
}

function memoryFinding(prop: string, value: number, least: number): Finding {
  const isLittle = isKnown(value) && value < least;
  return MEMORY_TOO_SMALL.finding({
    wrong: isLittle ? 'Talos does not run with so little memory' : 'memory is counted in whole MiB',
    given: `${prop}: ${String(value)}`,
    allowed: 'a whole number of MiB, 2048 or more',
    ...(isLittle ? {} : { fix: 'Write a whole number.' }),
  });
}

function vmIdFindings({ machines, vmIds }: ProxmoxVmPoolProps): Finding[] {
  const wrong = machines.all.filter(({ own: { vmId } }) => vmId !== undefined && !isVmId(vmId));
  const [first] = wrong;
  if (first !== undefined) {
    const mistake = { wrong: 'Proxmox does not take this VM id', allowed: 'whole numbers from 100 to 999999999' };
    return first.number === undefined
      ? wrong.map(({ suffix, own }) =>
          VM_ID_RANGE.finding({
            ...mistake,
            given: `vmId of ${quote(suffix)}: ${String(own.vmId)}`,
            fix: 'Give this machine another id.',
          }),
        )
      : [VM_ID_RANGE.finding({ ...mistake, given: String(first.own.vmId) })];
  }
  return vmIds === undefined ? [] : rangeOfIdsFindings(machines, vmIds);
}

function rangeOfIdsFindings(machines: ProxmoxMachines, vmIds: ProxmoxVmIdRange): Finding[] {
  const ids = machines.all.map((machine) => ({ suffix: machine.suffix, id: vmIdOf(machine, vmIds) }));
  const unnumbered = ids.filter(({ id }) => id === undefined);
  const outside = ids.filter(({ id }) => id !== undefined && !vmIds.holds(id));
  return [
    ...(outside.length === 0
      ? []
      : [
          VM_ID_OUTSIDE.finding({
            wrong: 'machines of the pool have ids outside its range',
            given: outside.map(({ suffix, id }) => `${quote(suffix)}: ${String(id)}`).join(', '),
            allowed: `${vmIds.toString()}, which is ${String(vmIds.size)} machines`,
          }),
        ]),
    ...(unnumbered.length === 0
      ? []
      : [
          VM_ID_OUTSIDE.finding({
            wrong: 'machines with names have no id of the range',
            given: unnumbered.map(({ suffix }) => quote(suffix)).join(', '),
            allowed: `a 'vmId' from ${vmIds.toString()} for each machine with a name`,
            fix: 'Give each of them an id: one that was counted would change when a machine before it goes.',
          }),
        ]),
  ];
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

function familyFindings({ machines, network: { cidr } }: ProxmoxVmPoolProps): Finding[] {
  return machines.addressing === 'fixed' || !isKnown(cidr) || !cidr.includes(':')
    ? []
    : [
        LEASED_FAMILY.finding({
          wrong: 'addresses are leased, and the network has no IPv4',
          given: `ProxmoxMachines.leased on ${cidr}`,
          allowed: 'a network of IPv4, or machines with fixed addresses',
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
