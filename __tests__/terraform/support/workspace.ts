import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';

/** What one Terraform command said. */
export interface Answer {
  readonly code: number;
  readonly output: string;
}

/** One change that a plan holds. */
export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  readonly actions: readonly string[];
}

/** One finished operation in the emulated providers' log; times in microseconds. */
export interface Operation {
  readonly op: 'create' | 'read' | 'update' | 'delete';
  readonly type: string;
  readonly began: number;
  readonly ended: number;
  readonly strings: Readonly<Record<string, string>>;
}

interface StateModule {
  readonly resources?: readonly {
    readonly address: string;
    readonly type: string;
    readonly values: Record<string, unknown>;
  }[];
}

/** A resource in the state. */
export type StateResource = NonNullable<StateModule['resources']>[number];

/** A stack on disk that Terraform is run over. */
export class Workspace {
  private readonly root = mkdtempSync(join(tmpdir(), 'cdktf-talos-'));
  private readonly logFile = join(this.root, 'operations.jsonl');

  constructor(private readonly stackName: string) {}

  /** Folder that the app is synthesized to. */
  get outdir(): string {
    return join(this.root, 'cdktf.out');
  }

  /** Writes the stack anew, as a user who edited it and synthesized again. */
  synthesize(build: (app: App) => void): void {
    const app = new App({ outdir: this.outdir });
    build(app);
    app.synth();
  }

  /** Runs a Terraform command; its output comes with the code and is no error by itself. */
  terraform(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Answer {
    const binary = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';
    const run = spawnSync(binary, [`-chdir=${this.folder}`, ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: {
        ...process.env,
        CHECKPOINT_DISABLE: '1',
        TF_IN_AUTOMATION: '1',
        // No nodes stand behind the emulated machines here; the suite that has some is test:day2.
        TALOS_GATES: 'open-without-looking',
        RIG_LOG: this.logFile,
        ...environment,
      },
    });
    return { code: run.status ?? -1, output: `${run.stdout}${run.stderr}` };
  }

  /** Fetches the providers; fails with Terraform's own words. */
  init(): void {
    this.succeed(['init', '-input=false', '-no-color']);
  }

  /** Terraform's complaints about the stack, errors and warnings. */
  validate(): readonly { readonly severity: string; readonly summary: string; readonly detail?: string }[] {
    const { output } = this.terraform(['validate', '-json']);
    return (JSON.parse(output) as { diagnostics: { severity: string; summary: string; detail?: string }[] })
      .diagnostics;
  }

  /** Applies the stack; fails with Terraform's own words. */
  apply(environment: Readonly<Record<string, string>> = {}): string {
    this.refuseRealProviders();
    return this.succeed(['apply', '-auto-approve', '-input=false', '-no-color'], environment);
  }

  /**
   * Applies some of the stack alone, and what that needs; Terraform's own warnings about doing so are left out of its
   * words.
   */
  applyOnly(...addresses: readonly string[]): string {
    this.refuseRealProviders();
    const targets = addresses.map((address) => `-target=${address}`);
    const words = this.succeed(['apply', '-auto-approve', '-input=false', '-no-color', ...targets]);
    return words.replace(/Warning: (Resource targeting is in effect|Applied changes may be incomplete)/g, '');
  }

  /** Destroys the stack; fails with Terraform's own words. */
  destroy(): string {
    return this.succeed(['destroy', '-auto-approve', '-input=false', '-no-color']);
  }

  /** What the next apply would change; reads, and what OpenTofu opens for the time of a run, left out. */
  plan(environment: Readonly<Record<string, string>> = {}): PlannedChange[] {
    this.succeed(['plan', '-input=false', '-no-color', '-out=next.plan'], environment);
    const text = this.succeed(['show', '-json', 'next.plan']);
    const plan = JSON.parse(text) as {
      resource_changes?: { address: string; type: string; change: { actions: string[] } }[];
      output_changes?: Record<string, { actions: string[] }>;
    };
    return (plan.resource_changes ?? [])
      .map(({ address, type, change }) => ({ address, type, actions: change.actions }))
      .filter(({ actions }) => !actions.every((action) => ['no-op', 'read', 'open'].includes(action)));
  }

  /** Every resource and data source in the state. */
  state(): readonly StateResource[] {
    const shown = JSON.parse(this.succeed(['show', '-json'])) as { values?: { root_module: StateModule } };
    return shown.values?.root_module.resources ?? [];
  }

  /** Operations since the log was last cleared, in the order in which they ended. */
  operations(): Operation[] {
    if (!existsSync(this.logFile)) return [];
    return readFileSync(this.logFile, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Operation);
  }

  /** Forgets the operations so far. */
  clearLog(): void {
    rmSync(this.logFile, { force: true });
  }

  /** Deletes everything that the test left on disk. */
  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** With real providers, and credentials in the environment, a test would create real machines. */
  private refuseRealProviders(): void {
    const providers = join(this.folder, '.terraform', 'providers');
    const files = readdirSync(providers, { recursive: true, encoding: 'utf8' });
    const linked = files.filter((file) => /[0-9]\/[a-z0-9]+_[a-z0-9]+$/.test(file));
    if (linked.length === 0 || !linked.every((file) => existsSync(join(providers, file, 'schemas')))) {
      throw new Error('these are real providers; tests apply to emulated ones only');
    }
  }

  private get folder(): string {
    return join(this.root, 'cdktf.out', 'stacks', this.stackName);
  }

  private succeed(args: readonly string[], environment: Readonly<Record<string, string>> = {}): string {
    const { code, output } = this.terraform(args, environment);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}:\n${output}`);
    return output;
  }
}

/** Whether Terraform is configured to take the emulated providers, which anything may be applied to. */
export function emulatedProviders(): boolean {
  const file = process.env.TF_CLI_CONFIG_FILE;
  if (file === undefined || !existsSync(file)) return false;
  const mirror = /path\s*=\s*"([^"]+)"/.exec(readFileSync(file, 'utf8'))?.[1];
  if (mirror === undefined || !existsSync(mirror)) return false;
  return readdirSync(mirror, { recursive: true, encoding: 'utf8' }).some((path) => path.endsWith('schemas/talos.json'));
}

/** A test that applies: skipped, aloud, where the providers are real. */
export const testOnRig = emulatedProviders() ? test : test.skip;

/** `type name: action` for every change, with the hash of the address left out. */
export function told(changes: readonly PlannedChange[]): string[] {
  return changes
    .map(({ address, type, actions }) => {
      const name = address.slice(type.length + 1).replace(/_[0-9A-F]{8}$/, '');
      return `${type} ${name}: ${actions.join(' then ')}`;
    })
    .sort();
}

/** Whether two operations of the list were under way at the same time. */
export function overlapping(operations: readonly Operation[]): boolean {
  const sorted = [...operations].sort((a, b) => a.began - b.began);
  return sorted.some((operation, index) => {
    const next = sorted[index + 1];
    return next !== undefined && next.began < operation.ended;
  });
}
