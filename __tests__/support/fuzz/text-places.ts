import type { Field, Maker, PublicApi, Shape } from './api';
import type { Recipe } from './recipe';
import { isSecret, numbersFor, wordsFor } from './words';

/** A place in the props of a construct where a text stands. */
export interface TextPlace {
  /** `Type.prop` or `Class.maker.parameter`; `:key` where the text is the key of a map. */
  readonly place: string;
  /** The prop of the construct that it is part of. */
  readonly prop: string;
  /** The prop's value with a text at the place, and with a word that fits at any other. */
  readonly holding: (text: string) => Recipe;
  /** A word that fits there. */
  readonly word: string;
}

const DEEPEST = 9;

type Hole = Omit<TextPlace, 'prop'>;

/** Every place below the props of an interface where a text may stand, each once. */
export function textPlaces(api: PublicApi, props: string, without: readonly string[] = []): TextPlace[] {
  return api
    .propsOf(props)
    .filter(({ name }) => !without.includes(name))
    .flatMap((field) => {
      const holes = holesOf(field.shape(), 0).map((hole) => ({ ...hole, prop: field.name }));
      const seen = new Set<string>();
      return holes.filter(({ place }) => !seen.has(place) && seen.add(place));
    });
}

function holesOf(shape: Shape, depth: number): Hole[] {
  if (depth > DEEPEST) return [];
  switch (shape.kind) {
    case 'text':
      // A secret is a reference; what Terraform puts in its place is any text, and tested with references.
      return isSecret(shape.place)
        ? []
        : [{ place: shape.place, holding: value, word: wordsFor(shape.place)[0] ?? 'one' }];
    case 'list': {
      const item = plainOf(shape.of(), depth + 1);
      const fill = item === undefined ? [] : Array.from({ length: Math.max(0, shape.atLeast - 1) }, () => item);
      return wrapped(holesOf(shape.of(), depth + 1), (inner) => ({ kind: 'list', items: [inner, ...fill] }));
    }
    case 'tuple':
      return shape.of.flatMap((each, at) => {
        const others = shape.of.map((other) => plainOf(other(), depth + 1) ?? value('one'));
        return wrapped(holesOf(each(), depth + 1), (inner) => ({ kind: 'list', items: replaced(others, at, inner) }));
      });
    case 'map': {
      const plain = plainOf(shape.of(), depth + 1);
      const key = plainOf(shape.key, depth + 1);
      const values = wrapped(holesOf(shape.of(), depth + 1), (inner) => ({
        kind: 'map',
        entries: [[keyText(key), inner]],
      }));
      const [hole] = holesOf(shape.key, depth + 1);
      if (plain === undefined || hole === undefined) return values;
      return [
        { place: hole.place, word: hole.word, holding: (text) => ({ kind: 'map', entries: [[text, plain]] }) },
        ...values,
      ];
    }
    case 'record':
      return shape.fields.flatMap((field) =>
        wrapped(holesOf(field.shape(), depth + 1), (inner) => ({
          kind: 'map',
          entries: [...neededOf(shape.fields, depth + 1).filter(([name]) => name !== field.name), [field.name, inner]],
        })),
      );
    case 'union':
      return shape.of.flatMap((each) => holesOf(each, depth));
    case 'made':
      return shape.type === 'ConfigPatch' ? [] : shape.makers.flatMap((maker) => inMaker(maker, depth));
    default:
      return [];
  }
}

function inMaker({ owner, name, parameters = [] }: Maker, depth: number): Hole[] {
  return parameters.flatMap((parameter, at) => {
    const args = parameters.map((each, index) =>
      each.optional && index > at ? value(undefined) : (plainOf(each.shape(), depth + 1) ?? value(undefined)),
    );
    return wrapped(holesOf(parameter.shape(), depth + 1), (inner) => ({
      kind: 'make',
      owner,
      maker: name,
      args: replaced(args, at, inner),
    }));
  });
}

function replaced(all: readonly Recipe[], at: number, by: Recipe): Recipe[] {
  return all.map((each, index) => (index === at ? by : each));
}

function wrapped(holes: readonly Hole[], wrap: (inner: Recipe) => Recipe): Hole[] {
  return holes.map((hole) => ({ ...hole, holding: (text) => wrap(hole.holding(text)) }));
}

function neededOf(fields: readonly Field[], depth: number): [string, Recipe][] {
  return fields.flatMap((field): [string, Recipe][] => {
    const plain = field.optional ? undefined : plainOf(field.shape(), depth);
    return plain === undefined ? [] : [[field.name, plain]];
  });
}

/** The plainest value of a shape. */
function plainOf(shape: Shape, depth: number): Recipe | undefined {
  if (depth > DEEPEST) return undefined;
  switch (shape.kind) {
    case 'text':
      return isSecret(shape.place) ? { kind: 'reference', of: 'text' } : value(wordsFor(shape.place)[0]);
    case 'number':
      return value(numbersFor(shape.place)[0]);
    case 'oneOf':
      return value(shape.values[0]);
    case 'json':
      return { kind: 'map', entries: [['enabled', value(true)]] };
    case 'list': {
      const item = plainOf(shape.of(), depth + 1);
      return item === undefined ? undefined : { kind: 'list', items: [item] };
    }
    case 'tuple':
      return { kind: 'list', items: shape.of.map((each) => plainOf(each(), depth + 1) ?? value(undefined)) };
    case 'map': {
      const inner = plainOf(shape.of(), depth + 1);
      if (inner === undefined) return undefined;
      return { kind: 'map', entries: [[keyText(plainOf(shape.key, depth + 1)), inner]] };
    }
    case 'record':
      return { kind: 'map', entries: neededOf(shape.fields, depth + 1) };
    case 'union':
      return shape.of.map((each) => plainOf(each, depth)).find((each) => each !== undefined);
    case 'made':
      return shape.makers.map((maker) => plainCall(maker, depth)).find((each) => each !== undefined);
    case 'given':
      return undefined;
  }
}

function plainCall({ owner, name, parameters }: Maker, depth: number): Recipe | undefined {
  if (parameters === undefined) return { kind: 'constant', owner, name };
  const args = parameters.map((each) => (each.optional ? value(undefined) : plainOf(each.shape(), depth + 1)));
  const there = args.filter((each) => each !== undefined);
  return there.length === args.length ? { kind: 'make', owner, maker: name, args: there } : undefined;
}

function keyText(key: Recipe | undefined): string {
  return key?.kind === 'value' ? String(key.value) : 'one';
}

function value(given: string | number | boolean | undefined): Recipe {
  return { kind: 'value', value: given };
}
