import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { OfficialExtension } from '../../../lib';
import { Operation, Workspace, emulatedProviders, overlapping, testOnRig } from '../../terraform/support/workspace';
import { effectOf } from './effect';
import { NodeEvent, TalosNodes, mostAtOnce, outages, testOnNodes } from './talos-nodes';
import { Announced, RunOptions, TerraformRun, runTerraform } from './terraform-run';

/** How many workers a pool is scaled to, which takes some five minutes of each life; with fewer, the table is not compared. */
export const MANY = process.env.DAY2_WORKERS ?? '100';
/** The workers that come and go with it. */
export const LAST_WORKERS = `worker-3 to worker-${String(Number(MANY) - 1)}`;

/** What a user says about the cluster. */
export interface Wish {
  readonly talosVersion: string;
  readonly kubernetesVersion: string;
  readonly systemExtensions: readonly OfficialExtension[];
  readonly controlPlanes: number;
  readonly workers: number;
  /** Label of the workers. */
  readonly label: string;
  /** Value of a kernel setting of every machine. */
  readonly hugePages: string;
}

/** A row of the table. */
export interface Row {
  /** What the user changes, as the documentation says it. */
  readonly change: string;
  /** What is wished for from now on. */
  readonly wish?: Partial<Wish>;
  /** Further variables of the emulated providers, such as what is lost. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Has Terraform interrupted after the first machine, and run again. */
  readonly interrupted?: true;
  /** Leaves the emulated nodes alone, where they cannot play their part. */
  readonly withoutNodes?: true;
  /** Called before the deployment. */
  readonly before?: () => void;
  /** Everything that changes, by kind and machine. */
  readonly effect: readonly string[];
}

/** A platform that lives through the table. */
export interface Life {
  /** As the documentation calls it. */
  readonly platform: string;
  readonly stack: string;
  readonly build: (app: App, wish: Wish) => void;
  readonly first: Wish;
  /** How many workers may be at work at once, of so many. */
  readonly workersAtOnce: (workers: number) => number;
  /** Variables for all runs. */
  readonly environment: Readonly<Record<string, string>>;
  /** Addresses of emulated nodes; none where nothing stands behind the machines. */
  readonly nodes?: readonly string[];
  /** What makes an emulated node restart when its configuration holds it. */
  readonly restartsOn?: RegExp;
}

interface Proof {
  readonly row: Row;
  readonly effect: readonly string[];
}

/** Drives a cluster through the rows, from nothing to nothing, and compares the documentation with what was proven. */
export class LifeOfACluster {
  readonly workspace: Workspace;
  private readonly roles = new Map<string, 'control plane' | 'worker'>();
  private readonly proven: Proof[] = [];
  private nodes: TalosNodes | undefined;
  private events: NodeEvent[] = [];
  private wish: Wish;
  /** Workers before the deployment or after it. */
  private mostWorkers: number;

  constructor(private readonly life: Life) {
    this.workspace = new Workspace(life.stack);
    this.wish = life.first;
    this.mostWorkers = life.first.workers;
  }

  /** Everything that happened to nodes so far. */
  get history(): readonly NodeEvent[] {
    return this.events;
  }

  async start(): Promise<void> {
    if (!emulatedProviders()) return;
    if (this.life.nodes !== undefined && testOnNodes !== test.skip) {
      this.nodes = await TalosNodes.start(this.life.nodes, this.life.restartsOn ?? /restart-/);
    }
    this.synthesize();
    this.workspace.init();
  }

  stop(): void {
    this.nodes?.stop();
    this.workspace.remove();
  }

  /** Deploys what a row says, and holds it to what it says. */
  async live(row: Row): Promise<void> {
    const before = this.wish.workers;
    this.wish = { ...this.wish, ...row.wish };
    this.mostWorkers = Math.max(before, this.wish.workers);
    row.before?.();
    this.synthesize();
    this.workspace.clearLog();
    const begun = await this.apply(row);
    const effect = this.proven.length === 0 ? creation(begun.changes) : effectOf(begun.changes);
    const operations = this.workspace.operations();
    const events = await this.eventsUntilAllAreUp();
    this.events.push(...events);
    expect(effect).toEqual([...row.effect].sort());
    this.expectOrder(operations);
    this.expectOutages(events);
    await this.expectNothingToDo();
    this.proven.push({ row, effect });
  }

  /** Destroys the cluster. */
  async end(): Promise<readonly Operation[]> {
    this.workspace.clearLog();
    const run = await runTerraform(this.workspace, this.life.stack, 'destroy', { environment: this.life.environment });
    expect({ code: run.code, errors: run.errors }).toEqual({ code: 0, errors: [] });
    expect(this.workspace.state()).toEqual([]);
    this.expectOrder(this.workspace.operations());
    return this.workspace.operations();
  }

  /** What the provider will do to each machine's node when it is removed. */
  onDestroy(): Readonly<Record<string, unknown>> {
    const machines = this.workspace.state().filter(({ type }) => type === 'talos_machine');
    return Object.fromEntries(
      machines.map(({ address, values }): [string, unknown] => [address.split('_').at(-2) ?? '', values.on_destroy]),
    );
  }

  /** Compares the table of the documentation with what was proven, or writes it. */
  compareDocumentation(rows: readonly Row[]): void {
    expect(this.proven.map(({ row }) => row.change)).toEqual(rows.map(({ change }) => change));
    const lines = this.proven.map(({ row, effect }) => [row.change, ...effect].join('\n    '));
    process.stdout.write(`\nProven on ${this.life.platform}:\n  ${lines.join('\n  ')}\n`);
    const page = join(__dirname, '..', '..', '..', 'docs', 'day-2.md');
    const [begin, end] = [`<!-- proven on ${this.life.platform} -->`, `<!-- end of ${this.life.platform} -->`];
    const [head = '', rest = ''] = readFileSync(page, 'utf8').split(begin);
    const [shown = '', tail = ''] = rest.split(end);
    if (process.env.UPDATE_TABLE !== undefined) {
      writeFileSync(page, `${head}${begin}\n\n${this.table()}\n\n${end}${tail}`);
    } else if (process.env.DAY2_WORKERS === undefined) {
      expect(plain(shown)).toBe(plain(this.table()));
    }
  }

  private synthesize(): void {
    this.workspace.synthesize((app) => {
      this.life.build(app, this.wish);
    });
  }

  private async apply(row: Row): Promise<TerraformRun> {
    const first = await this.run({
      environment: this.environment(row),
      ...(row.interrupted === undefined
        ? {}
        : { interruptWhen: (operations) => operations().some(({ type }) => type === 'talos_machine') }),
    });
    if (row.interrupted === undefined) {
      expect({ code: first.code, errors: first.errors }).toEqual({ code: 0, errors: [] });
      return first;
    }
    expect(first.code).toBe(1);
    const second = await this.run({ environment: this.environment(row) });
    expect({ code: second.code, errors: second.errors }).toEqual({ code: 0, errors: [] });
    expect(second.changes.length).toBeLessThan(first.changes.length);
    const announced = new Set(first.changes.map(({ address }) => address));
    expect(second.changes.filter(({ address }) => !announced.has(address))).toEqual([]);
    return first;
  }

  private async run(options: RunOptions): Promise<TerraformRun> {
    const run = await runTerraform(this.workspace, this.life.stack, 'apply', options);
    for (const [name, address] of Object.entries(run.nodes)) {
      this.roles.set(address, name.startsWith('control-plane') ? 'control plane' : 'worker');
    }
    return run;
  }

  private environment(row: Row): Record<string, string> {
    const { RIG_TALOS_API, TALOS_GATES, ...others } = this.life.environment;
    const nodes = { ...(RIG_TALOS_API && { RIG_TALOS_API }), ...(TALOS_GATES !== undefined && { TALOS_GATES }) };
    return { ...others, ...(row.withoutNodes ? { RIG_DELAY_MS: '20' } : nodes), ...row.environment };
  }

  /** What happened to the nodes. A worker that is new is not waited for by its gate, and may still be starting. */
  private async eventsUntilAllAreUp(): Promise<NodeEvent[]> {
    const events: NodeEvent[] = [];
    for (let tenths = 0; tenths < 200; tenths += 1) {
      events.push(...(this.nodes?.takeEvents() ?? []));
      if (outages(events).every(({ up }) => up < Infinity)) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return events;
  }

  private async expectNothingToDo(): Promise<void> {
    const { code, changes, errors } = await runTerraform(this.workspace, this.life.stack, 'plan');
    expect({ code, changes, errors }).toEqual({ code: 0, changes: [], errors: [] });
  }

  /** Control planes are at work one after another, workers no more at once than allowed, and never both. */
  private expectOrder(operations: readonly Operation[]): void {
    const machines = operations.filter(({ type }) => type === 'talos_machine');
    const of = (role: string): Operation[] => machines.filter(({ strings }) => this.role(strings.node) === role);
    const [controlPlanes, workers] = [of('control plane'), of('worker')];
    expect(controlPlanes.length + workers.length).toBe(machines.length);
    expect(overlapping(controlPlanes)).toBe(false);
    expect(mostAtWork(workers)).toBeLessThanOrEqual(this.life.workersAtOnce(this.mostWorkers));
    if (controlPlanes.length > 0 && workers.length > 0) {
      expect(overlapping([span(controlPlanes), span(workers)])).toBe(false);
    }
  }

  private expectOutages(events: readonly NodeEvent[]): void {
    const all = outages(events);
    const [controlPlanes, workers] = [true, false].map((is) => all.filter((each) => each.isControlPlane === is));
    expect(mostAtOnce(controlPlanes ?? [])).toBeLessThanOrEqual(1);
    expect(mostAtOnce(workers ?? [])).toBeLessThanOrEqual(this.life.workersAtOnce(this.mostWorkers));
    expect(all.every(({ up }) => up < Infinity)).toBe(true);
  }

  private role(address = ''): string | undefined {
    return this.roles.get(address);
  }

  private table(): string {
    const lines = this.proven.map(({ row, effect }) => `| ${row.change} | ${effect.join('<br>')} |`);
    return ['| change | what changes |', '| --- | --- |', ...lines].join('\n');
  }
}

/** A test of a life: skipped, aloud, where there is nothing to live it on. */
export function lifeTest(life: Life): typeof test {
  return life.nodes === undefined ? testOnRig : testOnNodes;
}

/** What the first deployment does: a list of everything says no more than that it is everything. */
function creation(changes: readonly Announced[]): string[] {
  return changes.every(({ action }) => action === 'create') ? ['everything created'] : effectOf(changes);
}

/** From the beginning of the first operation to the end of the last. */
function span(operations: readonly Operation[]): Operation {
  const [first] = operations;
  if (first === undefined) throw new Error('no operations');
  return {
    ...first,
    began: Math.min(...operations.map(({ began }) => began)),
    ended: Math.max(...operations.map(({ ended }) => ended)),
  };
}

function mostAtWork(operations: readonly Operation[]): number {
  return Math.max(
    0,
    ...operations.map(({ began }) => operations.filter((other) => other.began <= began && began < other.ended).length),
  );
}

/** A table without what a formatter adds to it. */
function plain(table: string): string {
  return table
    .split('\n')
    .map((line) =>
      line
        .replace(/\s*\|\s*/g, '|')
        .replace(/-{3,}/g, '---')
        .replace(/\\_/g, '_')
        .trim(),
    )
    .filter((line) => line !== '')
    .join('\n');
}
