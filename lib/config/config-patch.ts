import { Document } from 'yaml';
import { PATCH_FORM } from '../checks/value-checks';
import type { ConfigDocument, V1alpha1Config } from './generated/config-document';
import { ConfigPatchContent, patchTexts, textOf } from './patch-text';

export type { ConfigPatchContent } from './patch-text';
export type { ConfigDocument } from './generated/config-document';
export type { YamlValue } from './yaml-value';

/** Fields of the v1alpha1 document that a merge patch may set. */
export interface MergePatch {
  /** What concerns the machine. */
  readonly machine?: V1alpha1Config['machine'];
  /** What concerns the cluster as a whole. */
  readonly cluster?: V1alpha1Config['cluster'];
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
   * Changes fields of `machine` and `cluster`.
   * @throws ConfigError TALOS009 when it has other fields, or none
   */
  static merge(patch: MergePatch): ConfigPatch {
    if (Array.isArray(patch)) throw mergeForm('the fields (a JSON 6902 list)');
    const content = plain(patch);
    checkMerge(content, '');
    return new ConfigPatch(content);
  }

  /**
   * Adds a document, or changes the one of equal kind and name.
   * @throws ConfigError TALOS009 when it has no kind, or is of another API version
   */
  static document(document: ConfigDocument): ConfigPatch {
    const content = plain(document);
    checkDocument(content, '');
    return new ConfigPatch(content);
  }

  /**
   * The patches in a YAML text, one for each of its documents: fields of `machine` and `cluster`, or documents with a
   * kind. Values that hold references belong between double quotes.
   * @throws ConfigError TALOS009 when a document is no patch (a JSON 6902 list is none), TALOS016 when it is no YAML;
   * both with line and column
   */
  static yaml(text: string, options: PatchYamlOptions = {}): readonly ConfigPatch[] {
    return patchTexts(text, options.name).map(({ content, yaml, placeOf }) => {
      const where = `, ${placeOf([])}`;
      if ('kind' in content || 'apiVersion' in content) checkDocument(content, where);
      else checkMerge(content, where);
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
    return (this.text ??= textOf(new Document(this.content, { compat: 'yaml-1.1' })));
  }
}

/** Typed fields as the plain data that they are: an interface has no index signature. */
function plain(fields: MergePatch | ConfigDocument): ConfigPatchContent {
  return fields as ConfigPatchContent;
}

function checkMerge(content: ConfigPatchContent, where: string): void {
  const fields = Object.keys(content);
  const others = fields.filter((field) => field !== 'machine' && field !== 'cluster');
  if (fields.length === 0) throw mergeForm(`no field${where}`);
  if (others.length > 0) throw mergeForm(`the fields ${others.join(', ')}${where}`);
}

function mergeForm(given: string): Error {
  return PATCH_FORM.configError({
    wrong: 'a merge patch changes the machine, the cluster, or both',
    given,
    allowed: "'machine' and 'cluster'; any other kind is a document",
  });
}

function checkDocument(content: ConfigPatchContent, where: string): void {
  const { apiVersion, kind } = content;
  if (typeof kind !== 'string' || kind === '') {
    throw PATCH_FORM.configError({
      wrong: "a configuration document has a 'kind'",
      given: `the fields ${Object.keys(content).join(', ')}${where}`,
      allowed: "a kind such as 'VolumeConfig'",
    });
  }
  if (apiVersion !== 'v1alpha1') {
    throw PATCH_FORM.configError({
      wrong: `the document ${kind} does not state the API version that Talos has`,
      given: `${apiVersion === undefined ? 'no apiVersion' : `apiVersion: ${JSON.stringify(apiVersion)}`}${where}`,
      allowed: 'apiVersion: v1alpha1',
    });
  }
}
