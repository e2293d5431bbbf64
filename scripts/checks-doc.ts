/**
 * Writes docs/checks.md from the catalogue of checks.
 *
 *   npm run docs:checks            writes the page
 *   npm run docs:checks -- --check fails when the page is not what the catalogue gives
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { CATALOGUE } from '../lib/checks/catalogue';

const PAGE = join(__dirname, '..', 'docs', 'checks.md');

/** What stands above the table. */
const INTRODUCTION = `# Checks

Every mistake that is told at synth. Made from the catalogue in \`lib/checks\` by \`npm run docs:checks\`.

- An **error** stops the synthesis: all errors of the app are told at once, and nothing is written. What a value maker is
  given wrongly, such as \`IpNetwork.of('10.0.0')\`, is thrown at that line.
- A **warning** is told, and the stacks are written. Plain Node, jiti and test runners get it on stderr, once; the CDKTF
  command line prints it itself, with the other annotations.

A code has an address on this page: \`docs/checks.md#talos068\`.

## Accept a warning

A warning that somebody has thought about is accepted by its code, at one construct and all that is below it, with the
reason:

\`\`\`ts
import { Construct } from 'constructs';
import { acceptWarning } from 'cdktf-talos';

declare const cluster: Construct;
acceptWarning(cluster, 'TALOS068', 'this cluster is gone before the next Talos minor');
\`\`\`

The construct is the one that the warning names, a stack, or the app. An acceptance that no warning falls under is told
in its turn, as TALOS483, so that none outlives its cause; where a warning is given in one environment only, accept it
there only. Errors cannot be accepted.

## All checks
`;

function render(): string {
  const rows = CATALOGUE.map(({ code, severity, description: { what, why, fix } }) =>
    `| <a id="${code.toLowerCase()}"></a>${code} | ${severity} | ${what} | ${why} | ${fix} |`.replaceAll('\n', ' '),
  );
  return [
    INTRODUCTION,
    '| code | kind | what | why | what to do |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

async function main(): Promise<void> {
  const page = await format(render(), { parser: 'markdown', printWidth: 120, singleQuote: true });
  if (!process.argv.includes('--check')) {
    writeFileSync(PAGE, page);
  } else if (readFileSync(PAGE, 'utf8') !== page) {
    throw new Error("docs/checks.md is not what the catalogue gives; run 'npm run docs:checks'");
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
