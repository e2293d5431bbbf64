import { IConstruct } from 'constructs';
import { Finding } from '../../checks/check';
import { ConfigPatch } from '../../config/config-patch';
import { documentKey } from '../../config/combined-patches';
import { effectiveConfig, stepsAlong } from '../../config/effective-config';
import { effectiveMistakes } from '../../config/effective-mistakes';
import type { EffectiveFacts, EffectiveMistake } from '../../config/effective-rule';
import { OriginalPatch } from '../../config/machine-config';
import { placeInWords } from '../../config/patch-places';
import { isKnown } from '../../terraform/app-validation';
import { PlacedFinding } from '../../terraform/placed-finding';
import { IMachinePool, Machine } from '../machine-pool';
import { DescribedCluster, machinePatches } from './machine-patches';
import { trustdWay } from './network-findings';
import { PoolInCluster } from './setting-findings';

/**
 * What is wrong with the configuration in effect through patches of users: what the checks of typed options see only
 * where it was said by those.
 *
 * A pool is looked at once, and each machine that has patches of its own. What the typed options bring about by themselves
 * is told elsewhere and left out. A mistake of the cluster's own patches is told of the cluster, once.
 */
export function effectiveFindings(
  scope: IConstruct,
  cluster: DescribedCluster,
  pools: readonly PoolInCluster[],
): PlacedFinding[] {
  const workerPools = pools.filter(({ machineType }) => machineType === 'worker').map(({ pool }) => pool);
  const found = pools.flatMap((each) => poolFindings(scope, cluster, each, workerPools));
  const textOf = ({ scope: of, finding }: PlacedFinding): string =>
    [of.node.path, finding.code, finding.wrong, finding.given].join('\n');
  return [...new Map(found.map((each) => [textOf(each), each])).values()];
}

function poolFindings(
  scope: IConstruct,
  cluster: DescribedCluster,
  { pool, machineType }: PoolInCluster,
  workerPools: readonly IMachinePool[],
): PlacedFinding[] {
  const { props } = cluster;
  const wide = new Set([...(props.configPatches ?? []), ...(props.controlPlaneConfigPatches ?? [])]);
  const ofPool = new Set([...wide, ...(pool.options.configPatches ?? [])]);
  const { talosVersion, systemExtensions, secureBoot } = pool.options.image;
  const facts: EffectiveFacts = {
    machineType,
    image: { talosVersion, systemExtensions, secureBoot },
    platform: pool.platform,
    hasTpm: pool.hasTpm ?? false,
    cni: cluster.cni,
    trustd: trustdWay({
      endpointHost: props.endpoint.host,
      answersForTrustd: cluster.binding.answersForTrustd,
      controlPlane: props.controlPlane,
      workerPools,
    }),
    isKnown,
  };
  return pool.machines
    .filter((machine, index) => index === 0 || ownPatches(pool, machine).length > 0)
    .flatMap((machine) => {
      const own = new Set(ownPatches(pool, machine));
      if (own.size + ofPool.size === 0) return [];
      const patches = machinePatches(cluster, pool, machine, machineType);
      const isUsers = ({ patch }: OriginalPatch): boolean => ofPool.has(patch) || own.has(patch);
      const users = patches.filter(isUsers);
      const told = new Set(
        mistakesOf(
          patches.filter((each) => !isUsers(each)),
          facts,
        ).map(keyOf),
      );
      return mistakesOf(patches, facts)
        .filter((mistake) => !told.has(keyOf(mistake)))
        .map((mistake) => {
          const blamed = blamedPatch(mistake, users);
          const finding = blamed === undefined ? mistake.finding : placed(mistake.finding, blamed);
          if (blamed !== undefined && wide.has(blamed.patch.patch)) return { scope, finding };
          const isOwn = blamed !== undefined && own.has(blamed.patch.patch);
          return { scope: pool, finding: isOwn ? named(finding, machine) : finding };
        });
    });
}

function ownPatches(pool: IMachinePool, machine: Machine): readonly ConfigPatch[] {
  return pool.options.machineConfigPatches?.[machine.name] ?? [];
}

function mistakesOf(patches: readonly OriginalPatch[], facts: EffectiveFacts): EffectiveMistake[] {
  return effectiveMistakes(
    effectiveConfig(
      patches.map(({ patch }) => patch),
      isKnown,
    ),
    facts,
  );
}

function keyOf({ finding }: EffectiveMistake): string {
  return [finding.code, finding.wrong].join('\n');
}

interface Blamed {
  readonly patch: OriginalPatch;
  readonly path: readonly (string | number)[];
}

/** The last patch that speaks of the mistake's fields; where none does to the end, the one that goes furthest. */
function blamedPatch({ places }: EffectiveMistake, users: readonly OriginalPatch[]): Blamed | undefined {
  const candidates = places.flatMap(({ document, path }) =>
    users
      .filter(({ patch }) => (documentKey(patch.content) ?? '') === document)
      .map((patch) => ({ patch, path, steps: stepsAlong(patch.patch.content, path, isKnown) }))
      .filter(({ steps }) => steps > (document === '' ? 1 : 0))
      .reverse(),
  );
  const furthest = [...candidates].sort((a, b) => b.steps / b.path.length - a.steps / a.path.length)[0];
  return furthest === undefined ? undefined : { patch: furthest.patch, path: furthest.path.slice(0, furthest.steps) };
}

function placed(finding: Finding, { patch, path }: Blamed): Finding {
  return { ...finding, given: `${finding.given}; ${placeInWords(patch, path)}` };
}

function named(finding: Finding, machine: Machine): Finding {
  return { ...finding, wrong: `${machine.name}: ${finding.wrong}` };
}
