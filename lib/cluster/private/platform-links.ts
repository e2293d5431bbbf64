import { documentKey } from '../../config/combined-patches';
import { effectiveConfig, valueAt } from '../../config/effective-config';
import type { MachineType } from '../../config/machine-config';
import { isKnown } from '../../terraform/app-validation';
import { IMachinePool, Machine } from '../machine-pool';
import { DescribedCluster } from './machine-patches';

/** Links that every machine of the pool has its addresses on by the platform's word, unless a patch takes them away. */
export function platformLinksOf(cluster: DescribedCluster, pool: IMachinePool, machineType: MachineType): string[] {
  const named = pool.machines.map((machine) => linksOf(cluster, pool, machineType, machine));
  return (named[0] ?? []).filter((link) => named.every((links) => links.includes(link)));
}

function linksOf(
  { props }: DescribedCluster,
  pool: IMachinePool,
  machineType: MachineType,
  machine: Machine,
): string[] {
  const platform = machine.platformPatches ?? [];
  const config = effectiveConfig(
    [
      ...platform,
      ...(props.configPatches ?? []),
      ...(machineType === 'controlplane' ? (props.controlPlaneConfigPatches ?? []) : []),
      ...(pool.options.configPatches ?? []),
      ...(pool.options.machineConfigPatches?.[machine.name] ?? []),
    ],
    isKnown,
  );
  const links = platform.flatMap(({ content }) => {
    const { kind, name } = content;
    const inEffect = config.get(documentKey(content) ?? '');
    return typeof name === 'string' && isAddressed(kind, inEffect) ? [name] : [];
  });
  return [...new Set(links)];
}

function isAddressed(kind: unknown, document: unknown): boolean {
  if (kind !== 'LinkConfig') return document !== undefined && (kind === 'DHCPv4Config' || kind === 'DHCPv6Config');
  const addresses = valueAt(document, ['addresses'], isKnown);
  return Array.isArray(addresses) ? addresses.length > 0 : addresses !== undefined;
}
