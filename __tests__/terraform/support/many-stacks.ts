import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StateResource, Workspace } from './workspace';

const ROOT = 'many';

interface StateModule {
  readonly address?: string;
  readonly resources?: readonly StateResource[];
  readonly child_modules?: readonly StateModule[];
}

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly range?: { readonly filename: string };
}

/** What Terraform says of every run that is asked for some of the resources alone. */
const OF_TARGETS = /^(Resource targeting is in effect|Applied changes may be incomplete)$/;

/** Many stacks as modules of one configuration, so that one run of Terraform speaks of all of them. */
export class ManyStacks {
  private readonly workspace = new Workspace(ROOT);
  /** What is rendered, by stack. */
  private readonly configurations = new Map<string, readonly string[]>();

  /** Those of all stacks: they have to agree. */
  private providers: object = {};
  private required: object = {};

  /** Adds a stack by its JSON. */
  add(name: string, json: string): void {
    const stack = JSON.parse(json) as {
      terraform: { required_providers?: object };
      provider?: object;
      data?: { talos_machine_configuration?: object };
    };
    // A module has no backend of its own; with a provider of its own each would start another process.
    const terraform = { ...stack.terraform, backend: undefined };
    this.providers = { ...this.providers, ...stack.provider };
    this.required = { ...this.required, ...stack.terraform.required_providers };
    const folder = join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ ...stack, terraform, provider: undefined }));
    this.configurations.set(name, Object.keys(stack.data?.talos_machine_configuration ?? {}));
  }

  /** Writes the configuration of all, and fetches the providers. */
  init(): void {
    mkdirSync(this.folder, { recursive: true });
    const module = Object.fromEntries([...this.configurations.keys()].map((name) => [name, { source: `./${name}` }]));
    writeFileSync(
      join(this.folder, 'main.tf.json'),
      JSON.stringify({ terraform: { required_providers: this.required }, provider: this.providers, module }),
    );
    this.workspace.init();
  }

  /** Terraform's complaints, each with the name of the stack. */
  validate(): string[] {
    const { output } = this.workspace.terraform(['validate', '-json']);
    return complaints((JSON.parse(output) as { diagnostics: Diagnostic[] }).diagnostics);
  }

  /** Applies what the machine configurations need, and renders them; gives Terraform's complaints. */
  render(): string[] {
    const targets = [...this.configurations].flatMap(([name, machines]) =>
      machines.map((machine) => `-target=module.${name}.data.talos_machine_configuration.${machine}`),
    );
    const { output } = this.workspace.terraform(['apply', '-auto-approve', '-input=false', '-json', ...targets]);
    const lines = output.split('\n').filter((line) => line.startsWith('{'));
    return complaints(lines.flatMap((line) => (JSON.parse(line) as { diagnostic?: Diagnostic }).diagnostic ?? []));
  }

  /** The resources in the state by stack. */
  state(): Readonly<Record<string, readonly StateResource[]>> {
    const { output } = this.workspace.terraform(['show', '-json']);
    const shown = JSON.parse(output) as { values?: { root_module: StateModule } };
    return byStack(shown.values?.root_module ?? {});
  }

  /** What a first apply would make, by stack: the attributes that are known before it. */
  planned(): Readonly<Record<string, readonly StateResource[]>> {
    const made = this.workspace.terraform(['plan', '-input=false', '-no-color', '-out=first.plan']);
    if (made.code !== 0) throw new Error(made.output);
    const { output } = this.workspace.terraform(['show', '-json', 'first.plan']);
    return byStack((JSON.parse(output) as { planned_values: { root_module: StateModule } }).planned_values.root_module);
  }

  remove(): void {
    this.workspace.remove();
  }

  private get folder(): string {
    return join(this.workspace.outdir, 'stacks', ROOT);
  }
}

function byStack({ child_modules: modules = [] }: StateModule): Record<string, readonly StateResource[]> {
  return Object.fromEntries(
    modules.map(({ address = '', resources = [] }) => [address.slice('module.'.length), resources]),
  );
}

function complaints(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics
    .filter(({ summary }) => !OF_TARGETS.test(summary))
    .map(({ severity, summary, detail = '', address, range }) => {
      const where = address ?? range?.filename ?? '';
      return `${where}: ${severity}: ${summary}: ${detail}`;
    });
}
