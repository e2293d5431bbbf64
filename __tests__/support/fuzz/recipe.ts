import { Lazy, Token } from 'cdktf';
import * as aws from '../../../lib/aws';
import * as core from '../../../lib';
import * as proxmox from '../../../lib/proxmox';

/** A value as plain data: how it is written in a program, so that a failure can be told as one would write it. */
export type Recipe =
  | { readonly kind: 'value'; readonly value: string | number | boolean | undefined }
  | { readonly kind: 'reference'; readonly of: 'text' | 'number' }
  | { readonly kind: 'list'; readonly items: readonly Recipe[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, Recipe])[] }
  | { readonly kind: 'make'; readonly owner: string; readonly maker: string; readonly args: readonly Recipe[] }
  /** Several values of which each is an item of the list around it. */
  | { readonly kind: 'spread'; readonly of: Recipe }
  | { readonly kind: 'constant'; readonly owner: string; readonly name: string }
  | { readonly kind: 'then'; readonly of: Recipe; readonly method: string; readonly args: readonly Recipe[] };

type Members = Readonly<Record<string, unknown>>;

const CLASSES = { ...core, ...aws, ...proxmox } as unknown as Readonly<Record<string, Members>>;

/** The value; what the makers refuse, they throw here. */
export function made(recipe: Recipe): unknown {
  switch (recipe.kind) {
    case 'value':
      return recipe.value;
    case 'reference':
      return reference(recipe.of);
    case 'list':
      return recipe.items.flatMap((item) => (item.kind === 'spread' ? (made(item.of) as unknown[]) : [made(item)]));
    case 'spread':
      return made(recipe.of);
    case 'map':
      // Not by assignment: '__proto__' is a key as well.
      return Object.fromEntries(recipe.entries.map(([key, value]) => [key, made(value)]));
    case 'constant':
      return CLASSES[recipe.owner]?.[recipe.name];
    case 'make':
      return called(CLASSES[recipe.owner], recipe.maker, recipe.args);
    case 'then':
      return called(made(recipe.of), recipe.method, recipe.args);
  }
}

function called(owner: unknown, method: string, args: readonly Recipe[]): unknown {
  const members = owner as Record<string, (...args: unknown[]) => unknown>;
  const found = members[method];
  if (found === undefined) throw new Error(`no method ${method}`);
  return found.apply(owner, args.map(made));
}

/** A reference to something that Terraform alone knows. */
function reference(of: 'text' | 'number'): unknown {
  const token = Lazy.stringValue({ produce: () => '${terraform.workspace}' });
  return of === 'text' ? token : Token.asNumber('${length(terraform.workspace)}');
}

/** The recipe as it is written in a program. */
export function written(recipe: Recipe): string {
  switch (recipe.kind) {
    case 'value':
      return typeof recipe.value === 'string' ? JSON.stringify(recipe.value) : String(recipe.value);
    case 'reference':
      return recipe.of === 'text' ? 'aReference()' : 'aNumberReference()';
    case 'list':
      return `[${recipe.items.map(written).join(', ')}]`;
    case 'spread':
      return `...${written(recipe.of)}`;
    case 'map':
      return `{ ${recipe.entries.map(([key, value]) => `${keyOf(key)}: ${written(value)}`).join(', ')} }`;
    case 'constant':
      return `${recipe.owner}.${recipe.name}`;
    case 'make':
      return `${recipe.owner}.${recipe.maker}(${recipe.args.map(written).join(', ')})`;
    case 'then':
      return `${written(recipe.of)}.${recipe.method}(${recipe.args.map(written).join(', ')})`;
  }
}

function keyOf(key: string): string {
  return /^[A-Za-z]\w*$/.test(key) ? key : JSON.stringify(key);
}
