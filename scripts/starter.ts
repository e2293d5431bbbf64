/**
 * Writes the versions that this repository is tested with into the examples' starter: `npm run starter`, after the version
 * of the library or of a pinned package has changed. A unit test fails where it was forgotten.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const project = join(__dirname, '..');
const starter = join(project, 'examples', 'starter');

type Versions = Record<string, string>;

interface StarterManifest {
  readonly dependencies: Versions;
  readonly devDependencies: Versions;
  readonly optionalDependencies: Versions;
}

function installedVersions(): Versions {
  const lock = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as {
    version: string;
    packages: Readonly<Record<string, { readonly version: string }>>;
  };
  const prefix = 'node_modules/';
  const installed = Object.entries(lock.packages)
    .filter(([path]) => path.startsWith(prefix))
    .map(([path, { version }]) => [path.slice(prefix.length), version] as const);
  const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { version: string };
  return { ...Object.fromEntries(installed), 'cdktf-talos': version };
}

/** What the starter's files that name versions have to hold, by path. */
export function starterFiles(): Readonly<Record<string, string>> {
  const versions = installedVersions();
  const pinned = (names: Versions): Versions =>
    Object.fromEntries(Object.keys(names).map((name) => [name, versions[name] ?? 'not installed here']));
  const manifest = JSON.parse(readFileSync(join(starter, 'package.json'), 'utf8')) as StarterManifest;
  const page = readFileSync(join(starter, 'README.md'), 'utf8');
  const overview = readFileSync(join(starter, '..', 'README.md'), 'utf8');
  const library = versions['cdktf-talos'] ?? '';
  return {
    [join(starter, 'package.json')]: `${JSON.stringify(
      {
        ...manifest,
        dependencies: pinned(manifest.dependencies),
        devDependencies: pinned(manifest.devDependencies),
        optionalDependencies: pinned(manifest.optionalDependencies),
      },
      undefined,
      2,
    )}\n`,
    [join(starter, 'README.md')]: page
      .replace(/tags\/v[^/\s]+\.tar\.gz/g, `tags/v${library}.tar.gz`)
      .replace(/cdktf-talos-[^/\s]+\/examples\/starter/g, `cdktf-talos-${library}/examples/starter`),
    [join(starter, '..', 'README.md')]: overview.replace(
      /@cdktf\/provider-aws@\S+/g,
      `@cdktf/provider-aws@${versions['@cdktf/provider-aws'] ?? ''}`,
    ),
  };
}

if (require.main === module) {
  for (const [path, content] of Object.entries(starterFiles())) writeFileSync(path, content);
}
