import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileProgram, runProgram } from '../../support/program';

/** Synthesizes an AWS stack in a process of its own, and prints what it loaded of the bindings. */
const SCRIPT = `
  import { App } from 'cdktf';
  import { AwsClusterStack } from './stacks/aws-cluster-stack';
  import { sandbox } from './stacks/environments';
  const app = new App();
  new AwsClusterStack(app, 'sandbox-aws', sandbox);
  app.synth();
  const folder = '/@cdktf/provider-aws/lib/';
  const loaded = Object.keys(require.cache).map((file) => file.split('\\\\').join('/'));
  console.log(JSON.stringify(loaded.filter((file) => file.includes(folder)).map((file) => file.split(folder)[1])));
`;

test('synthesizing an AWS stack loads single files of the bindings, and never all of them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-deep-'));
  const program = join(folder, 'main.js');
  compileProgram({ text: SCRIPT }, program);
  const run = runProgram(program, [], { STATE: 'local' });
  rmSync(folder, { recursive: true });
  expect(run.stderr).toBe('');
  const loaded = JSON.parse(run.stdout) as string[];
  expect(loaded).toContain('vpc/index.js');
  expect(loaded).not.toContain('index.js');
}, 60_000);
