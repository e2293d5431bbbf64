import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The part of JSON Schema that the machine configuration's schemas use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly (string | number)[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly required?: readonly string[];
}

/** The definitions of one minor: every object with fields of its own has a name here, and is only referred to. */
export type Definitions = Readonly<Record<string, Schema>>;

const REF = '#/$defs/';

/** Where the schemas say something else than Talos's Go types. */
const CORRECTIONS: readonly {
  readonly fits: (field: string, schema: Schema) => boolean;
  readonly correct: (schema: Schema) => Schema;
}[] = [
  {
    // []*x509.PEMEncodedCertificate, of machine and cluster alike.
    fits: (field, schema) => field === 'acceptedCAs' && schema.properties !== undefined,
    correct: (schema) => ({ type: 'array', items: schema }),
  },
  {
    // []string; the schema of 1.13 says so.
    fits: (field, schema) => field === 'options' && (schema.enum?.includes('same_cpu_crypt') ?? false),
    correct: (schema) => ({ type: 'array', items: schema }),
  },
];

/** Names that the schemas have otherwise than Talos reads them, in whatever definition they stand. */
const RENAMED_KINDS: Readonly<Record<string, string>> = { KubeSpanEndpoints: 'KubeSpanEndpointsConfig' };
const RENAMED_FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'cri.RegistryTLSConfigV1Alpha1ClientIdentity': { crt: 'cert' },
};

/** Reads the schema of a minor, corrected. */
export function readSchema(folder: string, minor: string): Definitions {
  const file = join(folder, `machine-config-${minor}.schema.json`);
  if (!existsSync(file)) {
    throw new Error(
      [
        `there is no schema of Talos ${minor} at ${file}`,
        `Take pkg/machinery/config/schemas/config.schema.json of a tag v${minor}.x of siderolabs/talos, save it under`,
        'that name, and name the folder: --schemas FOLDER, or TALOS_SCHEMAS in the environment.',
      ].join('\n'),
    );
  }
  return renamed(hoisted((JSON.parse(readFileSync(file, 'utf8')) as { $defs: Definitions }).$defs));
}

function renamed(definitions: Definitions): Definitions {
  const fields = (name: string, properties: Readonly<Record<string, Schema>>): Record<string, Schema> =>
    Object.fromEntries(
      Object.entries(properties).map(([field, schema]) => [
        RENAMED_FIELDS[name]?.[field] ?? field,
        field === 'kind' && schema.enum !== undefined
          ? { ...schema, enum: schema.enum.map((kind) => RENAMED_KINDS[String(kind)] ?? kind) }
          : schema,
      ]),
    );
  return Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => [
      name,
      schema.properties === undefined ? schema : { ...schema, properties: fields(name, schema.properties) },
    ]),
  );
}

/** Name of the definition that a schema refers to. */
export function referenceOf(schema: Schema): string | undefined {
  return schema.$ref?.startsWith(REF) === true ? schema.$ref.slice(REF.length) : undefined;
}

/** The definition of each document kind, by kind. */
export function kindsOf(definitions: Definitions): Record<string, string> {
  const kinds = Object.entries(definitions).flatMap(([name, { properties }]) => {
    const [kind, ...more] = properties?.kind?.enum ?? [];
    return typeof kind === 'string' && more.length === 0 ? [[kind, name] as const] : [];
  });
  return Object.fromEntries(kinds.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Gives objects that are written in place a definition of their own, named by their place. */
function hoisted(definitions: Definitions): Definitions {
  const all: Record<string, Schema> = {};
  const visit = (schema: Schema, place: string, field: string): Schema => {
    const correction = CORRECTIONS.find(({ fits }) => fits(field, schema));
    if (correction !== undefined) return visit(correction.correct(schema), place, '');
    if (schema.items !== undefined) return { ...schema, items: visit(schema.items, place, '') };
    if (schema.properties === undefined) return schema;
    add(place, schema);
    return { $ref: `${REF}${place}` };
  };
  const add = (name: string, schema: Schema): void => {
    const properties = Object.entries(schema.properties ?? {}).map(
      ([field, inner]) => [field, visit(inner, `${name}${capitalized(field)}`, field)] as const,
    );
    all[name] = { ...schema, properties: Object.fromEntries(properties) };
  };
  for (const [name, schema] of Object.entries(definitions)) add(name, schema);
  return all;
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
