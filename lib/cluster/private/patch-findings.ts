import { Finding, quote } from '../../checks/check';
import { ConfigPatch } from '../../config/config-patch';
import { MachineType, OriginalPatch } from '../../config/machine-config';
import { PatchReach, ownedFindings } from '../../config/owned-fields';
import { patchSecretFindings } from '../../config/patch-secrets';
import { schemaFindings } from '../../config/schema-check';
import { VersionContract } from '../../config/version-contract';
import { isKnown } from '../../terraform/app-validation';
import { EndpointBinding } from '../control-plane-endpoint';
import { IMachinePool } from '../machine-pool';
import { InstalledAddOn } from './add-ons';

type Patches = readonly ConfigPatch[] | undefined;

/** A patch, and where it goes when a user wrote it; what platform and endpoint say is theirs to decide. */
interface ReachingPatch extends OriginalPatch {
  readonly reach?: Omit<PatchReach, 'isKnown'>;
}

/** What is wrong with the patches of a cluster and its endpoint, each looked at once however many machines it goes to. */
export function clusterPatchFindings(
  contract: VersionContract,
  patches: {
    readonly configPatches?: Patches;
    readonly controlPlaneConfigPatches?: Patches;
    readonly controlPlane: IMachinePool;
    readonly workerPools?: readonly IMachinePool[];
  },
  binding: EndpointBinding,
): Finding[] {
  const { controlPlane, workerPools = [] } = patches;
  const workers = workerPools.length > 0;
  return findings(contract, [
    ...from('the endpoint', [...(binding.nodePatches ?? []), ...(binding.controlPlanePatches ?? [])]),
    ...from('configPatches of the cluster', patches.configPatches, {
      workers,
      oneMachine: false,
      namedByPlatform: namedByPlatform(controlPlane, ...workerPools),
    }),
    ...from('controlPlaneConfigPatches of the cluster', patches.controlPlaneConfigPatches, {
      workers: false,
      oneMachine: false,
      namedByPlatform: namedByPlatform(controlPlane),
    }),
  ]);
}

/** What is wrong with the patches of an add-on. */
export function addOnPatchFindings(contract: VersionContract, { name, parts }: InstalledAddOn): Finding[] {
  const patches = [
    ...(parts.configPatches ?? []),
    ...(parts.controlPlaneConfigPatches ?? []),
    ...Object.values(parts.machineConfigPatches ?? {}).flat(),
  ];
  return findings(contract, from(`the add-on ${quote(name)}`, patches));
}

/** What is wrong with the patches of a pool and its machines. */
export function poolPatchFindings(contract: VersionContract, pool: IMachinePool, machineType: MachineType): Finding[] {
  const reach = { workers: machineType === 'worker', namedByPlatform: namedByPlatform(pool) };
  const { configPatches, machineConfigPatches = {} } = pool.options;
  return findings(contract, [
    ...from(
      'the patches of the platform',
      pool.machines.flatMap((machine) => machine.platformPatches ?? []),
    ),
    ...from('configPatches of the pool', configPatches, { ...reach, oneMachine: false }),
    ...Object.entries(machineConfigPatches).flatMap(([machine, patches]) =>
      from(`machineConfigPatches['${machine}'] of the pool`, patches, { ...reach, oneMachine: true }),
    ),
  ]);
}

function namedByPlatform(...pools: readonly IMachinePool[]): boolean {
  return pools.every(({ platformNamesNodes }) => platformNamesNodes === true);
}

function findings(contract: VersionContract, patches: readonly ReachingPatch[]): Finding[] {
  // Of a patch in two places, the wider one comes first.
  const once = patches.filter(({ patch }, index) => patches.findIndex((each) => each.patch === patch) === index);
  return once.flatMap((patch) => [
    ...schemaFindings(patch, { contract, isKnown }),
    ...(patch.reach === undefined
      ? []
      : [...ownedFindings(patch, { ...patch.reach, isKnown }), ...patchSecretFindings(patch, isKnown)]),
  ]);
}

function from(origin: string, patches: Patches = [], reach?: ReachingPatch['reach']): ReachingPatch[] {
  return patches.map((patch) => ({ origin, patch, ...(reach === undefined ? {} : { reach }) }));
}
