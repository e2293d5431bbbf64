import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { Finding, quote } from '../../checks/check';
import { CHART_FILE } from '../../checks/cni-checks';

const TAR_BLOCK = 512;

/** What a chart on disk is said to be. */
interface SaidChart {
  readonly name: string;
  readonly version: string;
}

/** What is wrong with a chart on disk that is said to be of a name and a version. */
export function chartFindings(path: string, said: string, { name, version }: SaidChart): Finding[] {
  const told = (wrong: string, given: string, allowed: string, fix?: string): Finding[] => [
    CHART_FILE.finding({ wrong, given, allowed, ...(fix === undefined ? {} : { fix }) }),
  ];
  const form = "a folder with a Chart.yaml, or an archive '.tgz', absolute or from the folder of cdktf.json";
  if (!existsSync(path)) return told('there is no such file or folder', quote(said), form);
  const text = statSync(path).isDirectory() ? textIn(path) : textInArchive(path);
  if (text === undefined) return told('this is no chart: it holds no Chart.yaml', quote(said), form);
  const found = chartIn(text);
  if (found.name !== undefined && found.name !== name) {
    return told(
      'this is the chart of something else',
      `the chart ${quote(found.name)} in ${quote(said)}`,
      `the chart ${quote(name)}`,
      `Give the path of the chart ${quote(name)}.`,
    );
  }
  return found.version === version
    ? []
    : told(
        'the chart on disk is of another version',
        `${quote(version)} in the code, ${quote(found.version)} in ${quote(said)}`,
        'one version in both',
        'Give the version of the chart on disk, or the chart of that version.',
      );
}

function textIn(folder: string): string | undefined {
  const file = join(folder, 'Chart.yaml');
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** The first `<name>/Chart.yaml` of an archive; undefined where it is none, or holds none. */
function textInArchive(path: string): string | undefined {
  let archive: Buffer;
  try {
    archive = gunzipSync(readFileSync(path));
  } catch {
    return undefined;
  }
  const text = (from: number, length: number): string =>
    archive
      .toString('utf8', from, from + length)
      .replace(/\0.*$/s, '')
      .trim();
  for (let at = 0; at + TAR_BLOCK <= archive.length;) {
    const size = Number.parseInt(text(at + 124, 12), 8) || 0;
    const start = at + TAR_BLOCK;
    if (/^(\.\/)?[^/]+\/Chart\.yaml$/.test(text(at, 100))) return archive.toString('utf8', start, start + size);
    at = start + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
  return undefined;
}

function chartIn(text: string): { readonly name?: unknown; readonly version: string } {
  try {
    const { name, version } = (parse(text) ?? {}) as { readonly name?: unknown; readonly version?: unknown };
    return { name, version: String(version).replace(/^v/, '') };
  } catch {
    return { version: 'nothing that could be read' };
  }
}
