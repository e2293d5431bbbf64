import { TerraformStack, Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { Finding } from '../checks/check';
import { AcceptedWarning, withoutAccepted } from './accepted-warnings';
import { PlacedFinding, counted, texts } from './placed-finding';
import { tellWarnings } from './told-warnings';
import { withoutTraces } from './without-traces';

/** What synthesis fails with: every mistake of the app, in one text. */
export class InvalidAppError extends Error {
  constructor(readonly mistakes: readonly PlacedFinding[]) {
    super(reportOf(mistakes));
    this.name = 'InvalidAppError';
    // A stack trace would point into the framework; each mistake names its construct.
    this.stack = this.message;
  }

  /** The report alone: a program that runs the app may print what it catches, with all of its properties. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.message;
  }

  /** The report alone: constructs refer to each other in circles, and test runners write errors as JSON. */
  toJSON(): { readonly name: string; readonly message: string } {
    return { name: this.name, message: this.message };
  }
}

type DeferredCheck = () => readonly PlacedFinding[];

class Registry {
  private readonly checks: DeferredCheck[] = [];
  private readonly accepted: AcceptedWarning[] = [];
  private readonly stacks = new Set<IConstruct>();
  private readonly told = new Set<string>();
  private checkedSoFar = 0;

  static of(scope: IConstruct): Registry {
    const { root } = scope.node;
    const registry = registries.get(root) ?? new Registry();
    registries.set(root, registry);
    return registry;
  }

  add(scope: IConstruct, check: DeferredCheck): void {
    this.checks.push(check);
    if (!this.stacks.has(TerraformStack.of(scope))) this.validateStacks(scope);
  }

  accept(warning: AcceptedWarning): void {
    this.accepted.push(warning);
    this.validateStacks(warning.scope);
  }

  /**
   * Each stack validates before any of its files is written; the first one to do so speaks for the whole app, also where
   * it uses nothing of this library. Stacks are written in the order in which they were created.
   */
  private validateStacks(scope: IConstruct): void {
    const stacks = scope.node.root.node
      .findAll()
      .filter((node): node is TerraformStack => TerraformStack.isStack(node));
    for (const stack of stacks.filter((each) => !this.stacks.has(each))) {
      this.stacks.add(stack);
      stack.node.addValidation({ validate: () => this.run() });
      prepareWithoutTraces(stack);
    }
  }

  private run(): string[] {
    const toCheck = this.checks.length + this.accepted.length;
    if (this.checkedSoFar === toCheck) return [];
    this.checkedSoFar = toCheck;
    const found = withoutAccepted(
      this.checks.flatMap((check) => check()),
      this.accepted,
    );
    const mistakes = found.filter(({ finding }) => finding.severity === 'error');
    if (mistakes.length > 0) {
      this.checkedSoFar = 0;
      throw endProcessQuietly(new InvalidAppError(mistakes));
    }
    tellWarnings(found, this.told);
    return [];
  }
}

/** Most tokens that are made after the constructs are made when a stack is prepared, each below many calls. */
function prepareWithoutTraces(stack: TerraformStack): void {
  const prepare = stack.prepareStack.bind(stack);
  stack.prepareStack = () => {
    using _ = withoutTraces();
    prepare();
  };
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
  Registry.of(scope).add(scope, check);
}

/** Reports findings that a construct made while it was created. */
export function addFindings(scope: IConstruct, findings: readonly Finding[]): void {
  if (findings.length > 0) addCheck(scope, () => findings);
}

/**
 * Accepts a warning at one construct and all that is below it, so that it is told no longer: `acceptWarning(cluster,
 * 'TALOS068', 'this cluster is gone before the next Talos minor')`.
 *
 * The reason is for whoever reads the program. An acceptance that no warning falls under is told in its turn, as the
 * warning TALOS483, so that none outlives its cause. Errors cannot be accepted.
 * Errors: TALOS480 for an unknown code, TALOS481 for the code of an error, TALOS482 without a reason.
 * @param construct where it is accepted: the construct that the warning names, a stack, or the app
 * @param code the warning's code, such as `TALOS068`
 * @param reason why it does not matter there, in a sentence
 */
export function acceptWarning(construct: IConstruct, code: string, reason: string): void {
  Registry.of(construct).accept({ scope: construct, code, reason });
}

/** Fails with mistakes that a construct cannot even begin with. */
export function failNow(mistakes: readonly PlacedFinding[]): never {
  throw endProcessQuietly(new InvalidAppError(mistakes));
}

/** Whether a value can be looked at: an unresolved token cannot. */
export function isKnown(value: unknown): boolean {
  return !Token.isUnresolved(value);
}

function reportOf(mistakes: readonly PlacedFinding[]): string {
  return [`${counted(mistakes.length, 'mistake')} in this app; nothing was written.`, ...texts(mistakes)].join('\n\n');
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
