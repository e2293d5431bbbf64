import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const project = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-package-'));

function run(cwd: string, command: string, ...args: string[]): string {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')} failed:\n${stdout ?? ''}${stderr ?? ''}`);
  }
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

let packed: Packed;

beforeAll(() => {
  run(project, 'npm', 'run', 'build', '--silent');
  const [report] = JSON.parse(
    run(project, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder),
  ) as Packed[];
  if (report === undefined) throw new Error('npm pack reported nothing');
  packed = report;
  const versions = (JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as Manifest).devDependencies;
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'empty', private: true }));
  const from = (name: string): string => `${name}@${versions[name] ?? 'latest'}`;
  run(
    folder,
    'npm',
    'install',
    '--prefer-offline',
    '--no-fund',
    '--no-audit',
    join(folder, packed.filename),
    ...['cdktf', 'constructs', 'typescript', '@types/node'].map(from),
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
}

test('the tarball holds compiled code and what npm always adds, and is smaller than a megabyte', () => {
  const others = packed.files
    .map((file) => file.path)
    .filter((path) => !path.startsWith('dist/') && !['package.json', 'README.md', 'LICENSE'].includes(path));
  expect(others).toEqual([]);
  expect(statSync(join(folder, packed.filename)).size).toBeLessThan(1_000_000);
});

const APP = `
import { App, TerraformStack } from 'cdktf';
import { ControlPlaneEndpoint, ImageFactorySchematic, IngressFirewall, TalosCluster, VersionContract } from 'cdktf-talos';
import { ProxmoxMachines, ProxmoxVmPool } from 'cdktf-talos/proxmox';
import { machine } from 'cdktf-talos/providers/talos';
import { virtualEnvironmentVm } from 'cdktf-talos/providers/proxmox';

const app = new App();
const stack = new TerraformStack(app, 'home');
const image = new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' });
new TalosCluster(stack, 'Cluster', {
  clusterName: 'home',
  kubernetesVersion: 'v1.36.3',
  versionContract: VersionContract.V1_13,
  endpoint: ControlPlaneEndpoint.virtualIp('10.10.0.10'),
  ingressFirewall: IngressFirewall.on({ operators: ['192.168.1.0/24'] }),
  controlPlane: new ProxmoxVmPool(stack, 'ControlPlane', {
    image, proxmoxNodes: ['pve1'], network: { cidr: '10.10.0.0/24', gateway: '10.10.0.1' },
    cores: 2, memoryMiB: 4096, diskGiB: 20,
    machines: ProxmoxMachines.numbered(1, { firstAddress: '10.10.0.11' }),
  }),
});
if (machine.Machine.tfResourceType !== 'talos_machine') throw new Error('talos bindings');
if (virtualEnvironmentVm.VirtualEnvironmentVm.tfResourceType === undefined) throw new Error('proxmox bindings');
app.synth();
`;

test.each(['node10', 'node16', 'bundler'])(
  'an app in an empty project type-checks with module resolution %s, and synthesizes',
  (moduleResolution) => {
    const name = `app-${moduleResolution}`;
    writeFileSync(join(folder, `${name}.ts`), APP);
    const modules = { node10: 'commonjs', node16: 'node16', bundler: 'esnext' }[moduleResolution] ?? '';
    const flags = ['--strict', '--target', 'es2022', '--types', 'node', '--skipLibCheck', 'false'];
    const tsc = join(folder, 'node_modules', '.bin', 'tsc');
    run(folder, tsc, ...flags, '--module', modules, '--moduleResolution', moduleResolution, `${name}.ts`);
    if (modules === 'esnext') return; // bundlers, and not Node, run such a module
    run(folder, process.execPath, `${name}.js`);
    const written = readFileSync(join(folder, 'cdktf.out', 'stacks', 'home', 'cdk.tf.json'), 'utf8');
    expect(Object.keys((JSON.parse(written) as { resource: object }).resource)).toContain('talos_machine');
  },
);

test('the core loads neither the AWS nor the Proxmox bindings', () => {
  const loaded = run(
    folder,
    process.execPath,
    '-e',
    "require('cdktf-talos'); console.log(Object.keys(require.cache).filter((f) => /provider-aws|providers.proxmox/.test(f)).length)",
  );
  expect(loaded.trim()).toBe('0');
});
