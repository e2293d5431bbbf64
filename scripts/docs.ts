/**
 * Builds the documentation site.
 *
 *   npm run docs            draws the pictures and writes the site to site/
 *   npm run docs -- --check fails when a picture is not what the stacks give, a link leads nowhere, a block of TypeScript
 *                           does not compile, or TypeDoc warns
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outdatedPictures, writePictures } from './diagrams/pictures';
import { brokenBlocks } from './docs/code-blocks';
import { brokenLinks } from './docs/html-links';
import { buildSite, linkedPages } from './docs/site';

const PROJECT = join(__dirname, '..');

function refuse(mistakes: readonly string[]): void {
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
}

function build(site: string): void {
  const { pages, mistakes } = linkedPages(PROJECT);
  refuse([...mistakes, ...brokenBlocks(PROJECT, pages)]);
  rmSync(site, { recursive: true, force: true });
  buildSite(PROJECT, pages, site);
  refuse(brokenLinks(site));
  console.log(
    `${String(pages.length)} pages and the API; every link leads somewhere, and every block of TypeScript compiles`,
  );
}

async function main(): Promise<void> {
  if (!process.argv.includes('--check')) {
    await writePictures();
    build(join(PROJECT, 'site'));
    console.log('Written to site/index.html');
    return;
  }
  refuse(await outdatedPictures());
  const site = mkdtempSync(join(tmpdir(), 'cdktf-talos-docs-'));
  try {
    build(site);
  } finally {
    rmSync(site, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
