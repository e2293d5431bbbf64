// cdktf captures a stack trace for every token; under jest's source maps that takes most of the time of a test. The
// second name is cdktn's for the same.
const traces = jest.requireActual<object>('cdktf/lib/tokens/private/stack-trace');
Object.assign(traces, { captureStackTrace: () => [], captureCreationStack: () => [] });
