import { IConstruct } from 'constructs';
import { PROP_KIND, PROP_MISSING } from '../checks/app-checks';
import { Finding, quote } from '../checks/check';
import { failNow } from './app-validation';

/** An object that a prop has to be. */
export interface ObjectKind {
  /** In the words of the message. */
  readonly object: string;
  /**
   * Members that it is known by. A class would not do: a program may have two copies of this library.
   * @default - any object will do
   */
  readonly has?: readonly string[];
}

/** What a prop has to be: text, a number, a list, a list of one kind of objects, or an object. */
export type PropKind = 'text' | 'number' | 'list' | { readonly listOf: ObjectKind } | ObjectKind;

type RequiredNames<P> = { [K in keyof P]-?: undefined extends P[K] ? never : K }[keyof P];

/** The kind of each required prop. */
export type RequiredKinds<P> = { readonly [K in RequiredNames<P>]: PropKind };

/** The kinds of optional props that are easily written wrongly. */
export type OptionalKinds<P> = { readonly [K in Exclude<keyof P, RequiredNames<P>>]?: PropKind };

/**
 * Refuses props that a construct cannot even begin with, for programs that no compiler has looked at: plain JavaScript,
 * and casts. It fails at once, for there is no harmless value to go on with. Errors: TALOS484, TALOS485.
 */
export function requireProps<P extends object>(
  scope: IConstruct,
  props: P,
  required: RequiredKinds<P>,
  optional: OptionalKinds<P> = {},
): void {
  const given = { ...props } as Readonly<Record<string, unknown>>;
  const kinds: readonly (readonly [string, PropKind])[] = [
    ...Object.entries(required as Readonly<Record<string, PropKind>>),
    ...Object.entries(optional as Readonly<Record<string, PropKind>>).filter(([name]) => given[name] !== undefined),
  ];
  const findings = kinds.flatMap(([name, kind]) => findingsOf(name, given[name], kind));
  if (findings.length > 0) failNow(findings.map((finding) => ({ scope, finding })));
}

function findingsOf(name: string, value: unknown, kind: PropKind): Finding[] {
  if (value === undefined || value === null) {
    return [
      PROP_MISSING.finding({ wrong: `${quote(name)} is missing`, given: String(value), allowed: allowedBy(kind) }),
    ];
  }
  if (typeof kind === 'object' && 'listOf' in kind && Array.isArray(value)) {
    return value.flatMap((each: unknown, index) => findingsOf(`${name}[${String(index)}]`, each, kind.listOf));
  }
  return isOfKind(value, kind)
    ? []
    : [
        PROP_KIND.finding({
          wrong: `${quote(name)} is of another kind`,
          given: shown(value),
          allowed: allowedBy(kind),
        }),
      ];
}

function isOfKind(value: unknown, kind: PropKind): boolean {
  if (kind === 'text') return typeof value === 'string';
  if (kind === 'number') return typeof value === 'number';
  if (kind === 'list' || 'listOf' in kind) return Array.isArray(value);
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    (kind.has ?? []).every((member) => member in value)
  );
}

function allowedBy(kind: PropKind): string {
  if (kind === 'text' || kind === 'list') return `a ${kind}`.replace('a text', 'a text between quotes');
  if (kind === 'number') return 'a number';
  return 'listOf' in kind ? `a list in which each is ${kind.listOf.object}` : kind.object;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `a list of ${String(value.length)}`;
  if (typeof value === 'object' && value !== null) return objectInWords(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : `a value of type ${typeof value}`;
}

/** An object as a person knows it: by its class, or else by what is in it. */
function objectInWords(value: object): string {
  const { name } = value.constructor;
  if (name !== 'Object') return `a value of the class ${name}`;
  const fields = Object.keys(value);
  return fields.length === 0 ? 'an empty object' : `an object with ${fields.map(quote).join(', ')}`;
}
