import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CATALOGUE } from '../../lib/checks/catalogue';
import { ENTRY_POINTS, apiNames } from './api-names';
import { LinkTargets, REPOSITORY, linked } from './markdown-links';
import { Page, SECTION_ORDER, pagesOf } from './pages';

/** The pages of the site with their links rewritten, and every link that leads nowhere. */
export function linkedPages(project: string): {
  readonly pages: readonly Page[];
  readonly mistakes: readonly string[];
} {
  const readme: Page = {
    source: 'README.md',
    slug: 'README',
    title: 'cdktf-talos',
    section: 'Start',
    text: readFileSync(join(project, 'README.md'), 'utf8'),
  };
  const pages = [readme, ...pagesOf(project)];
  const targets: LinkTargets = {
    project,
    pages: new Map(pages.map((page) => [page.source, page])),
    apiNames: apiNames(project),
    checkCodes: new Set(CATALOGUE.map(({ code }) => code)),
  };
  const results = pages.map((page) => ({ page, ...linked(page, targets) }));
  return {
    pages: results.map(({ page, text }) => ({ ...page, text })),
    mistakes: results.flatMap(({ mistakes }) => mistakes),
  };
}

function frontMatter(page: Page): string {
  return `---\n${[`title: ${JSON.stringify(page.title)}`, `category: ${page.section}`, `slug: ${page.slug}`].join('\n')}\n---\n\n`;
}

function typedocOptions(project: string, staged: string, documents: readonly string[], site: string): object {
  return {
    name: 'cdktf-talos',
    basePath: project,
    entryPoints: Object.values(ENTRY_POINTS).map((path) => join(project, path)),
    tsconfig: join(project, 'tsconfig.build.json'),
    readme: join(staged, 'README.md'),
    projectDocuments: documents,
    out: site,
    plugin: [join(__dirname, 'typedoc-plugin.mjs')],
    router: 'guide',
    customCss: join(__dirname, 'site.css'),
    disableGit: true,
    gitRevision: 'main',
    sourceLinkTemplate: `${REPOSITORY}/blob/{gitRevision}/{path}#L{line}`,
    navigationLinks: { Repository: REPOSITORY },
    navigation: { includeCategories: true, includeGroups: false, excludeReferences: true },
    categorizeByGroup: false,
    categoryOrder: [...SECTION_ORDER, '*'],
    sort: ['kind', 'alphabetical-ignoring-documents'],
    searchInDocuments: true,
    searchInComments: true,
    excludePrivate: true,
    excludeProtected: true,
    excludeInternal: true,
    excludeExternals: true,
    hideGenerator: true,
    highlightLanguages: ['ts', 'typescript', 'console', 'sh', 'bash', 'json', 'yaml', 'hcl', 'diff', 'text'],
    includeVersion: true,
    // Host names in a text are no links.
    markdownItOptions: { html: true, linkify: false },
    treatWarningsAsErrors: true,
    // Types are checked by `npm run typecheck`.
    skipErrorChecking: true,
    // The generated types of Talos's documents and what stays inside the library are left out on purpose.
    validation: { notExported: false, invalidLink: true, invalidPath: true, rewrittenLink: true, notDocumented: false },
    logLevel: 'Warn',
  };
}

/** Builds the site into a folder; a warning of TypeDoc's is an error. */
export function buildSite(project: string, pages: readonly Page[], site: string): void {
  const staged = mkdtempSync(join(tmpdir(), 'cdktf-talos-site-'));
  try {
    cpSync(join(project, 'docs', 'diagrams'), join(staged, 'diagrams'), { recursive: true });
    const guide = pages.filter((page) => page.source !== 'README.md');
    const fileOf = (page: Page): string => join(staged, `${page.slug}.md`);
    for (const page of pages) {
      const isReadme = page.source === 'README.md';
      // On the first page TypeDoc shows the project's name by itself.
      writeFileSync(fileOf(page), isReadme ? page.text.replace(/^# .+\n/m, '') : `${frontMatter(page)}${page.text}`);
    }
    mkdirSync(site, { recursive: true });
    const options = join(staged, 'typedoc.json');
    writeFileSync(options, JSON.stringify(typedocOptions(project, staged, guide.map(fileOf), site)));
    const typedoc = join(project, 'node_modules', 'typedoc', 'bin', 'typedoc');
    execFileSync(process.execPath, [typedoc, '--options', options], { cwd: project, stdio: 'inherit' });
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}
