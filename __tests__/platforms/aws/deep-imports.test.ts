import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');

/** Synthesizes an AWS stack in a process of its own, and prints what it loaded of the bindings. */
const SCRIPT = `
  const { App } = require('cdktf');
  const { AwsClusterStack } = require('./stacks/aws-cluster-stack.ts');
  const { sandbox } = require('./stacks/environments.ts');
  const app = new App({ outdir: require('node:fs').mkdtempSync(require('node:os').tmpdir() + '/deep-') });
  new AwsClusterStack(app, 'sandbox-aws', sandbox);
  app.synth();
  require('node:fs').rmSync(app.outdir, { recursive: true });
  const folder = '/@cdktf/provider-aws/lib/';
  const loaded = Object.keys(require.cache).map((file) => file.split('\\\\').join('/'));
  console.log(JSON.stringify(loaded.filter((file) => file.includes(folder)).map((file) => file.split(folder)[1])));
`;

test('synthesizing an AWS stack loads single files of the bindings, and never all of them', () => {
  const run = spawnSync(process.execPath, ['--import', 'tsx', '-e', SCRIPT], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, STATE: 'local' },
  });
  expect(run.stderr).toBe('');
  const loaded = JSON.parse(run.stdout) as string[];
  expect(loaded).toContain('vpc/index.js');
  expect(loaded).not.toContain('index.js');
}, 60_000);
