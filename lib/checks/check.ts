/** What a catalogue entry says about a check in general; `docs/checks.md` is made from it. */
export interface CheckDescription {
  /** The mistake, in a few words. */
  readonly what: string;
  /** What would happen to the cluster. */
  readonly why: string;
  /** What to do about it. */
  readonly fix: string;
}

/** One mistake as it was met: what is wrong, what was given and what is allowed. */
export interface Mistake {
  /** A sentence about this very input. */
  readonly wrong: string;
  /** The value that was given, as a person would write it. */
  readonly given: string;
  /** The values that would have been right. */
  readonly allowed: string;
  /**
   * What to do here.
   * @default - the general advice of the check
   */
  readonly fix?: string;
}

/** Whether a finding stops the synthesis. */
export type Severity = 'error' | 'warning';

/** A mistake together with the code of the check that found it. */
export interface Finding extends Required<Mistake> {
  /** The check's code, such as `TALOS012`. */
  readonly code: string;
  /** Whether it stops the synthesis. */
  readonly severity: Severity;
}

/** What stands in the place of a value that cannot be shown, and what helps against it. */
const REFERENCE = {
  given: 'a reference, whose value is known only when Terraform runs',
  fix: 'Give the value itself: what names, counts and checks depend on has to be known at synthesis.',
};

/** Whether a text is how the framework writes a reference before it is resolved: as a marker, or as a huge number. */
function isReference(given: string): boolean {
  return /[$#]\{TfToken\[|-\d(\.\d+)?e\+\d{3}/.test(given);
}

/** The sentence with a word in the place of each reference, whose marker says nothing to a person. */
function withoutMarkers(sentence: string): string {
  return sentence.replace(/'?[$#]\{TfToken\[[^\]]*\]\}'?/g, 'a reference');
}

/** One entry of the catalogue: it turns a mistake into a finding, or throws it. */
export class Check {
  /** A check whose finding stops the synthesis. */
  static error(code: string, description: CheckDescription): Check {
    return new Check(code, 'error', description);
  }

  /** A check whose finding is told, and does not stop the synthesis. */
  static warning(code: string, description: CheckDescription): Check {
    return new Check(code, 'warning', description);
  }

  private constructor(
    readonly code: string,
    readonly severity: Severity,
    readonly description: CheckDescription,
  ) {}

  /** The mistake as a finding of this check, for constructs, which collect. */
  finding(mistake: Mistake): Finding {
    const known = {
      fix: this.description.fix,
      ...mistake,
      wrong: withoutMarkers(mistake.wrong),
      allowed: withoutMarkers(mistake.allowed),
      code: this.code,
      severity: this.severity,
    };
    return isReference(mistake.given) ? { ...known, ...REFERENCE } : known;
  }

  /** The mistake as an error, for value makers, which have no construct to report to and throw it. */
  configError(mistake: Mistake): ConfigError {
    return new ConfigError(this.finding(mistake));
  }
}

/** What a value maker (a taint, a network, a patch) throws; `finding` holds the same as data. */
export class ConfigError extends Error {
  /** The same as data. */
  declare readonly finding: Finding;

  constructor(finding: Finding) {
    super(`${finding.code} ${describe(finding)}`);
    this.name = 'ConfigError';
    // Node prints what can be enumerated below the trace, where it would stand a second time.
    Object.defineProperty(this, 'finding', { value: finding });
  }
}

/** The body of a finding, four lines. */
export function describe(finding: Finding): string {
  return [
    finding.wrong,
    `  given:   ${finding.given}`,
    `  allowed: ${finding.allowed}`,
    `  do:      ${finding.fix}`,
  ].join('\n');
}

/**
 * Runs a value maker on behalf of a construct: its mistake becomes a finding, and the fallback stands in so that
 * the rest of the construct can be looked at in the same run.
 */
export function collect<T>(findings: Finding[], make: () => T, fallback: T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    findings.push(error.finding);
    return fallback;
  }
}

/** A value in single quotes, as the messages show it. */
export function quote(value: unknown): string {
  return `'${String(value)}'`;
}
