import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';

const project = join(__dirname, '..');

/** Every page that users read: of the folders that hold pages, and of each example. */
function pages(): string[] {
  const folders = [
    '.',
    'docs',
    'docs/adr',
    'examples',
    ...readdirSync(join(project, 'examples')).map((name) => `examples/${name}`),
  ];
  return folders
    .filter((folder) => statSync(join(project, folder)).isDirectory())
    .flatMap((folder) => readdirSync(join(project, folder)).map((name) => join(folder, name)))
    .filter((page) => page.endsWith('.md'));
}

/** Every TypeScript block of the pages, by page and number. */
function blocks(): ReadonlyMap<string, string> {
  return new Map(
    pages().flatMap((page) =>
      [...readFileSync(join(project, page), 'utf8').matchAll(/^```ts\n(.*?)^```/gms)].map(
        (match, index) => [`${page.replace(/\W/g, '-')}-${String(index)}.ts`, match[1] ?? ''] as const,
      ),
    ),
  );
}

test('every TypeScript block of every page type-checks', () => {
  const { config } = ts.readConfigFile(join(project, 'tsconfig.json'), (path) => readFileSync(path, 'utf8')) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, project);
  const host = ts.createCompilerHost({ ...options, baseUrl: project });
  const sources = new Map([...blocks()].map(([name, text]) => [join(project, name), `${text}\nexport {};\n`]));
  const readFile = host.readFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  host.readFile = (path) => sources.get(path) ?? readFile(path);
  host.fileExists = (path) => sources.has(path) || fileExists(path);
  const program = ts.createProgram([...sources.keys()], { ...options, baseUrl: project, declaration: false }, host);
  const complaints = [...sources.keys()].flatMap((path) => {
    const file = program.getSourceFile(path);
    return file === undefined
      ? [`${path} was not compiled`]
      : [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
          (diagnostic) => `${path}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`,
        );
  });
  expect(sources.size).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
});

test('the shortest cluster of the README synthesizes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-readme-'));
  try {
    const program = join(project, `readme-${String(process.pid)}.ts`);
    writeFileSync(program, blocks().get('README-md-0.ts') ?? '');
    try {
      const tsx = join(project, 'node_modules', '.bin', 'tsx');
      execFileSync(tsx, ['--tsconfig', join(project, 'tsconfig.json'), program], {
        env: { ...process.env, CDKTF_OUTDIR: folder },
      });
    } finally {
      rmSync(program);
    }
    const json = JSON.parse(readFileSync(join(folder, 'stacks', 'home', 'cdk.tf.json'), 'utf8')) as {
      resource: Record<string, object>;
    };
    expect(Object.keys(json.resource.talos_machine ?? {})).toHaveLength(3);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
