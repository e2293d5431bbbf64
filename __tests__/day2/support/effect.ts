import { ranges } from '../../../lib/bin/synth/ranges';
import { Announced } from './terraform-run';

const VERBS: Readonly<Record<string, string>> = {
  create: 'created',
  update: 'updated',
  replace: 'replaced',
  delete: 'deleted',
  move: 'moved',
};

interface Part {
  readonly what: string;
  readonly machine: string | undefined;
}

/**
 * What an apply changed, by kind and machine: `talos_machine updated: worker-0 to worker-2`. Resources of no machine are
 * counted; `terraform_data` goes by its name.
 */
export function effectOf(changes: readonly Announced[]): string[] {
  const groups = new Map<string, Part[]>();
  for (const change of changes) {
    const part = partOf(change);
    groups.set(part.what, [...(groups.get(part.what) ?? []), part]);
  }
  return [...groups]
    .map(([what, parts]) => {
      const machines = [...new Set(parts.flatMap(({ machine }) => machine ?? []))];
      const count = parts.length === Math.max(1, machines.length) ? '' : ` (${String(parts.length)})`;
      return machines.length === 0 ? `${what}${count}` : `${what}: ${ranges(machines)}${count}`;
    })
    .sort();
}

function partOf({ address, type, action }: Announced): Part {
  const name = address.slice(type.length + 1).replace(/_[0-9A-F]{8}$/, '');
  const segments = name.split('_');
  return {
    what: `${type === 'terraform_data' ? (segments.at(-1) ?? '') : type} ${VERBS[action] ?? action}`,
    machine: segments.find((segment) => /^(control-plane|worker)-\d+$/.test(segment)),
  };
}
