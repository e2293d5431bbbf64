import { ConfigModel, ObjectType, Shape } from './config-model';

const HEADER =
  "// Made by 'npm run machine-config-types' from the schemas of the Talos machine configuration. Do not edit.\n";

/** The TypeScript types of every document kind, and of `machine` and `cluster`. */
export function renderTypes(model: ConfigModel): string {
  const interfaces = Object.entries(model.types).map(([name, type]) => renderInterface(model, name, type));
  const kinds = Object.values(model.kinds).map(({ name }) => `  | ${name}`);
  return [
    HEADER,
    "import type { YamlValue } from '../yaml-value';",
    '',
    '/** Takes away what an earlier patch set. */',
    "export interface Removed {\n  readonly $patch: 'delete';\n}",
    '',
    ...interfaces,
    `/** Every document kind of Talos ${listed(model.minors)}. */`,
    `export type ConfigDocument =\n${kinds.join('\n')};`,
    '',
  ].join('\n');
}

/** The facts that the library has at hand when it synthesizes. */
export function renderFacts(model: ConfigModel, kindsAhead: Readonly<Record<string, string>>): string {
  const minorsOf = (minors: readonly string[], all = model.minors): { minors?: readonly string[] } =>
    all.every((minor) => minors.includes(minor)) ? {} : { minors };
  const kinds = Object.entries(model.kinds).map(([kind, { minors }]) => `    ${kind}: ${literal(minorsOf(minors))},`);
  const types = Object.entries(model.types).map(([name, { fields, minors: all }]) => {
    const facts = Object.entries(fields).map(
      ([field, { shape, minors }]) => `${key(field)}: ${literal({ ...placeOf(shape), ...minorsOf(minors, all) })}`,
    );
    return `    ${name}: { ${facts.join(', ')} },`;
  });
  const ahead = Object.entries(kindsAhead).map(([kind, minor]) => `    ${kind}: ${literal(minor)},`);
  return [
    HEADER,
    "import type { SchemaFacts } from '../schema-facts';",
    '',
    `/** What Talos ${listed(model.minors)} know, by name. */`,
    'export const SCHEMA_FACTS: SchemaFacts = {',
    `  minors: ${literal(model.minors)},`,
    `  root: ${literal(model.root)},`,
    `  kinds: {\n${kinds.join('\n')}\n  },`,
    `  kindsAhead: {\n${ahead.join('\n')}\n  },`,
    `  types: {\n${types.join('\n')}\n  },`,
    '};',
    '',
  ].join('\n');
}

function renderInterface(model: ConfigModel, name: string, type: ObjectType): string {
  const kind = Object.hasOwn(model.kinds, name) ? model.kinds[name] : undefined;
  const lines = Object.entries(type.fields).flatMap(([field, { shape, minors, required }]) => {
    // A patch need not repeat what the document that it changes says already; what identifies the document it must.
    const needed = kind === undefined ? required : required && ['apiVersion', 'kind', 'name'].includes(field);
    const note = type.minors.every((minor) => minors.includes(minor)) ? [] : [`  /** Talos ${listed(minors)}. */`];
    return [...note, `  readonly ${key(field)}${needed ? '' : '?'}: ${fieldType(shape, needed)};`];
  });
  const what = kind === undefined ? `\`${type.definition}\`` : `The ${name} document`;
  return [
    `/** ${what} of Talos ${listed(type.minors)}. */`,
    `export interface ${name} extends Partial<Removed> {`,
    ...lines,
    '}',
    '',
  ].join('\n');
}

/** Talos deletes a value of any form by `$patch: delete` in its place; objects have the field themselves. */
function fieldType(shape: Shape, needed: boolean): string {
  return needed || ['object', 'anything'].includes(shape.is) ? typeText(shape) : `${typeText(shape)} | Removed`;
}

function typeText(shape: Shape): string {
  switch (shape.is) {
    case 'anything':
      return 'YamlValue';
    case 'words':
      return shape.words.map((word) => JSON.stringify(word)).join(' | ');
    case 'object':
      return shape.name;
    case 'list':
      return `readonly ${['either', 'words', 'list'].includes(shape.of.is) ? `(${typeText(shape.of)})` : typeText(shape.of)}[]`;
    case 'map':
      return `{ readonly [key: string]: ${fieldType(shape.of, false)} | undefined }`;
    case 'either':
      return shape.shapes.map(typeText).join(' | ');
    default:
      return shape.is;
  }
}

/** Where the objects of a field are: in itself, in its list, or under the keys of its map. */
function placeOf(shape: Shape): { type?: string; in?: string } {
  if (shape.is === 'object') return { type: shape.name };
  if (shape.is !== 'list' && shape.is !== 'map') return {};
  const inner = placeOf(shape.of);
  if (inner.in !== undefined) throw new Error('lists or maps inside each other, with objects in them');
  return inner.type === undefined ? {} : { type: inner.type, in: shape.is };
}

function literal(value: string | readonly string[] | Readonly<Record<string, unknown>>): string {
  if (typeof value === 'string') return `'${value}'`;
  if (isList(value)) return `[${value.map(literal).join(', ')}]`;
  const entries = Object.entries(value).map(([name, inner]) => `${name}: ${literal(inner as string)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

function listed(minors: readonly string[]): string {
  return minors.length < 2 ? minors.join('') : `${minors.slice(0, -1).join(', ')} and ${minors.at(-1) ?? ''}`;
}
