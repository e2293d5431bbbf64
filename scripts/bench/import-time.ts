import { spawnSync } from 'node:child_process';

const MOST_RUNS = 40;

/**
 * Milliseconds of processor time that the import of the built package adds to the import of cdktf: the least of several
 * runs, each in a process of its own. Runs end early when one is within the limit.
 */
export function importMilliseconds(entryPoint: string, limit: number, leastRuns: number): number {
  const script = `require('cdktf'); const before = process.cpuUsage(); require(${JSON.stringify(entryPoint)});
    const { user, system } = process.cpuUsage(before); console.log((user + system) / 1e3);`;
  let least = Infinity;
  for (let runs = 0; runs < leastRuns || (least > limit && runs < MOST_RUNS); runs += 1) {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${entryPoint} cannot be imported; 'npm run build' makes it:\n${stderr}`);
    least = Math.min(least, Number(stdout));
  }
  return least;
}
