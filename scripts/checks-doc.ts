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

function render(): string {
  const rows = CATALOGUE.map(({ code, severity, description: { what, why, fix } }) =>
    `| ${code}${severity === 'warning' ? ' (warning)' : ''} | ${what} | ${why} | ${fix} |`.replaceAll('\n', ' '),
  );
  return [
    '# Checks',
    '',
    'Every mistake that is told at synth. Made from the catalogue in `lib/checks` by `npm run docs:checks`.',
    '',
    '| code | what | why | what to do |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

async function main(): Promise<void> {
  const page = await format(render(), { parser: 'markdown', printWidth: 120 });
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
