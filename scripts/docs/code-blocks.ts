import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { Page } from './pages';

/** The TypeScript blocks of a page's text, in their order. */
export function codeBlocks(text: string): string[] {
  return [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(([, block]) => block ?? '');
}

/** What the compiler says of the pages' TypeScript blocks, each a module of its own in the project's folder. */
export function brokenBlocks(project: string, pages: readonly Pick<Page, 'source' | 'text'>[]): string[] {
  const modules = new Map(
    pages.flatMap(({ source, text }) =>
      codeBlocks(text).map((block, index) => {
        const name = `${source.replace(/\W/g, '-')}-${String(index + 1)}.ts`;
        const where = `${source}, block ${String(index + 1)}`;
        return [join(project, name), { where, text: `${block}\nexport {};\n` }] as const;
      }),
    ),
  );
  const program = programOf(project, new Map([...modules].map(([path, { text }]) => [path, text])));
  return [...modules].flatMap(([path, { where }]) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${where}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
  });
}

/** A program of modules that stand in no file, with the project's own settings. */
function programOf(project: string, modules: ReadonlyMap<string, string>): ts.Program {
  const { config } = ts.readConfigFile(join(project, 'tsconfig.json'), (path) => readFileSync(path, 'utf8')) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, project);
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  host.readFile = (path) => modules.get(path) ?? readFile(path);
  host.fileExists = (path) => modules.has(path) || fileExists(path);
  return ts.createProgram([...modules.keys()], { ...options, baseUrl: project, declaration: false }, host);
}
