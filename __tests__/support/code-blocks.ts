import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeBlocks as blocksOf } from '../../scripts/docs/code-blocks';

const PROJECT = join(__dirname, '..', '..');

/** The TypeScript blocks of a page of the documentation, such as `README.md`, in their order. */
export function codeBlocks(page: string): string[] {
  return blocksOf(readFileSync(join(PROJECT, page), 'utf8'));
}
