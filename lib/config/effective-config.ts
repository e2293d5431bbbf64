import { documentKey } from './combined-patches';
import type { ConfigPatch } from './config-patch';
import { IsKnown, PatchPath, fieldsOf } from './patch-places';

/** A configuration in effect: `machine` and `cluster` under the key '', and each document under its kind and name. */
export type EffectiveConfig = ReadonlyMap<string, unknown>;

/**
 * What the patches come to for a machine that has nothing else, merged as Talos merges: maps key by key, lists one after
 * the other, and `$patch: 'delete'` takes away. What holds a reference replaces, and is not looked into.
 */
export function effectiveConfig(patches: readonly ConfigPatch[], isKnown: IsKnown): EffectiveConfig {
  const config = new Map<string, unknown>();
  for (const { content } of patches) {
    const key = documentKey(content) ?? '';
    const both = merged(config.get(key), content, [], isKnown);
    if (both === undefined) config.delete(key);
    else config.set(key, both);
  }
  return config;
}

/** The documents of a kind, each with its name; one without a name has the empty one. */
export function documentsOf(
  config: EffectiveConfig,
  kind: string,
): { readonly name: string; readonly content: unknown }[] {
  return [...config].flatMap(([key, content]) =>
    key.startsWith(`${kind}/`) ? [{ name: key.slice(kind.length + 1), content }] : [],
  );
}

/** The value at a path; undefined where there is none, or where a reference is on the way. */
export function valueAt(content: unknown, path: PatchPath, isKnown: IsKnown): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof step === 'number') return Array.isArray(value) ? (value as unknown[])[step] : undefined;
    const fields = fieldsOf(value, isKnown);
    return fields !== undefined && Object.hasOwn(fields, step) ? fields[step] : undefined;
  }, content);
}

/** How many steps of a path a patch goes along: one that takes away a whole group of fields goes a part of it. */
export function stepsAlong(content: unknown, path: PatchPath, isKnown: IsKnown): number {
  const steps = path.findIndex((_, index) => valueAt(content, path.slice(0, index + 1), isKnown) === undefined);
  return steps === -1 ? path.length : steps;
}

/** Lists that the later patch replaces. Source: the tag `merge:"replace"` in Talos's machinery. */
const REPLACED_LISTS = new Set(['cluster.network.podSubnets', 'cluster.network.serviceSubnets']);

function merged(wide: unknown, narrow: unknown, path: readonly string[], isKnown: IsKnown): unknown {
  if (narrow === undefined) return wide;
  if (Array.isArray(wide) && Array.isArray(narrow) && isKnown(wide) && isKnown(narrow)) {
    return REPLACED_LISTS.has(path.join('.')) ? (narrow as unknown[]) : joined(wide, narrow, isKnown);
  }
  if (Array.isArray(narrow) && isKnown(narrow)) return joined([], narrow, isKnown);
  const over = fieldsOf(narrow, isKnown);
  if (over === undefined) return narrow;
  if (over.$patch === 'delete') return undefined;
  const fields = new Map(Object.entries(fieldsOf(wide, isKnown) ?? {}));
  for (const [field, value] of Object.entries(over)) {
    const both = merged(fields.get(field), value, [...path, field], isKnown);
    if (both === undefined) fields.delete(field);
    else fields.set(field, both);
  }
  return Object.fromEntries(fields);
}

/** An item with `$patch: 'delete'` takes away those that have what it has beside. */
function joined(wide: readonly unknown[], narrow: readonly unknown[], isKnown: IsKnown): unknown[] {
  return narrow.reduce<unknown[]>(
    (items, item) => {
      const fields = fieldsOf(item, isKnown);
      if (fields?.$patch !== 'delete') return [...items, item];
      const sought = Object.entries(fields).filter(([field]) => field !== '$patch');
      return items.filter((each) => !sought.every(([field, value]) => fieldsOf(each, isKnown)?.[field] === value));
    },
    [...wide],
  );
}
