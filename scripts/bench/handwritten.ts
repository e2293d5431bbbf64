/**
 * Writes, from a synthesized stack, the CDKTF program that somebody would have written by hand to get the same JSON: one
 * statement a resource, provider classes by deep import, references as attributes of the objects they refer to.
 */
type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** The JSON of a stack, as far as a program repeats it. */
export interface StackJson {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly ephemeral?: Blocks;
  readonly output?: Readonly<Record<string, { readonly value: unknown; readonly sensitive?: boolean }>>;
  readonly provider?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

/** Attributes that hold keys of the user's, which are no names of attributes. */
const MAPS = new Set(['tags', 'input', 'triggers_replace', 'value']);
/** Attributes that are objects, and are passed on whole. */
const OBJECTS = new Set(['machine_secrets', 'client_configuration']);
/** Arguments of the language, which every class takes under these names. */
const META: Readonly<Record<string, string>> = { depends_on: 'dependsOn', lifecycle: 'lifecycle' };
/** Attributes that the generated classes rename, since a construct has a member of that name. */
const RENAMED: Readonly<Record<string, string>> = { node: 'nodeAttribute', import_from: 'importFromAttribute' };

function camelCase(name: string): string {
  return RENAMED[name] ?? name.replace(/[_-]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Whether a program imports the module of each class, or each provider as a whole. */
export type ImportStyle = 'deep' | 'whole';

/** Provisioners as the JSON has them: each under its type. */
type Provisioners = readonly Readonly<Record<string, Readonly<Record<string, unknown>>>>[];

class Program {
  private readonly imports = new Map<string, string>();
  private readonly lines: string[] = [];
  private readonly variables = new Map<string, string>();

  constructor(
    private readonly stackName: string,
    private readonly json: StackJson,
    private readonly libraryPath: string,
    private readonly importStyle: ImportStyle,
  ) {}

  write(): string {
    const blocks = this.ordered();
    for (const [index, block] of blocks.entries()) this.variables.set(block.address, `r${String(index)}`);
    for (const [type, providers] of Object.entries(this.json.provider ?? {})) {
      for (const attributes of providers) {
        const name = this.classOf(type, 'provider');
        this.lines.push(`const provider_${type} = new ${name}(stack, 'provider_${type}', ${this.object(attributes)});`);
      }
    }
    for (const block of blocks) this.statement(block);
    for (const [name, { value, sensitive }] of Object.entries(this.json.output ?? {})) {
      const text = this.value(value, true);
      this.lines.push(
        `new cdktf.TerraformOutput(stack, '${name}', { staticId: true, value: ${text}, sensitive: ${String(sensitive === true)} });`,
      );
    }
    const imports = [...this.imports].map(([path, alias]) => `import * as ${alias} from '${path}';`);
    return [
      "import * as cdktf from 'cdktf';",
      `import { DataRecord } from '${this.libraryPath}/terraform/data-record';`,
      `import { EphemeralResource } from '${this.libraryPath}/terraform/ephemeral-resource';`,
      ...imports,
      `export function build(app: cdktf.App): void {`,
      `const stack = new cdktf.TerraformStack(app, '${this.stackName}');`,
      ...this.lines,
      '}',
    ].join('\n');
  }

  private statement(block: Block): void {
    const variable = this.variables.get(block.address) ?? '';
    const attributes = Object.fromEntries(Object.entries(block.attributes).filter(([key]) => key !== '//'));
    const created = this.creation(block, attributes);
    this.lines.push(`const ${variable} = ${created};`, `${variable}.overrideLogicalId('${block.name}');`);
  }

  private creation(block: Block, attributes: Readonly<Record<string, unknown>>): string {
    if (block.type === 'terraform_data') {
      return `new DataRecord(stack, '${block.name}', ${this.object(attributes)})`;
    }
    if (block.mode === 'ephemeral') {
      const plain = Object.entries(attributes).map(([key, value]) => `${key}: ${this.value(value, true)}`);
      return `new EphemeralResource(stack, '${block.name}', '${block.type}', { ${plain.join(', ')} })`;
    }
    return `new ${this.classOf(block.type, block.mode)}(stack, '${block.mode}_${block.name}', ${this.object(attributes)})`;
  }

  private classOf(type: string, mode: Block['mode'] | 'provider'): string {
    const [provider = '', ...rest] = type.split('_');
    const folder = { resource: '', data: `data-${provider}-`, provider: '', ephemeral: '' }[mode] + rest.join('-');
    const module = mode === 'provider' ? 'provider' : folder;
    const pascal = (text: string): string =>
      text.replace(/(^|-)([a-z0-9])/g, (_, _dash, letter: string) => letter.toUpperCase());
    const name = mode === 'provider' ? `${pascal(provider)}Provider` : pascal(folder);
    const whole = provider === 'aws' ? '@cdktf/provider-aws' : `${this.libraryPath}/providers/${provider}`;
    if (this.importStyle === 'whole') return `${this.alias(whole)}.${camelCase(module)}.${name}`;
    return `${this.alias(`${whole}${provider === 'aws' ? '/lib' : ''}/${module}`)}.${name}`;
  }

  private alias(path: string): string {
    const alias = this.imports.get(path) ?? `m${String(this.imports.size)}`;
    this.imports.set(path, alias);
    return alias;
  }

  private object(attributes: Readonly<Record<string, unknown>>): string {
    const entries = Object.entries(attributes).flatMap(([key, value]) => {
      const name = META[key] ?? camelCase(key);
      if (key === 'provider') return [`provider: provider_${String(value)}`];
      if (key === 'provisioner') return [`provisioners: ${this.provisioners(value as Provisioners)}`];
      if (key === 'depends_on')
        return [`dependsOn: [${(value as string[]).map((address) => this.variables.get(address)).join(', ')}]`];
      return [`${name}: ${this.value(value, MAPS.has(key))}`];
    });
    return `{ ${entries.join(', ')} } as never`;
  }

  private provisioners(provisioners: Provisioners): string {
    const each = provisioners.flatMap((one) =>
      Object.entries(one).map(([type, attributes]) => this.value({ type, ...attributes }, true)),
    );
    return `[${each.join(', ')}]`;
  }

  private value(value: unknown, verbatim: boolean): string {
    if (typeof value === 'string') return this.string(value);
    if (Array.isArray(value)) return `[${value.map((each) => this.value(each, verbatim)).join(', ')}]`;
    if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(value).map(
        ([key, inner]) => `${JSON.stringify(verbatim ? key : camelCase(key))}: ${this.value(inner, verbatim)}`,
      );
      return `{ ${entries.join(', ')} }`;
    }
    return JSON.stringify(value);
  }

  /** A string whose references are written as a person writes them: `${vpc.id}`. */
  private string(text: string): string {
    const body = text.replace(
      /\$\{((?:data|ephemeral)\.)?([a-z0-9_]+)\.([A-Za-z0-9_-]+)\.([a-z0-9_]+)\}/g,
      (whole, mode: string | undefined, type: string, name: string, attribute: string) => {
        const variable = this.variables.get(`${mode ?? ''}${type}.${name}`);
        if (variable === undefined) return whole;
        return `\u0000${variable}\u0001${attribute}\u0002`;
      },
    );
    if (body === text) return JSON.stringify(text);
    const parts = body.split(/(\u0000.*?\u0002)/).filter((part) => part !== '');
    return parts
      .map((part) => {
        const [, variable, attribute] = /^\u0000(.*)\u0001(.*)\u0002$/.exec(part) ?? [];
        if (variable === undefined || attribute === undefined) return JSON.stringify(part);
        return this.isEphemeral(variable)
          ? `${variable}.attribute('${attribute}')`
          : `${variable}.${OBJECTS.has(attribute) ? 'interpolationForAttribute' : 'getStringAttribute'}('${attribute}')`;
      })
      .join(' + ');
  }

  private isEphemeral(variable: string): boolean {
    return [...this.variables].some(([address, name]) => name === variable && address.startsWith('ephemeral.'));
  }

  /** Every block after the ones that it refers to, as a program has to be written. */
  private ordered(): Block[] {
    const all = (['resource', 'data', 'ephemeral'] as const).flatMap((mode) =>
      Object.entries(this.json[mode] ?? {}).flatMap(([type, named]) =>
        Object.entries(named).map(([name, attributes]) => ({
          mode,
          type,
          name,
          attributes,
          address: `${mode === 'resource' ? '' : `${mode}.`}${type}.${name}`,
        })),
      ),
    );
    const byAddress = new Map(all.map((block) => [block.address, block]));
    const done = new Set<string>();
    const out: Block[] = [];
    const visit = (block: Block): void => {
      if (done.has(block.address)) return;
      done.add(block.address);
      const text = JSON.stringify(block.attributes);
      for (const [address] of text.matchAll(/(?:data\.|ephemeral\.)?[a-z0-9_]+\.[A-Za-z0-9_-]+/g)) {
        const next = byAddress.get(address);
        if (next !== undefined && next !== block) visit(next);
      }
      out.push(block);
    };
    all.forEach(visit);
    return out;
  }
}

interface Block {
  readonly mode: 'resource' | 'data' | 'ephemeral';
  readonly type: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly address: string;
}

/** The program as TypeScript text. */
export function handwritten(
  stackName: string,
  json: StackJson,
  libraryPath: string,
  importStyle: ImportStyle = 'deep',
): string {
  return new Program(stackName, json, libraryPath, importStyle).write();
}
