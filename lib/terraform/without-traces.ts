/**
 * Runs a body in which CDKTF's tokens keep no trace of the place where they were made. CDKTF formats the whole stack for each
 * token, a fifth of the time of a synthesis, to tell it where resolving one fails; the messages of this library tell the
 * construct's path instead. Errors that leave the body are formatted after it, and have their traces.
 */
export function withoutTraces<T>(body: () => T): T {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- only put back, never called
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = () => '';
  try {
    return body();
  } finally {
    Error.prepareStackTrace = before;
  }
}
