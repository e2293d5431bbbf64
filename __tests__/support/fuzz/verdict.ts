import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { ConfigError, InvalidAppError } from '../../../lib';

/** What came of a program. */
export type Verdict =
  | { readonly kind: 'accepted'; readonly json: string }
  | { readonly kind: 'refused'; readonly codes: readonly string[]; readonly text: string }
  /** It should have been one of the others. */
  | { readonly kind: 'failed'; readonly why: string };

/** Builds and writes an app with one stack, and judges what comes of it. */
export function judged(build: (app: App) => void): Verdict {
  const outdir = mkdtempSync(join(tmpdir(), 'cdktf-talos-fuzz-'));
  try {
    const app = new App({ outdir });
    build(app);
    app.synth();
    const json = readFileSync(join(outdir, 'stacks', app.node.children[0]?.node.id ?? '', 'cdk.tf.json'), 'utf8');
    const slips = slipsOf(JSON.parse(json) as unknown, '');
    return slips.length === 0 ? { kind: 'accepted', json } : { kind: 'failed', why: slips.join('\n') };
  } catch (error) {
    return refusal(error);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** What an error says about the program that it ended. */
export function refusal(error: unknown): Verdict {
  const findings =
    error instanceof InvalidAppError
      ? error.mistakes.map(({ finding }) => finding)
      : error instanceof ConfigError
        ? [error.finding]
        : undefined;
  if (findings === undefined) {
    return { kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  const text = (error as Error).message;
  const slip = /\[object Object\]|TfToken\[|\bundefined\b/.exec(text);
  return slip === null
    ? { kind: 'refused', codes: findings.map(({ code }) => code), text }
    : { kind: 'failed', why: `the report says ${slip[0]}:\n${text}` };
}

/** What no JSON for Terraform holds: leftovers of values that nobody resolved. */
function slipsOf(value: unknown, path: string): string[] {
  // In a list of objects the bindings write out what is not said, as the providers want it.
  if (value === null) return /\.\d+\.\w+$/.test(path) ? [] : [`${path} is null, as NaN is written`];
  if (typeof value === 'number') return Math.abs(value) > 1e100 ? [`${path} is a reference written as a number`] : [];
  if (typeof value === 'string') {
    const slip = /TfToken\[|\[object \w+\]|\bundefined\b|\bNaN\b|-\d\.\d+e\+\d{3}/.exec(value);
    return slip === null ? [] : [`${path} holds ${slip[0]}: ${value.slice(0, 200)}`];
  }
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => slipsOf(inner, `${path}.${key}`));
}
