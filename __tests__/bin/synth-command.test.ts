import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileProgram, runProgram } from '../support/program';
import { SMALL } from '../support/small-cluster';

const folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-synth-command-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const COMMAND = join(folder, 'cdktf-talos.js');
beforeAll(() => {
  compileProgram({ file: 'lib/bin/cdktf-talos.ts' }, COMMAND);
});

/** Writes the project's file, and a program that makes a cluster, where a program is asked for. */
function project(file: object, workers?: number): void {
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify(file));
  if (workers === undefined) return;
  const changes = `{ worker: { machines: ProxmoxMachines.numbered(${String(workers)}, { firstAddress: '10.10.0.21', firstVmId: 121 }) } }`;
  const text = `import { App } from 'cdktf';
    import { ProxmoxMachines } from './lib/proxmox';
    import { buildSmallCluster } from './__tests__/support/small-cluster';
    if (process.env.TF_VAR_password !== undefined) throw new Error('a variable for Terraform reached the app');
    const app = new App();
    buildSmallCluster(app, ${changes});
    app.synth();`;
  compileProgram({ text }, join(folder, 'main.js'));
}

function synth(...args: string[]): { readonly status: number | null; readonly said: string; readonly remarks: string } {
  const env = { CDKTF_OUTDIR: undefined, TF_VAR_password: 'secret' };
  const { status, stdout, stderr } = runProgram(COMMAND, ['synth', ...args], env);
  return { status, said: stdout, remarks: stderr };
}

const APP = 'node main.js';

test('synth runs the app of cdktf.json and tells what was written, and the next time what is other than before', () => {
  project({ app: APP, output: 'out' }, 2);
  const first = synth();
  expect(first).toMatchObject({ status: 0, remarks: '' });
  expect(first.said).toMatch(new RegExp(`${SMALL} +│ 1 \\+ 2 +│.*│ out/stacks/${SMALL}/cdk.tf.json`));
  expect(first.said).toContain(`terraform -chdir=out/stacks/${SMALL} init`);
  expect(first.said).not.toContain('npx cdktf');
  project({ app: APP, output: 'out' }, 3);
  expect(synth().said).toMatch(/machines added +│ worker-2/);
});

test('an app that fails ends the command with its code and its own words', () => {
  project({ app: 'echo "a mistake" >&2; exit 3' });
  expect(synth()).toEqual({ status: 3, said: '', remarks: 'a mistake\n' });
});

test('an app that writes nothing is told', () => {
  project({ app: 'true' });
  expect(synth('--output', 'elsewhere')).toMatchObject({
    status: 1,
    remarks: 'true: nothing was written to elsewhere; does the app end with app.synth()?\n',
  });
});

test('a project that does not say how its app is run is told', () => {
  project({});
  expect(synth()).toMatchObject({ status: 1, remarks: expect.stringContaining('"app": "npx jiti main.ts"') as string });
});

test('a project file that is no JSON, and a stack, are told', () => {
  project({});
  writeFileSync(join(folder, 'cdktf.json'), '{ "app": ');
  expect(synth()).toMatchObject({ status: 1, said: expect.stringContaining('is not JSON: Unexpected end') as string });
  expect(synth('sandbox')).toMatchObject({
    status: 2,
    said: 'synth takes no stack, and was given sandbox: the app is run as a whole\n',
  });
});
