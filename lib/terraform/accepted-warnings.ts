import { IConstruct } from 'constructs';
import { ACCEPTED_ERROR, ACCEPTED_NOTHING, ACCEPTED_UNKNOWN, ACCEPTED_WITHOUT_REASON } from '../checks/app-checks';
import { CATALOGUE } from '../checks/catalogue';
import { Finding, Severity, quote } from '../checks/check';
import { didYouMean } from '../config/nearest-name';
import { PlacedFinding } from './placed-finding';

/** A warning that somebody has thought about and does not want to be told of. */
export interface AcceptedWarning {
  /** The construct that it is accepted at, with all that is below it. */
  readonly scope: IConstruct;
  /** The warning's code. */
  readonly code: string;
  /** Why it does not matter there. */
  readonly reason: string;
}

const SEVERITIES: ReadonlyMap<string, Severity> = new Map(CATALOGUE.map(({ code, severity }) => [code, severity]));
/** What a warning about an acceptance is told for cannot be accepted in its turn. */
const WARNINGS = [...SEVERITIES]
  .filter(([code, severity]) => severity === 'warning' && code !== ACCEPTED_NOTHING.code)
  .map(([code]) => code);

/** The findings that remain when warnings are accepted, and what is wrong with the acceptances themselves. */
export function withoutAccepted(
  found: readonly PlacedFinding[],
  accepted: readonly AcceptedWarning[],
): readonly PlacedFinding[] {
  if (accepted.length === 0) return found;
  const used = new Set<AcceptedWarning>();
  const remaining = found.filter((each) => {
    const acceptance = nearest(each, accepted);
    if (acceptance !== undefined) used.add(acceptance);
    return acceptance === undefined;
  });
  const wrong = accepted.flatMap((each) =>
    findingsOf(each, found, used.has(each)).map((finding) => ({ scope: each.scope, finding })),
  );
  return [...remaining, ...wrong];
}

/** The acceptance that a warning falls under; of several the one at the nearest construct, so that none is idle unseen. */
function nearest({ scope, finding }: PlacedFinding, accepted: readonly AcceptedWarning[]): AcceptedWarning | undefined {
  if (finding.severity !== 'warning' || finding.code === ACCEPTED_NOTHING.code) return undefined;
  const above = [...scope.node.scopes].reverse();
  const ofCode = accepted.filter(({ code }) => code === finding.code);
  return above.flatMap((construct) => ofCode.filter((each) => each.scope === construct))[0];
}

/** Plain JavaScript lets a code pass that is no text. */
function severityOf(code: unknown, found: readonly PlacedFinding[]): Severity | undefined {
  if (typeof code !== 'string') return undefined;
  const known = SEVERITIES.get(code) ?? found.find(({ finding }) => finding.code === code)?.finding.severity;
  // A platform of somebody else's may have checks of its own, whose codes are seen only when they find something.
  return known ?? (/^[A-Z]+[-_]?\d+$/.test(code) && didYouMean(code, WARNINGS) === '' ? 'warning' : undefined);
}

function findingsOf({ code, reason }: AcceptedWarning, found: readonly PlacedFinding[], used: boolean): Finding[] {
  const given = `acceptWarning of ${quote(code)}`;
  const severity = severityOf(code, found);
  if (severity === undefined) {
    return [
      ACCEPTED_UNKNOWN.finding({
        wrong: `there is no warning ${quote(code)}${typeof code === 'string' ? didYouMean(code, WARNINGS) : ''}`,
        given,
        allowed: WARNINGS.join(', '),
      }),
    ];
  }
  if (severity === 'error') {
    return [
      ACCEPTED_ERROR.finding({
        wrong: `${code} is an error, which cannot be accepted`,
        given,
        allowed: WARNINGS.join(', '),
      }),
    ];
  }
  if (code === ACCEPTED_NOTHING.code) {
    return [
      ACCEPTED_ERROR.finding({
        wrong: `${code} tells of an acceptance that is not needed, and cannot be accepted itself`,
        given,
        allowed: WARNINGS.join(', '),
        fix: 'Take away the acceptance that it is about, and this one.',
      }),
    ];
  }
  if (typeof reason !== 'string' || reason.trim() === '') {
    return [
      ACCEPTED_WITHOUT_REASON.finding({
        wrong: `${code} is accepted without a reason`,
        given: `${given}, reason ${quote(reason)}`,
        allowed: "a sentence, such as 'a test cluster, which is made anew every week'",
      }),
    ];
  }
  return used
    ? []
    : [
        ACCEPTED_NOTHING.finding({
          wrong: `${code} is accepted here, and nothing here gives it`,
          given: `${given}, reason ${quote(reason)}`,
          allowed: 'the acceptance of a warning that is given, at its construct or above it, once',
        }),
      ];
}
