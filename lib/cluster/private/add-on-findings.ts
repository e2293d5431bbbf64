import {
  ADD_ON_CONFLICT,
  ADD_ON_NAME,
  ADD_ON_NAMESPACE,
  ADD_ON_NEEDS,
  ADD_ON_OVERRULED,
} from '../../checks/add-on-checks';
import { Finding, quote } from '../../checks/check';
import { isManifestName } from '../../config/inline-manifest';
import { isMachineName } from '../../config/names';
import { KubernetesSettings, mergedKubernetesSettings } from '../../config/settings/kubernetes-settings';
import { MachineSettings, mergedSettings } from '../../config/settings/machine-settings';
import { isKnown } from '../../terraform/app-validation';
import { PlacedFinding } from '../../terraform/placed-finding';
import { ClusterAddOn } from '../cluster-add-on';
import { InstalledAddOn, addOnSettings } from './add-ons';
import { DescribedCluster, settingsOf } from './machine-patches';
import { PoolInCluster } from './setting-findings';

/** What is wrong with the names of add-ons. */
export function addOnNameFindings(addOns: readonly ClusterAddOn[]): Finding[] {
  const names = addOns.map(({ name }) => name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [
    ...names
      .filter((name) => !isManifestName(name))
      .map((name) =>
        ADD_ON_NAME.finding({
          wrong: 'this cannot be the name of an add-on',
          given: quote(name),
          allowed: 'lower-case letters, digits and dashes',
        }),
      ),
    ...[...twice].map((name) =>
      ADD_ON_NAME.finding({
        wrong: `two add-ons of the cluster are called ${quote(name)}`,
        given: names.map(quote).join(', '),
        allowed: 'each name once',
      }),
    ),
  ];
}

/** What is wrong between add-ons. */
export function addOnConflicts({ addOns, props }: DescribedCluster, pools: readonly PoolInCluster[]): Finding[] {
  const machines = pools.flatMap(({ pool, machineType }) =>
    [undefined, ...pool.machines.map(({ name }) => name)].map((name) => ({ machineType, name })),
  );
  const settled = new Set([
    ...saidNames(props.settings),
    ...saidNames(props.controlPlaneSettings),
    ...saidNames(props.kubernetes),
  ]);
  const found = pairs(addOns).flatMap(([one, other]) => {
    const lost = [
      ...lostIn(one.parts.kubernetes, other.parts.kubernetes, (a, b) => mergedKubernetesSettings(a, b)),
      ...machines.flatMap(({ machineType, name }) =>
        lostIn(addOnSettings(one, machineType, name), addOnSettings(other, machineType, name), (a, b) =>
          mergedSettings(a, b),
        ),
      ),
    ];
    return [...new Set(lost)]
      .filter((setting) => !settled.has(setting))
      .map((setting) =>
        ADD_ON_CONFLICT.finding({
          wrong: `the add-ons ${quote(one.name)} and ${quote(other.name)} set ${quote(setting)} to different values`,
          given: `${quote(one.name)}, ${quote(other.name)}`,
          allowed: `add-ons of which one alone sets ${quote(setting)}`,
        }),
      );
  });
  return [...found, ...namespaceFindings(addOns)];
}

/** What add-ons need and do not have, each told of the add-on. */
export function addOnNeedFindings(cluster: DescribedCluster, pools: readonly PoolInCluster[]): PlacedFinding[] {
  return cluster.addOns.flatMap((addOn) =>
    unique([
      ...platformNameFindings(addOn, pools),
      ...extensionFindings(addOn, pools),
      ...companionFindings(addOn, cluster.addOns),
      ...overruledFindings(addOn, cluster, pools),
    ]).map((finding) => ({ scope: addOn.scope, finding })),
  );
}

function platformNameFindings({ name, parts }: InstalledAddOn, pools: readonly PoolInCluster[]): Finding[] {
  const without = pools.filter(({ pool }) => pool.platformNamesNodes !== true).map(({ pool }) => quote(pool.node.path));
  return parts.needs?.platformNamesNodes !== true || without.length === 0
    ? []
    : [
        ADD_ON_NEEDS.finding({
          wrong: `the add-on ${quote(name)} knows nodes only by the names that the platform gives them`,
          given: `the library names the nodes of ${without.join(', ')}`,
          allowed: 'pools whose nodes are all named by the platform',
          fix: 'Let the platform name the nodes of every pool, from the creation of the cluster on.',
        }),
      ];
}

function extensionFindings({ name, parts }: InstalledAddOn, pools: readonly PoolInCluster[]): Finding[] {
  return (parts.needs?.systemExtensions ?? []).flatMap((extension) => {
    const without = pools
      .filter(({ pool }) => pool.options.image.systemExtensions?.includes(extension) === false)
      .map(({ pool }) => quote(pool.node.path));
    return without.length === 0
      ? []
      : [
          ADD_ON_NEEDS.finding({
            wrong: `the add-on ${quote(name)} needs the system extension ${quote(extension)}`,
            given: `images without it in ${without.join(', ')}`,
            allowed: `${quote(extension)} in the schematic of every image`,
          }),
        ];
  });
}

function companionFindings({ name, parts }: InstalledAddOn, addOns: readonly InstalledAddOn[]): Finding[] {
  const names = addOns.map((each) => each.name);
  return (parts.needs?.addOns ?? [])
    .filter((needed) => !names.includes(needed))
    .map((needed) =>
      ADD_ON_NEEDS.finding({
        wrong: `the add-on ${quote(name)} needs the add-on ${quote(needed)}`,
        given: `addOns ${names.map(quote).join(', ')}`,
        allowed: `${quote(needed)} among them`,
      }),
    );
}

/** What the user says instead of a setting that the add-on cannot do without, for whatever machine. */
function overruledFindings(
  addOn: InstalledAddOn,
  cluster: DescribedCluster,
  pools: readonly PoolInCluster[],
): Finding[] {
  const { needs, kubernetes = {} } = addOn.parts;
  const told = (setting: string, said: unknown, where: string): Finding =>
    ADD_ON_OVERRULED.finding({
      wrong: `the add-on ${quote(addOn.name)} cannot do without its own ${quote(setting)}`,
      given: `${quote(setting)} ${shown(said)} ${where}`,
      allowed: `what the add-on says of ${quote(setting)}`,
    });
  return [
    ...(needs?.kubernetes ?? [])
      .filter((setting) => !holds(cluster.kubernetes[setting], kubernetes[setting]))
      .map((setting) => told(setting, cluster.kubernetes[setting], 'for the cluster')),
    ...(needs?.settings ?? []).flatMap((setting) =>
      pools.flatMap(({ pool, machineType }) =>
        [undefined, ...pool.machines.map(({ name }) => name)].flatMap((machine) => {
          const merged = settingsOf(cluster, pool, machineType, machine)[setting];
          return holds(merged, addOnSettings(addOn, machineType, machine)[setting])
            ? []
            : [told(setting, merged, `for the machines of ${quote(pool.node.path)}`)];
        }),
      ),
    ),
  ];
}

function namespaceFindings(addOns: readonly InstalledAddOn[]): Finding[] {
  const asked = addOns.flatMap(({ parts }) => parts.namespaces ?? []);
  const names = [...new Set(asked.map(({ name }) => name))].filter(isKnown);
  return names.flatMap((name) => {
    const levels = new Set(asked.filter((each) => each.name === name).flatMap(({ podSecurity }) => podSecurity ?? []));
    if (!isMachineName(name)) {
      return [
        ADD_ON_NAMESPACE.finding({
          wrong: 'this cannot be the name of a namespace',
          given: quote(name),
          allowed: 'lower-case letters, digits and dashes, up to 63',
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

/** The settings of the first that are no longer said once the second's are merged over them. */
function lostIn<Settings extends MachineSettings | KubernetesSettings>(
  one: Settings | undefined,
  other: Settings | undefined,
  merge: (one: Settings | undefined, other: Settings | undefined) => object,
): string[] {
  const merged = new Map(Object.entries(merge(one, other)));
  return Object.entries(one ?? {})
    .filter(([name, value]) => !holds(merged.get(name), value))
    .map(([name]) => name);
}

/** Whether a value still says what another one does: maps may say more, and so may lists. */
function holds(value: unknown, part: unknown): boolean {
  if (part === undefined) return true;
  if (Array.isArray(part)) return Array.isArray(value) && part.every((each) => value.some((own) => equal(own, each)));
  if (isMap(part)) return isMap(value) && Object.entries(part).every(([name, inner]) => holds(value[name], inner));
  return equal(value, part);
}

function equal(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function shown(value: unknown): string {
  if (value === undefined) return 'not set';
  return Array.isArray(value) || isMap(value) || typeof value !== 'object' ? JSON.stringify(value) : 'of the user';
}

function saidNames(settings: object = {}): string[] {
  return Object.entries(settings).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}

function pairs<T>(all: readonly T[]): [T, T][] {
  return all.flatMap((one, index) => all.slice(index + 1).map((other): [T, T] => [one, other]));
}

function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((each) => [[each.code, each.wrong, each.given].join('\n'), each])).values()];
}
