import { isScalar, stringify, visit, Document } from 'yaml';
import { PATCH_FORM } from '../checks/value-checks';

/** A value as YAML can hold it. */
export type YamlValue =
  string | number | boolean | null | readonly YamlValue[] | { readonly [key: string]: YamlValue | undefined };

/** Fields of the v1alpha1 document that a merge patch may set. */
export interface MergePatch {
  /** What concerns the machine. */
  readonly machine?: { readonly [field: string]: YamlValue | undefined };
  /** What concerns the cluster as a whole. */
  readonly cluster?: { readonly [field: string]: YamlValue | undefined };
}

/** A document beside the v1alpha1 one. */
export interface ConfigDocument {
  /** Version of the configuration API. */
  readonly apiVersion: 'v1alpha1';
  /** The document's kind, such as `VolumeConfig`. */
  readonly kind: string;
  readonly [field: string]: YamlValue | undefined;
}

/**
 * A change to the machine configuration, merged as Talos merges (strategic merge).
 *
 * Maps merge key by key, and the later patch wins; lists are appended to, with few exceptions (pod and service subnets
 * are replaced). `$patch: delete` removes what an earlier patch set.
 */
export class ConfigPatch {
  /**
   * Changes fields of `machine` and `cluster`.
   * @throws ConfigError TALOS009 when it has other fields, or none
   */
  static merge(patch: MergePatch): ConfigPatch {
    const fields = Array.isArray(patch) ? ['(a JSON 6902 list)'] : Object.keys(patch);
    const others = fields.filter((field) => field !== 'machine' && field !== 'cluster');
    if (others.length > 0 || fields.length === 0) {
      throw PATCH_FORM.configError({
        wrong: 'a merge patch changes the machine, the cluster, or both',
        given: fields.length === 0 ? 'no field' : `the fields ${others.join(', ')}`,
        allowed: "'machine' and 'cluster'; any other kind is a document",
      });
    }
    return new ConfigPatch(patch as ConfigPatchContent);
  }

  /**
   * Adds a document, or changes the one of equal kind and name.
   * @throws ConfigError TALOS009 when it has no kind
   */
  static document(document: ConfigDocument): ConfigPatch {
    if (typeof document.kind !== 'string' || document.kind === '') {
      throw PATCH_FORM.configError({
        wrong: "a configuration document has a 'kind'",
        given: `the fields ${Object.keys(document).join(', ')}`,
        allowed: "a kind such as 'VolumeConfig'",
      });
    }
    return new ConfigPatch(document);
  }

  private constructor(
    /** The patch as plain data. */
    readonly content: ConfigPatchContent,
  ) {}

  /**
   * The patch as YAML text of at least two lines: the provider takes a single word for the name of a file.
   *
   * Every string with a `$` is quoted, so that what Terraform puts in its place stays a string.
   */
  toYaml(): string {
    // Talos reads with some rules of YAML 1.1, which takes a bare off, 1_000 or 2024-01-01 for something else than text.
    const document = new Document(this.content, { compat: 'yaml-1.1' });
    visit(document, {
      Scalar: (key, scalar) => {
        const reference = typeof scalar.value === 'string' && scalar.value.includes('${');
        if (isScalar(scalar) && key !== 'key' && reference && !String(scalar.value).includes('\n')) {
          scalar.type = 'QUOTE_DOUBLE';
        }
      },
    });
    const text = document.toString({ lineWidth: 0, indentSeq: true });
    return text.trimEnd().includes('\n') ? text : `---\n${text}`;
  }
}

/** What a patch holds: fields of the v1alpha1 document, or a document of its own. */
export type ConfigPatchContent = { readonly [field: string]: YamlValue | undefined };

/** Plain data as YAML text, for manifests. */
export function toYamlText(value: YamlValue): string {
  return stringify(value, { lineWidth: 0 });
}
