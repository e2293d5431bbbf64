import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestsFromFolder } from '../../lib/cluster/manifest-folder';
import { failureOf, told } from '../support/failure';

const OBJECT = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n';

describe('manifestsFromFolder', () => {
  const root = mkdtempSync(join(tmpdir(), 'cdktf-talos-manifests-'));
  let count = 0;
  const folder = (files: Readonly<Record<string, string>>): string => {
    const path = join(root, String(count++));
    mkdirSync(path);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
    return path;
  };
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  test('gives a manifest for each YAML file, by name', () => {
    const path = folder({ '20-b.yml': OBJECT, '10-a.yaml': OBJECT, 'README.md': '# text', 'b.yaml.bak': 'x' });
    mkdirSync(join(path, 'folder.yaml'));
    expect(manifestsFromFolder(path).map(({ inlineManifest }) => inlineManifest)).toEqual([
      { name: '10-a', contents: OBJECT },
      { name: '20-b', contents: OBJECT },
    ]);
  });

  test('fails with file, line and column', () => {
    const path = folder({ 'a.yaml': `${OBJECT}---\nkind: Namespace\n` });
    expect(failureOf(() => manifestsFromFolder(path))).toContain(
      told(
        'TALOS340',
        "an object of the manifest has no 'apiVersion'",
        `${join(path, 'a.yaml')}:6:1`,
        "Kubernetes objects, each with an 'apiVersion' and a 'kind'",
      ),
    );
  });

  test('fails when a file has a name that no manifest can have', () => {
    const path = folder({ 'A_b.yaml': OBJECT });
    expect(failureOf(() => manifestsFromFolder(path))).toContain(
      told(
        'TALOS343',
        'the name of this file cannot be that of a manifest',
        `'${join(path, 'A_b.yaml')}'`,
        'lower-case letters, digits and dashes before .yaml\n  do:      Rename the file.',
      ),
    );
  });

  test('fails when there is no such folder, or nothing in it', () => {
    expect(failureOf(() => manifestsFromFolder('manifests/none'))).toContain(
      told(
        'TALOS343',
        'there is nothing at this path',
        "'manifests/none'",
        'the path of a folder, absolute or from the folder of cdktf.json',
      ),
    );
    const empty = folder({ 'README.md': 'text' });
    expect(failureOf(() => manifestsFromFolder(empty))).toContain(
      told(
        'TALOS343',
        'there is no YAML file in the folder',
        `'${empty}'`,
        'a folder with files that end in .yaml or .yml',
      ),
    );
    expect(failureOf(() => manifestsFromFolder(__filename))).toContain('TALOS343 this cannot be read (ENOTDIR)');
  });
});
