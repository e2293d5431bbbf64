import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { messages, sinceBefore, smallestFirst, written } from './synth/report';
import { AppSummary, readApp } from './synth/stack-summary';

/** What to synthesize. */
export interface SynthRequest {
  /** The command that runs the app; none where `cdktf.json` says none. */
  readonly app?: string;
  /** Folder that the app is synthesized to. */
  readonly outdir: string;
}

/** How the command line talks: what was asked for, and what goes beside it. */
export interface Voice {
  /** What was asked for, to the standard output. */
  readonly say: (line: string) => void;
  /** What goes beside it, to the standard error. */
  readonly remark: (line: string) => void;
}

/**
 * Runs the app, as the CDKTF command line does, and tells what was written and what is other than before; gives the exit
 * code.
 */
export function synthCommand({ app, outdir }: SynthRequest, { say, remark }: Voice): number {
  if (app === undefined) {
    remark('cdktf.json, in this folder, has to say how the app is run: "app": "npx jiti main.ts"');
    return 1;
  }
  const before = readApp(outdir);
  const began = performance.now();
  if (process.stderr.isTTY) process.stderr.write('Synthesizing…\r');
  const { status } = spawnSync(app, { shell: true, stdio: 'inherit', env: environment(outdir) });
  if (status !== 0) return status ?? 1;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const now = readApp(outdir);
  if (now === undefined) {
    remark(`${app}: nothing was written to ${outdir}; does the app end with app.synth()?`);
    return 1;
  }
  for (const message of messages(now)) remark(message);
  say(written(now));
  const changes = sinceBefore(before, now);
  if (changes !== undefined) say(`\n${changes}`);
  say(`\nSynthesized in ${seconds} s. Nothing was created.`);
  for (const line of nextSteps(now)) say(line);
  return 0;
}

/** Variables for Terraform, which may be secret, are none for the app: the CDKTF command line keeps them away as well. */
function environment(outdir: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('TF_VAR_'));
  return { ...Object.fromEntries(kept), CDKTF_OUTDIR: outdir };
}

/** What a person does next, with the smallest stack. */
function nextSteps({ stacks }: AppSummary): string[] {
  const [name, stack] = smallestFirst(stacks)[0] ?? [];
  if (name === undefined || stack === undefined) return [];
  const binary = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';
  const folder = relative(process.cwd(), dirname(stack.path));
  const withTerraform = `  ${binary} -chdir=${folder} init, then plan, then apply`;
  const withCdktf = [`  npx cdktf diff ${name}      what would change`, `  npx cdktf deploy ${name}    make it so`];
  return [
    'Read the JSON, then:',
    ...(existsSync('node_modules/.bin/cdktf') ? [...withCdktf, 'or:'] : []),
    withTerraform,
  ];
}
