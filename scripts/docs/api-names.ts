import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** The entry points that the site documents, by the name under which they are imported. */
export const ENTRY_POINTS: Readonly<Record<string, string>> = {
  'cdktf-talos': 'lib/index.ts',
  'cdktf-talos/proxmox': 'lib/proxmox.ts',
  'cdktf-talos/aws': 'lib/aws.ts',
};

/** Every exported name, with the first entry point that has it. */
export function apiNames(project: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [entryPoint, path] of Object.entries(ENTRY_POINTS)) {
    const source = ts.createSourceFile(path, readFileSync(join(project, path), 'utf8'), ts.ScriptTarget.Latest);
    for (const statement of source.statements) {
      if (!ts.isExportDeclaration(statement) || !statement.exportClause) continue;
      if (!ts.isNamedExports(statement.exportClause)) continue;
      for (const { name } of statement.exportClause.elements) {
        if (!names.has(name.text)) names.set(name.text, entryPoint);
      }
    }
  }
  return names;
}
