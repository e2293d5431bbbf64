import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A resource of a synthesized stack. */
export interface Resource {
  /** Its address in Terraform, `aws_subnet.Network_…`. */
  readonly address: string;
  /** Path of the construct below the stack. */
  readonly path: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** A synthesized stack, read from its Terraform JSON. */
export class StackJson {
  private constructor(
    private readonly folder: string,
    private readonly blocks: Blocks,
  ) {}

  public static read(outdir: string, stack: string): StackJson {
    const folder = join(outdir, 'stacks', stack);
    const json = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as { resource: Blocks };
    return new StackJson(folder, json.resource);
  }

  public resources(type: string): readonly Resource[] {
    return Object.entries(this.blocks[type] ?? {}).map(([id, values]) => {
      const { metadata } = values['//'] as { metadata: { path: string } };
      return { address: `${type}.${id}`, path: metadata.path.split('/').slice(1).join('/'), arguments: values };
    });
  }

  /** The only resource of a type. */
  public resource(type: string): Resource {
    const [only, ...others] = this.resources(type);
    if (only === undefined || others.length > 0) throw new Error(`${this.folder} has not one ${type}`);
    return only;
  }

  /** The readable configuration of a machine. */
  public machineConfig(cluster: string, machine: string): string {
    return readFileSync(join(this.folder, 'machine-config', cluster, `${machine}.yaml`), 'utf8');
  }
}

/** An argument that is text. */
export function textOf(resource: Resource, argument: string): string {
  const value = resource.arguments[argument];
  if (typeof value !== 'string') throw new Error(`${resource.address} has no text in '${argument}'`);
  return value;
}

/** The address that a reference such as `${aws_subnet.Network_….id}` is about. */
export function referred(reference: unknown): string {
  const address = /^\$\{([\w-]+\.[\w-]+)/.exec(String(reference))?.[1];
  if (address === undefined) throw new Error(`'${String(reference)}' refers to nothing`);
  return address;
}

/** The addresses that a resource waits for. */
export function dependenciesOf(resource: Resource): readonly string[] {
  return (resource.arguments.depends_on as readonly string[] | undefined) ?? [];
}

/** The machine that a construct's path is about. */
export function machineOf(resource: Resource): string {
  const name = resource.path.split('/').at(1);
  if (name === undefined) throw new Error(`${resource.address} belongs to no machine`);
  return name;
}
