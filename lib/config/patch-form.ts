import { PATCH_FORM } from '../checks/value-checks';
import type { ConfigPatchContent } from './patch-text';

/** Fields of the v1alpha1 document that a patch may have; its `version` never changes. */
const MERGED: readonly string[] = ['machine', 'cluster', 'debug'];
const OF_MACHINE_OR_CLUSTER = 'a merge patch changes the machine, the cluster, or both';
const WITH_KIND = "a configuration document has a 'kind'";
const OF_YAML = 'YAML text is given as ...ConfigPatch.yaml(text), and a file as ...configPatchesFromFile(path).';

/**
 * The fields of a merge patch as plain data: an interface has no index signature.
 * @param where file, line and column, after a comma
 * @throws ConfigError TALOS009 when it has other fields, or none, or is no object
 */
export function checkedMerge(patch: object, where = ''): ConfigPatchContent {
  if (Array.isArray(patch)) throw mergeForm('the fields (a JSON 6902 list)');
  const content = plainObject(patch, OF_MACHINE_OR_CLUSTER);
  checkNotOfKubernetes(content, where);
  const fields = Object.keys(content);
  const others = fields.filter((field) => !MERGED.includes(field));
  if (fields.length === 0) throw mergeForm(`no field${where}`);
  if (others.length > 0) throw mergeForm(`the fields ${others.join(', ')}${where}`);
  return content;
}

/**
 * The fields of a document as plain data.
 * @param where file, line and column, after a comma
 * @throws ConfigError TALOS009 when it has no kind, is of another API version, is an object of Kubernetes, or none at all
 */
export function checkedDocument(document: object, where = ''): ConfigPatchContent {
  const content = plainObject(document, WITH_KIND);
  checkNotOfKubernetes(content, where);
  const { apiVersion, kind } = content;
  if (typeof kind !== 'string' || kind === '') {
    throw PATCH_FORM.configError({
      wrong: WITH_KIND,
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
  return content;
}

/**
 * Refuses what is no text at all: plain JavaScript lets anything pass.
 * @throws ConfigError TALOS009
 */
export function checkPatchText(text: unknown): void {
  if (typeof text === 'string') return;
  throw PATCH_FORM.configError({
    wrong: 'this is no YAML text',
    given: inWords(text),
    allowed: "YAML with 'machine' or 'cluster', or with the 'kind' of a document",
  });
}

function plainObject(given: unknown, wrong: string): ConfigPatchContent {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given as ConfigPatchContent;
  throw PATCH_FORM.configError({
    wrong,
    given: inWords(given),
    allowed: 'an object with its fields',
    ...(typeof given === 'string' ? { fix: OF_YAML } : {}),
  });
}

function mergeForm(given: string): Error {
  return PATCH_FORM.configError({
    wrong: OF_MACHINE_OR_CLUSTER,
    given,
    allowed: "'machine' and 'cluster', beside them 'debug'; any other kind is a document",
  });
}

/** Metadata, or another API version with a kind that is not called like those of Talos. */
function checkNotOfKubernetes(content: ConfigPatchContent, where: string): void {
  const { apiVersion, kind } = content;
  if (typeof apiVersion !== 'string' || apiVersion === 'v1alpha1' || typeof kind !== 'string') return;
  if (!('metadata' in content) && /Config$/.test(kind)) return;
  throw PATCH_FORM.configError({
    wrong: 'this is an object of Kubernetes, and no part of the machine configuration',
    given: `apiVersion: ${apiVersion}, kind: ${kind}${where}`,
    allowed: "'machine' and 'cluster', or a document of Talos, whose apiVersion is v1alpha1",
    fix: "Take it out of the patches, and give it to the cluster in 'manifests': ClusterManifest.inline(name, text).",
  });
}

function inWords(value: unknown): string {
  if (typeof value === 'string') return `a text of ${String(value.length)} characters`;
  return typeof value === 'object' && value !== null ? (Array.isArray(value) ? 'a list' : 'an object') : String(value);
}
