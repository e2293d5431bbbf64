import fc from '../property';
import type { Field, Maker, PublicApi, Shape } from './api';
import type { Recipe } from './recipe';
import { ODD_NUMBERS, ODD_TEXTS, isSecret, numbersFor, wordsFor } from './words';

/** How many of a hundred texts and numbers are odd ones. */
export interface Oddness {
  readonly percent: number;
}

const DEEPEST = 7;

/** Values of the public types, mostly right ones, made from the types alone. */
export class Inputs {
  private readonly known = new Map<Shape, Map<number, fc.Arbitrary<Recipe> | undefined>>();

  constructor(
    private readonly api: PublicApi,
    private readonly oddness: Oddness,
  ) {}

  /** Some of the props of an interface: mostly few, so that most inputs are right. */
  someOf(
    name: string,
    { atMost, without = [] }: { atMost: number; without?: readonly string[] },
  ): fc.Arbitrary<Recipe> {
    const fields = this.api.propsOf(name).filter((field) => !without.includes(field.name));
    const writable = fields.flatMap((field) => {
      const value = this.of(field.shape(), 0);
      return value === undefined ? [] : [value.map((recipe) => [field.name, recipe] as const)];
    });
    return fc
      .subarray(writable, { minLength: 0, maxLength: Math.min(atMost, writable.length) })
      .chain((chosen) => fc.tuple(...chosen))
      .map((entries) => ({ kind: 'map', entries }));
  }

  /** A call of a maker. */
  callOf(maker: Maker): fc.Arbitrary<Recipe> | undefined {
    return this.call(maker, 0);
  }

  /** Names of props and parameters, below a type, that no value can be written for. */
  unwritable(name: string): string[] {
    return this.api
      .propsOf(name)
      .filter((field) => this.of(field.shape(), 0) === undefined)
      .map((field) => `${name}.${field.name}`);
  }

  /** Any value of the shape; undefined where none can be written. */
  private of(shape: Shape, depth: number): fc.Arbitrary<Recipe> | undefined {
    const byDepth = this.known.get(shape) ?? new Map<number, fc.Arbitrary<Recipe> | undefined>();
    this.known.set(shape, byDepth);
    if (!byDepth.has(depth)) byDepth.set(depth, depth > DEEPEST ? undefined : this.build(shape, depth));
    return byDepth.get(depth);
  }

  private build(shape: Shape, depth: number): fc.Arbitrary<Recipe> | undefined {
    switch (shape.kind) {
      case 'text':
        return isSecret(shape.place)
          ? this.oftenRight([{ kind: 'reference', of: 'text' }], ODD_TEXTS, 'text')
          : this.oftenRight(wordsFor(shape.place).map(value), ODD_TEXTS, 'text');
      case 'number':
        return this.oftenRight(numbersFor(shape.place).map(value), ODD_NUMBERS, 'number');
      case 'oneOf':
        return fc.constantFrom(...shape.values).map(value);
      case 'json':
        return json(depth);
      case 'given':
        return undefined;
      case 'list':
        return this.list(shape, depth);
      case 'tuple': {
        const items = shape.of.map((each) => this.of(each(), depth + 1));
        return allOf(items)?.map((each): Recipe => ({ kind: 'list', items: each }));
      }
      case 'map':
        return this.map(shape, depth);
      case 'record':
        return this.record(shape.fields, depth);
      case 'union': {
        const some = shape.of.flatMap((each) => this.of(each, depth) ?? []);
        return some.length === 0 ? undefined : fc.oneof(...some);
      }
      case 'made':
        return shape.type === 'ConfigPatch' ? PATCH : this.making(shape.makers, shape.more, depth);
    }
  }

  private oftenRight(
    right: readonly Recipe[],
    odd: readonly (string | number)[],
    of: 'text' | 'number',
  ): fc.Arbitrary<Recipe> {
    const { percent } = this.oddness;
    const fits = fc.constantFrom(...right);
    if (percent === 0) return fits;
    return fc.oneof(
      { weight: 10 * (100 - percent), arbitrary: fits },
      { weight: 9 * percent, arbitrary: fc.constantFrom(...odd).map(value) },
      { weight: percent, arbitrary: fc.constant<Recipe>({ kind: 'reference', of }) },
    );
  }

  private list(shape: Shape & { kind: 'list' }, depth: number): fc.Arbitrary<Recipe> | undefined {
    const inner = shape.of();
    const item = this.of(inner, depth + 1);
    if (item === undefined) return undefined;
    return fc
      .array(item, { minLength: shape.atLeast, maxLength: shape.atLeast + 2 })
      .map((items): Recipe => ({ kind: 'list', items }));
  }

  private map(shape: Shape & { kind: 'map' }, depth: number): fc.Arbitrary<Recipe> | undefined {
    const key = this.of(shape.key, depth + 1)?.map((each) => ('value' in each ? String(each.value) : 'referenced'));
    const inner = this.of(shape.of(), depth + 1);
    if (key === undefined || inner === undefined) return undefined;
    return fc
      .uniqueArray(fc.tuple(key, inner), { selector: ([name]) => name, maxLength: 2 })
      .map((entries): Recipe => ({ kind: 'map', entries }));
  }

  /** Every field that has to be there, and few of those that may be. */
  private record(fields: readonly Field[], depth: number): fc.Arbitrary<Recipe> | undefined {
    const needed = allOf(fields.filter(({ optional }) => !optional).map((field) => this.entry(field, depth)));
    if (needed === undefined) return undefined;
    const more = fields.filter(({ optional }) => optional).flatMap((field) => this.entry(field, depth) ?? []);
    const some = fc
      .subarray(more, { maxLength: Math.min(more.length, 3) })
      .chain((chosen): fc.Arbitrary<(readonly [string, Recipe])[]> => fc.tuple(...chosen));
    return fc.tuple(needed, some).map(([a, b]): Recipe => ({ kind: 'map', entries: [...a, ...b] }));
  }

  private entry(field: Field, depth: number): fc.Arbitrary<readonly [string, Recipe]> | undefined {
    return this.of(field.shape(), depth + 1)?.map((recipe) => [field.name, recipe] as const);
  }

  private making(makers: readonly Maker[], more: readonly Maker[], depth: number): fc.Arbitrary<Recipe> | undefined {
    const calls = makers.flatMap((maker) => this.call(maker, depth) ?? []);
    if (calls.length === 0) return undefined;
    const one = fc.oneof(...calls);
    const methods = depth > 3 ? [] : more;
    const then = methods.flatMap((maker) => {
      const args = this.args(maker, DEEPEST - 2);
      if (args === undefined) return [];
      return [fc.tuple(one, args).map(([of, each]): Recipe => ({ kind: 'then', of, method: maker.name, args: each }))];
    });
    return then.length === 0
      ? one
      : fc.oneof({ weight: 8, arbitrary: one }, ...then.map((arbitrary) => ({ weight: 1, arbitrary })));
  }

  private call({ owner, name, parameters }: Maker, depth: number): fc.Arbitrary<Recipe> | undefined {
    if (parameters === undefined) return fc.constant({ kind: 'constant', owner, name });
    return this.args({ owner, name, parameters }, depth)?.map((args): Recipe => ({
      kind: 'make',
      owner,
      maker: name,
      args,
    }));
  }

  private args({ parameters = [] }: Maker, depth: number): fc.Arbitrary<Recipe[]> | undefined {
    const all = parameters.map((parameter) => {
      const given = this.of(parameter.shape(), depth + 1);
      if (!parameter.optional) return given;
      const nothing = fc.constant(value(undefined));
      return given === undefined ? nothing : fc.oneof(nothing, given);
    });
    return allOf(all);
  }
}

function allOf<T>(arbitraries: readonly (fc.Arbitrary<T> | undefined)[]): fc.Arbitrary<T[]> | undefined {
  const there = arbitraries.filter((each) => each !== undefined);
  return there.length === arbitraries.length ? fc.tuple(...there) : undefined;
}

function value(given: string | number | boolean | undefined): Recipe {
  return { kind: 'value', value: given };
}

function json(depth: number): fc.Arbitrary<Recipe> {
  const plain = fc.constantFrom('a', '', '${x}', 1, 1.5, true, false).map(value);
  if (depth > DEEPEST - 2) return plain;
  return fc.oneof(
    plain,
    fc.array(plain, { maxLength: 2 }).map((items): Recipe => ({ kind: 'list', items })),
    fc
      .uniqueArray(fc.tuple(fc.constantFrom('enabled', 'name', 'a.b', 'replicas'), plain), {
        selector: ([key]) => key,
        maxLength: 2,
      })
      .map((entries): Recipe => ({ kind: 'map', entries })),
  );
}

const patchTexts = [
  'machine:\n  sysctls:\n    vm.swappiness: "1"\n',
  // Talos takes away what is there alone.
  'machine:\n  nodeLabels:\n    old: "1"\n---\nmachine:\n  nodeLabels:\n    old:\n      $patch: delete\n',
  'apiVersion: v1alpha1\nkind: WatchdogTimerConfig\ndevice: /dev/watchdog0\n---\ncluster:\n  allowSchedulingOnControlPlanes: true\n',
  '- op: add\n',
  'machine: [',
  '',
  'machine:\n',
  'a',
  'machine: &a\n  sysctls: *b\n',
  'machine:\n  token: abc\n',
  'kind: Nothing\napiVersion: v1alpha1\n',
  '__proto__: 1\n',
  'machine:\n  __proto__:\n    a: 1\n',
  'machine: 5\n',
  'machine:\n  network: null\n',
];

/** Patches that a person might write; what stands in them is Talos's own business. */
const PATCH: fc.Arbitrary<Recipe> = fc.oneof(
  fc.constantFrom(...patchTexts).map((text): Recipe => ({
    kind: 'spread',
    of: { kind: 'make', owner: 'ConfigPatch', maker: 'yaml', args: [value(text)] },
  })),
  fc
    .constantFrom<readonly [string, Recipe]>(
      ['sysctls', { kind: 'map', entries: [['vm.swappiness', value('1')]] }],
      ['env', { kind: 'map', entries: [['A', value('${B}')]] }],
      ['nodeLabels', { kind: 'map', entries: [['a', value('b')]] }],
      ['sysctls', value(undefined)],
    )
    .map((entry): Recipe => ({
      kind: 'make',
      owner: 'ConfigPatch',
      maker: 'merge',
      args: [{ kind: 'map', entries: [['machine', { kind: 'map', entries: [entry] }]] }],
    })),
);
