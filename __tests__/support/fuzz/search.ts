import fc from '../property';
import { type Program, build, told } from './programs';
import { type Verdict, judged } from './verdict';

/** What became of the programs of a search. */
export interface Counts {
  accepted: number;
  refused: number;
}

/** Runs programs until one fails, which ends it with the smallest program that fails likewise. */
export function search(
  programs: fc.Arbitrary<Program>,
  parameters: fc.Parameters<[Program]>,
  seen: (program: Program, verdict: Verdict) => void = () => undefined,
): Counts {
  const counts = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(programs, (program) => {
      const verdict = judged((app) => {
        build(app, program);
      });
      seen(program, verdict);
      if (verdict.kind === 'failed') throw new Error(`${told(program)}\n${verdict.why}`);
      counts[verdict.kind] += 1;
    }),
    // The report of the property shows the recipe; the error tells the program.
    { ...parameters, includeErrorInReport: true },
  );
  return counts;
}
