import { dirname, posix } from 'node:path';
import { preProcessFile } from 'typescript';
import { Source, librarySources } from './support/sources';

/** An import as it stands in a file: inside the library as a path from `lib`, outside as the module's name. */
interface Import {
  readonly from: string;
  readonly to: string;
  readonly inLibrary: boolean;
}

function importsOf({ path, text }: Source): Import[] {
  return preProcessFile(text, true, true).importedFiles.map(({ fileName }) => {
    const inLibrary = fileName.startsWith('.');
    return { from: path, to: inLibrary ? posix.join(dirname(path), fileName) : fileName, inLibrary };
  });
}

const SOURCES = librarySources();
const IMPORTS = SOURCES.flatMap(importsOf);
const PLATFORMS = [...new Set(SOURCES.flatMap(({ path }) => /^platforms\/([^/]+)\//.exec(path)?.[1] ?? []))];

/** The areas that each area may use, beside itself; `providers/` is generated code. */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
  'checks/': [],
  'config/': ['checks/'],
  'gate/': [],
  'bin/': [],
  'terraform/': ['checks/', 'config/'],
  'image/': ['checks/', 'config/', 'terraform/', 'providers/'],
  'cluster/': ['checks/', 'config/', 'terraform/', 'image/', 'providers/'],
  ...Object.fromEntries(
    PLATFORMS.map((platform) => [
      `platforms/${platform}/`,
      ['checks/', 'config/', 'terraform/', 'image/', 'cluster/', 'providers/'],
    ]),
  ),
};
const ENTRY_POINTS = ['index', 'proxmox', 'aws'];

function isFramework(module: string): boolean {
  return /^(cdktf|constructs)($|\/)/.test(module);
}

function isNodeBuiltin(module: string): boolean {
  return module.startsWith('node:');
}

function told(imports: readonly Import[]): string[] {
  return imports.map(({ from, to }) => `${from} imports ${to}`);
}

describe('the dependency direction', () => {
  test('every file is an entry point or belongs to an area with rules', () => {
    const homeless = SOURCES.filter(
      ({ path }) =>
        !ENTRY_POINTS.some((entry) => path === `${entry}.ts`) &&
        !Object.keys(MAY_USE).some((area) => path.startsWith(area)),
    );
    expect(homeless.map(({ path }) => path)).toEqual([]);
  });

  test.each(Object.entries(MAY_USE))('%s uses itself and, of the library, nothing but %j', (area, others) => {
    const ofArea = IMPORTS.filter(({ from }) => from.startsWith(area));
    const allowed = [area, ...others];
    const wrong = ofArea.filter(({ to, inLibrary }) => inLibrary && !allowed.some((each) => to.startsWith(each)));
    expect(ofArea.length).toBeGreaterThan(0);
    expect(told(wrong)).toEqual([]);
  });

  test('checks use no package', () => {
    expect(told(IMPORTS.filter(({ from, inLibrary }) => from.startsWith('checks/') && !inLibrary))).toEqual([]);
  });

  test('the configuration layer uses neither framework nor provider packages, and of Node hashes and gzip alone', () => {
    const wrong = IMPORTS.filter(
      ({ from, to, inLibrary }) =>
        from.startsWith('config/') &&
        !inLibrary &&
        (isFramework(to) || to.startsWith('@cdktf/') || (isNodeBuiltin(to) && !/^node:(crypto|zlib)$/.test(to))),
    );
    expect(told(wrong)).toEqual([]);
  });

  test('the Terraform layer uses no package beside the framework', () => {
    const wrong = IMPORTS.filter(
      ({ from, to, inLibrary }) => from.startsWith('terraform/') && !inLibrary && !isFramework(to),
    );
    expect(told(wrong)).toEqual([]);
  });

  test('the gate, which runs as a program of its own, uses nothing but Node', () => {
    const wrong = IMPORTS.filter(
      ({ from, to, inLibrary }) => from.startsWith('gate/') && !inLibrary && !isNodeBuiltin(to),
    );
    expect(told(wrong)).toEqual([]);
  });

  test('nothing imports the gate: the cluster carries its text', () => {
    expect(told(IMPORTS.filter(({ from, to }) => to.startsWith('gate/') && !from.startsWith('gate/')))).toEqual([]);
  });

  test('Node modules are imported by their node: names', () => {
    const bare = /^(assert|child_process|crypto|fs|http|https|net|os|path|process|url|util|zlib)($|\/)/;
    expect(told(IMPORTS.filter(({ to, inLibrary }) => !inLibrary && bare.test(to)))).toEqual([]);
  });

  test.each(['checks/', 'config/'])('%s asks neither clock nor chance nor environment', (area) => {
    const impure =
      /\bDate\.now\b|\bnew Date\(|\bMath\.random\b|\bperformance\.now\b|\bprocess\.|\brandom(Bytes|UUID|Int)\b/;
    const wrong = SOURCES.filter(({ path, text }) => path.startsWith(area) && impure.test(text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test('nothing imports an entry point', () => {
    const wrong = IMPORTS.filter(({ to, inLibrary }) => inLibrary && ['.', ...ENTRY_POINTS].includes(to));
    expect(told(wrong)).toEqual([]);
  });

  test('the entry point of one platform leads to no other platform, and the core to none that needs a provider', () => {
    const platformsOf = (entry: string): string[] => {
      const reached = new Set<string>();
      const visit = (path: string): void => {
        if (reached.has(path)) return;
        reached.add(path);
        for (const { to, inLibrary } of IMPORTS.filter(({ from }) => from === path)) if (inLibrary) visit(`${to}.ts`);
      };
      visit(`${entry}.ts`);
      return PLATFORMS.filter((platform) => [...reached].some((path) => path.startsWith(`platforms/${platform}/`)));
    };
    expect(platformsOf('index')).toEqual(['static']);
    const ofPlatforms = SOURCES.map(({ path }) => path.replace(/\.ts$/, '')).filter(
      (path) => ENTRY_POINTS.includes(path) && path !== 'index',
    );
    expect(ofPlatforms.map(platformsOf)).toEqual(ofPlatforms.map((platform) => [platform]));
  });
});

describe('the provider bindings', () => {
  test('of AWS are imported file by file, for the barrel loads every resource there is', () => {
    const wrong = IMPORTS.filter(({ to }) => /^@cdktf\/provider-aws(\/lib\/?)?(index)?$/.test(to));
    expect(told(wrong)).toEqual([]);
  });

  test('of AWS are imported by the AWS platform alone', () => {
    const wrong = IMPORTS.filter(
      ({ from, to }) => to.startsWith('@cdktf/provider-aws') && !from.startsWith('platforms/aws/'),
    );
    expect(told(wrong)).toEqual([]);
  });

  test('of Proxmox are imported by the Proxmox platform alone', () => {
    const ofProxmox = IMPORTS.filter(({ to }) => to.startsWith('providers/proxmox'));
    expect(ofProxmox.length).toBeGreaterThan(0);
    expect(told(ofProxmox.filter(({ from }) => !from.startsWith('platforms/proxmox/')))).toEqual([]);
  });

  test('of Helm are imported by the file that renders charts alone', () => {
    const ofHelm = IMPORTS.filter(({ to }) => to.startsWith('providers/helm'));
    expect([...new Set(ofHelm.map(({ from }) => from))]).toEqual(['cluster/private/helm-release.ts']);
  });

  const LIFECYCLE = 'cluster/private/lifecycle/';

  test('of Talos are imported in one folder, beside the provider and the schematic of an image', () => {
    const ofTalos = IMPORTS.filter(
      ({ from, to }) =>
        to.startsWith('providers/talos') &&
        to !== 'providers/talos/provider' &&
        !(to === 'providers/talos/image-factory-schematic' && from.startsWith('image/')),
    );
    expect(ofTalos.length).toBeGreaterThan(0);
    expect(told(ofTalos.filter(({ from }) => !from.startsWith(LIFECYCLE)))).toEqual([]);
  });

  // The command line knows them from the JSON that it tells about; it uses nothing of the library.
  const READING = 'bin/';

  test('of Talos, also those without a class, are named in that folder alone', () => {
    const named = SOURCES.filter(
      ({ path, text }) =>
        ![LIFECYCLE, READING].some((folder) => path.startsWith(folder)) &&
        /'talos_(machine|cluster|client)(_[a-z_]+)?'/.test(text),
    );
    expect(named.map(({ path }) => path)).toEqual([]);
  });
});

test('no file passes on everything of another one', () => {
  expect(SOURCES.filter(({ text }) => /^\s*export\s+\*/m.test(text)).map(({ path }) => path)).toEqual([]);
});
