/**
 * Measures the synthesis of the AWS stacks against hand-written CDKTF code that emits the same JSON, in one run.
 *
 *   npm run bench            prints the table
 *   npm run bench -- --check fails when the library takes more than 1.5 times as long
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import { buildSync } from 'esbuild';
import { StackJson, handwritten } from './handwritten';

const RUNS = 7;
const LIMIT = 1.5;
const PROJECT = join(__dirname, '..', '..');
const FOLDER = join(PROJECT, 'node_modules', '.cache', 'cdktf-talos-bench');
const STACKS = ['sandbox', 'staging', 'production'];

interface Measurement {
  /** Processor time, which other work on the computer disturbs less than time on the clock. */
  readonly seconds: number;
  readonly mebibytes: number;
}

/** A program as plain JavaScript with its own code bundled, so that no compiler is measured. */
function compile(name: string, source: string): string {
  const entry = join(FOLDER, `${name}.ts`);
  const outfile = join(FOLDER, `${name}.js`);
  writeFileSync(entry, source);
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: 'node', packages: 'external', logLevel: 'error' });
  return outfile;
}

function run(program: string): Measurement {
  const outdir = `${program}.out`;
  const script = `process.on('exit', () => { const used = process.resourceUsage();
    const cpu = (used.userCPUTime + used.systemCPUTime) / 1e6;
    console.log(JSON.stringify({ seconds: cpu, mebibytes: used.maxRSS / 1024 })); });
    require(${JSON.stringify(program)});`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', script], {
    encoding: 'utf8',
    env: { ...process.env, CDKTF_OUTDIR: outdir, STATE: 'local' },
  });
  if (status !== 0) throw new Error(`${program} failed:\n${stderr}`);
  return JSON.parse(stdout.trim().split('\n').pop() ?? '') as Measurement;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function jsonOf(program: string, stack: string): StackJson {
  return JSON.parse(readFileSync(join(`${program}.out`, 'stacks', stack, 'cdk.tf.json'), 'utf8')) as StackJson;
}

/** What Terraform sees, without the framework's notes. */
function essence({ resource, data, ephemeral, output }: StackJson): string {
  const text = JSON.stringify({ resource, data, ephemeral, output }, (key, value: unknown) =>
    key === '//' ? undefined : value,
  );
  return text;
}

function main(): void {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const library = compile(
    'library',
    `import { App } from 'cdktf';
    import * as environments from '${PROJECT}/stacks/environments';
    import { AwsClusterStack } from '${PROJECT}/stacks/aws-cluster-stack';
    const app = new App();
    ${STACKS.map((name) => `new AwsClusterStack(app, '${name}-aws', environments.${name});`).join('\n')}
    app.synth();`,
  );
  run(library);
  const parts = STACKS.map((name) => {
    const stack = `${name}-aws`;
    writeFileSync(join(FOLDER, `${stack}.ts`), handwritten(stack, jsonOf(library, stack), join(PROJECT, 'lib')));
    return stack;
  });
  const byHand = compile(
    'handwritten',
    `import { App } from 'cdktf';
    ${parts.map((stack, index) => `import * as s${String(index)} from './${stack}';`).join('\n')}
    const app = new App();
    ${parts.map((_, index) => `s${String(index)}.build(app);`).join('\n')}
    app.synth();`,
  );
  run(byHand);
  for (const stack of parts) {
    if (essence(jsonOf(library, stack)) !== essence(jsonOf(byHand, stack))) {
      throw new Error(`the hand-written program does not emit what the library emits for ${stack}`);
    }
  }
  // Taken in turns, so that whatever else the computer does meets both.
  const measured = Array.from({ length: RUNS }, () => ({ library: run(library), byHand: run(byHand) }));
  const of = (who: 'library' | 'byHand', what: keyof Measurement): number =>
    median(measured.map((each) => each[who][what]));
  // Of the least disturbed run of each: other work on the computer only ever adds.
  const least = (who: 'library' | 'byHand'): number => Math.min(...measured.map((each) => each[who].seconds));
  const ratio = least('library') / least('byHand');
  const table = new Table({
    head: [`three AWS stacks, median of ${String(RUNS)}`, 'CPU seconds', 'MiB'],
    style: { head: [], border: [] },
  });
  table.push(['cdktf-talos', of('library', 'seconds').toFixed(3), of('library', 'mebibytes').toFixed(0)]);
  table.push([
    'written by hand, the same JSON',
    of('byHand', 'seconds').toFixed(3),
    of('byHand', 'mebibytes').toFixed(0),
  ]);
  table.push([
    'ratio of the fastest runs',
    ratio.toFixed(2),
    (of('library', 'mebibytes') / of('byHand', 'mebibytes')).toFixed(2),
  ]);
  console.log(table.toString());
  if (process.argv.includes('--check') && ratio > LIMIT) {
    throw new Error(
      `the library takes ${ratio.toFixed(2)} times as long as hand-written code; ${String(LIMIT)} is allowed`,
    );
  }
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
