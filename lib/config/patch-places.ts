import { quote } from '../checks/check';
import type { OriginalPatch } from './machine-config';

/** The way to a field: names of fields, and indices in lists. */
export type PatchPath = readonly (string | number)[];

/** A field of a patch. */
export interface PatchPlace {
  /** The way to it. */
  readonly path: PatchPath;
  /** What it says. */
  readonly value: unknown;
}

/** Which values can be looked at: references cannot. */
export type IsKnown = (value: unknown) => boolean;

/** What a map holds; undefined for what is none, and for references. */
export function fieldsOf(value: unknown, isKnown: IsKnown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && isKnown(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/** What a list holds; nothing for what is none, and for references. */
export function itemsOf(value: unknown, isKnown: IsKnown): readonly unknown[] {
  return Array.isArray(value) && isKnown(value) ? (value as readonly unknown[]) : [];
}

/** The fields that a dotted path leads to; `*` stands for every item of a list. Nothing is sought inside references. */
export function placesOf(content: unknown, dotted: string, isKnown: IsKnown): PatchPlace[] {
  return dotted.split('.').reduce<PatchPlace[]>(
    (places, step) =>
      places.flatMap(({ path, value }) => {
        if (step === '*') return itemsOf(value, isKnown).map((each, i) => ({ path: [...path, i], value: each }));
        const fields = fieldsOf(value, isKnown);
        return fields !== undefined && Object.hasOwn(fields, step) && fields[step] !== undefined
          ? [{ path: [...path, step], value: fields[step] }]
          : [];
      }),
    [{ path: [], value: content }],
  );
}

/** A path as people write it: `machine.files[0].path`. */
export function writtenPath(path: PatchPath): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${String(step)}]` : `${i > 0 ? '.' : ''}${step}`))
    .join('');
}

/** Field and patch in words, with file, line and column where the patch was text. */
export function placeInWords({ origin, patch }: OriginalPatch, path: PatchPath): string {
  const place = patch.placeOf(path);
  const { kind } = patch.content;
  const name = typeof kind === 'string' ? kind : '';
  const ofKind = name !== '' && path[0] !== 'kind' ? ` of ${name}` : '';
  const what = path[0] === 'kind' ? `kind: ${name}` : quote(writtenPath(path));
  return `${what}${ofKind} in ${origin}${place === undefined ? '' : `, ${place}`}`;
}
