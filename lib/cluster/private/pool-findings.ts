import { Finding, quote } from '../../checks/check';
import { MACHINE_PATCH_FOR_NOBODY } from '../../checks/cluster-checks';
import { SECURE_BOOT_PLATFORM } from '../../checks/image-checks';
import { MACHINE_NAME_FORM, TAINT_TWICE } from '../../checks/value-checks';
import { MachineType } from '../../config/machine-config';
import { isMachineName } from '../../config/names';
import { annotationFindings, labelFindings } from '../../config/node-labels';
import { isKnown } from '../../terraform/app-validation';
import { IMachinePool } from '../machine-pool';

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
  return pool.machines
    .filter((machine) => !isMachineName(machine.name))
    .map((machine) =>
      MACHINE_NAME_FORM.finding({
        wrong: 'a machine of this pool has a name that cannot be a host name',
        given: quote(machine.name),
        allowed: "lower-case letters, digits and dashes, beginning with a letter, such as 'worker-0'",
      }),
    );
}

function machinePatchFindings(pool: IMachinePool): Finding[] {
  const names = pool.machines.map((machine) => machine.name);
  return Object.keys(pool.options.machineConfigPatches ?? {})
    .filter((name) => !names.includes(name))
    .map((name) =>
      MACHINE_PATCH_FOR_NOBODY.finding({
        wrong: `the pool has no machine ${quote(name)} to patch`,
        given: `machineConfigPatches for ${quote(name)}`,
        allowed: names.map(quote).join(', '),
      }),
    );
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
