import { ConfigPatch, ConfigPatchContent } from './config-patch';
import type { ConfigDocument, MergePatch } from './config-patch';
import type { YamlValue } from './yaml-value';

type Map = Readonly<Record<string, YamlValue | undefined>>;

/** What tells documents apart: Talos merges those of equal kind and name. */
export function documentKey({ kind, name }: ConfigPatchContent): string | undefined {
  return typeof kind === 'string' ? `${kind}/${typeof name === 'string' ? name : ''}` : undefined;
}

/**
 * The patches as one for `machine` and `cluster` and one for each document, in the order in which they first appear.
 * Merged as Talos merges, but that no list gets a value twice.
 */
export function combinedPatches(patches: readonly ConfigPatch[]): ConfigPatch[] {
  const byKey = new Map<string, Map>();
  for (const { content } of patches) {
    const key = documentKey(content) ?? '';
    byKey.set(key, merged(byKey.get(key) ?? {}, content) as Map);
  }
  return [...byKey].map(([key, content]) =>
    key === '' ? ConfigPatch.merge(content as MergePatch) : ConfigPatch.document(content as unknown as ConfigDocument),
  );
}

function merged(wide: YamlValue | undefined, narrow: YamlValue | undefined): YamlValue | undefined {
  if (narrow === undefined) return wide;
  if (isList(wide) && isList(narrow)) {
    const known = new Set(wide.map((value) => JSON.stringify(value)));
    return [...wide, ...narrow.filter((value) => !known.has(JSON.stringify(value)))];
  }
  if (!isMap(wide) || !isMap(narrow)) return narrow;
  const fields = new Map<string, YamlValue | undefined>(Object.entries(wide));
  for (const [field, value] of Object.entries(narrow)) fields.set(field, merged(fields.get(field), value));
  return Object.fromEntries(fields);
}

function isList(value: YamlValue | undefined): value is readonly YamlValue[] {
  return Array.isArray(value);
}

function isMap(value: YamlValue | undefined): value is Map {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
