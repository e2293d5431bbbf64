import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parse } from 'node-html-parser';

interface HtmlPage {
  readonly ids: ReadonlySet<string>;
  readonly addresses: readonly string[];
}

function read(file: string): HtmlPage {
  const root = parse(readFileSync(file, 'utf8'));
  return {
    ids: new Set(root.querySelectorAll('[id]').map((element) => element.id)),
    addresses: [
      ...root.querySelectorAll('a[href]').map((element) => element.getAttribute('href') ?? ''),
      ...root.querySelectorAll('img[src]').map((element) => element.getAttribute('src') ?? ''),
    ],
  };
}

/** Every link inside a built site that leads to no file, or to no place in its file. */
export function brokenLinks(site: string): string[] {
  const files = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
  const pages = new Map(files.map((name) => [join(site, name), read(join(site, name))]));
  return [...pages].flatMap(([file, page]) =>
    [...new Set(page.addresses)].flatMap((address) => {
      if (/^[a-z]+:/i.test(address)) return [];
      const [path = '', anchor = ''] = address.split('#');
      const target = path === '' ? file : join(dirname(file), decodeURIComponent(path));
      const found = pages.get(target);
      const broken = anchor === '' || !found ? !existsSync(target) : !found.ids.has(decodeURIComponent(anchor));
      return broken ? [`${relative(site, file)}: '${address}' leads nowhere`] : [];
    }),
  );
}
