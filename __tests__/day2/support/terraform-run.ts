import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Operation, Workspace } from '../../terraform/support/workspace';

/** A change that Terraform announced before it made it; data sources are left out. */
export interface Announced {
  readonly address: string;
  readonly type: string;
  readonly action: string;
  /** Id under which it is taken into the state. */
  readonly imported?: string;
}

/** How a Terraform command ended. */
export interface TerraformRun {
  /** 0, or 2 where a plan holds changes. */
  readonly code: number;
  readonly changes: readonly Announced[];
  /** Terraform's errors, in its own words. */
  readonly errors: readonly string[];
  /** The output `nodes`: addresses by machine; empty where the command told none. */
  readonly nodes: Readonly<Record<string, string>>;
  readonly milliseconds: number;
}

/** What a Terraform command runs with. */
export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Asked every few milliseconds; Terraform gets one SIGINT as soon as it says so, as by Ctrl-C. */
  readonly interruptWhen?: (operations: () => readonly Operation[], milliseconds: number) => boolean;
}

interface Message {
  readonly type?: string;
  readonly '@message'?: string;
  readonly change?: {
    readonly action: string;
    readonly importing?: { readonly id?: string };
    readonly resource: { readonly addr: string; readonly resource_type: string };
  };
  readonly diagnostic?: { readonly severity: string; readonly summary: string; readonly detail: string };
  readonly outputs?: Readonly<Record<string, { readonly value?: unknown }>>;
}

const COMMANDS = {
  apply: ['apply', '-json', '-auto-approve', '-input=false'],
  destroy: ['destroy', '-json', '-auto-approve', '-input=false'],
  plan: ['plan', '-json', '-detailed-exitcode', '-input=false'],
};

/** Runs Terraform over a workspace's stack, without waiting for it in between. */
export async function runTerraform(
  workspace: Workspace,
  stack: string,
  command: keyof typeof COMMANDS,
  { environment = {}, interruptWhen }: RunOptions = {},
): Promise<TerraformRun> {
  const log = join(workspace.outdir, '..', 'operations.jsonl');
  const began = performance.now();
  const child = spawn(
    process.env.TERRAFORM_BINARY_NAME ?? 'terraform',
    [`-chdir=${join(workspace.outdir, 'stacks', stack)}`, ...COMMANDS[command]],
    {
      env: {
        ...process.env,
        CHECKPOINT_DISABLE: '1',
        TF_IN_AUTOMATION: '1',
        TALOS_GATES: 'open-without-looking',
        RIG_LOG: log,
        ...environment,
      },
      // A group of its own, so that the signal reaches Terraform alone.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let text = '';
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const watch =
    interruptWhen &&
    setInterval(() => {
      if (!interruptWhen(() => operationsIn(log), performance.now() - began)) return;
      clearInterval(watch);
      child.kill('SIGINT');
    }, 20);
  const code = await new Promise<number>((resolve) =>
    child.once('close', (ended) => {
      resolve(ended ?? -1);
    }),
  );
  clearInterval(watch);
  return { ...read(text, complaint), code, milliseconds: performance.now() - began };
}

function operationsIn(log: string): Operation[] {
  if (!existsSync(log)) return [];
  const lines = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Operation);
}

function read(text: string, complaint: string): Omit<TerraformRun, 'code' | 'milliseconds'> {
  const messages = text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Message);
  const outputs = messages.filter(({ type }) => type === 'outputs').at(-1)?.outputs;
  return {
    changes: messages
      .filter(({ type }) => type === 'planned_change')
      .flatMap(({ change }) =>
        change === undefined || ['noop', 'read', 'open'].includes(change.action)
          ? []
          : [
              {
                address: change.resource.addr,
                type: change.resource.resource_type,
                action: change.action,
                ...(change.importing === undefined ? {} : { imported: change.importing.id ?? '' }),
              },
            ],
      ),
    errors: [
      ...messages.flatMap(({ diagnostic }) =>
        diagnostic?.severity === 'error' ? [`${diagnostic.summary}: ${diagnostic.detail}`] : [],
      ),
      ...(complaint === '' ? [] : [complaint]),
    ],
    nodes: (outputs?.nodes?.value ?? {}) as Record<string, string>,
  };
}
