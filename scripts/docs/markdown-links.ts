/**
 * The links of the markdown pages: what leads nowhere is told, and the rest is written as the site needs it.
 */
import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { Page } from './pages';

/** Where the files are shown that are no pages. */
export const REPOSITORY = 'https://github.com/cdktf-talos/cdktf-talos';

/** What links to a row of the page of checks begin with; `typedoc-plugin.mjs` writes the address of that page there. */
const CHECK_LINK = 'check:';

/** What the links of a page are looked up in. */
export interface LinkTargets {
  readonly project: string;
  /** Every page by the path of its file, the README among them. */
  readonly pages: ReadonlyMap<string, Page>;
  /** Exported names, with the entry point that has them. */
  readonly apiNames: ReadonlyMap<string, string>;
  /** The codes of the catalogue of checks. */
  readonly checkCodes: ReadonlySet<string>;
}

/** A page as the site takes it, and what is wrong with its links. */
export interface LinkedPage {
  readonly text: string;
  readonly mistakes: readonly string[];
}

const FENCE = '^(?:```|~~~)[^\\n]*\\n[\\s\\S]*?^(?:```|~~~)$';
const HEADING = '^#{1,6} [^\\n]*$';
const LINK = '!?\\[(?:`[^`]*`|[^\\[\\]`])*\\]\\([^()\\s]+\\)';
const CODE = '`[^`\\n]+`';
const CHECK_CODE = '\\bTALOS\\d{3}\\b';
const PARTS = new RegExp([FENCE, HEADING, LINK, CODE, CHECK_CODE].map((part) => `(${part})`).join('|'), 'gm');

/** The ids of a page's headings, as GitHub and TypeDoc make them. */
export function headingIds(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const ids = new Set<string>();
  for (const [, heading] of text.replace(new RegExp(FENCE, 'gm'), '').matchAll(/^#{1,6} (.+)$/gm)) {
    const id = (heading ?? '')
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .trim()
      .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .replaceAll(/\s/g, '-');
    const times = seen.get(id) ?? 0;
    seen.set(id, times + 1);
    ids.add(times === 0 ? id : `${id}-${String(times)}`);
  }
  return ids;
}

class PageLinks {
  public readonly mistakes: string[] = [];
  private readonly mentioned = new Set<string>();

  public constructor(
    private readonly page: Page,
    private readonly targets: LinkTargets,
  ) {}

  public rewritten(): string {
    return this.page.text.replaceAll(
      PARTS,
      (part: string, fence?: string, heading?: string, link?: string, code?: string, checkCode?: string) => {
        if (link !== undefined) return this.link(link);
        if (code !== undefined) return this.apiName(code);
        if (checkCode !== undefined) return this.checkCode(checkCode);
        return fence ?? heading ?? part;
      },
    );
  }

  private link(link: string): string {
    const [, text = '', address = ''] = /^(.*)\(([^()]+)\)$/s.exec(link) ?? [];
    if (/^(https?|mailto):/.test(address)) return link;
    const [path = '', anchor = ''] = address.split('#');
    const target = path === '' ? this.page.source : posix.join(posix.dirname(this.page.source), path);
    const page =
      this.targets.pages.get(target.replace(/\/$/, '')) ?? this.targets.pages.get(posix.join(target, 'README.md'));
    if (page !== undefined) {
      if (anchor !== '' && !headingIds(page.text).has(anchor)) {
        this.mistakes.push(`${this.page.source}: ${page.source} has no heading '#${anchor}'`);
      }
      const file = page.source === 'README.md' ? 'README.md' : `${page.slug}.md`;
      return `${text}(${path === '' ? '' : file}${anchor === '' ? '' : `#${anchor}`})`;
    }
    const file = join(this.targets.project, target);
    if (!existsSync(file)) {
      this.mistakes.push(`${this.page.source}: there is no '${target}'`);
      return link;
    }
    // Pictures are staged beside the pages.
    if (link.startsWith('!')) return `${text}(./${posix.relative('docs', target)})`;
    return `${text}(${REPOSITORY}/${statSync(file).isDirectory() ? 'tree' : 'blob'}/main/${target})`;
  }

  /** The first mention of an exported name on a page leads to the API. */
  private apiName(code: string): string {
    const [, mention = '', name = ''] = /^`(([A-Z]\w+)(?:\.\w+)?(?:\([^`{}]*\))?)`$/.exec(code) ?? [];
    const entryPoint = this.targets.apiNames.get(name);
    if (entryPoint === undefined || this.mentioned.has(name)) return code;
    this.mentioned.add(name);
    return `{@linkcode ${entryPoint}!${name} | ${mention}}`;
  }

  private checkCode(code: string): string {
    if (!this.targets.checkCodes.has(code)) {
      this.mistakes.push(`${this.page.source}: the catalogue has no check ${code}`);
      return code;
    }
    return this.page.slug === 'checks' ? `<a id="${code}"></a>${code}` : `[${code}](${CHECK_LINK}${code})`;
  }
}

/** The page with links to other pages of the site, to the API, and to the repository for everything else. */
export function linked(page: Page, targets: LinkTargets): LinkedPage {
  const links = new PageLinks(page, targets);
  return { text: links.rewritten(), mistakes: links.mistakes };
}
