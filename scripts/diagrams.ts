/**
 * Draws the pictures of the documentation.
 *
 *   npm run docs:diagrams            writes docs/diagrams/*.svg
 *   npm run docs:diagrams -- --check fails when a picture is not what the stacks give
 */
import { outdatedPictures, writePictures } from './diagrams/pictures';

async function main(): Promise<void> {
  if (!process.argv.includes('--check')) {
    await writePictures();
    return;
  }
  const outdated = await outdatedPictures();
  if (outdated.length > 0) throw new Error(outdated.join('\n'));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
