import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

const LIB = join(__dirname, '..', '..', 'lib');

/** One file of the library. */
export interface Source {
  /** Path from `lib`, with slashes: `config/taint.ts`. */
  readonly path: string;
  readonly text: string;
}

/** Every written file of the library; the generated bindings are left out. */
export function librarySources(): Source[] {
  return readdirSync(LIB, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(LIB, file).replaceAll('\\', '/'), text: readFileSync(file, 'utf8') }))
    .filter(({ path }) => !path.startsWith('providers/'));
}
