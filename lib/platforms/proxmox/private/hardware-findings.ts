import { Finding, quote } from '../../../checks/check';
import { CPU_TYPE, DATASTORE_FORM, DISK_SERIAL, HARDWARE_RANGE, PROXMOX_NAME } from '../../../checks/proxmox-checks';
import { isKnown } from '../../../terraform/app-validation';
import { ProxmoxVmPoolProps } from '../proxmox-vm-pool-props';
import { cpuTypeMeantBy, isCpuTypeForTalos } from './cpu-types';
import { slottedDisks } from './vm-disks';

const PCI_DEVICES = 16;

/** What is wrong with what the VMs of a pool are made of. */
export function hardwareFindings(pool: ProxmoxVmPoolProps): Finding[] {
  return [
    ...cpuFindings(pool),
    ...orderFindings(pool),
    ...diskFindings(pool),
    ...pciFindings(pool),
    ...nameFindings(pool),
  ];
}

/** A finding where a number is given and is no whole one in the range. */
export function rangeFinding(prop: string, value: number | undefined, least: number, most: number): Finding[] {
  return value === undefined || !isKnown(value) || (Number.isSafeInteger(value) && value >= least && value <= most)
    ? []
    : [
        HARDWARE_RANGE.finding({
          wrong: `${quote(prop)} is out of range`,
          given: String(value),
          allowed: `a whole number from ${String(least)} to ${String(most)}`,
        }),
      ];
}

function cpuFindings({ cpuType, sockets }: ProxmoxVmPoolProps): Finding[] {
  const isRight = cpuType === undefined || !isKnown(cpuType) || isCpuTypeForTalos(cpuType);
  const meant = isRight ? undefined : cpuTypeMeantBy(cpuType);
  return [
    ...(isRight
      ? []
      : [
          CPU_TYPE.finding({
            wrong:
              meant === undefined
                ? 'Talos does not run on this CPU type'
                : `there is no such CPU type; did you mean ${quote(meant)}?`,
            given: `cpuType: ${quote(cpuType)}`,
            allowed: "'x86-64-v2-AES', 'x86-64-v3', 'host', a model of 2011 or newer, or 'custom-' and a name",
          }),
        ]),
    ...rangeFinding('sockets', sockets, 1, 4),
  ];
}

function orderFindings({ startOrder }: ProxmoxVmPoolProps): Finding[] {
  return Object.entries(startOrder ?? {}).flatMap(([prop, value]) =>
    rangeFinding(`startOrder.${prop}`, value as number | undefined, 0, 100_000),
  );
}

function diskFindings({ additionalDisks = {} }: ProxmoxVmPoolProps): Finding[] {
  const disks = slottedDisks(additionalDisks);
  const serials = disks.flatMap(({ disk: { serial } }) => (serial === undefined || !isKnown(serial) ? [] : [serial]));
  return [
    ...disks.flatMap(({ slot, disk }) => rangeFinding(`${slot}.sizeGiB`, disk.sizeGiB, 1, 131_072)),
    ...disks.flatMap(({ slot, disk: { datastore } }) => datastoreFinding(`${slot}.datastore`, datastore)),
    ...serials
      .filter((serial, index) => !/^[\w-]{1,20}$/.test(serial) || serials.indexOf(serial) !== index)
      .map((serial) =>
        DISK_SERIAL.finding({
          wrong: /^[\w-]{1,20}$/.test(serial) ? 'two disks have one serial number' : 'the guest would not read this',
          given: `serial: ${quote(serial)}`,
          allowed: '1 to 20 letters, digits, dashes and underscores, different for each disk',
        }),
      ),
  ];
}

/** A finding where a datastore is given by a name that Proxmox refuses. */
export function datastoreFinding(prop: string, name: string | undefined): Finding[] {
  return name === undefined || !isKnown(name) || /^[A-Za-z][A-Za-z0-9._-]*[A-Za-z0-9]$/.test(name)
    ? []
    : [
        DATASTORE_FORM.finding({
          wrong: `${quote(prop)} is not the name of a datastore`,
          given: quote(name),
          allowed: "a letter, then letters, digits, '.', '-' and '_', such as 'local-lvm'",
        }),
      ];
}

function pciFindings({ pciDevices = [] }: ProxmoxVmPoolProps): Finding[] {
  return [
    ...rangeFinding('pciDevices', pciDevices.length, 0, PCI_DEVICES),
    ...pciDevices
      .filter(({ mapping }) => isKnown(mapping) && !/^[A-Za-z][\w-]+$/.test(mapping))
      .map(({ mapping }) =>
        PROXMOX_NAME.finding({
          wrong: 'a resource mapping cannot be called so',
          given: `mapping: ${quote(mapping)}`,
          allowed:
            "a letter, then letters, digits, dashes and underscores; a PCI address such as '0000:01:00.0' is none",
        }),
      ),
    ...pciDevices.flatMap(({ mediatedDevice: type }) =>
      type === undefined || !isKnown(type) || /^[\w.-]+$/.test(type)
        ? []
        : [
            PROXMOX_NAME.finding({
              wrong: 'no kind of mediated device is called so',
              given: `mediatedDevice: ${quote(type)}`,
              allowed: "letters, digits, '.', '-' and '_', such as 'nvidia-63'",
            }),
          ],
    ),
  ];
}

function nameFindings({ tags = [], proxmoxPool }: ProxmoxVmPoolProps): Finding[] {
  return [
    ...tags
      .filter((tag) => isKnown(tag) && !/^[a-z0-9_][a-z0-9_+.-]*$/.test(tag))
      .map((tag) =>
        PROXMOX_NAME.finding({
          wrong: 'Proxmox would change this tag',
          given: `tags: ${quote(tag)}`,
          allowed: "lower-case letters, digits, '_', '-', '+' and '.'",
        }),
      ),
    ...(proxmoxPool === undefined || !isKnown(proxmoxPool) || /^[\w.-]+(\/[\w.-]+){0,2}$/.test(proxmoxPool)
      ? []
      : [
          PROXMOX_NAME.finding({
            wrong: 'a Proxmox pool cannot be called so',
            given: `proxmoxPool: ${quote(proxmoxPool)}`,
            allowed: "letters, digits, '.', '-' and '_', with '/' between nested pools",
          }),
        ]),
  ];
}
