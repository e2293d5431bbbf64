import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '../../lib/checks/catalogue';
import { Check } from '../../lib/checks/check';
import { librarySources } from '../support/sources';

const SOURCES = librarySources();
const AREAS = SOURCES.filter(({ path }) => /^checks\/.*-checks\.ts$/.test(path));
const OTHERS = SOURCES.filter(({ path }) => !path.startsWith('checks/'));

async function checksOf(area: { readonly path: string }): Promise<[name: string, check: Check][]> {
  const exported = (await import(`../../lib/${area.path}`)) as Record<string, unknown>;
  return Object.entries(exported).filter((entry): entry is [string, Check] => entry[1] instanceof Check);
}

describe('the catalogue', () => {
  test('holds every check of every file of checks', async () => {
    const defined = (await Promise.all(AREAS.map(checksOf))).flat().map(([, check]) => check.code);
    expect(defined.length).toBeGreaterThan(0);
    expect(CATALOGUE.map((check) => check.code)).toEqual(defined.sort());
  });

  test('gives each check a code of its own, TALOS and three digits', () => {
    const codes = CATALOGUE.map((check) => check.code);
    expect(codes.filter((code) => !/^TALOS\d{3}$/.test(code))).toEqual([]);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  test.each(AREAS)('keeps the codes of $path in the range that the file announces', async (area) => {
    const [, first = '', last = ''] = /: (TALOS\d{3}) to (TALOS\d{3})\./.exec(area.text) ?? [];
    const codes = (await checksOf(area)).map(([, check]) => check.code);
    expect(codes.filter((code) => code < first || code > last)).toEqual([]);
  });

  test('describes each check: the mistake in a few words, reason and advice in sentences', () => {
    // etcd is written in lower case wherever it stands.
    const isSentence = (text: string): boolean => /^([A-Z]|etcd ).*[.]$/.test(text);
    const unclear = CATALOGUE.filter(
      ({ description: { what, why, fix } }) => !/^[A-Z].*[^.\s]$/.test(what) || !isSentence(why) || !isSentence(fix),
    );
    expect(unclear.map((check) => check.code)).toEqual([]);
  });

  test('knows every code that the library mentions', () => {
    const known = new Set(CATALOGUE.map((check) => check.code));
    const mentioned = OTHERS.flatMap(({ path, text }) =>
      [...text.matchAll(/TALOS\d{3}/g)].map(([code]) => ({ path, code })),
    );
    expect(mentioned.length).toBeGreaterThan(0);
    expect(mentioned.filter(({ code }) => !known.has(code))).toEqual([]);
  });

  test('holds each area in the order of its codes', async () => {
    const disordered = await Promise.all(
      AREAS.map(async (area) => {
        const codes = [...area.text.matchAll(/Check\.(?:error|warning)\('(TALOS\d{3})'/g)].map(([, code = '']) => code);
        expect(codes).toHaveLength((await checksOf(area)).length);
        return codes.filter((code, index) => index > 0 && code < (codes[index - 1] ?? ''));
      }),
    );
    expect(disordered.flat()).toEqual([]);
  });

  test('holds no check that no test expects by its code', () => {
    const tests = join(__dirname, '..');
    const asserted = readdirSync(tests, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .flatMap((file) => [...readFileSync(join(tests, file), 'utf8').matchAll(/TALOS\d{3}/g)].map(([code]) => code));
    const known = new Set(asserted);
    expect(CATALOGUE.map(({ code }) => code).filter((code) => !known.has(code))).toEqual([]);
  });

  test('holds no check that nothing makes a finding of', async () => {
    const named = (await Promise.all(AREAS.map(checksOf))).flat();
    const unused = named.filter(
      ([name]) => !OTHERS.some(({ text }) => new RegExp(`\\b${name}\\s*\\.(finding|configError)\\(`).test(text)),
    );
    expect(unused.map(([name, { code }]) => `${code} ${name}`)).toEqual([]);
  });
});
