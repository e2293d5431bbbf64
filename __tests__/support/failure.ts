import { ConfigError } from '../../lib/checks/check';

/** The text that a value maker fails with; a call that succeeds, or fails with something else, ends the test. */
export function failureOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('the call did not fail');
}

/** The beginning of such a text, up to and including (the beginning of) what is allowed. */
export function told(code: string, wrong: string, given: string, allowed: string): string {
  return `${code} ${wrong}\n  given:   ${given}\n  allowed: ${allowed}`;
}
