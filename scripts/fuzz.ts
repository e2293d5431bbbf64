import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { PublicApi } from '../__tests__/support/fuzz/api';
import { Inputs } from '../__tests__/support/fuzz/inputs';
import { KINDS, build, programs, told } from '../__tests__/support/fuzz/programs';
import { judged } from '../__tests__/support/fuzz/verdict';

// Random programs over the public props of every construct: each is refused by the catalogue, or gives JSON without
// leftovers. `npm run fuzz -- --runs 5000 --seed 7 --odd 5 --kind proxmox`; every failure is told once.
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    odd: { type: 'string', default: '3' },
    kind: { type: 'string', multiple: true, default: Object.keys(KINDS) },
  },
});

// The framework captures a stack for every token, which takes most of the time.
const stackTrace: unknown = createRequire(__filename)('cdktf/lib/tokens/private/stack-trace');
Object.assign(stackTrace as object, { captureStackTrace: () => [], captureCreationStack: () => [] });
console.warn = () => undefined;

const seed = Number(values.seed);
const inputs = new Inputs(new PublicApi(), { percent: Number(values.odd) });
const counts = { accepted: 0, refused: 0, failed: 0 };
const codes = new Map<string, number>();
const failures = new Set<string>();
const began = Date.now();

for (const program of fc.sample(programs(inputs, values.kind), { numRuns: Number(values.runs), seed })) {
  const verdict = judged((app) => {
    build(app, program);
  });
  counts[verdict.kind] += 1;
  if (verdict.kind === 'refused') {
    for (const code of new Set(verdict.codes)) codes.set(code, (codes.get(code) ?? 0) + 1);
  } else if (verdict.kind === 'failed') {
    const [first = ''] = verdict.why.split('\n');
    if (!failures.has(first)) writeSync(1, `${told(program)}\n${verdict.why}\n\n`);
    failures.add(first);
  }
}

const most = [...codes].sort((a, b) => b[1] - a[1]).map(([code, count]) => `${code} ${String(count)}`);
console.log(`seed ${String(seed)}: ${JSON.stringify(counts)} in ${String(Math.round((Date.now() - began) / 1000))} s`);
console.log(`refused by ${String(most.length)} checks: ${most.slice(0, 20).join(', ')}`);
process.exitCode = failures.size === 0 ? 0 : 1;
