import { Document } from 'yaml';
import type { ConfigDocument, V1alpha1Config } from './generated/config-document';
import { checkPatchText, checkedDocument, checkedMerge } from './patch-form';
import { ConfigPatchContent, patchTexts, textOf } from './patch-text';
import { remembered } from './remembered';

export type { ConfigPatchContent } from './patch-text';
export type { ConfigDocument } from './generated/config-document';
export type { YamlValue } from './yaml-value';

/** Fields of the v1alpha1 document that a merge patch may set. */
export interface MergePatch {
  /** What concerns the machine. */
  readonly machine?: V1alpha1Config['machine'];
  /** What concerns the cluster as a whole. */
  readonly cluster?: V1alpha1Config['cluster'];
  /**
   * Whether the machine's console shows more of what goes on.
   * @default false
   */
  readonly debug?: V1alpha1Config['debug'];
}

/** Kind of a document beside the v1alpha1 one, such as `VolumeConfig`. */
export type DocumentKind = ConfigDocument['kind'];

/** The document of a kind, for a value that is made apart from its patch. */
export type DocumentOfKind<Kind extends DocumentKind> = Extract<
  ConfigDocument,
  {
    /** The kind. */
    readonly kind: Kind;
  }
>;

/** Where a YAML text comes from. */
export interface PatchYamlOptions {
  /**
   * Name of the text in messages, such as that of its file.
   * @default - messages name line and column alone
   */
  readonly name?: string;
}

/**
 * A change to the machine configuration, merged as Talos merges (strategic merge).
 *
 * Maps merge key by key, and the later patch wins; lists are appended to, with few exceptions (pod and service subnets
 * are replaced). `$patch: 'delete'` in the place of a value takes away what an earlier patch set.
 *
 * The types know the fields of every version contract; a field or kind that the cluster's own contract does not know
 * is told at synth.
 */
export class ConfigPatch {
  /**
   * Changes fields of `machine` and `cluster`, or `debug`.
   * @throws ConfigError TALOS009 when it has other fields, or none, or is no object
   */
  static merge(patch: MergePatch): ConfigPatch {
    return new ConfigPatch(checkedMerge(patch));
  }

  /**
   * Adds a document, or changes the one of equal kind and name.
   * @throws ConfigError TALOS009 when it has no kind, is of another API version, or is an object of Kubernetes
   */
  static document(document: ConfigDocument): ConfigPatch {
    return new ConfigPatch(checkedDocument(document));
  }

  /**
   * The patches in a YAML text, one for each of its documents: fields of `machine` and `cluster`, or documents with a
   * kind. Values that hold references belong between double quotes.
   * @throws ConfigError TALOS009 when a document is no patch (a JSON 6902 list is none), TALOS016 when it is no YAML;
   * both with line and column
   */
  static yaml(text: string, options: PatchYamlOptions = {}): readonly ConfigPatch[] {
    checkPatchText(text);
    return patchTexts(text, options.name).map(({ content, yaml, placeOf }) => {
      const where = `, ${placeOf([])}`;
      if ('kind' in content || 'apiVersion' in content) checkedDocument(content, where);
      else checkedMerge(content, where);
      return new ConfigPatch(content, yaml, placeOf);
    });
  }

  private constructor(
    /** The patch as plain data. */
    readonly content: ConfigPatchContent,
    private text?: string,
    private readonly place?: (path: readonly (string | number)[]) => string,
  ) {}

  /** File, line and column of a field, where the patch was YAML text. */
  placeOf(path: readonly (string | number)[]): string | undefined {
    return this.place?.(path);
  }

  /**
   * The patch as YAML text of at least two lines: the provider takes a single word for the name of a file.
   *
   * Every string with a `$` is quoted, so that what Terraform puts in its place stays a string.
   */
  toYaml(): string {
    // Talos reads with some rules of YAML 1.1, which takes a bare off, 1_000 or 2024-01-01 for something else than text.
    // Kept: it is asked for by the configuration, its seed, the checks and the readable file.
    if (this.text !== undefined) return this.text;
    const json = jsonOf(this.content);
    return (this.text = json === undefined ? yamlOf(this.content) : rendered(json));
  }
}

/** The text of a patch, from its JSON: pools and clusters of an app have most of their patches in common. */
const rendered = remembered((json) => yamlOf(JSON.parse(json)));

function yamlOf(content: unknown): string {
  return textOf(new Document(content, { compat: 'yaml-1.1' }));
}

/** The content as JSON; undefined where that says less than the content does. */
function jsonOf(content: unknown): string | undefined {
  const others: unknown[] = [];
  try {
    const json = JSON.stringify(content, function (this: Readonly<Record<string, unknown>>, key, value: unknown) {
      if (!isJson(value) || this[key] !== value) others.push(value);
      return value;
    });
    return others.length === 0 ? json : undefined;
  } catch {
    return undefined;
  }
}

function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== 'object' || value === null) return typeof value !== 'bigint';
  return Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
}
