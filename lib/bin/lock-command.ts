import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What to lock. */
export interface LockRequest {
  /** Folder that the app was synthesized to. */
  readonly outdir: string;
  /** Names of the stacks; empty for all. */
  readonly stacks: readonly string[];
  /** Whether to write the files, or to compare them alone. */
  readonly write: boolean;
}

/** What became of a stack's lock file. */
export interface LockResult {
  /** Name of the stack. */
  readonly stack: string;
  /** Path of the lock file; empty where it is not known. */
  readonly file: string;
  /** How the file was met. */
  readonly state: 'current' | 'behind' | 'not deployed' | 'failed';
  /** What failed, in words. */
  readonly detail: string;
}

interface LockOutput {
  readonly value: { readonly file: string; readonly lock: string };
}

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly synthesizedStackPath: string }>>;
}

/** Compares the lock files of stacks with their states, and writes those that are behind. */
export function lockStacks({ outdir, stacks, write }: LockRequest): LockResult[] {
  const manifestPath = join(outdir, 'manifest.json');
  if (!existsSync(manifestPath)) {
    return [{ stack: outdir, file: '', state: 'failed', detail: 'no synthesized app here; run the synthesis first' }];
  }
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as Manifest;
  const unknown = stacks.filter((name) => !(name in manifest.stacks));
  const names = stacks.length > 0 ? stacks.filter((name) => name in manifest.stacks) : Object.keys(manifest.stacks);
  return [
    ...unknown.map((stack): LockResult => {
      const known = Object.keys(manifest.stacks).join(', ');
      return { stack, file: '', state: 'failed', detail: `no such stack; there are ${known}` };
    }),
    ...names.flatMap((stack) => {
      const path = join(outdir, manifest.stacks[stack]?.synthesizedStackPath ?? '');
      return lockOutputs(path).length === 0 ? [] : lockStack(stack, dirname(path), lockOutputs(path), write);
    }),
  ];
}

/** Names of the outputs that hold a lock, as they stand in the stack's JSON. */
function lockOutputs(path: string): string[] {
  const { output = {} } = JSON.parse(readFileSync(path, 'utf8')) as { output?: Record<string, { value?: unknown }> };
  return Object.entries(output).flatMap(([name, { value }]) =>
    typeof value === 'object' && value !== null && 'file' in value && 'lock' in value ? [name] : [],
  );
}

function lockStack(stack: string, folder: string, outputs: readonly string[], write: boolean): LockResult[] {
  const binary = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';
  const { status, stdout, stderr, error } = spawnSync(binary, [`-chdir=${folder}`, 'output', '-json', '-no-color'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error !== undefined || status !== 0) {
    const detail = error === undefined ? `${binary} output failed: ${stderr.trim()}` : `${binary}: ${error.message}`;
    return [{ stack, file: '', state: 'failed', detail }];
  }
  const found = JSON.parse(stdout) as Record<string, LockOutput | undefined>;
  return outputs.map((name) => {
    const value = found[name]?.value;
    if (value === undefined) return { stack, file: '', state: 'not deployed', detail: '' };
    const { file, lock } = value;
    if (existsSync(file) && readFileSync(file, 'utf8') === lock) return { stack, file, state: 'current', detail: '' };
    if (write) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, lock);
    }
    return { stack, file, state: 'behind', detail: '' };
  });
}
