import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configPatchesFromFile } from '../../lib';
import { failureOf } from '../support/failure';

describe('configPatchesFromFile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-patches-'));
  const file = (text: string): string => {
    const path = join(folder, 'patch.yaml');
    writeFileSync(path, text);
    return path;
  };
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('gives the patches of the file, in their order', () => {
    const path = file('machine:\n  certSANs: [a]\n---\napiVersion: v1alpha1\nkind: OOMConfig\n');
    expect(configPatchesFromFile(path).map((patch) => patch.content)).toEqual([
      { machine: { certSANs: ['a'] } },
      { apiVersion: 'v1alpha1', kind: 'OOMConfig' },
    ]);
  });

  test('fails with file, line and column when the file is no YAML', () => {
    const path = file('machine:\n  a: [1\n');
    expect(failureOf(() => configPatchesFromFile(path))).toContain(`given:   ${path}:3:1\n`);
  });

  test('fails when there is no such file, or it is a folder', () => {
    expect(failureOf(() => configPatchesFromFile('patches/none.yaml'))).toBe(
      [
        'TALOS016 there is no such file',
        "  given:   'patches/none.yaml'",
        '  allowed: the path of a YAML file, absolute or from the folder of cdktf.json',
        '  do:      Correct the path.',
      ].join('\n'),
    );
    expect(failureOf(() => configPatchesFromFile(folder))).toContain('TALOS016 the file cannot be read (EISDIR)');
  });
});
