/**
 * Measures synthesis with the library against hand-written CDKTF code that emits the same JSON, and against the way of
 * CDKTF's TypeScript template, in one run and one table.
 *
 *   npm run bench                 all of it, median of five runs
 *   npm run bench -- --write      the same, written to docs/speed.md as well
 *   npm run bench -- --check      less of it, as CI runs it; fails when a goal is missed
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { importMilliseconds } from './import-time';
import { Runs, inTurns, run } from './measure';
import {
  SIX_STACKS,
  Subject,
  byHand,
  clusterOf,
  deletePrograms,
  expectSame,
  inAProject,
  inTemplatesWay,
  withLibrary,
} from './programs';

const PROJECT = join(__dirname, '..', '..');
const PAGE = join(PROJECT, 'docs', 'speed.md');
const BUILT = join(PROJECT, 'dist', 'index.js');

/** What the library is held to. */
const GOALS = { byHand: 1.5, growth: 11, template: 10, importMilliseconds: 20 };

/** Runs beyond those asked for, where a goal would be missed without them. */
const MORE_RUNS = 5;

interface Row {
  readonly subject: string;
  readonly way: string;
  readonly seconds: string;
  readonly mebibytes: string;
}

interface Goal {
  readonly what: string;
  readonly measured: number;
  readonly limit: number;
  readonly isMet: boolean;
}

interface Results {
  readonly rows: Row[];
  readonly goals: Goal[];
}

function row(subject: string, way: string, runs: Runs): Row {
  return { subject, way, seconds: runs.seconds.toFixed(2), mebibytes: runs.mebibytes.toFixed(0) };
}

function atMost(what: string, measured: number, limit: number): Goal {
  return { what: `${what}, at most ${String(limit)}`, measured, limit, isMet: measured <= limit };
}

/** A subject by the library and by hand; gives the library's runs. */
async function compare(title: string, subject: Subject, runs: number, results: Results): Promise<Runs> {
  const library = await withLibrary(subject);
  run(library);
  const programs = [library, await byHand(subject, library)];
  let [ours, others] = inTurns(programs, runs) as [Runs, Runs];
  // A computer that does other work is given further runs before it is said to be too slow.
  for (let more = 0; more < MORE_RUNS && ours.leastSeconds > GOALS.byHand * others.leastSeconds; more += 1) {
    const [ourNext, otherNext] = inTurns(programs, 1) as [Runs, Runs];
    ours = ours.and(ourNext);
    others = others.and(otherNext);
  }
  results.rows.push(row(title, 'cdktf-talos', ours), row(title, 'written by hand, deep imports', others));
  results.goals.push(
    atMost(`${title}: times the hand-written code`, ours.leastSeconds / others.leastSeconds, GOALS.byHand),
  );
  return ours;
}

/** A subject from TypeScript to JSON: in a project with the package, and in the template's way. */
async function compareWithTemplate(title: string, subject: Subject, runs: number, results: Results): Promise<void> {
  const library = await withLibrary(subject);
  run(library);
  const project = await inAProject(subject);
  // The first run compiles, and keeps what it compiled for the others.
  run(project);
  let [ours] = inTurns([project], Math.max(runs, 3)) as [Runs];
  const template = inTemplatesWay(subject, library);
  const [others] = inTurns([template], runs) as [Runs];
  for (let more = 0; more < MORE_RUNS && others.leastSeconds < GOALS.template * ours.leastSeconds; more += 1) {
    ours = ours.and((inTurns([project], 1) as [Runs])[0]);
  }
  for (const other of [project, template]) expectSame(subject, library, other);
  results.rows.push(row(title, 'cdktf-talos in a project, by jiti', ours));
  results.rows.push(row(title, "the template's way: whole imports, ts-node", others));
  const times = others.leastSeconds / ours.leastSeconds;
  results.goals.push({
    what: `${title}: times faster than the template's way, at least ${String(GOALS.template)}`,
    measured: times,
    limit: GOALS.template,
    isMet: times >= GOALS.template,
  });
}

/** What is measured, and how often. */
interface Scope {
  /** Sizes of clusters that are compared with the hand-written code. */
  readonly compared: readonly number[];
  readonly runs: number;
  readonly templateRuns: number;
  /** Runs of the sizes that alone tell how time grows. */
  readonly growthRuns: number;
}

const ALL = { compared: [10, 100, 1000], growthRuns: 0 };
const IN_CI: Scope = { compared: [100], runs: 2, templateRuns: 1, growthRuns: 1 };

async function measure({ compared, runs, templateRuns, growthRuns }: Scope): Promise<Results> {
  if (!existsSync(BUILT)) throw new Error("there is no dist to import: 'npm run build' makes it");
  const results: Results = { rows: [], goals: [] };
  await compare('six stacks', SIX_STACKS, runs, results);
  await compareWithTemplate('six stacks', SIX_STACKS, templateRuns, results);
  const bySize = new Map<number, Runs>();
  for (const size of compared) {
    bySize.set(size, await compare(`${String(size)} machines`, clusterOf(size), runs, results));
  }
  for (const size of [100, 1000].filter((each) => !bySize.has(each))) {
    const program = await withLibrary(clusterOf(size));
    let [ours] = inTurns([program], growthRuns) as [Runs];
    const limit = GOALS.growth * (bySize.get(100)?.leastSeconds ?? Infinity);
    for (let more = 0; more < MORE_RUNS && ours.leastSeconds > limit; more += 1) {
      ours = ours.and((inTurns([program], 1) as [Runs])[0]);
    }
    results.rows.push(row(`${String(size)} machines`, 'cdktf-talos', ours));
    bySize.set(size, ours);
  }
  const growth = (bySize.get(1000)?.leastSeconds ?? NaN) / (bySize.get(100)?.leastSeconds ?? NaN);
  results.goals.push(atMost('times from 100 to 1000 machines', growth, GOALS.growth));
  const added = importMilliseconds(BUILT, GOALS.importMilliseconds, runs);
  const what = "milliseconds that 'import cdktf-talos' adds to 'import cdktf'";
  results.goals.push(atMost(what, added, GOALS.importMilliseconds));
  return results;
}

function markdown({ rows, goals }: Results): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(['what', 'how', 'CPU seconds', 'MiB']),
    line(['---', '---', '--:', '--:']),
    ...rows.map((each) => line([each.subject, each.way, each.seconds, each.mebibytes])),
    '',
    line(['goal', 'measured', '']),
    line(['---', '--:', '---']),
    ...goals.map((each) => line([each.what, each.measured.toFixed(2), each.isMet ? 'met' : 'missed'])),
    '',
    `Node ${process.version}, ${String(cpus().length)} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}.`,
  ].join('\n');
}

function print({ rows, goals }: Results, title: string): void {
  const style = { head: [], border: [] };
  const table = new Table({ head: [title, '', 'CPU seconds', 'MiB'], style });
  for (const each of rows) table.push([each.subject, each.way, each.seconds, each.mebibytes]);
  const verdicts = new Table({ head: ['goal', 'measured', ''], style });
  for (const each of goals) verdicts.push([each.what, each.measured.toFixed(2), each.isMet ? 'met' : 'missed']);
  console.log(`${table.toString()}\n${verdicts.toString()}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      runs: { type: 'string', default: '5' },
    },
  });
  const runs = Number(values.runs);
  const results = await (values.check ? measure(IN_CI) : measure({ ...ALL, runs, templateRuns: runs }));
  print(results, values.check ? 'least of what CI measures' : `median of ${String(runs)} runs`);
  if (values.write) {
    const marks = /(<!-- written by npm run bench -->\n).*(\n<!-- end -->)/s;
    writeFileSync(PAGE, readFileSync(PAGE, 'utf8').replace(marks, `$1\n${markdown(results)}\n$2`));
    execFileSync(process.execPath, [join(PROJECT, 'node_modules', 'prettier', 'bin', 'prettier.cjs'), '--write', PAGE]);
  }
  const missed = results.goals.filter((goal) => !goal.isMet);
  if (values.check && missed.length > 0) {
    throw new Error(missed.map((goal) => `missed: ${goal.what}; measured ${goal.measured.toFixed(2)}`).join('\n'));
  }
}

main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(deletePrograms);
