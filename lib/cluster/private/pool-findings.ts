import { TerraformStack } from 'cdktf';
import { Finding, quote } from '../../checks/check';
import {
  ADDRESS_OF_NO_HOST,
  DIAL_ADDRESS_FORM,
  IMAGE_ELSEWHERE,
  MACHINE_PATCH_FOR_NOBODY,
  TOPOLOGY_FORM,
} from '../../checks/cluster-checks';
import { SECURE_BOOT_PLATFORM } from '../../checks/image-checks';
import { MACHINE_NAME_FORM, TAINT_TWICE } from '../../checks/value-checks';
import { MachineType } from '../../config/machine-config';
import { hostAdvice, isHost, leadsNowhere, noHost } from '../../config/host';
import { isMachineName } from '../../config/names';
import { annotationFindings, isLabelValue, labelFindings } from '../../config/node-labels';
import { isKnown } from '../../terraform/app-validation';
import { IMachinePool, Machine } from '../machine-pool';

/** What is wrong with a pool for the part that it has in the cluster. */
export function poolFindings(pool: IMachinePool, machineType: MachineType): Finding[] {
  const { options } = pool;
  return [
    ...labelFindings(options.nodeLabels ?? {}, { worker: machineType === 'worker', isKnown }),
    ...annotationFindings(options.nodeAnnotations ?? {}),
    ...taintFindings(pool),
    ...machineNameFindings(pool),
    ...machinePatchFindings(pool),
    ...secureBootFindings(pool),
    ...imagePlaceFindings(pool),
    ...pool.machines.flatMap((machine) => [...addressFindings(machine), ...topologyFindings(machine)]),
  ];
}

function taintFindings({ options }: IMachinePool): Finding[] {
  const keys = (options.nodeTaints ?? []).map((taint) => taint.key);
  const twice = new Set(keys.filter((key, index) => keys.indexOf(key) !== index));
  return [...twice].map((key) =>
    TAINT_TWICE.finding({
      wrong: `the pool has two taints of the key ${quote(key)}`,
      given: (options.nodeTaints ?? [])
        .filter((taint) => taint.key === key)
        .map((taint) => `${taint.key}=${taint.configValue}`)
        .join(', '),
      allowed: 'one taint for each key',
    }),
  );
}

function machineNameFindings(pool: IMachinePool): Finding[] {
  const names = pool.machines.map(({ name }) => name).filter((name) => !isMachineName(name));
  const [first, ...others] = names;
  if (first === undefined) return [];
  return [
    MACHINE_NAME_FORM.finding({
      wrong:
        others.length === 0
          ? 'a machine of this pool has a name that cannot be a host name'
          : `${String(names.length)} machines of this pool have names that cannot be host names`,
      given: names.map(quote).join(', '),
      allowed:
        "lower-case letters, digits and dashes, beginning with a letter, at most 63 characters, such as 'worker-0'",
      fix: "Correct the name of the machine; where machines are numbered, the pool's 'name', which theirs begin with.",
    }),
  ];
}

function machinePatchFindings(pool: IMachinePool): Finding[] {
  const names = pool.machines.map((machine) => machine.name);
  return Object.keys(pool.options.machineConfigPatches ?? {})
    .filter((name) => !names.includes(name))
    .map((name) =>
      MACHINE_PATCH_FOR_NOBODY.finding({
        wrong: `the pool has no machine ${quote(name)} to patch`,
        given: `machineConfigPatches for ${quote(name)}`,
        allowed: namesAllowed(names),
        fix: "Use the full machine name, such as 'worker-0', as the key in 'machineConfigPatches'.",
      }),
    );
}

/** The names of a pool's machines, for a message; there may be none. */
export function namesAllowed(names: readonly string[]): string {
  return names.length === 0 ? 'nothing: the pool has no machines' : names.map(quote).join(', ');
}

function secureBootFindings(pool: IMachinePool): Finding[] {
  return pool.options.image.secureBoot && !pool.platform.secureBoot
    ? [
        SECURE_BOOT_PLATFORM.finding({
          wrong: `platform ${quote(pool.platform.name)} has no secure boot image`,
          given: 'an image with secureBoot',
          allowed: 'an image without secureBoot',
        }),
      ]
    : [];
}

function imagePlaceFindings(pool: IMachinePool): Finding[] {
  const { image } = pool.options;
  return TerraformStack.of(image) === TerraformStack.of(pool)
    ? []
    : [
        IMAGE_ELSEWHERE.finding({
          wrong: 'image and pool must live in one stack',
          given: `image ${quote(image.node.path)}, pool ${quote(pool.node.path)}`,
          allowed: `an image in the stack ${quote(TerraformStack.of(pool).node.path)}`,
        }),
      ];
}

function addressFindings({ name, privateAddress, dialAddress }: Machine): Finding[] {
  const given = [privateAddress, ...(dialAddress === undefined ? [] : [dialAddress])].filter(isKnown);
  const isMalformed = dialAddress !== undefined && isKnown(dialAddress) && !isHost(dialAddress);
  return [
    ...given.filter(leadsNowhere).map((address) =>
      ADDRESS_OF_NO_HOST.finding({
        wrong: `nobody reaches the machine ${quote(name)} by this address`,
        given: quote(address),
        allowed: "the address of one host, such as '10.10.0.11'",
      }),
    ),
    ...(isMalformed
      ? [
          DIAL_ADDRESS_FORM.finding({
            wrong: `the way to the machine ${quote(name)} is ${noHost(dialAddress)}`,
            given: `dialAddress ${quote(dialAddress)}`,
            allowed: "a host name or an address, such as 'node-1.example.org' or '203.0.113.7'",
            ...hostAdvice(dialAddress),
          }),
        ]
      : []),
  ];
}

function topologyFindings({ name, topology = {} }: Machine): Finding[] {
  return Object.entries(topology as Readonly<Record<string, string | undefined>>)
    .filter(([, value]) => value !== undefined && isKnown(value) && !isLabelValue(value))
    .map(([what, value]) =>
      TOPOLOGY_FORM.finding({
        wrong: `the ${TOPOLOGY_WORDS[what] ?? what} of the machine ${quote(name)} cannot be the value of a label`,
        given: quote(value),
        allowed: "letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, such as 'fra-1'",
      }),
    );
}

const TOPOLOGY_WORDS: Readonly<Record<string, string>> = { instanceType: 'instance type' };
