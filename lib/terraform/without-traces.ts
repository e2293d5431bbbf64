/** How a trace is taken, and written into what stands for it. */
type Capture = (...given: Parameters<typeof Error.captureStackTrace>) => void;

/**
 * Until the block ends that it is declared in with `using`, CDKTF's tokens keep no trace of the place where they are made.
 * CDKTF collects and formats the whole stack for each token, a third of the time of a synthesis, to tell it where resolving
 * one fails; the messages of this library tell the construct's path instead. Errors keep theirs.
 */
export function withoutTraces(): Disposable {
  const traces: { captureStackTrace: Capture } = Error;
  const capture = traces.captureStackTrace;
  traces.captureStackTrace = (holder, below) => {
    // CDKTF takes the trace of a token by an object with an empty one; whoever else wants a trace gets it.
    const isOfToken = 'stack' in holder && holder.stack === '' && !(holder instanceof Error);
    if (!isOfToken) capture(holder, below);
  };
  return {
    [Symbol.dispose]: () => {
      traces.captureStackTrace = capture;
    },
  };
}
