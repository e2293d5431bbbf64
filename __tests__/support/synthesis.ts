import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { InvalidAppError } from '../../lib';

type Attributes = Readonly<Record<string, unknown>>;

/** The JSON of one stack, as Terraform reads it. */
export interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly ephemeral?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly output?: Readonly<Record<string, Attributes>>;
  readonly provider?: Readonly<Record<string, readonly Attributes[]>>;
  readonly terraform: Readonly<Record<string, unknown>>;
}

function inTemporaryFolder<T>(body: (outdir: string) => T): T {
  const outdir = mkdtempSync(join(tmpdir(), 'cdktf-talos-synth-'));
  try {
    return body(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Synthesizes as an app does, validations and all, and gives the JSON of each stack. */
export function synthesized(build: (app: App) => void): Readonly<Record<string, StackJson>> {
  return inTemporaryFolder((outdir) => {
    const app = new App({ outdir });
    build(app);
    app.synth();
    const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as {
      stacks: Record<string, { synthesizedStackPath: string }>;
    };
    return Object.fromEntries(
      Object.entries(manifest.stacks).map(([name, stack]) => [
        name,
        JSON.parse(readFileSync(join(outdir, stack.synthesizedStackPath), 'utf8')) as StackJson,
      ]),
    );
  });
}

/** The report of an app that must not synthesize. */
export function reportOf(build: (app: App) => void): string {
  try {
    synthesized(build);
  } catch (error) {
    if (error instanceof InvalidAppError) return error.message;
    throw error;
  }
  throw new Error('the app synthesized, and should not have');
}

/** The warnings of an app, each with its construct's path. */
export function warningsOf(build: (app: App) => void): string[] {
  return inTemporaryFolder((outdir) => {
    const app = new App({ outdir });
    build(app);
    app.synth();
    const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as {
      stacks: Record<string, { annotations: { constructPath: string; message: string }[] }>;
    };
    return Object.values(manifest.stacks).flatMap((stack) =>
      stack.annotations.map(({ constructPath, message }) => `${constructPath}: ${message}`),
    );
  });
}

/** The attributes of the resource or data source whose address begins with a name. */
export function block(stack: StackJson | undefined, kind: 'resource' | 'data', type: string, name: string): Attributes {
  const found = Object.entries(stack?.[kind]?.[type] ?? {}).find(([address]) => address.startsWith(name));
  if (found === undefined) throw new Error(`no ${kind} ${type} ${name}`);
  return found[1];
}
