import { ADD_ON_OVERRULED } from '../../checks/add-on-checks';
import { Finding, quote } from '../../checks/check';
import { documentKey } from '../../config/combined-patches';
import { ConfigPatch } from '../../config/config-patch';
import { effectiveConfig, stepsAlong, valueAt } from '../../config/effective-config';
import { MachineType, OriginalPatch } from '../../config/machine-config';
import { fieldsOf, placeInWords, writtenPath } from '../../config/patch-places';
import { KUBERNETES_SETTINGS } from '../../config/settings/kubernetes-settings';
import { MACHINE_SETTINGS } from '../../config/settings/machine-settings';
import { given } from '../../config/settings/setting';
import { isKnown } from '../../terraform/app-validation';
import { IMachinePool, Machine } from '../machine-pool';
import { InstalledAddOn, addOnSettings } from './add-ons';
import { DescribedCluster, machinePatches, settingsOf } from './machine-patches';
import { SaidPath, missingFrom, saidAt, settingInWords, shown } from './said-values';
import { PoolInCluster } from './setting-findings';

/** What is said instead of a setting that the add-on cannot do without, by another setting or by a patch: TALOS452. */
export function overruledFindings(
  addOn: InstalledAddOn,
  cluster: DescribedCluster,
  pools: readonly PoolInCluster[],
): Finding[] {
  const { needs, kubernetes = {} } = addOn.parts;
  const told = (path: SaidPath, said: object, where: string): Finding => {
    const setting = settingInWords(path);
    return ADD_ON_OVERRULED.finding({
      wrong: `the add-on ${quote(addOn.name)} cannot do without its own ${setting}`,
      given: `${setting}: ${shown(saidAt(said, path))} ${where}`,
      allowed: `what the add-on says of ${setting}`,
    });
  };
  if (needs?.kubernetes === undefined && needs?.settings === undefined) return [];
  return [
    ...missingFrom(cluster.kubernetes, picked(kubernetes, needs.kubernetes)).map((path) =>
      told(path, cluster.kubernetes, 'for the cluster'),
    ),
    ...pools.flatMap(({ pool, machineType }) => [
      ...[undefined, ...pool.machines.map(({ name }) => name)].flatMap((machine) => {
        const merged = settingsOf(cluster, pool, machineType, machine);
        return missingFrom(merged, picked(addOnSettings(addOn, machineType, machine), needs.settings)).map((path) =>
          told(path, merged, `for the machines of ${quote(pool.node.path)}`),
        );
      }),
      ...patchFindings(addOn, cluster, pool, machineType),
    ]),
  ];
}

/** A pool is looked at once, and each machine that has patches of its own. */
function patchFindings(
  addOn: InstalledAddOn,
  cluster: DescribedCluster,
  pool: IMachinePool,
  machineType: MachineType,
): Finding[] {
  const { machineConfigPatches = {} } = pool.options;
  return pool.machines
    .filter(({ name }, index) => index === 0 || machineConfigPatches[name] !== undefined)
    .flatMap((machine) => {
      const others = new Set(patchesOfOthers(addOn, cluster, pool, machine));
      if (others.size === 0) return [];
      const patches = machinePatches(cluster, pool, machine, machineType);
      const config = effectiveConfig(
        patches.map(({ patch }) => patch),
        isKnown,
      );
      return neededPatches(addOn, cluster, machine, machineType).flatMap(({ content }) => {
        const key = documentKey(content) ?? '';
        const ofOthers = patches.filter(({ patch }) => others.has(patch) && (documentKey(patch.content) ?? '') === key);
        return missingFrom(config.get(key), content).flatMap((path) => {
          const said = valueAt(config.get(key), path, isKnown);
          const blamed = ofOthers.filter(({ patch }) => speaksOf(patch, path)).at(-1);
          return blamed === undefined || !isKnown(said)
            ? []
            : [patchFinding(addOn, blamed, path, { said, expected: saidAt(content, path) })];
        });
      });
    });
}

function patchFinding(
  { name }: InstalledAddOn,
  blamed: OriginalPatch,
  path: SaidPath,
  { said, expected }: { readonly said: unknown; readonly expected: unknown },
): Finding {
  const place = placeInWords(blamed, path.slice(0, stepsAlong(blamed.patch.content, path, isKnown)));
  return ADD_ON_OVERRULED.finding({
    wrong: `the add-on ${quote(name)} cannot do without its own ${quote(writtenPath(path))}`,
    given: said === undefined ? `taken away by ${place}` : `${shown(said)} for ${place}`,
    allowed: `${shown(expected)}, as the add-on says`,
    fix: 'Take it out of the patch, or leave the add-on out.',
  });
}

/** Patches that may overrule the add-on: of the user, and of other add-ons. */
function patchesOfOthers(
  addOn: InstalledAddOn,
  { props, addOns }: DescribedCluster,
  { options }: IMachinePool,
  { name }: Machine,
): ConfigPatch[] {
  return [
    ...addOns
      .filter((each) => each !== addOn)
      .flatMap(({ parts }) => [
        ...(parts.configPatches ?? []),
        ...(parts.controlPlaneConfigPatches ?? []),
        ...(parts.machineConfigPatches?.[name] ?? []),
      ]),
    ...(props.configPatches ?? []),
    ...(props.controlPlaneConfigPatches ?? []),
    ...(options.configPatches ?? []),
    ...(options.machineConfigPatches?.[name] ?? []),
  ];
}

/** The configuration that the add-on's own settings make, as far as it cannot do without them. */
function neededPatches(
  addOn: InstalledAddOn,
  { props }: DescribedCluster,
  { name }: Machine,
  machineType: MachineType,
): ConfigPatch[] {
  const { needs, kubernetes = {} } = addOn.parts;
  const context = { contract: props.versionContract, machineType };
  return [
    ...given(KUBERNETES_SETTINGS, picked(kubernetes, needs?.kubernetes)),
    ...given(MACHINE_SETTINGS, picked(addOnSettings(addOn, machineType, name), needs?.settings)),
  ].flatMap(({ setting, value }) => setting.patches(value, context));
}

/** Whether a patch says something of a field, or replaces or takes away what is around it. */
function speaksOf({ content }: ConfigPatch, path: SaidPath): boolean {
  const steps = stepsAlong(content, path, isKnown);
  const last = fieldsOf(steps === 0 ? content : valueAt(content, path.slice(0, steps), isKnown), isKnown);
  return steps === path.length || last === undefined || last.$patch === 'delete';
}

function picked<Settings extends object>(settings: Settings, names: readonly (keyof Settings)[] = []): Settings {
  return Object.fromEntries(names.map((name) => [name, settings[name]])) as Settings;
}
