import { MachineSummary, StackSummary } from './stack-summary';
import { ranges } from './ranges';

/** One thing that is other than before, and where. */
export interface Difference {
  /** What is other than before, in a few words. */
  readonly what: string;
  /** The machines or addresses. */
  readonly which: string;
}

/** What a stack says otherwise than it said before, the weightiest first. */
export function differencesOf(before: StackSummary, now: StackSummary): Difference[] {
  const [old, present] = [before.machines, now.machines];
  const names = Object.keys(present);
  const added = names.filter((name) => !(name in old));
  const removed = Object.keys(old).filter((name) => !(name in present));
  const pairs = names.flatMap((name): Pair[] => {
    const [was, is] = [old[name], present[name]];
    return was === undefined || is === undefined ? [] : [{ name, was, is }];
  });
  const replaced = pairs.filter(({ was, is }) => was.address !== is.address || was.node !== is.node);
  const kept = pairs.filter((pair) => !replaced.includes(pair));
  return [
    ...machines('machines removed', removed),
    ...machines(
      'machines replaced',
      replaced.map(({ name }) => name),
    ),
    ...machines('machines added', added),
    ...grouped(kept, ({ was, is }) => changed('Talos', was.talosVersion, is.talosVersion)),
    ...grouped(kept, ({ was, is }) => (was.installer === is.installer ? undefined : 'another image or schematic')),
    ...told('Kubernetes', before.kubernetesVersion, now.kubernetesVersion),
    ...told('contract', before.contract, now.contract),
    ...grouped(kept, ({ was, is }) => (was.configuration === is.configuration ? undefined : 'configuration')),
    ...grouped(kept, ({ was, is }) => {
      const differing = differingKeys(was.server, is.server);
      return differing.length === 0 ? undefined : `server: ${differing.join(', ')}`;
    }),
    ...others(before.others, now.others),
  ];
}

interface Pair {
  readonly name: string;
  readonly was: MachineSummary;
  readonly is: MachineSummary;
}

type Texts = Readonly<Record<string, string>>;

function machines(what: string, names: readonly string[]): Difference[] {
  return names.length === 0 ? [] : [{ what, which: ranges(names) }];
}

/** One difference for all machines of which the same is to be told. */
function grouped(pairs: readonly Pair[], tell: (pair: Pair) => string | undefined): Difference[] {
  const groups = new Map<string, string[]>();
  for (const pair of pairs) {
    const what = tell(pair);
    if (what !== undefined) groups.set(what, [...(groups.get(what) ?? []), pair.name]);
  }
  return [...groups].map(([what, names]) => ({ what, which: ranges(names) }));
}

function changed(what: string, was: string, is: string): string | undefined {
  return was === is ? undefined : `${what} ${was || 'unmanaged'} → ${is || 'unmanaged'}`;
}

function told(what: string, was: string, is: string): Difference[] {
  const text = changed(what, was, is);
  return text === undefined ? [] : [{ what: text, which: 'the cluster' }];
}

function others(was: Texts, is: Texts): Difference[] {
  const added = Object.keys(is).filter((address) => !(address in was));
  const removed = Object.keys(was).filter((address) => !(address in is));
  const differing = differingKeys(was, is).filter((address) => address in was && address in is);
  return [
    ...counted('resources removed', removed),
    ...counted('resources added', added),
    ...counted('resources changed', differing),
  ];
}

/** How many addresses are told by name; the rest is in the JSON. */
const TOLD = 3;

function counted(what: string, addresses: readonly string[]): Difference[] {
  if (addresses.length === 0) return [];
  const more = addresses.length - TOLD;
  const which = [...addresses.slice(0, TOLD), ...(more > 0 ? [`and ${String(more)} more`] : [])].join('\n');
  return [{ what, which }];
}

function differingKeys(was: Texts, is: Texts): string[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => was[key] !== is[key]).sort();
}
