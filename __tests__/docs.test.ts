import { basename, join } from 'node:path';
import { brokenBlocks, codeBlocks } from '../scripts/docs/code-blocks';
import { headingIds, linked } from '../scripts/docs/markdown-links';
import { Page, pagesOf } from '../scripts/docs/pages';
import { linkedPages } from '../scripts/docs/site';
import { codeBlocks as codeBlocksOfFile } from './support/code-blocks';

const project = join(__dirname, '..');

function page(source: string, text: string): Page {
  return { source, slug: basename(source, '.md'), title: '', section: 'Start', text };
}

function link(text: string, ...others: readonly Page[]): ReturnType<typeof linked> {
  const own = page('docs/own.md', text);
  return linked(own, {
    project,
    pages: new Map([own, ...others].map((each) => [each.source, each])),
    apiNames: new Map([['TalosCluster', 'cdktf-talos']]),
    checkCodes: new Set(['TALOS001']),
  });
}

test('every link of the documentation leads to a page, a heading or a file', () => {
  expect(linkedPages(project).mistakes).toEqual([]);
});

test('every page in docs has a place in the navigation and an address of its own', () => {
  const slugs = pagesOf(project).map(({ slug }) => slug);
  expect(new Set(slugs).size).toBe(slugs.length);
  expect(slugs).toEqual(expect.arrayContaining(['concepts', 'troubleshooting', 'checks', 'contributing']));
});

test('the pages that are compiled hold the blocks of their files, those of the README among them', () => {
  const blocks = linkedPages(project).pages.flatMap(({ source, text }) =>
    codeBlocks(text).map((block) => ({ source, block })),
  );
  expect(new Set(blocks.map(({ source }) => source)).size).toBeGreaterThan(5);
  expect(blocks).toContainEqual({ source: 'README.md', block: codeBlocksOfFile('README.md')[0] });
});

test('a block of TypeScript that does not compile is told, with its page and place', () => {
  const text = '```ts\nconst right = 1;\n```\n\n```ts\nconst wrong: string = 1;\n```\n';
  expect(brokenBlocks(project, [{ source: 'docs/own.md', text }])).toEqual([
    "docs/own.md, block 2: Type 'number' is not assignable to type 'string'.",
  ]);
});

describe('a link', () => {
  test('to a page of another folder becomes one beside it', () => {
    expect(link('[rules](../CONTRIBUTING.md#rules)', page('CONTRIBUTING.md', '## Rules')).text).toBe(
      '[rules](CONTRIBUTING.md#rules)',
    );
  });

  test('to a heading that is not there is told', () => {
    expect(link('[x](#gone)\n\n## Here').mistakes).toEqual(["docs/own.md: docs/own.md has no heading '#gone'"]);
  });

  test('to a file that is not there is told', () => {
    expect(link('[x](gone.md)').mistakes).toEqual(["docs/own.md: there is no 'docs/gone.md'"]);
  });

  test('to a file that is no page leads to the repository', () => {
    expect(link('[x](../package.json)').text).toMatch(/\(https:.*\/blob\/main\/package\.json\)$/);
  });

  test('in a block of code is left as it is', () => {
    const text = '```text\n[x](gone.md) TALOS999\n```\n';
    expect(link(text)).toEqual({ text, mistakes: [] });
  });
});

test('the first mention of an exported name leads into the API, the second one does not', () => {
  expect(link('`TalosCluster` and `TalosCluster`').text).toBe(
    '{@linkcode cdktf-talos!TalosCluster | TalosCluster} and `TalosCluster`',
  );
});

test('the code of a check leads to its row, and one that the catalogue has not is told', () => {
  expect(link('TALOS001').text).toBe('[TALOS001](check:TALOS001)');
  expect(link('TALOS999').mistakes).toEqual(['docs/own.md: the catalogue has no check TALOS999']);
});

test('headings of equal text have ids of their own', () => {
  expect([...headingIds('# A b\n\n## `C`, d\n\n### A b\n')]).toEqual(['a-b', 'c-d', 'a-b-1']);
});
