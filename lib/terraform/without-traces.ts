/** How Node lets a program format the trace of an error, or of what stands for one; nothing where the program does not. */
type TraceFormat = ((holder: Error, sites: NodeJS.CallSite[]) => unknown) | undefined;

/**
 * Until the block ends that it is declared in with `using`, CDKTF's tokens keep no trace of the place where they are made.
 * CDKTF formats the whole stack for each token, a fifth of the time of a synthesis, to tell it where resolving one fails;
 * the messages of this library tell the construct's path instead. Errors keep theirs.
 */
export function withoutTraces(): Disposable {
  const formats: { prepareStackTrace?: TraceFormat } = Error;
  const before = formats.prepareStackTrace;
  formats.prepareStackTrace = (holder: unknown, sites): unknown => {
    // Tokens take their trace from an object that is no error.
    if (!(holder instanceof Error)) return '';
    return before === undefined ? plainTrace(holder, sites) : before(holder, sites);
  };
  return {
    [Symbol.dispose]: () => {
      formats.prepareStackTrace = before;
    },
  };
}

/** What Node makes of an error that nothing else formats. */
function plainTrace(error: Error, sites: readonly NodeJS.CallSite[]): string {
  return [String(error), ...sites.map((site) => `    at ${site as unknown as string}`)].join('\n');
}
