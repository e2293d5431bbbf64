/**
 * Synthesizes every stack of main.ts and tells what was written, and what is other than before: `npm run synth`.
 */
import { join, relative } from 'node:path';
import { messages, sinceBefore, smallestFirst, written } from './synth/report';
import { readApp } from './synth/stack-summary';

const outdir = process.env.CDKTF_OUTDIR ?? 'cdktf.out';

function nextSteps(stack: string): string {
  return `Nothing was created. Read the JSON, then:
  npx cdktf diff ${stack}      what would change
  npx cdktf deploy ${stack}    make it so
Without the CDKTF command line: terraform -chdir=${relative(process.cwd(), join(outdir, 'stacks', stack))} init, plan, apply.`;
}

async function main(): Promise<void> {
  const before = readApp(outdir);
  const began = performance.now();
  if (process.stderr.isTTY) process.stderr.write('Synthesizing…\r');
  await import('../main');
  const now = readApp(outdir);
  if (now === undefined) throw new Error(`the app has written nothing to ${outdir}`);
  for (const message of messages(now)) console.error(message);
  console.log(written(now));
  const changes = sinceBefore(before, now);
  if (changes !== undefined) console.log(`\n${changes}`);
  console.log(`\nSynthesized in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  console.log(`\n${nextSteps(smallestFirst(now.stacks)[0]?.[0] ?? '<stack>')}`);
}

main().catch((error: unknown) => {
  // A mistake in the app has told itself; anything else is a defect and shows its trace.
  throw error;
});
