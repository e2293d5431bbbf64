import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { InvalidAppError } from '../../lib';
import { ConfigError } from '../../lib/checks/check';

/** Codes of what an app was told, by severity. */
export interface ToldCodes {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** What an app is told when it is synthesized; anything else that it fails with ends the test. */
export function codesOf(build: (app: App) => unknown): ToldCodes {
  const outdir = mkdtempSync(join(tmpdir(), 'cdktf-talos-codes-'));
  try {
    const app = new App({ outdir });
    build(app);
    app.synth();
    return { errors: [], warnings: warningsIn(outdir) };
  } catch (error) {
    if (error instanceof InvalidAppError) {
      return { errors: error.mistakes.map(({ finding }) => finding.code), warnings: [] };
    }
    if (error instanceof ConfigError) return { errors: [error.finding.code], warnings: [] };
    throw error;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function warningsIn(outdir: string): string[] {
  const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as {
    stacks: Record<string, { annotations: { message: string }[] }>;
  };
  return Object.values(manifest.stacks)
    .flatMap(({ annotations }) => annotations)
    .map(({ message }) => /TALOS\d{3}/.exec(message)?.[0] ?? message);
}
