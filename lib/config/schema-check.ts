import { Finding, quote } from '../checks/check';
import { CONTRACT_LACKS, FIELD_REPLACED, FIELD_UNKNOWN, KIND_UNKNOWN } from '../checks/value-checks';
import { SCHEMA_FACTS } from './generated/schema-facts';
import type { OriginalPatch } from './machine-config';
import { didYouMean, nearestNames } from './nearest-name';
import { writtenPath } from './patch-places';
import { REPLACED_FIELDS, Replacement } from './replaced-fields';
import type { FieldFacts } from './schema-facts';
import { VersionContract } from './version-contract';
import type { YamlValue } from './yaml-value';

/** What a patch is held against. */
export interface SchemaCheckOptions {
  /** Contract of the cluster. */
  readonly contract: VersionContract;
  /** Which values can be looked at: tokens cannot. */
  readonly isKnown: (value: unknown) => boolean;
}

type Path = readonly (string | number)[];
type Map = Readonly<Record<string, YamlValue | undefined>>;

/**
 * What is wrong with the names in a patch: fields and kinds that Talos does not have, or not in this contract.
 *
 * Values are not held against the schema, and what has free keys (sysctls, node labels) takes any. An error each:
 * TALOS017 to TALOS020.
 */
export function schemaFindings(patch: OriginalPatch, options: SchemaCheckOptions): Finding[] {
  const { kind } = patch.patch.content;
  const check = new SchemaCheck(patch, options, typeof kind === 'string' ? kind : undefined);
  return kind === undefined || options.isKnown(kind) ? check.findings() : [];
}

class SchemaCheck {
  constructor(
    private readonly patch: OriginalPatch,
    private readonly options: SchemaCheckOptions,
    private readonly kind: string | undefined,
  ) {}

  findings(): Finding[] {
    const { kind } = this;
    const facts = kind === undefined ? {} : own(SCHEMA_FACTS.kinds, kind);
    if (kind !== undefined && (facts === undefined || !this.knows(facts))) return [this.kindFinding(kind, facts)];
    return this.fields(kind ?? SCHEMA_FACTS.root, this.patch.patch.content, []);
  }

  private get minor(): string {
    return this.options.contract.minorName;
  }

  private knows({ minors }: Pick<FieldFacts, 'minors'>): boolean {
    return (minors ?? SCHEMA_FACTS.minors).includes(this.minor);
  }

  private fields(type: string, value: unknown, path: Path): Finding[] {
    if (!this.isMap(value)) return [];
    const facts = SCHEMA_FACTS.types[type] ?? {};
    return Object.entries(value).flatMap(([field, inner]) => {
      if (field === '$patch' || inner === undefined || !this.options.isKnown(field)) return [];
      const known = own(facts, field);
      const here = [...path, field];
      if (known === undefined || !this.knows(known)) return this.fieldFindings(facts, known, inner, here);
      if (known.type === undefined) return [];
      return objectsIn(known, inner, here).flatMap(([each, where]) => this.fields(known.type ?? '', each, where));
    });
  }

  private isMap(value: unknown): value is Map {
    return typeof value === 'object' && value !== null && !Array.isArray(value) && this.options.isKnown(value);
  }

  private fieldFindings(
    facts: Readonly<Record<string, FieldFacts>>,
    known: FieldFacts | undefined,
    value: YamlValue,
    path: Path,
  ): Finding[] {
    if (this.kind === undefined) {
      const replaced = this.replacedFindings(value, path);
      if (replaced.length > 0) return replaced;
    }
    const fields = Object.keys(facts).filter((field) => this.knows(facts[field] ?? {}));
    const name = String(path.at(-1));
    const allowed = fields.length === 0 ? 'no field at all' : fields.map(quote).join(', ');
    const where = this.kind === undefined ? '' : ` in a document of the kind ${this.kind}`;
    if (known !== undefined) {
      return [
        CONTRACT_LACKS.finding({
          wrong: `Talos ${this.minor} has no field ${quote(writtenPath(path))}${where}; ${others(known)} it`,
          given: this.given(path),
          allowed,
        }),
      ];
    }
    return [
      FIELD_UNKNOWN.finding({
        wrong: `Talos ${this.minor} has no field ${quote(writtenPath(path))}${where}${didYouMean(name, fields)}`,
        given: this.given(path),
        allowed,
      }),
    ];
  }

  /** A whole group of fields may have been replaced one by one: each that was given is told with its own successor. */
  private replacedFindings(value: YamlValue, path: Path): Finding[] {
    const field = path.join('.');
    const inner = this.isMap(value) ? Object.keys(value).filter((key) => own(REPLACED_FIELDS, `${field}.${key}`)) : [];
    if (inner.length > 0 && this.isMap(value)) {
      return inner.flatMap((key) => this.replacedFindings(value[key] ?? null, [...path, key]));
    }
    const replacement = own(REPLACED_FIELDS, field);
    return replacement === undefined ? [] : [this.replacedFinding(replacement, path)];
  }

  private replacedFinding({ by, kinds: [kind] = [], fix }: Replacement, path: Path): Finding {
    const document = `Write ConfigPatch.document({ apiVersion: 'v1alpha1', kind: '${kind ?? ''}', … }) in its place.`;
    const advice = fix ?? (kind === undefined ? undefined : document);
    return FIELD_REPLACED.finding({
      wrong: `Talos ${this.minor} has replaced the field ${quote(writtenPath(path))}`,
      given: this.given(path),
      allowed: by,
      ...(advice === undefined ? {} : { fix: advice }),
    });
  }

  private kindFinding(kind: string, facts: Pick<FieldFacts, 'minors'> | undefined): Finding {
    const kinds = Object.entries(SCHEMA_FACTS.kinds).flatMap(([name, each]) => (this.knows(each) ? [name] : []));
    const nearest = nearestNames(kind, kinds, 3);
    const mistake = {
      given: this.given(['kind']),
      allowed: `the kinds of Talos ${this.minor}, such as ${nearest.map(quote).join(', ')}`,
    };
    if (facts !== undefined) {
      return CONTRACT_LACKS.finding({
        ...mistake,
        wrong: `the kind ${quote(kind)} is not known to Talos ${this.minor}; ${others(facts)} it`,
      });
    }
    const ahead = own(SCHEMA_FACTS.kindsAhead, kind);
    return ahead === undefined
      ? KIND_UNKNOWN.finding({ ...mistake, wrong: `no Talos knows the kind ${quote(kind)}${didYouMean(kind, kinds)}` })
      : CONTRACT_LACKS.finding({
          ...mistake,
          wrong: `only Talos ${ahead} knows the kind ${quote(kind)}, and a contract of ${ahead} cannot be used with the provider yet`,
          fix: `Use what Talos ${SCHEMA_FACTS.minors.at(-1) ?? ''} has for it: nodes of ${ahead} take its form of configuration too.`,
        });
  }

  private given(path: Path): string {
    const { origin, patch } = this.patch;
    const place = patch.placeOf(path);
    const what = path.length === 1 && path[0] === 'kind' ? `kind: ${this.kind ?? ''}` : quote(path.at(-1));
    return `${what} in ${origin}${place === undefined ? '' : `, ${place}`}; versionContract ${this.options.contract.tag}`;
  }
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The objects of a field, each with its path; a value of another form has none. */
function objectsIn(facts: FieldFacts, value: YamlValue, path: Path): [YamlValue | undefined, Path][] {
  if (facts.in === undefined) return [[value, path]];
  if (facts.in === 'list') return isList(value) ? value.map((each, index) => [each, [...path, index]]) : [];
  return typeof value === 'object' && value !== null && !isList(value)
    ? Object.entries(value).map(([key, each]) => [each, [...path, key]])
    : [];
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}

function others({ minors = [] }: Pick<FieldFacts, 'minors'>): string {
  return `${minors.join(' and ')} ${minors.length === 1 ? 'has' : 'have'}`;
}
