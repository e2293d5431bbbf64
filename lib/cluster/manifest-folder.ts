import { readFileSync, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { quote } from '../checks/check';
import { MANIFEST_FOLDER } from '../checks/kubernetes-checks';
import { ClusterManifest } from '../config/cluster-manifest';
import { isManifestName } from '../config/inline-manifest';
import { checkManifestText } from '../config/manifest-objects';

/**
 * The manifests in a folder: one for each `.yaml` and `.yml` file in it, in the order of their names and with their
 * names less the ending. Other files and folders in it are passed over.
 *
 * The files are read at once; the path counts from the working directory, which is that of `cdktf.json` under CDKTF.
 * @throws ConfigError TALOS343 when the folder cannot be read or holds no such file, or the name of a file cannot be
 * that of a manifest; TALOS340 when a file is no YAML, or holds something else than Kubernetes objects; with file, line
 * and column
 */
export function manifestsFromFolder(path: string): readonly ClusterManifest[] {
  const files = filesIn(path).sort((a, b) => (a < b ? -1 : 1));
  if (files.length === 0) {
    throw MANIFEST_FOLDER.configError({
      wrong: 'there is no YAML file in the folder',
      given: quote(path),
      allowed: 'a folder with files that end in .yaml or .yml',
    });
  }
  return files.map((file) => manifestOf(join(path, file)));
}

function filesIn(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && /\.ya?ml$/.test(entry.name))
      .map((entry) => entry.name);
  } catch (error) {
    throw unreadable(error, path, 'the path of a folder, absolute or from the folder of cdktf.json');
  }
}

function manifestOf(file: string): ClusterManifest {
  const name = basename(file, extname(file));
  const contents = textIn(file);
  checkManifestText(contents, file);
  // The name alone can be wrong now: the text holds an object.
  if (!isManifestName(name)) {
    throw MANIFEST_FOLDER.configError({
      wrong: 'the name of this file cannot be that of a manifest',
      given: quote(file),
      allowed: 'lower-case letters, digits and dashes before .yaml',
      fix: 'Rename the file.',
    });
  }
  return ClusterManifest.inline(name, contents);
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadable(error, file, 'a file that can be read');
  }
}

function unreadable(error: unknown, path: string, allowed: string): Error {
  const code = (error as NodeJS.ErrnoException).code ?? 'error';
  return MANIFEST_FOLDER.configError({
    wrong: code === 'ENOENT' ? 'there is nothing at this path' : `this cannot be read (${code})`,
    given: quote(path),
    allowed,
  });
}
