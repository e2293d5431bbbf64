import { ADD_ON_CONFLICT, ADD_ON_NAMESPACE } from '../../checks/add-on-checks';
import { Finding, quote } from '../../checks/check';
import { isDnsLabel } from '../../config/names';
import { mergedKubernetesSettings } from '../../config/settings/kubernetes-settings';
import { mergedSettings } from '../../config/settings/machine-settings';
import { isKnown } from '../../terraform/app-validation';
import { InstalledAddOn, addOnSettings } from './add-ons';
import { DescribedCluster, settingsOf } from './machine-patches';
import { SaidPath, missingFrom, saidAt, saySame, settingInWords } from './said-values';
import { PoolInCluster } from './setting-findings';

/** What is wrong between add-ons. */
export function addOnConflicts(cluster: DescribedCluster, pools: readonly PoolInCluster[]): Finding[] {
  const found = pairs(cluster.addOns).flatMap(([one, other]) => {
    const contested = [
      ...contestedForKubernetes(cluster, one, other),
      ...pools.flatMap((pool) => contestedForMachines(cluster, pool, one, other)),
    ];
    return [...new Set(contested.map(settingInWords))].map((setting) =>
      ADD_ON_CONFLICT.finding({
        wrong: `the add-ons ${quote(one.name)} and ${quote(other.name)} set ${setting} to different values`,
        given: `${quote(one.name)}, ${quote(other.name)}`,
        allowed: `add-ons of which one alone sets ${setting}`,
        fix: `Use one of the two, or say ${setting} yourself: what you say wins over both.`,
      }),
    );
  });
  return [...found, ...namespaceFindings(cluster.addOns)];
}

function contestedForKubernetes({ props }: DescribedCluster, one: InstalledAddOn, other: InstalledAddOn): SaidPath[] {
  const said = one.parts.kubernetes ?? {};
  const merged = (...addOns: readonly InstalledAddOn[]): object =>
    mergedKubernetesSettings(
      props.profile?.kubernetes,
      ...addOns.map(({ parts }) => parts.kubernetes),
      props.kubernetes,
    );
  return missingFrom(mergedKubernetesSettings(said, other.parts.kubernetes), said).filter((path) =>
    hangsOnOrder(path, merged(one, other), merged(other, one)),
  );
}

function contestedForMachines(
  cluster: DescribedCluster,
  { pool, machineType }: PoolInCluster,
  one: InstalledAddOn,
  other: InstalledAddOn,
): SaidPath[] {
  const machines = pool.machines.length === 0 ? [undefined] : pool.machines.map(({ name }) => name);
  return machines.flatMap((machine) => {
    const said = addOnSettings(one, machineType, machine);
    const others = addOnSettings(other, machineType, machine);
    const merged = (...addOns: readonly InstalledAddOn[]): object =>
      settingsOf({ ...cluster, addOns }, pool, machineType, machine);
    return missingFrom(mergedSettings(said, others), said).filter((path) =>
      hangsOnOrder(path, merged(one, other), merged(other, one)),
    );
  });
}

/** What the user says wins over both add-ons, and then their order decides nothing. */
function hangsOnOrder(path: SaidPath, inOrder: object, reversed: object): boolean {
  return !saySame(saidAt(inOrder, path), saidAt(reversed, path));
}

function namespaceFindings(addOns: readonly InstalledAddOn[]): Finding[] {
  const asked = addOns.flatMap(({ parts }) => parts.namespaces ?? []);
  const names = [...new Set(asked.map(({ name }) => name))].filter(isKnown);
  return names.flatMap((name) => {
    const levels = new Set(asked.filter((each) => each.name === name).flatMap(({ podSecurity }) => podSecurity ?? []));
    if (!isDnsLabel(name)) {
      return [
        ADD_ON_NAMESPACE.finding({
          wrong: 'this cannot be the name of a namespace',
          given: quote(name),
          allowed: 'lower-case letters, digits and dashes, up to 63, no dash at either end',
          fix: 'Correct the name of the namespace.',
        }),
      ];
    }
    return levels.size < 2
      ? []
      : [
          ADD_ON_NAMESPACE.finding({
            wrong: `add-ons want different levels of Pod Security in the namespace ${quote(name)}`,
            given: [...levels].map(quote).join(', '),
            allowed: 'one level in a namespace',
          }),
        ];
  });
}

function pairs<T>(all: readonly T[]): [T, T][] {
  return all.flatMap((one, index) => all.slice(index + 1).map((other): [T, T] => [one, other]));
}
