import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a stack's JSON says about one machine. */
export interface MachineSummary {
  /** Its address in the state. */
  readonly address: string;
  /** Whether it is one of the control plane. */
  readonly isControlPlane: boolean;
  /** IP address, or the reference to it. */
  readonly node: string;
  /** The Talos version of its installer. */
  readonly talosVersion: string;
  /** Where its installer comes from, the schematic with it. */
  readonly installer: string;
  /** All that is said about its configuration, but for what the other fields say. */
  readonly configuration: string;
  /** Arguments of its server by name, as JSON; none where the machine is not made by Terraform. */
  readonly server: Readonly<Record<string, string>>;
}

/** What a stack's JSON says about its cluster and everything else. */
export interface StackSummary {
  /** The file with its JSON. */
  readonly path: string;
  /** As `talos_cluster` has it; empty where the strategy is manual. */
  readonly kubernetesVersion: string;
  /** The version contract of its configurations. */
  readonly contract: string;
  /** Its machines by name. */
  readonly machines: Readonly<Record<string, MachineSummary>>;
  /** Every other resource by address, as JSON. */
  readonly others: Readonly<Record<string, string>>;
  /** How many resources it has. */
  readonly resources: number;
  /** How many data sources it has. */
  readonly data: number;
}

/** A message about a construct. */
export interface Annotation {
  /** Its severity as the framework writes it. */
  readonly level: string;
  /** The construct that it is about. */
  readonly constructPath: string;
  /** Its text. */
  readonly message: string;
}

/** A synthesized app. */
export interface AppSummary {
  /** Its stacks by name. */
  readonly stacks: Readonly<Record<string, StackSummary>>;
  /** What the stacks' constructs were told. */
  readonly annotations: readonly Annotation[];
}

interface Manifest {
  readonly stacks: Readonly<
    Record<string, { readonly synthesizedStackPath: string; readonly annotations: readonly Annotation[] }>
  >;
}

interface Block {
  readonly '//'?: { readonly metadata?: { readonly path?: string } };
  readonly [argument: string]: unknown;
}

type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

interface StackJson {
  readonly resource?: Blocks;
  readonly data?: Blocks;
}

interface Placed {
  readonly address: string;
  readonly type: string;
  /** Construct path as segments. */
  readonly path: readonly string[];
  readonly block: Block;
}

/** Reads a synthesized app; nothing where there is none. */
export function readApp(outdir: string): AppSummary | undefined {
  const manifestPath = join(outdir, 'manifest.json');
  if (!existsSync(manifestPath)) return undefined;
  const { stacks } = JSON.parse(readFileSync(manifestPath, 'utf8')) as Manifest;
  const present = Object.entries(stacks)
    .map(([name, stack]) => ({ name, path: join(outdir, stack.synthesizedStackPath), stack }))
    .filter(({ path }) => existsSync(path));
  return {
    stacks: Object.fromEntries(
      present.map(({ name, path }) => [name, summaryOf(path, JSON.parse(readFileSync(path, 'utf8')) as StackJson)]),
    ),
    annotations: present.flatMap(({ stack }) => stack.annotations),
  };
}

/** A machine of a rolling upgrade strategy, and one of the manual strategy. */
const MACHINES = new Set(['talos_machine', 'talos_machine_configuration_apply']);

function summaryOf(path: string, { resource = {}, data = {} }: StackJson): StackSummary {
  const resources = placed(resource);
  const configurations = placed(data).filter(({ type }) => type === 'talos_machine_configuration');
  const clusters = resources.filter(({ type }) => type === 'talos_cluster');
  const machines = resources.filter(({ type }) => MACHINES.has(type));
  const named = machines.map((machine) => [machine.path.at(-2) ?? '', machine] as const);
  const names = new Set(named.map(([name]) => name));
  const firstOf = (blocks: readonly Placed[], argument: string): string =>
    textOf(blocks.find(({ block }) => argument in block)?.block[argument]);
  return {
    path,
    kubernetesVersion: firstOf(clusters, 'kubernetes_version'),
    contract: firstOf(configurations, 'talos_version'),
    machines: Object.fromEntries(
      named.map(([name, machine]) => [name, machineSummary(machine, name, resources, configurations)]),
    ),
    others: Object.fromEntries(
      resources
        // The record of the deployment changes whenever anything that is told of a machine does.
        .filter(({ path: place }) => place.at(-1) !== 'Deployed' && !place.some((segment) => names.has(segment)))
        .map(({ address, block }) => [address, JSON.stringify(block)]),
    ),
    resources: resources.length,
    data: placed(data).length,
  };
}

function machineSummary(
  { address, block, path }: Placed,
  name: string,
  resources: readonly Placed[],
  configurations: readonly Placed[],
): MachineSummary {
  const own = configurations.find((each) => each.path.at(-2) === name && each.path.at(-3) === path.at(-3));
  const image = textOf(block.image);
  const server = resources.find(
    (each) => each.path.at(-2) === name && each.path.at(-1) === 'Resource' && !MACHINES.has(each.type),
  );
  return {
    address,
    isControlPlane: textOf(own?.block.machine_type) === 'controlplane',
    node: textOf(block.node),
    talosVersion: image.slice(image.lastIndexOf(':') + 1),
    installer: image.slice(0, image.lastIndexOf(':')),
    configuration: withoutInstaller(JSON.stringify(own?.block.config_patches ?? []), image),
    server: Object.fromEntries(
      Object.entries(server?.block ?? {}).flatMap(([argument, value]): [string, string][] =>
        ['//', 'depends_on', 'lifecycle'].includes(argument) ? [] : [[argument, JSON.stringify(value)]],
      ),
    ),
  };
}

function placed(blocks: Blocks): Placed[] {
  return Object.entries(blocks).flatMap(([type, ofType]) =>
    Object.entries(ofType).map(([name, block]) => ({
      address: `${type}.${name}`,
      type,
      path: (block['//']?.metadata?.path ?? '').split('/'),
      block,
    })),
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The configuration names the installer, whose change is told by itself. */
function withoutInstaller(configuration: string, image: string): string {
  return image === '' ? configuration : configuration.replaceAll(image, 'the installer');
}
