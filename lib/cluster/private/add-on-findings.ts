import { ADD_ON_NAME, ADD_ON_NEEDS } from '../../checks/add-on-checks';
import { Finding, quote } from '../../checks/check';
import { isManifestName } from '../../config/inline-manifest';
import { PlacedFinding } from '../../terraform/placed-finding';
import { ClusterAddOn } from '../cluster-add-on';
import { overruledFindings } from './add-on-overruled';
import { InstalledAddOn } from './add-ons';
import { DescribedCluster } from './machine-patches';
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
          allowed: 'lower-case letters, digits and dashes, no dash at either end',
          fix: 'Correct the name.',
        }),
      ),
    ...[...twice].map((name) =>
      ADD_ON_NAME.finding({
        wrong: `two add-ons of the cluster are called ${quote(name)}`,
        given: names.map(quote).join(', '),
        allowed: 'each name once',
        fix: 'Put the add-on into the list once; another add-on gets a name of its own.',
      }),
    ),
  ];
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

function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((each) => [[each.code, each.wrong, each.given].join('\n'), each])).values()];
}
