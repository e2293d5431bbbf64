import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Prints what a process took, when it ends. */
const TELL_USAGE = join(__dirname, 'tell-usage.js');

/** What one run of a program took. */
export interface Measurement {
  /** Processor time, which other work on the computer disturbs less than time on the clock. */
  readonly seconds: number;
  /** Largest memory that the process held at once. */
  readonly mebibytes: number;
}

/** A program, and what Node needs to load it. */
export interface Program {
  readonly file: string;
  /**
   * The JavaScript program that runs the file.
   * @default - Node runs it
   */
  readonly runner?: string;
  readonly nodeOptions?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Where a program writes its stacks. */
export function outputOf(program: Program): string {
  return `${program.file}.out`;
}

/** Runs a program once, in a process of its own. */
export function run(program: Program): Measurement {
  const { file, runner, nodeOptions = [] } = program;
  const args = ['--require', TELL_USAGE, ...nodeOptions, ...(runner === undefined ? [] : [runner]), file];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 1e8,
    env: { ...process.env, ...program.environment, CDKTF_OUTDIR: outputOf(program), STATE: 'local' },
  });
  if (status !== 0) throw new Error(`${file} failed:\n${stderr}`);
  return JSON.parse(stdout.trim().split('\n').pop() ?? '') as Measurement;
}

/** The runs of several programs, taken in turns, so that whatever else the computer does meets all of them. */
export function inTurns(programs: readonly Program[], runs: number): Runs[] {
  const measured = programs.map((): Measurement[] => []);
  for (let round = 0; round < runs; round += 1) {
    for (const [index, program] of programs.entries()) measured[index]?.push(run(program));
  }
  return measured.map((each) => new Runs(each));
}

/** Several runs of one program. */
export class Runs {
  constructor(private readonly measured: readonly Measurement[]) {}

  /** These runs, and further ones of the same program. */
  and(more: Runs): Runs {
    return new Runs([...this.measured, ...more.measured]);
  }

  /** Processor time of the run in the middle. */
  get seconds(): number {
    return median(this.measured.map((each) => each.seconds));
  }

  /** Memory of the run in the middle. */
  get mebibytes(): number {
    return median(this.measured.map((each) => each.mebibytes));
  }

  /** Processor time of the least disturbed run, for what is decided by it: other work on the computer only ever adds. */
  get leastSeconds(): number {
    return Math.min(...this.measured.map((each) => each.seconds));
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
