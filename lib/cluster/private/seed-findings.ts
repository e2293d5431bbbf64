import { TerraformResource, TerraformStack } from 'cdktf';
import { Finding } from '../../checks/check';
import { SEED_CYCLE, SEED_TOO_LARGE } from '../../checks/cluster-checks';
import { OriginalPatch } from '../../config/machine-config';
import { seedSize } from '../../config/seed-size';
import { patchArgument, resolvedText } from '../../terraform/text';
import { BootstrapData } from '../bootstrap-data';
import { IMachinePool } from '../machine-pool';
import { MachinePlan } from './machine-plan';

/** The patches that a machine needs at its first boot. */
export function seedPatches(plan: MachinePlan): readonly OriginalPatch[] {
  return plan.patches.filter((patch) => patch.later !== true);
}

/** What is wrong with the first-boot configurations of a seeded pool. */
export function seedFindings(pool: IMachinePool, plans: readonly MachinePlan[]): Finding[] {
  return pool.bootstrapData === undefined
    ? []
    : [...cycleFindings(pool, plans), ...sizeFindings(pool.bootstrapData, plans)];
}

function sizeFindings(data: BootstrapData, plans: readonly MachinePlan[]): Finding[] {
  const { limitBytes, encoding } = data;
  if (limitBytes === undefined) return [];
  return plans.flatMap((plan) => {
    const { bytes, heaviest } = seedSize(plan.machineType, seedPatches(plan), encoding);
    if (bytes <= limitBytes) return [];
    return [
      SEED_TOO_LARGE.finding({
        wrong: `the first-boot configuration of '${plan.name}' is about ${String(bytes)} bytes, more than the platform takes`,
        given: heaviest.map((part) => `${part.origin}: ${String(part.bytes)} bytes`).join(', '),
        allowed: `${String(limitBytes)} bytes${encoding === 'plain' ? '' : ', compressed'}`,
      }),
    ];
  });
}

/**
 * Finds patches that refer to the pool's own resources: its servers would need their own attributes in order to be
 * created, which Terraform reports as a cycle without naming the patch.
 */
function cycleFindings(pool: IMachinePool, plans: readonly MachinePlan[]): Finding[] {
  const stack = TerraformStack.of(pool);
  const own = new Set(
    pool.node
      .findAll()
      .filter((node): node is TerraformResource => TerraformResource.isTerraformResource(node))
      .map((resource) => `${resource.terraformResourceType}.${resource.friendlyUniqueId}`),
  );
  return plans.flatMap((plan) => {
    const patches = seedPatches(plan).map(({ patch }) => patchArgument(patch));
    return references(resolvedText(stack, patches.join('\n')))
      .filter((address) => own.has(address))
      .map((address) =>
        SEED_CYCLE.finding({
          wrong: `the first-boot configuration of '${plan.name}' needs a resource of its own pool`,
          given: `a patch that mentions ${address}`,
          allowed: 'values that are known before the servers of the pool exist',
        }),
      );
  });
}

/** Every `type.name` that a text refers to, once. */
function references(text: string): string[] {
  const templates = text.match(/\$\{[^}]*\}/g) ?? [];
  return [
    ...new Set(templates.flatMap((template) => template.match(/[a-z][a-z0-9_]*\.[A-Za-z][A-Za-z0-9_-]*/g) ?? [])),
  ];
}
