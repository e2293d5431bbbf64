import { mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Plugin, build } from 'esbuild';
import { ImportStyle, StackJson, handwritten } from './handwritten';
import { Program, outputOf, run } from './measure';

const PROJECT = join(__dirname, '..', '..');
const JITI = join(PROJECT, 'node_modules', 'jiti', 'lib', 'jiti-cli.mjs');
// Outside of node_modules, where ts-node compiles nothing.
const FOLDER = mkdtempSync(join(tmpdir(), 'cdktf-talos-bench-'));
symlinkSync(join(PROJECT, 'node_modules'), join(FOLDER, 'node_modules'), 'dir');

/** A program of the library's, and the stacks that it writes. */
export interface Subject {
  readonly name: string;
  readonly source: string;
  readonly stacks: readonly string[];
}

/** The six stacks of this repository. */
export const SIX_STACKS: Subject = {
  name: 'six-stacks',
  // An import alone would be left out: package.json says that modules have no effects.
  source: `require('${PROJECT}/main');`,
  stacks: ['aws', 'proxmox'].flatMap((platform) =>
    ['sandbox', 'staging', 'production'].map((environment) => `${environment}-${platform}`),
  ),
};

/** One cluster on EC2 with a number of machines, three of them control planes. */
export function clusterOf(machines: number): Subject {
  const pool = (id: string, role: string, count: number): string => `new AwsInstancePool(stack, '${id}', {
      image, securityGroup: firewall.${role}, count: ${String(count)}, instanceType: 'm7i.large', diskGiB: 60 })`;
  return {
    name: `machines-${String(machines)}`,
    stacks: ['cloud'],
    source: `import { App, TerraformStack } from 'cdktf';
    import { TalosCluster, VersionContract } from '${PROJECT}/lib';
    import { AwsInstancePool, AwsLoadBalancer, AwsNetwork, AwsNodeFirewall, NatGateways, OperatorCidrs, TalosAmi }
      from '${PROJECT}/lib/aws';
    const app = new App();
    const stack = new TerraformStack(app, 'cloud');
    const network = new AwsNetwork(stack, 'Network', { region: 'eu-central-1', cidr: '10.140.0.0/16',
      availabilityZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'], natGateways: NatGateways.perZone() });
    const firewall = new AwsNodeFirewall(stack, 'Firewall', { network });
    const image = TalosAmi.official(stack, 'Image', { talosVersion: 'v1.13.9' });
    new TalosCluster(stack, 'Cluster', {
      clusterName: 'cloud', kubernetesVersion: 'v1.36.3', versionContract: VersionContract.V1_13,
      network: { podCidrs: ['10.64.0.0/12'] },
      endpoint: new AwsLoadBalancer(stack, 'LoadBalancer', { firewall, scheme: 'internal',
        operators: OperatorCidrs.of(['203.0.113.0/24']) }),
      controlPlane: ${pool('ControlPlane', 'controlPlane', 3)},
      workerPools: [${pool('Worker', 'workers', machines - 3)}],
    });
    app.synth();`,
  };
}

/** Deletes every program and what it wrote. */
export function deletePrograms(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}

/** The library's program as plain JavaScript with its own code bundled, so that no compiler is measured. */
export function withLibrary({ name, source }: Subject): Promise<Program> {
  return compile(`${name}-library`, source);
}

/** The library's program as a project has it: TypeScript that jiti compiles and keeps, with the built package. */
export async function inAProject({ name, source }: Subject): Promise<Program> {
  const { file } = await compile(`${name}-project`, source, [packageAsBuilt]);
  const program = `${file}.ts`;
  renameSync(file, program);
  return { file: program, runner: JITI };
}

const packageAsBuilt: Plugin = {
  name: 'package as built',
  setup(bundle) {
    bundle.onResolve({ filter: /\/lib(\/(aws|proxmox))?$/ }, ({ path }) => ({
      path: join(PROJECT, 'dist', `${/\/lib\/(\w+)$/.exec(path)?.[1] ?? 'index'}.js`),
      external: true,
    }));
  },
};

/**
 * A hand-written program for the same stacks, as plain JavaScript with deep imports.
 * @throws when what it writes is not what the library writes
 */
export async function byHand(subject: Subject, library: Program): Promise<Program> {
  const program = await compile(`${subject.name}-by-hand`, writeByHand(subject, library, 'deep'));
  run(program);
  expectSame(subject, library, program);
  return program;
}

/** The hand-written program in the manner of the official template: imports of whole providers, ts-node. */
export function inTemplatesWay(subject: Subject, library: Program): Program {
  const file = join(FOLDER, `${subject.name}-template.ts`);
  writeFileSync(file, writeByHand(subject, library, 'whole'));
  const options = {
    target: 'ES2018',
    lib: ['ES2022'],
    module: 'CommonJS',
    strict: true,
    esModuleInterop: true,
    skipLibCheck: true,
  };
  writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
  return {
    file,
    nodeOptions: ['--max-old-space-size=8192', '--require', 'ts-node/register'],
    environment: { TS_NODE_PROJECT: join(FOLDER, 'tsconfig.json') },
  };
}

function writeByHand({ name, stacks }: Subject, library: Program, imports: ImportStyle): string {
  const parts = stacks.map((stack) => {
    const part = `${name}-${imports}-${stack}`;
    writeFileSync(
      join(FOLDER, `${part}.ts`),
      handwritten(stack, jsonOf(library, stack), join(PROJECT, 'lib'), imports),
    );
    return part;
  });
  return `import { App } from 'cdktf';
    ${parts.map((part, index) => `import * as s${String(index)} from './${part}';`).join('\n')}
    const app = new App();
    ${parts.map((_, index) => `s${String(index)}.build(app);`).join('\n')}
    app.synth();`;
}

/** @throws when what the last run of a program wrote is not what the library's wrote */
export function expectSame(subject: Subject, library: Program, other: Program): void {
  for (const stack of subject.stacks) {
    if (essence(jsonOf(library, stack)) !== essence(jsonOf(other, stack))) {
      throw new Error(`the hand-written program does not emit what the library emits for ${stack}`);
    }
  }
}

async function compile(name: string, source: string, plugins: Plugin[] = []): Promise<Program> {
  const entry = join(FOLDER, `${name}.ts`);
  const file = join(FOLDER, `${name}.js`);
  writeFileSync(entry, source);
  await build({
    entryPoints: [entry],
    plugins,
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  });
  return { file };
}

function jsonOf(program: Program, stack: string): StackJson {
  return JSON.parse(readFileSync(join(outputOf(program), 'stacks', stack, 'cdk.tf.json'), 'utf8')) as StackJson;
}

/** What Terraform sees, without the framework's notes. */
function essence({ resource, data, ephemeral, output }: StackJson): string {
  return JSON.stringify({ resource, data, ephemeral, output }, (key, value: unknown) =>
    key === '//' ? undefined : value,
  );
}
