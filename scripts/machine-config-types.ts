/**
 * Makes the types and facts of the machine configuration in lib/config/generated again, from Talos's schemas.
 *
 *   npm run machine-config-types            writes lib/config/generated
 *   npm run machine-config-types -- --check fails when what is committed differs from what would be written
 *
 * The schemas are read from the folder after --schemas, else from TALOS_SCHEMAS, else from ../shared/talos: one
 * `machine-config-<minor>.schema.json` for each minor.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { configModel } from './machine-config/config-model';
import { renderFacts, renderTypes } from './machine-config/render';
import { kindsOf, readSchema } from './machine-config/schema-file';

/** Minors with a version contract, oldest first. Another one is added here, and to VersionContract. */
const MINORS = ['1.12', '1.13'];
/** Minors that nodes may run, but whose configuration the provider does not write yet: their kinds are told by name. */
const MINORS_AHEAD = ['1.14'];

const ROOT = join(__dirname, '..');
const FOLDER = join(ROOT, 'lib', 'config', 'generated');

function schemaFolder(): string {
  const given = process.argv.indexOf('--schemas');
  const named = given === -1 ? process.env.TALOS_SCHEMAS : process.argv[given + 1];
  return resolve(ROOT, named ?? join('..', 'shared', 'talos'));
}

function generated(folder: string): Record<string, string> {
  const model = configModel(new Map(MINORS.map((minor) => [minor, readSchema(folder, minor)])));
  const ahead = MINORS_AHEAD.flatMap((minor) =>
    Object.keys(kindsOf(readSchema(folder, minor))).map((kind) => [kind, minor] as const),
  );
  // The oldest minor that has a kind is the one to name.
  const kindsAhead = Object.fromEntries(ahead.filter(([kind]) => !Object.hasOwn(model.kinds, kind)).reverse());
  const sorted = Object.fromEntries(Object.entries(kindsAhead).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { 'config-document.ts': renderTypes(model), 'schema-facts.ts': renderFacts(model, sorted) };
}

function main(): void {
  const files = generated(schemaFolder());
  const committed = (name: string): string | undefined =>
    existsSync(join(FOLDER, name)) ? readFileSync(join(FOLDER, name), 'utf8') : undefined;
  if (process.argv.includes('--check')) {
    const changed = Object.keys(files).filter((name) => committed(name) !== files[name]);
    if (changed.length > 0) {
      throw new Error(
        `lib/config/generated is not what 'npm run machine-config-types' writes:\n  ${changed.join('\n  ')}`,
      );
    }
    console.log('lib/config/generated is what the schemas give.');
    return;
  }
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(FOLDER, name), text);
  console.log(`wrote ${Object.keys(files).join(' and ')} to lib/config/generated`);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
