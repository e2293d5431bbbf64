import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { preProcessFile } from 'typescript';
import { arrow, box, drawn, label } from './drawing';

/** What each area is for; one without a word here is drawn all the same. */
const PURPOSES: Readonly<Record<string, string>> = {
  stacks: 'the clusters of this repository',
  'platforms/aws': 'servers on EC2',
  'platforms/proxmox': 'servers on Proxmox VE',
  'platforms/static': 'machines that exist',
  cluster: 'the cluster and its changes',
  image: 'images of the Image Factory',
  terraform: 'what constructs need of CDKTF',
  config: 'the machine configuration, pure',
  checks: 'the catalogue of mistakes, pure',
  providers: 'generated bindings',
};

/** Programs of their own and entry points are no layers. */
const NO_LAYERS = ['bin', 'gate', 'index.ts', 'aws.ts', 'proxmox.ts'];

function areaOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  if (first === 'stacks') return first;
  const [area = '', below = ''] = first === 'lib' ? path.split('/').slice(1) : [first, second];
  return area === 'platforms' ? `${area}/${below}` : area;
}

function importsOf(project: string, folder: string): readonly (readonly [string, string])[] {
  return readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(project, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('lib/providers/'))
    .flatMap((path) =>
      preProcessFile(readFileSync(join(project, path), 'utf8'), true, true)
        .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
        .map(({ fileName }) => [path, posix.join(dirname(path), fileName)] as const),
    );
}

/** An entry point stands for the areas that it exports; who imports it uses them. */
function areasBehind(target: string, entryPoints: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return entryPoints.get(target.replace(/\/index$/, '')) ?? [areaOf(target)];
}

function edgesOf(project: string): ReadonlyMap<string, ReadonlySet<string>> {
  const imports = [...importsOf(project, 'lib'), ...importsOf(project, 'stacks')];
  const entryPoints = new Map(
    ['lib', 'lib/aws', 'lib/proxmox'].map((entry) => {
      const file = entry === 'lib' ? 'lib/index.ts' : `${entry}.ts`;
      return [entry, imports.filter(([from]) => from === file).map(([, to]) => areaOf(to))] as const;
    }),
  );
  const edges = new Map<string, Set<string>>();
  for (const [from, to] of imports) {
    const tail = areaOf(from);
    if (NO_LAYERS.includes(tail)) continue;
    for (const head of areasBehind(to, entryPoints)) {
      if (head !== tail && !NO_LAYERS.includes(head)) edges.set(tail, (edges.get(tail) ?? new Set<string>()).add(head));
    }
  }
  return edges;
}

/** The picture of the layers, without the arrows that follow from others. */
export async function layers(project: string): Promise<string> {
  const edges = edgesOf(project);
  const reaches = (from: string, to: string, without?: string): boolean =>
    [...(edges.get(from) ?? [])].some((next) => next !== without && (next === to || reaches(next, to)));
  const areas = [...new Set([...edges].flatMap(([from, to]) => [from, ...to]))].sort();
  return drawn('Which layer imports which', {
    graphAttributes: { ranksep: 0.4 },
    nodes: areas.map((area) =>
      box(
        area,
        area === 'config' || area === 'checks' ? 'worker' : area === 'providers' ? 'outside' : 'control-plane',
        label(area, ...(PURPOSES[area] === undefined ? [] : [PURPOSES[area]])),
      ),
    ),
    edges: [...edges].flatMap(([from, targets]) =>
      [...targets].filter((to) => !reaches(from, to, to)).map((to) => arrow(from, to)),
    ),
  });
}
