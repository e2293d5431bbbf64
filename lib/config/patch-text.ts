import {
  Document,
  Lexer,
  LineCounter,
  ParsedNode,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parse,
  parseAllDocuments,
  visit,
} from 'yaml';
import { PATCH_FORM, PATCH_TEXT } from '../checks/value-checks';
import { holdsReference, isListReference } from './reference';
import { YamlValue } from './yaml-value';

/** Plain data of one YAML document that holds a map. */
export type ConfigPatchContent = { readonly [field: string]: YamlValue | undefined };

/** One patch of a YAML text. */
export interface PatchText {
  /** The patch as plain data; a number may have lost the form in which it was written. */
  readonly content: ConfigPatchContent;
  /** The patch as YAML text, each value in the form in which it was written. */
  readonly yaml: string;
  /** File, line and column of a field, or of the nearest field around it. */
  readonly placeOf: (path: readonly (string | number)[]) => string;
}

/**
 * The patches in a YAML text of one document or several; empty documents are passed over, as Talos does.
 *
 * Values are kept as they were written, for Talos reads some otherwise than YAML 1.2 has it: `0644` is octal to it, and
 * `1.10` stays text where it wants text.
 * @throws ConfigError TALOS009 when a document is no patch, TALOS016 when the text is no YAML
 */
export function patchTexts(text: string, name: string | undefined): PatchText[] {
  const lines = new LineCounter();
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return name === undefined
      ? `line ${String(line)}, column ${String(col)}`
      : `${name}:${String(line)}:${String(col)}`;
  };
  const documents = [
    ...parseAllDocuments(text, { lineCounter: lines, merge: true, prettyErrors: false, logLevel: 'silent' }),
  ];
  const written = [...parseAllDocuments(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'silent' })];
  for (const { errors } of documents) {
    const [error] = errors;
    if (error !== undefined) {
      throw PATCH_TEXT.configError({
        wrong: `the text is not YAML: ${error.message}`,
        given: place(error.pos[0]),
        allowed: 'YAML of one document or several',
      });
    }
  }
  const patches = documents.flatMap((document, index) => {
    const { contents } = document;
    const source = written[index];
    if (contents === null || source === undefined || (isScalar(contents) && contents.value === null)) return [];
    if (!isMap(contents)) throw notAPatch(contents, place(contents.range[0]));
    return [
      {
        content: plainData(document, place),
        yaml: textOf(source),
        placeOf: (path: readonly (string | number)[]) => place(offsetOf(document, path)),
      },
    ];
  });
  if (patches.length === 0) {
    throw PATCH_FORM.configError({
      wrong: 'the text holds no patch',
      given: name ?? 'a text without a document',
      allowed: "YAML with 'machine' or 'cluster', or with the 'kind' of a document",
    });
  }
  return patches;
}

/** YAML text of at least two lines: the provider takes a single word for the name of a file. */
export function textOf(document: Document): string {
  visit(document, {
    Scalar: (key, scalar) => {
      // What Terraform puts in the place of a reference stays text only between quotes.
      const text = typeof scalar.value === 'string' ? scalar.value : '';
      // A script with ${HOME} in it stays readable over several lines; a reference in it would break out of them.
      const quoted = text.includes('\n') ? text.includes('${TfToken[') : text.includes('${');
      if (key !== 'key' && (quoted || isListReference(text))) scalar.type = 'QUOTE_DOUBLE';
    },
    Seq: (_, list) => {
      const [only, ...others] = list.items;
      // Terraform puts a list in the place of the brackets and what is between them.
      if (others.length === 0 && isScalar(only) && isListReference(String(only.value))) list.flow = true;
    },
  });
  if (document.directives !== undefined) Object.assign(document.directives, { docStart: null, docEnd: false });
  const text = document.toString({ lineWidth: 0, indentSeq: true });
  return text.trimEnd().includes('\n') ? text : `---\n${text}`;
}

/** A part of a YAML text: text, a text without its quotes that holds a reference, or a reference to a whole list. */
export type PatchPart = { readonly yaml: string } | { readonly text: string } | { readonly list: string };

/** The parts of a patch's YAML text, as the reader of YAML takes it apart: a quote in a comment or a key begins no text. */
export function splitAtReferences(yaml: string): PatchPart[] {
  if (!yaml.includes('TfToken[')) return [{ yaml }];
  const tokens = [...new Lexer().lex(yaml)].filter((token) => !LEXERS_OWN.has(token));
  const parts: PatchPart[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? '';
    const [, list] = /^\[ *"(#\{TfToken\[[^\]]*\]\})" *\]/.exec(tokens.slice(at, at + 5).join('')) ?? [];
    if (token === '[' && list !== undefined) {
      parts.push({ list });
      at = tokens.indexOf(']', at);
    } else if (token.startsWith('"') && holdsReference(token)) {
      parts.push({ text: parse(token) as string });
    } else {
      parts.push({ yaml: token });
    }
  }
  return parts;
}

/** What the reader of YAML puts between tokens: the beginning of a document, the end of a flow, the beginning of a scalar. */
const LEXERS_OWN = new Set(['\u0002', '\u0018', '\u001f']);

function notAPatch(contents: ParsedNode, given: string): Error {
  return isSeq(contents)
    ? PATCH_FORM.configError({
        wrong: 'a list is a JSON 6902 patch, which Talos refuses for a configuration of several documents',
        given: `a list at ${given}`,
        allowed: 'a strategic merge patch: the fields to change, under their names',
      })
    : PATCH_FORM.configError({
        wrong: 'a single word or text is no patch',
        given,
        allowed: "YAML with 'machine' or 'cluster', or with the 'kind' of a document",
        fix: 'To read a patch from a file, use configPatchesFromFile.',
      });
}

function plainData(document: Document.Parsed, place: (offset: number) => string): ConfigPatchContent {
  try {
    return document.toJS() as ConfigPatchContent;
  } catch (error) {
    throw PATCH_TEXT.configError({
      wrong: `the text cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      given: place(document.range[0]),
      allowed: 'aliases of anchors in the same document',
    });
  }
}

/** Where the last field of a path that exists begins. */
function offsetOf(document: Document.Parsed, path: readonly (string | number)[]): number {
  let offset = document.contents?.range[0] ?? 0;
  let node: unknown = document.contents;
  for (const step of path) {
    const whole: unknown = isAlias(node) ? node.resolve(document) : node;
    const items: readonly unknown[] = isMap(whole) || isSeq(whole) ? whole.items : [];
    const item =
      typeof step === 'number' ? items[step] : items.find((each) => isPair(each) && String(each.key) === step);
    const start = isPair(item) ? item.key : item;
    offset = (isScalar(start) || isMap(start) || isSeq(start)) && start.range != null ? start.range[0] : offset;
    node = isPair(item) ? item.value : item;
  }
  return offset;
}
