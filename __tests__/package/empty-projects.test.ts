import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeBlocks } from '../support/code-blocks';
import { command } from './support/command';
import { nodeOf } from './support/node-versions';
import { packageFolder, pinned, tarball } from './support/packed';

/** CDKTF as published, and the fork that continues it by the name that the library imports. */
const FRAMEWORKS = ['cdktf', 'cdktn'] as const;
type Framework = (typeof FRAMEWORKS)[number];

/** How a project may be set up; the folder is named after it. */
interface Setup {
  readonly framework: Framework;
  readonly type: 'commonjs' | 'module';
  readonly resolution: 'node10' | 'node16' | 'bundler';
  readonly module: string;
}
const SETUPS: readonly Setup[] = [
  { framework: 'cdktf', type: 'commonjs', resolution: 'node10', module: 'commonjs' },
  { framework: 'cdktf', type: 'module', resolution: 'node16', module: 'node16' },
  { framework: 'cdktf', type: 'module', resolution: 'bundler', module: 'esnext' },
  { framework: 'cdktn', type: 'commonjs', resolution: 'node16', module: 'node16' },
];
const NODES = ['20', '22', '24'].map((major) => [major, nodeOf(major)] as const);

const README = codeBlocks('README.md');
/** The clusters of the README that are whole programs, by number. */
const PROGRAMS = README.flatMap((text, index) => (text.includes('app.synth()') ? [`readme-${String(index)}`] : []));

const ENTRY_POINTS = `
import * as core from 'cdktf-talos';
import * as proxmox from 'cdktf-talos/proxmox';
import * as helmBindings from 'cdktf-talos/providers/helm';
import * as proxmoxBindings from 'cdktf-talos/providers/proxmox';
import * as talosBindings from 'cdktf-talos/providers/talos';

const all: readonly object[] = [core, proxmox, helmBindings, proxmoxBindings, talosBindings];
if (all.some((one) => Object.keys(one).length === 0)) throw new Error('an entry point exports nothing');
if (talosBindings.machine.Machine.tfResourceType !== 'talos_machine') throw new Error('not the talos bindings');
`;

function folderOf({ framework, type, resolution }: Setup): string {
  return join(packageFolder(), framework, `${type}-${resolution}`);
}

async function install(framework: Framework): Promise<void> {
  const folder = join(packageFolder(), framework);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'empty', private: true }));
  const cdktf = framework === 'cdktf' ? pinned('cdktf') : `cdktf@npm:${pinned('cdktn')}`;
  const others = ['constructs', 'typescript', '@types/node'].map(pinned);
  await command(folder, 'npm', 'install', '--prefer-offline', '--no-fund', '--no-audit', tarball(), cdktf, ...others);
}

function writeProject(setup: Setup): void {
  const folder = folderOf(setup);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'app', private: true, type: setup.type }));
  README.forEach((text, index) => {
    writeFileSync(join(folder, `readme-${String(index)}.ts`), `${text}\nexport {};\n`);
  });
  writeFileSync(join(folder, 'entry-points.ts'), ENTRY_POINTS);
}

beforeAll(async () => {
  await Promise.all(FRAMEWORKS.map(install));
  SETUPS.forEach(writeProject);
});

describe.each(SETUPS)('a project of type $type over $framework, with module resolution $resolution,', (setup) => {
  test('type-checks the README and every entry point, the declarations of all packages included', async () => {
    const compiler = join(packageFolder(), setup.framework, 'node_modules', 'typescript', 'bin', 'tsc');
    const flags = ['--strict', '--target', 'es2022', '--types', 'node', '--skipLibCheck', 'false'];
    const modules = ['--module', setup.module, '--moduleResolution', setup.resolution];
    const files = readdirSync(folderOf(setup)).filter((name) => name.endsWith('.ts'));
    await command(folderOf(setup), process.execPath, compiler, ...flags, ...modules, ...files);
  });

  const runnable = NODES.flatMap(([major, node]) => (node === undefined ? [] : [{ major, node }]));
  test.each(runnable)("synthesizes the README's clusters on Node $major", async ({ node, major }) => {
    for (const program of [...PROGRAMS, 'entry-points']) {
      await command(folderOf(setup), node, `${program}.js`);
    }
    const written = readFileSync(join(folderOf(setup), 'cdktf.out', 'stacks', 'home', 'cdk.tf.json'), 'utf8');
    expect([major, Object.keys((JSON.parse(written) as { resource: object }).resource)]).toEqual([
      major,
      expect.arrayContaining(['talos_machine', 'talos_cluster']),
    ]);
  });

  for (const [major, node] of NODES) {
    if (node === undefined) test.skip(`Node ${major} cannot be installed here`, () => undefined);
  }
});

test('the core loads no bindings of a platform, and no package before it is used', async () => {
  const told = await command(
    join(packageFolder(), 'cdktf'),
    process.execPath,
    '-e',
    `require('cdktf-talos');
    const loaded = Object.keys(require.cache);
    const bindings = loaded.filter((file) => /tfResourceType = "(aws|proxmox)_/.test(fs.readFileSync(file, 'utf8')));
    const packages = loaded.filter((file) => /node_modules.(yaml|ip-address)./.test(file));
    console.log(JSON.stringify([...bindings, ...packages]));`,
  );
  expect(JSON.parse(told)).toEqual([]);
});

test('the AWS entry point asks for its peer, and loads with it', async () => {
  const folder = join(packageFolder(), 'cdktf');
  const load = "const { AwsNetwork } = require('cdktf-talos/aws'); console.log(typeof AwsNetwork)";
  await expect(command(folder, process.execPath, '-e', load)).rejects.toThrow(
    "Cannot find module '@cdktf/provider-aws/",
  );
  mkdirSync(join(folder, 'node_modules', '@cdktf'), { recursive: true });
  const installed = join(__dirname, '..', '..', 'node_modules', '@cdktf', 'provider-aws');
  symlinkSync(installed, join(folder, 'node_modules', '@cdktf', 'provider-aws'));
  // As if it were installed here: it finds this project's cdktf, not the repository's.
  expect(await command(folder, process.execPath, '--preserve-symlinks', '-e', load)).toBe('function\n');
});
