import { IConstruct } from 'constructs';
import { PROP_KIND, PROP_MISSING } from '../checks/app-checks';
import { Finding, quote } from '../checks/check';
import { failNow } from './app-validation';

/** What a prop has to be: text, a number, a list, or an object in the words of the message. */
export type PropKind = 'text' | 'number' | 'list' | { readonly object: string };

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
  return kind === 'list' ? Array.isArray(value) : typeof value === 'object' && !Array.isArray(value);
}

function allowedBy(kind: PropKind): string {
  if (kind === 'text' || kind === 'list') return `a ${kind}`.replace('a text', 'a text between quotes');
  return kind === 'number' ? 'a number' : kind.object;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `a list of ${String(value.length)}`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : `a value of type ${typeof value}`;
}
