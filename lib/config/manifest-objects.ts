import { Document, LineCounter, isMap, isNode, isScalar, parseAllDocuments } from 'yaml';
import { quote } from '../checks/check';
import { MANIFEST_TEXT } from '../checks/kubernetes-checks';
import { textOf } from './patch-text';
import { holdsReference } from './reference';

/** Kubernetes objects as the YAML text of a manifest; the same objects make the same text. */
export function manifestText(objects: readonly object[]): string {
  return objects
    .map((object) => textOf(new Document(object, { compat: 'yaml-1.1', aliasDuplicateObjects: false })))
    .join('---\n');
}

/**
 * Refuses a text that is no YAML, or that holds something else than Kubernetes objects; empty documents are passed
 * over, and a text with references cannot be looked at.
 * @throws ConfigError TALOS340, with name, line and column
 */
export function checkManifestText(contents: string, name: string): void {
  if (holdsReference(contents)) return;
  const lines = new LineCounter();
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${String(line)}:${String(col)}`;
  };
  const documents = [...parseAllDocuments(contents, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' })];
  let objects = 0;
  for (const { contents: content, errors } of documents) {
    const [error] = errors;
    if (error !== undefined) {
      throw MANIFEST_TEXT.configError({
        wrong: `the manifest is not YAML: ${error.message}`,
        given: place(error.pos[0]),
        allowed: 'YAML of one document or several',
      });
    }
    if (content === null || (isScalar(content) && content.value === null)) continue;
    const missing = isMap(content) ? ['apiVersion', 'kind'].filter((field) => !isText(content.get(field))) : [];
    if (!isMap(content) || missing.length > 0) {
      throw MANIFEST_TEXT.configError({
        wrong: isMap(content)
          ? `an object of the manifest has no ${missing.map(quote).join(' and no ')}`
          : 'a document of the manifest is no object',
        given: place(isNode(content) ? content.range[0] : 0),
        allowed: "Kubernetes objects, each with an 'apiVersion' and a 'kind'",
      });
    }
    objects += 1;
  }
  if (objects === 0) {
    throw MANIFEST_TEXT.configError({
      wrong: 'the manifest holds no object',
      given: name,
      allowed: 'at least one Kubernetes object',
    });
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
