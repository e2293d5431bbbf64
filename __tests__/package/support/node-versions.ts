import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', '..', 'node_modules', '.cache', 'cdktf-talos-nodes');

function majorOf(node: string): string {
  return /^v(\d+)/.exec(execFileSync(node, ['--version'], { encoding: 'utf8' }))?.[1] ?? '';
}

/**
 * A Node of a major version: the one that runs the tests, or one that npm installs beside the project for good. There
 * is none where npm has no binaries for the computer.
 */
export function nodeOf(major: string): string | undefined {
  if (majorOf(process.execPath) === major) return process.execPath;
  const prefix = join(FOLDER, major);
  const name = `node-${process.platform}-${process.arch}`;
  const node = join(prefix, 'node_modules', name, 'bin', 'node');
  try {
    if (!existsSync(node)) {
      mkdirSync(prefix, { recursive: true });
      const options = ['--prefix', prefix, '--no-save', '--no-audit', '--no-fund', '--prefer-offline'];
      execFileSync('npm', ['install', ...options, `${name}@${major}`], { cwd: prefix, stdio: 'pipe' });
    }
    return majorOf(node) === major ? node : undefined;
  } catch (error) {
    console.warn(`Node ${major} cannot be installed here: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
