import { Definitions, Schema, capitalized, kindsOf, referenceOf } from './schema-file';

/** What may stand in a field. */
export type Shape =
  | { readonly is: 'string' | 'number' | 'boolean' | 'anything' }
  | { readonly is: 'words'; readonly words: readonly (string | number)[] }
  | { readonly is: 'object'; readonly name: string }
  | { readonly is: 'list' | 'map'; readonly of: Shape }
  | { readonly is: 'either'; readonly shapes: readonly Shape[] };

/** A field of an object, as the minors that know it describe it. */
export interface Field {
  readonly shape: Shape;
  readonly minors: readonly string[];
  readonly required: boolean;
}

/** An object with fields of its own. */
export interface ObjectType {
  readonly minors: readonly string[];
  /** What the newest of them calls it. */
  readonly definition: string;
  readonly fields: Readonly<Record<string, Field>>;
}

/** A document kind. */
export interface Kind {
  readonly name: string;
  readonly minors: readonly string[];
}

/** The machine configuration of several minors at once. */
export interface ConfigModel {
  readonly minors: readonly string[];
  readonly kinds: Readonly<Record<string, Kind>>;
  /** By name, in the order of the names. */
  readonly types: Readonly<Record<string, ObjectType>>;
  /** Name of the type that holds `machine` and `cluster`. */
  readonly root: string;
}

/** The schemas, oldest minor first. */
export type Schemas = ReadonlyMap<string, Definitions>;
/** One thing as the minors that know it call it: minor to definition. */
type Origin = ReadonlyMap<string, string>;
type Views = readonly { readonly minor: string; readonly schema: Schema }[];

/**
 * Merges the schemas of several minors by place: what stands in one field is one type, whatever the minors call it.
 * A definition may keep its name and become something else (`block.MountSpec` did in 1.13), so names decide nothing.
 */
export function configModel(schemas: Schemas): ConfigModel {
  const minors = [...schemas.keys()];
  const origins = new Map<string, Map<string, string>>();
  const types = new Map<string, ObjectType>();
  const waiting = new Set<string>();

  const nameOf = (origin: Origin, kind?: string): string => {
    const newest = [...origin.values()].at(-1) ?? '';
    const name = kind ?? typeName(newest);
    const known = origins.get(name) ?? new Map<string, string>();
    for (const [minor, definition] of origin) {
      const before = known.get(minor);
      if (before === undefined) waiting.add(name);
      else if (before !== definition) throw new Error(`${name} would be both ${before} and ${definition} of ${minor}`);
      known.set(minor, definition);
    }
    origins.set(name, new Map([...known].sort(([a], [b]) => minors.indexOf(a) - minors.indexOf(b))));
    return name;
  };
  const shapeOf = (views: Views): Shape => {
    const references = views.map(({ minor, schema }) => [minor, referenceOf(schema)] as const);
    const objects = references.filter((each): each is [string, string] => each[1] !== undefined);
    if (objects.length === views.length) return { is: 'object', name: nameOf(new Map(objects)) };
    if (objects.length > 0) throw new Error(`an object in one minor and none in another: ${JSON.stringify(views)}`);
    if (views.every(({ schema }) => schema.items !== undefined)) {
      return { is: 'list', of: shapeOf(views.map(({ minor, schema }) => ({ minor, schema: schema.items ?? {} }))) };
    }
    if (views.every(({ schema }) => valuesOf(schema) !== undefined)) {
      return { is: 'map', of: shapeOf(views.map(({ minor, schema }) => ({ minor, schema: valuesOf(schema) ?? {} }))) };
    }
    return either(
      views.flatMap(({ minor, schema }) => (schema.oneOf ?? [schema]).map((each) => ({ minor, schema: each }))),
    );
  };
  const either = (views: Views): Shape => {
    if (views.some(({ schema }) => schema.oneOf !== undefined)) throw new Error('a choice inside a choice');
    const shapes = views.map((view) => simpleShape(view.schema) ?? shapeOf([view]));
    const distinct = [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()];
    return distinct.length === 1 && distinct[0] !== undefined ? distinct[0] : { is: 'either', shapes: distinct };
  };
  const typeOf = (origin: Origin): ObjectType => {
    const definitions = [...origin].map(([minor, name]) => ({ minor, schema: schemas.get(minor)?.[name] ?? {} }));
    const names = new Set(definitions.flatMap(({ schema }) => Object.keys(schema.properties ?? {})));
    const fields = [...names].map((field) => {
      const views = definitions.flatMap(({ minor, schema }) => {
        const inner = schema.properties?.[field];
        return inner === undefined ? [] : [{ minor, schema: inner }];
      });
      const required = definitions.every(({ schema }) => schema.required?.includes(field) ?? false);
      return [field, { shape: shapeOf(views), minors: views.map(({ minor }) => minor), required }] as const;
    });
    return {
      minors: [...origin.keys()],
      definition: [...origin.values()].at(-1) ?? '',
      fields: Object.fromEntries(fields),
    };
  };

  const root = nameOf(new Map(minors.map((minor) => [minor, 'v1alpha1.Config'])));
  const kinds = kindOrigins(schemas).map(([kind, origin]) => {
    return [kind, { name: nameOf(origin, kind), minors: [...origin.keys()] }] as const;
  });
  // A type is looked at again when another minor's definition of it turns up.
  for (const name of waiting) {
    waiting.delete(name);
    types.set(name, typeOf(origins.get(name) ?? new Map()));
  }
  return {
    minors,
    kinds: Object.fromEntries(kinds),
    types: Object.fromEntries([...types].sort(([a], [b]) => (a < b ? -1 : 1))),
    root,
  };
}

function kindOrigins(schemas: Schemas): [kind: string, origin: Origin][] {
  const origins = new Map<string, Map<string, string>>();
  for (const [minor, definitions] of schemas) {
    for (const [kind, definition] of Object.entries(kindsOf(definitions))) {
      origins.set(kind, (origins.get(kind) ?? new Map<string, string>()).set(minor, definition));
    }
  }
  return [...origins].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The values of a map with free keys. */
function valuesOf(schema: Schema): Schema | undefined {
  if (typeof schema.additionalProperties === 'object') return schema.additionalProperties;
  return Object.values(schema.patternProperties ?? {})[0];
}

function simpleShape(schema: Schema): Shape | undefined {
  if (schema.enum !== undefined) return { is: 'words', words: schema.enum };
  switch (schema.type) {
    case 'string':
    case 'boolean':
      return { is: schema.type };
    case 'integer':
    case 'number':
      return { is: 'number' };
    case 'object':
      return valuesOf(schema) === undefined ? { is: 'map', of: { is: 'anything' } } : undefined;
    case 'array':
      return undefined;
    default:
      throw new Error(`a form of schema that this script does not know: ${JSON.stringify(schema)}`);
  }
}

/** `block.MountSpec` becomes `BlockMountSpec`; documents are called by their kinds instead. */
function typeName(definition: string): string {
  return definition.split('.').map(capitalized).join('');
}
