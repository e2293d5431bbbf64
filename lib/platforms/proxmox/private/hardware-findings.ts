import { Finding, quote } from '../../../checks/check';
import { CPU_TYPE, DATASTORE_FORM, DISK_SERIAL, HARDWARE_RANGE, PROXMOX_NAME } from '../../../checks/proxmox-checks';
import { isKnown } from '../../../terraform/app-validation';
import { ProxmoxVmPoolProps } from '../proxmox-vm-pool-props';
import { cpuTypeMeantBy, isCpuTypeForTalos, isOldCpuType } from './cpu-types';
import { DATASTORE_NAME, MAPPING_NAME, POOL_NAME, TAG, hasForm } from './proxmox-names';
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

/** A finding where a number is given and is no whole one in the range; with an advice where it cannot be left out. */
export function rangeFinding(
  prop: string,
  value: number | undefined,
  least: number,
  most: number,
  fix?: string,
): Finding[] {
  return value === undefined || !isKnown(value) || (Number.isSafeInteger(value) && value >= least && value <= most)
    ? []
    : [
        HARDWARE_RANGE.finding({
          wrong: `${quote(prop)} is out of range`,
          given: String(value),
          allowed: `a whole number from ${String(least)} to ${String(most)}`,
          ...(fix === undefined ? {} : { fix }),
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
            wrong: isOldCpuType(cpuType)
              ? 'Talos does not run on this CPU type'
              : `there is no such CPU type${meant === undefined ? '' : `; did you mean ${quote(meant)}?`}`,
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
    ...disks.flatMap(({ slot, disk }) =>
      rangeFinding(`${slot}.sizeGiB`, disk.sizeGiB, 1, 131_072, 'Use a number in the range.'),
    ),
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
  return name === undefined || hasForm(name, DATASTORE_NAME)
    ? []
    : [
        DATASTORE_FORM.finding({
          wrong: `${quote(prop)} is not the name of a datastore`,
          given: quote(name),
          allowed: DATASTORE_NAME.allowed,
        }),
      ];
}

function pciFindings({ pciDevices = [] }: ProxmoxVmPoolProps): Finding[] {
  return [
    ...rangeFinding('pciDevices', pciDevices.length, 0, PCI_DEVICES),
    ...pciDevices
      .filter(({ mapping }) => !hasForm(mapping, MAPPING_NAME))
      .map(({ mapping }) =>
        PROXMOX_NAME.finding({
          wrong: 'a resource mapping cannot be called so',
          given: `mapping: ${quote(mapping)}`,
          allowed: `${MAPPING_NAME.allowed}; a PCI address such as '0000:01:00.0' is none`,
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
      .filter((tag) => !hasForm(tag, TAG))
      .map((tag) =>
        PROXMOX_NAME.finding({
          wrong: 'Proxmox would change this tag',
          given: `tags: ${quote(tag)}`,
          allowed: TAG.allowed,
        }),
      ),
    ...(proxmoxPool === undefined || hasForm(proxmoxPool, POOL_NAME)
      ? []
      : [
          PROXMOX_NAME.finding({
            wrong: 'a Proxmox pool cannot be called so',
            given: `proxmoxPool: ${quote(proxmoxPool)}`,
            allowed: POOL_NAME.allowed,
          }),
        ]),
  ];
}
