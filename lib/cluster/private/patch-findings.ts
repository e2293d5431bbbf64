import { Finding } from '../../checks/check';
import { ConfigPatch } from '../../config/config-patch';
import { OriginalPatch } from '../../config/machine-config';
import { schemaFindings } from '../../config/schema-check';
import { VersionContract } from '../../config/version-contract';
import { isKnown } from '../../terraform/app-validation';
import { EndpointBinding } from '../control-plane-endpoint';
import { IMachinePool } from '../machine-pool';

type Patches = readonly ConfigPatch[] | undefined;

/** What is wrong with the patches of a cluster and its endpoint, each looked at once however many machines it goes to. */
export function clusterPatchFindings(
  contract: VersionContract,
  patches: { readonly configPatches?: Patches; readonly controlPlaneConfigPatches?: Patches },
  binding: EndpointBinding,
): Finding[] {
  return findings(contract, [
    ...from('the endpoint', [...(binding.nodePatches ?? []), ...(binding.controlPlanePatches ?? [])]),
    ...from('configPatches of the cluster', patches.configPatches),
    ...from('controlPlaneConfigPatches of the cluster', patches.controlPlaneConfigPatches),
  ]);
}

/** What is wrong with the patches of a pool and its machines. */
export function poolPatchFindings(contract: VersionContract, pool: IMachinePool): Finding[] {
  const { configPatches, machineConfigPatches = {} } = pool.options;
  return findings(contract, [
    ...from(
      'the patches of the platform',
      pool.machines.flatMap((machine) => machine.platformPatches ?? []),
    ),
    ...from('configPatches of the pool', configPatches),
    ...Object.entries(machineConfigPatches).flatMap(([machine, patches]) =>
      from(`machineConfigPatches['${machine}'] of the pool`, patches),
    ),
  ]);
}

function findings(contract: VersionContract, patches: readonly OriginalPatch[]): Finding[] {
  const once = new Map(patches.map((patch) => [patch.patch, patch]));
  return [...once.values()].flatMap((patch) => schemaFindings(patch, { contract, isKnown }));
}

function from(origin: string, patches: Patches = []): OriginalPatch[] {
  return patches.map((patch) => ({ origin, patch }));
}
