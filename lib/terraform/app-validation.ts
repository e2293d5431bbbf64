import { Annotations, TerraformStack, Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { Finding, describe } from '../checks/check';

/** A finding and the construct whose props hold the mistake. */
export interface PlacedFinding {
  /** The construct. */
  readonly scope: IConstruct;
  /** The finding. */
  readonly finding: Finding;
}

/** What synthesis fails with: every mistake of the app, in one text. */
export class InvalidAppError extends Error {
  constructor(readonly mistakes: readonly PlacedFinding[]) {
    super(reportOf(mistakes));
    this.name = 'InvalidAppError';
    // A stack trace would point into the framework; each mistake names its construct.
    this.stack = this.message;
  }
}

type DeferredCheck = () => readonly PlacedFinding[];

class Registry {
  private readonly checks: DeferredCheck[] = [];
  private readonly stacks = new Set<IConstruct>();
  private checkedSoFar = 0;

  add(scope: IConstruct, check: DeferredCheck): void {
    this.checks.push(check);
    if (this.stacks.has(TerraformStack.of(scope))) return;
    // Each stack validates before any of its files is written; the first one to do so speaks for the whole app, also
    // where it uses nothing of this library. Stacks are written in the order in which they were created.
    const stacks = scope.node.root.node.findAll().filter((node) => TerraformStack.isStack(node));
    for (const stack of stacks.filter((each) => !this.stacks.has(each))) {
      this.stacks.add(stack);
      stack.node.addValidation({ validate: () => this.run() });
    }
  }

  private run(): string[] {
    if (this.checkedSoFar === this.checks.length) return [];
    this.checkedSoFar = this.checks.length;
    const found = this.checks.flatMap((check) => check());
    const mistakes = found.filter(({ finding }) => finding.severity === 'error');
    if (mistakes.length > 0) {
      this.checkedSoFar = 0;
      throw endProcessQuietly(new InvalidAppError(mistakes));
    }
    for (const { scope, finding } of found) Annotations.of(scope).addWarning(`${finding.code} ${describe(finding)}`);
    return [];
  }
}

const registries = new WeakMap<IConstruct, Registry>();

/**
 * Registers a check of a construct. All checks of the app run together before the first file is written, and every
 * mistake is told at once.
 */
export function addCheck(scope: IConstruct, check: () => readonly Finding[]): void {
  addPlacedCheck(scope, () => check().map((finding) => ({ scope, finding })));
}

/** Registers a check whose findings belong to several constructs. */
export function addPlacedCheck(scope: IConstruct, check: DeferredCheck): void {
  const root = scope.node.root;
  const registry = registries.get(root) ?? new Registry();
  registries.set(root, registry);
  registry.add(scope, check);
}

/** Reports findings that a construct made while it was created. */
export function addFindings(scope: IConstruct, findings: readonly Finding[]): void {
  if (findings.length > 0) addCheck(scope, () => findings);
}

/** Whether a value can be looked at: an unresolved token cannot. */
export function isKnown(value: unknown): boolean {
  return !Token.isUnresolved(value);
}

function reportOf(mistakes: readonly PlacedFinding[]): string {
  const count = mistakes.length === 1 ? '1 mistake' : `${String(mistakes.length)} mistakes`;
  const texts = mistakes.map(
    ({ scope, finding }) => `${finding.code}  ${scope.node.path}\n  ${describe(finding).split('\n').join('\n  ')}`,
  );
  return [`${count} in this app; nothing was written.`, ...texts].join('\n\n');
}

let listening = false;

/**
 * Lets an uncaught error end the process with its report alone. Node would print the framework's source line before
 * it. A caller that catches the error sees no difference, and other errors end the process as ever.
 */
function endProcessQuietly(error: InvalidAppError): InvalidAppError {
  if (!listening) {
    listening = true;
    process.on('uncaughtException', onUncaught);
  }
  return error;
}

function onUncaught(thrown: unknown): void {
  process.off('uncaughtException', onUncaught);
  listening = false;
  if (thrown instanceof InvalidAppError) {
    process.stderr.write(`\n${thrown.message}\n`);
    process.exit(1);
  }
  // An error that is thrown right here would end the process with another exit code than its own.
  if (process.listenerCount('uncaughtException') > 0) return;
  process.nextTick(() => {
    throw thrown;
  });
}
