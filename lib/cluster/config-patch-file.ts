import { readFileSync } from 'node:fs';
import { quote } from '../checks/check';
import { PATCH_TEXT } from '../checks/value-checks';
import { ConfigPatch } from '../config/config-patch';

/**
 * The patches in a YAML file, one for each of its documents.
 *
 * The file is read at once; its path counts from the working directory, which is that of `cdktf.json` under CDKTF.
 * This is no maker of `ConfigPatch`, because values read no files.
 * @throws ConfigError TALOS016 when the file cannot be read or is no YAML, TALOS009 when a document is no patch (a JSON
 * 6902 list is none); with file, line and column
 */
export function configPatchesFromFile(path: string): readonly ConfigPatch[] {
  return ConfigPatch.yaml(textOf(path), { name: path });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw PATCH_TEXT.configError({
      wrong: code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`,
      given: quote(path),
      allowed: 'the path of a YAML file, absolute or from the folder of cdktf.json',
      fix: 'Correct the path.',
    });
  }
}
