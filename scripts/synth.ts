/**
 * Synthesizes every stack of main.ts and tells what was written: the end of `npm run synth`.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import Table from 'cli-table3';

interface Manifest {
  readonly stacks: Readonly<
    Record<
      string,
      {
        readonly synthesizedStackPath: string;
        readonly annotations: readonly {
          readonly level: string;
          readonly constructPath: string;
          readonly message: string;
        }[];
      }
    >
  >;
}

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface StackJson {
  readonly resource?: Blocks;
  readonly data?: Blocks;
}

function count(blocks: Blocks = {}): number {
  return Object.values(blocks).reduce((sum, ofType) => sum + Object.keys(ofType).length, 0);
}

function machinesOf(stack: StackJson): { readonly controlPlanes: number; readonly workers: number } {
  const machines = Object.keys(stack.resource?.talos_machine ?? {}).length;
  const cluster = Object.values(stack.resource?.talos_cluster ?? {}) as { control_plane_nodes?: unknown[] }[];
  const controlPlanes = cluster.reduce((sum, each) => sum + (each.control_plane_nodes?.length ?? 0), 0);
  return { controlPlanes, workers: machines - controlPlanes };
}

function total(machines: ReturnType<typeof machinesOf>): number {
  return machines.controlPlanes + machines.workers;
}

function report(outdir: string): void {
  const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as Manifest;
  const table = new Table({
    head: ['stack', 'control planes + workers', 'resources', 'data', 'written to'],
    style: { head: [], border: [] },
  });
  const stacks = Object.entries(manifest.stacks)
    .map(([name, stack]) => {
      const path = join(outdir, stack.synthesizedStackPath);
      const json = JSON.parse(readFileSync(path, 'utf8')) as StackJson;
      return { name, path: relative(process.cwd(), path), json, machines: machinesOf(json), stack };
    })
    .sort((a, b) => total(a.machines) - total(b.machines));
  for (const { name, path, json, machines, stack } of stacks) {
    const both = `${String(machines.controlPlanes)} + ${String(machines.workers)}`;
    table.push([name, both, count(json.resource), count(json.data), path]);
    for (const { level, constructPath, message } of stack.annotations) {
      const severity = level.replace('@cdktf/', '').toUpperCase();
      console.error(`${severity} ${constructPath}\n  ${message.split('\n').join('\n  ')}\n`);
    }
  }
  const first = stacks[0]?.name ?? '<stack>';
  console.log(table.toString());
  console.log(`\nNothing was created. Read the JSON, then:
  npx cdktf diff ${first}      what would change
  npx cdktf deploy ${first}    make it so
Without the CDKTF command line: terraform -chdir=${relative(process.cwd(), join(outdir, 'stacks', first))} init, plan, apply.`);
}

async function main(): Promise<void> {
  await import('../main');
  report(process.env.CDKTF_OUTDIR ?? 'cdktf.out');
}

main().catch((error: unknown) => {
  // A mistake in the app has told itself; anything else is a defect and shows its trace.
  throw error;
});
