import { rmSync } from 'node:fs';
import { packageFolder } from './packed';

/** Deletes what the tests of the package wrote. */
export default function unpack(): void {
  rmSync(packageFolder(), { recursive: true, force: true });
}
