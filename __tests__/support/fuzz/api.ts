import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const LIB = join(__dirname, '..', '..', '..', 'lib');

/** The entry points whose types a user writes against. */
const ENTRY_POINTS = ['index', 'aws', 'proxmox'] as const;

/** What a value of a type looks like, as far as one can be written from its type alone. */
export type Shape =
  | { readonly kind: 'text' | 'number' | 'json'; readonly place: string }
  | { readonly kind: 'oneOf'; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: 'list'; readonly of: () => Shape; readonly atLeast: number }
  | { readonly kind: 'tuple'; readonly of: readonly (() => Shape)[] }
  | { readonly kind: 'map'; readonly key: Shape; readonly of: () => Shape }
  | { readonly kind: 'record'; readonly fields: readonly Field[] }
  | { readonly kind: 'union'; readonly of: readonly Shape[] }
  | { readonly kind: 'made'; readonly type: string; readonly makers: readonly Maker[]; readonly more: readonly Maker[] }
  /** A construct, or something with methods that no public maker gives. */
  | { readonly kind: 'given'; readonly type: string };

/** One property of an object, or one parameter of a maker. */
export interface Field {
  readonly name: string;
  readonly optional: boolean;
  readonly shape: () => Shape;
}

/** A static member that gives a value, or a method of a value that gives another one. */
export interface Maker {
  readonly owner: string;
  readonly name: string;
  /** Undefined for a constant. */
  readonly parameters: readonly Field[] | undefined;
}

/** The public types of the library, read from its source: a prop that is added there is seen here by itself. */
export class PublicApi {
  private readonly checker: ts.TypeChecker;
  private readonly exported = new Map<string, ts.Symbol>();
  private readonly makers = new Map<ts.Symbol, Maker[]>();
  private readonly shapes = new Map<string, Shape>();

  constructor() {
    const program = programOf(ENTRY_POINTS.map((name) => join(LIB, `${name}.ts`)));
    this.checker = program.getTypeChecker();
    for (const entry of ENTRY_POINTS) {
      const file = program.getSourceFile(join(LIB, `${entry}.ts`));
      const module = file === undefined ? undefined : this.checker.getSymbolAtLocation(file);
      if (module === undefined) throw new Error(`no entry point ${entry}`);
      for (const each of this.checker.getExportsOfModule(module)) this.exported.set(each.name, this.whole(each));
    }
    // Catalogue entries are made by the library alone.
    for (const [name, symbol] of this.exported) if (name !== 'Check') this.readMakers(name, symbol);
  }

  /** The props of an exported interface. */
  propsOf(name: string): readonly Field[] {
    return this.fields(this.checker.getDeclaredTypeOfSymbol(this.symbol(name)), name);
  }

  /** Every static maker of values that needs no construct. */
  get valueMakers(): readonly Maker[] {
    return [...this.makers.values()].flat().filter(({ parameters }) => parameters !== undefined);
  }

  /** What a type of that name looks like. */
  shapeOf(name: string): Shape {
    return this.shape(this.checker.getDeclaredTypeOfSymbol(this.symbol(name)), name);
  }

  private symbol(name: string): ts.Symbol {
    const symbol = this.exported.get(name);
    if (symbol === undefined) throw new Error(`nothing public is called ${name}`);
    return symbol;
  }

  private whole(symbol: ts.Symbol): ts.Symbol {
    return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : this.checker.getAliasedSymbol(symbol);
  }

  private readMakers(owner: string, symbol: ts.Symbol): void {
    if ((symbol.flags & ts.SymbolFlags.Class) === 0) return;
    for (const member of this.checker.getTypeOfSymbol(symbol).getProperties()) {
      const declaration = member.valueDeclaration;
      if (declaration === undefined || isHidden(declaration)) continue;
      if (ts.isMethodDeclaration(declaration)) {
        const signature = this.checker.getSignatureFromDeclaration(declaration);
        if (signature === undefined || this.wantsConstruct(signature)) continue;
        const made = this.checker.getReturnTypeOfSignature(signature).getSymbol();
        if (made !== undefined) this.addMaker(made, this.maker(owner, member.name, signature));
      } else if (ts.isPropertyDeclaration(declaration)) {
        const made = this.checker.getTypeOfSymbol(member).getSymbol();
        if (made !== undefined) this.addMaker(made, { owner, name: member.name, parameters: undefined });
      }
    }
  }

  private addMaker(made: ts.Symbol, maker: Maker): void {
    const known = this.makers.get(made) ?? [];
    // Two entry points may export the same class.
    if (known.some(({ owner, name }) => owner === maker.owner && name === maker.name)) return;
    this.makers.set(made, [...known, maker]);
  }

  private maker(owner: string, name: string, signature: ts.Signature): Maker {
    const parameters = signature.parameters.map((parameter): Field => {
      const declaration = parameter.valueDeclaration as ts.ParameterDeclaration;
      const type = this.checker.getTypeOfSymbol(parameter);
      return {
        name: parameter.name,
        optional: declaration.questionToken !== undefined || declaration.initializer !== undefined,
        shape: () => this.shape(type, `${owner}.${name}.${parameter.name}`),
      };
    });
    return { owner, name, parameters };
  }

  private wantsConstruct(signature: ts.Signature): boolean {
    return signature.parameters.some(({ name }) => name === 'scope');
  }

  private fields(type: ts.Type, owner: string): Field[] {
    return this.checker.getPropertiesOfType(type).map((property) => {
      // A part of a type, such as that of Partial or Omit, has no declaration of its own; its symbol knows all the same.
      const inner = this.checker.getTypeOfSymbol(property);
      return {
        name: property.name,
        optional: (property.flags & ts.SymbolFlags.Optional) !== 0,
        shape: () => this.shape(inner, `${owner}.${property.name}`),
      };
    });
  }

  /** The place is where the value stands, as `Type.prop` or `Class.maker.parameter`: words are chosen by it. */
  private shape(type: ts.Type, place: string): Shape {
    const key = `${String((type as unknown as { id: number }).id)} ${place}`;
    const known = this.shapes.get(key);
    if (known !== undefined) return known;
    const shape = this.read(type, place);
    this.shapes.set(key, shape);
    return shape;
  }

  private read(type: ts.Type, place: string): Shape {
    const { checker } = this;
    const name = (type.aliasSymbol ?? type.getSymbol())?.name ?? '';
    if (name === 'YamlValue' || name === 'HelmValues') return { kind: 'json', place };
    if (type.isUnion()) return this.readUnion(type, place);
    // `string & {}`: any text, beside those that the editor completes.
    if (type.isIntersection() && type.types.some((each) => (each.flags & ts.TypeFlags.String) !== 0)) {
      return { kind: 'text', place };
    }
    if ((type.flags & ts.TypeFlags.StringLike) !== 0 && !type.isStringLiteral()) return { kind: 'text', place };
    if ((type.flags & ts.TypeFlags.NumberLike) !== 0 && !type.isNumberLiteral()) return { kind: 'number', place };
    if (type.isLiteral()) return { kind: 'oneOf', values: [type.value as string | number] };
    if ((type.flags & ts.TypeFlags.BooleanLiteral) !== 0) {
      return { kind: 'oneOf', values: [checker.typeToString(type) === 'true'] };
    }
    if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return { kind: 'json', place };
    if (checker.isTupleType(type)) {
      const inner = checker.getTypeArguments(type as ts.TypeReference);
      const { minLength, combinedFlags } = (type as ts.TupleTypeReference).target;
      return (combinedFlags & ts.ElementFlags.Variable) !== 0
        ? { kind: 'list', of: () => this.shape(inner[0] as ts.Type, place), atLeast: minLength }
        : { kind: 'tuple', of: inner.map((each) => () => this.shape(each, place)) };
    }
    if (checker.isArrayType(type)) {
      const [inner] = checker.getTypeArguments(type as ts.TypeReference);
      return { kind: 'list', of: () => this.shape(inner as ts.Type, place), atLeast: 0 };
    }
    return this.readObject(type, place, name);
  }

  private readUnion(type: ts.UnionType, place: string): Shape {
    const inner = type.types
      .filter((each) => (each.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) === 0)
      .map((each) => this.shape(each, place));
    const values = inner.flatMap((each) => (each.kind === 'oneOf' ? [...each.values] : []));
    const others = inner.filter(({ kind }) => kind !== 'oneOf');
    const all: Shape[] = values.length === 0 ? others : [{ kind: 'oneOf', values }, ...others];
    return all.length === 1 && all[0] !== undefined ? all[0] : { kind: 'union', of: all };
  }

  private readObject(type: ts.Type, place: string, name: string): Shape {
    const symbol = type.getSymbol();
    const makers = symbol === undefined ? undefined : this.makers.get(symbol);
    if (makers !== undefined) return { kind: 'made', type: name, makers, more: this.methodsGiving(type, name) };
    const map = this.checker.getIndexInfoOfType(type, ts.IndexKind.String);
    if (map !== undefined && this.checker.getPropertiesOfType(type).length === 0) {
      const key = this.shape(map.keyType, `${place}:key`);
      return { kind: 'map', key, of: () => this.shape(map.type, place) };
    }
    const withMethods = this.checker
      .getPropertiesOfType(type)
      .some((each) => this.checker.getTypeOfSymbol(each).getCallSignatures().length > 0);
    const isClass = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Class) !== 0;
    if (withMethods || isClass || /^I[A-Z]/.test(name)) return { kind: 'given', type: name };
    // Mapped types, and what stands in a type without a name, go by their place.
    const owner = name === '' || name === '__type' ? place : name;
    return { kind: 'record', fields: this.fields(type, owner) };
  }

  /** Methods of a value that give another one of its type, such as `or`. */
  private methodsGiving(type: ts.Type, owner: string): Maker[] {
    return this.checker.getPropertiesOfType(type).flatMap((member) => {
      const declaration = member.valueDeclaration;
      if (declaration === undefined || !ts.isMethodDeclaration(declaration) || isHidden(declaration)) return [];
      const signature = this.checker.getSignatureFromDeclaration(declaration);
      if (signature === undefined || this.checker.getReturnTypeOfSignature(signature) !== type) return [];
      return [this.maker(owner, member.name, signature)];
    });
  }
}

function isHidden(declaration: ts.Declaration): boolean {
  return (
    (ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0 ||
    ts.getJSDocTags(declaration).some(({ tagName }) => tagName.text === 'internal')
  );
}

/** The types of the library alone: those of the framework and of the providers take most of the time, and say nothing. */
function programOf(rootNames: readonly string[]): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    lib: ['lib.es2022.d.ts'],
    types: [],
    strict: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const read = new Map<string, string>();
  host.readFile = (file) => {
    const text = read.get(file) ?? readFileSync(file, 'utf8');
    read.set(file, text);
    return text;
  };
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => {
      if (!text.startsWith('.') || text.includes('/providers/')) return { resolvedModule: undefined };
      return ts.resolveModuleName(text, from, options, ts.sys);
    });
  return ts.createProgram({ rootNames: [...rootNames], options, host });
}
