#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { LockResult, lockStacks } from './lock-command';
import { ProjectFileError, projectFile } from './project-file';
import { secretsCommand } from './secrets-command';
import { synthCommand } from './synth-command';

const USAGE = `cdktf-talos synth              run the app of cdktf.json, and tell what was written and what changed
cdktf-talos lock [stack...]    write the lock file of each stack from its state, after a deployment
  --check          write nothing, and fail when a lock file is behind the state
cdktf-talos secrets < secrets.yaml    write the machine secrets as the JSON that ClusterSecrets.external takes
  --output FOLDER  where the app is synthesized to (CDKTF_OUTDIR, or the output of cdktf.json, or cdktf.out)

To lock, Terraform is asked for the stack's outputs: synthesize and deploy first. TERRAFORM_BINARY_NAME names another binary,
such as tofu.`;

/** Runs the command line and gives the exit code. */
export function run(args: readonly string[], say: (line: string) => void): number {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { check: { type: 'boolean', default: false }, output: { type: 'string' } },
    });
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  try {
    return obey(parsed.positionals, parsed.values, say);
  } catch (error) {
    if (!(error instanceof ProjectFileError)) throw error;
    say(error.message);
    return 1;
  }
}

interface Options {
  readonly check: boolean;
  readonly output?: string;
}

function obey([command, ...stacks]: readonly string[], options: Options, say: (line: string) => void): number {
  if (command === 'secrets') return secretsCommand(readFileSync(0, 'utf8'), say, console.error);
  if (command === 'synth') {
    if (stacks.length > 0) {
      say(`synth takes no stack, and was given ${stacks.join(', ')}: the app is run as a whole`);
      return 2;
    }
    const { app, output } = projectFile();
    return synthCommand({ app, outdir: options.output ?? output }, { say, remark: console.error });
  }
  if (command !== 'lock') {
    say(USAGE);
    return command === undefined ? 0 : 2;
  }
  return lock(stacks, options, say);
}

function lock(stacks: readonly string[], options: Options, say: (line: string) => void): number {
  const { check, output = projectFile().output } = options;
  const results = lockStacks({ outdir: output, stacks, write: !check });
  if (results.length === 0)
    say(`no stack in ${output} has a lock; give its cluster one: lock: DeploymentLock.file(path)`);
  for (const result of results) say(told(result, check));
  const bad = results.filter(({ state }) => state === 'failed' || (check && state === 'behind'));
  return bad.length === 0 ? 0 : 1;
}

function told({ stack, file, state, detail }: LockResult, check: boolean): string {
  switch (state) {
    case 'behind':
      return check
        ? `${stack}: ${file} is behind what was deployed; run cdktf-talos lock ${stack}`
        : `${stack}: ${file} written`;
    case 'current':
      return `${stack}: ${file} is what was deployed`;
    case 'not deployed':
      return `${stack}: nothing was deployed yet`;
    case 'failed':
      return `${stack}: ${detail}`;
  }
}

if (require.main === module) {
  process.exitCode = run(process.argv.slice(2), (line) => {
    console.log(line);
  });
}
