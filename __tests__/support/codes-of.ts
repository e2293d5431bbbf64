import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { InvalidAppError } from '../../lib';
import { ConfigError } from '../../lib/checks/check';

/** Codes of what an app was told, by severity. */
export interface ToldCodes {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * What an app is told up to where its files would be written, which they are not: most of the time of a synthesis. Anything
 * else that it fails with ends the test.
 */
export function codesOf(build: (app: App) => unknown): ToldCodes {
  const outdir = mkdtempSync(join(tmpdir(), 'cdktf-talos-codes-'));
  try {
    const app = new App({ outdir });
    build(app);
    for (const stack of stacksOf(app)) stack.prepareStack();
    for (const stack of stacksOf(app)) expect(stack.node.validate()).toEqual([]);
    return { errors: [], warnings: warningsIn(app) };
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

function stacksOf(app: App): TerraformStack[] {
  return app.node.findAll().filter((node): node is TerraformStack => TerraformStack.isStack(node));
}

function warningsIn(app: App): string[] {
  const messages = app.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === '@cdktf/warn')
    .map(({ data }) => String(data));
  return messages.map((message) => /TALOS\d{3}/.exec(message)?.[0] ?? message);
}
