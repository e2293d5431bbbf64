/**
 * The pages of the documentation site: which files they are made from, and where each stands in the navigation.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** One page of the site. */
export interface Page {
  /** Path of the file from the project's folder. */
  readonly source: string;
  /** The page's name in its address: `guide/<slug>.html`. */
  readonly slug: string;
  readonly title: string;
  /** Where it stands in the navigation. */
  readonly section: string;
  readonly text: string;
}

/** The sections, in the order of the navigation, each with the names of its pages in `docs`, in order. */
const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  Start: ['concepts', 'starter', 'migration'],
  Platforms: ['proxmox', 'aws', 'platforms'],
  Clusters: [
    'profiles',
    'cilium',
    'kubernetes',
    'disks-and-system',
    'network-and-registries',
    'firewall',
    'secrets',
    'add-ons',
    'proxmox-add-ons',
    'aws-add-ons',
  ],
  Operation: ['day-2', 'changes', 'manual-upgrades', 'checks', 'troubleshooting'],
  Examples: ['examples'],
  Project: ['architecture', 'speed', 'opentofu'],
};

/** The section of the pages in `docs` that no section names. */
const UNNAMED = 'Operation';

/** The files beside `docs` that are pages, with the sections they stand in. */
const OTHER_PAGES: Readonly<Record<string, string>> = {
  'CONTRIBUTING.md': 'Project',
  'CHANGELOG.md': 'Project',
  'SECURITY.md': 'Project',
};

/** Every section in the order of the navigation; the API stands behind the pages. */
export const SECTION_ORDER = [...Object.keys(SECTIONS), 'API', 'Design decisions'];

function titleOf(source: string, text: string): string {
  const title = /^# (.+)$/m.exec(text)?.[1];
  if (title === undefined) throw new Error(`${source} has no title: begin it with '# What it is about'`);
  return title.replaceAll('`', '');
}

function markdownIn(project: string, folder: string): string[] {
  const path = join(project, folder);
  return existsSync(path)
    ? readdirSync(path)
        .filter((name) => name.endsWith('.md'))
        .sort()
        .map((name) => `${folder}/${name}`)
    : [];
}

function exampleReadmes(project: string): string[] {
  return readdirSync(join(project, 'examples'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(project, 'examples', entry.name, 'README.md')))
    .map((entry) => `examples/${entry.name}/README.md`)
    .sort();
}

function page(project: string, source: string, slug: string, section: string): Page {
  const text = readFileSync(join(project, source), 'utf8');
  return { source, slug, title: titleOf(source, text), section, text };
}

function guidePages(project: string): Page[] {
  const named = Object.entries(SECTIONS).flatMap(([section, slugs]) => slugs.map((slug) => ({ section, slug })));
  const place = (slug: string): number => {
    const index = named.findIndex((each) => each.slug === slug);
    return index < 0 ? named.length : index;
  };
  return markdownIn(project, 'docs')
    .map((source) => basename(source, '.md'))
    .sort((a, b) => place(a) - place(b))
    .map((slug) => page(project, `docs/${slug}.md`, slug, named[place(slug)]?.section ?? UNNAMED));
}

/** Every page but the README, which is the site's first page, in the order of the navigation. */
export function pagesOf(project: string): Page[] {
  const overview = existsSync(join(project, 'examples', 'README.md')) ? ['examples/README.md'] : [];
  const pages = [
    ...guidePages(project),
    ...overview.map((source) => page(project, source, 'examples-overview', 'Examples')),
    ...exampleReadmes(project).map((source) =>
      page(project, source, `example-${source.split('/')[1] ?? ''}`, 'Examples'),
    ),
    ...Object.entries(OTHER_PAGES)
      .filter(([source]) => existsSync(join(project, source)))
      .map(([source, section]) => page(project, source, basename(source, '.md').toLowerCase(), section)),
    ...markdownIn(project, 'docs/adr').map((source) =>
      page(project, source, `adr-${basename(source, '.md')}`, 'Design decisions'),
    ),
  ];
  return pages.sort((a, b) => SECTION_ORDER.indexOf(a.section) - SECTION_ORDER.indexOf(b.section));
}
