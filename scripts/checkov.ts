/**
 * Runs checkov over the synthesized AWS stacks: `npm run synth`, then `npx tsx scripts/checkov.ts`. Ends with 1 when a
 * check fails that `checkov.skips.json` does not accept with a reason, or when a reason there accepts nothing any more.
 * Where checkov is not installed (`pip install checkov`; `CHECKOV` names another program) it says so and ends with 0.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A failed check that is accepted. Patterns are regular expressions over the stack's name and the resource's. */
interface Skip {
  readonly check: string;
  readonly stacks: string;
  readonly resources: string;
  readonly reason: string;
}

interface FailedCheck {
  readonly check_id: string;
  readonly check_name: string;
  readonly resource: string;
}

interface Report {
  readonly summary: { readonly passed: number; readonly failed: number; readonly parsing_errors: number };
  readonly results: { readonly failed_checks: readonly FailedCheck[] };
}

const CHECKOV = process.env.CHECKOV ?? 'checkov';
const STACKS = join(process.env.CDKTF_OUTDIR ?? 'cdktf.out', 'stacks');

/** checkov stops at attributes of the `terraform` block that are no objects, and checks nothing in it. */
const BLOCKS = ['provider', 'data', 'resource'];

function copyForCheckov(stack: string, folder: string): string {
  const json = JSON.parse(readFileSync(join(STACKS, stack, 'cdk.tf.json'), 'utf8')) as Record<string, unknown>;
  const copy = join(folder, stack);
  mkdirSync(copy);
  const blocks = Object.entries(json).filter(([name]) => BLOCKS.includes(name));
  writeFileSync(join(copy, 'cdk.tf.json'), JSON.stringify(Object.fromEntries(blocks), undefined, 1));
  return copy;
}

function scan(folder: string): Report {
  const options = ['--framework', 'terraform_json', '--skip-download', '--compact', '--quiet', '-o', 'json'];
  const run = spawnSync(CHECKOV, ['-d', folder, ...options], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const report = JSON.parse(run.stdout) as Partial<Report>;
  // Without anything to check, checkov answers with a summary of another form.
  if (report.results === undefined || report.summary === undefined || report.summary.parsing_errors > 0) {
    throw new Error(`checkov could not read ${folder}:\n${run.stdout}${run.stderr}`);
  }
  return report as Report;
}

/** The resource's name in the stack, less the type or the block that stands before it. */
function nameOf({ resource }: FailedCheck): string {
  return resource.slice(resource.indexOf('.') + 1);
}

function accepts(skip: Skip, stack: string, failed: FailedCheck): boolean {
  return (
    skip.check === failed.check_id &&
    new RegExp(skip.stacks).test(stack) &&
    new RegExp(skip.resources).test(nameOf(failed))
  );
}

function checkStacks(folder: string): number {
  const skips = JSON.parse(readFileSync(join(__dirname, 'checkov.skips.json'), 'utf8')) as Skip[];
  const stacks = readdirSync(STACKS).filter((name) => name.endsWith('-aws'));
  if (stacks.length === 0) throw new Error(`no AWS stack in ${STACKS}: run npm run synth first`);
  const used = new Set<Skip>();
  let failures = 0;
  for (const stack of stacks) {
    const { summary, results } = scan(copyForCheckov(stack, folder));
    const rest = results.failed_checks.filter((failed) => {
      const found = skips.filter((skip) => accepts(skip, stack, failed));
      for (const skip of found) used.add(skip);
      return found.length === 0;
    });
    const skipped = results.failed_checks.length - rest.length;
    failures += rest.length;
    console.log(
      `${stack}: ${String(summary.passed)} passed, ${String(rest.length)} failed, ${String(skipped)} skipped`,
    );
    for (const failed of rest) console.log(`  ${failed.check_id} ${failed.check_name}: ${nameOf(failed)}`);
  }
  for (const { check, stacks: where, reason } of skips.filter((skip) => !used.has(skip))) {
    failures += 1;
    console.log(`  nothing is left of the skip of ${check} in ${where}: take it out (${reason})`);
  }
  return failures;
}

function main(): void {
  if (spawnSync(CHECKOV, ['--version']).status !== 0) {
    console.log(`SKIPPED: ${CHECKOV} is not installed, so no stack was checked; pip install checkov`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-checkov-'));
  try {
    process.exitCode = checkStacks(folder) === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
