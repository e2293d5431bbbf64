import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES, STACKS_OF } from '../support/examples';
import { testOnRig } from '../terraform/support/workspace';
import { packageFolder, tarball } from './support/packed';

const ROOT = join(packageFolder(), 'new-user');
const PROJECT = join(ROOT, 'my-cluster');
const PAGE = readFileSync(join(EXAMPLES, 'starter', 'README.md'), 'utf8');
const HOME = join(PROJECT, 'cdktf.out', 'stacks', 'home');

/** Examples that need no package beside those of the starter. */
const OTHERS = Object.keys(STACKS_OF).filter((name) => name !== 'starter' && !name.startsWith('aws-'));

/** What a reader types, section by section. */
function typed(section: string): string[] {
  const text = PAGE.split(/^## /m).find((part) => part.startsWith(section)) ?? '';
  const blocks = [...text.matchAll(/^```console\n(.*?)^```/gms)].map((match) => match[1] ?? '');
  return blocks.flatMap((block) => block.split('\n')).flatMap((line) => /^\$ (.*)/.exec(line)?.[1] ?? []);
}

/** Types the lines into one shell, and gives what it prints. */
function shell(cwd: string, lines: readonly string[]): string {
  const run = spawnSync('bash', ['-ec', lines.join('\n')], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1e8,
    env: {
      ...process.env,
      PATH: `${join(ROOT, 'bin')}:${process.env.PATH ?? ''}`,
      // What a reader answers, or does not ask for.
      TF_CLI_ARGS_apply: '-auto-approve -input=false',
      TF_CLI_ARGS_destroy: '-auto-approve -input=false',
      CHECKPOINT_DISABLE: '1',
      TALOS_GATES: 'open-without-looking',
      npm_config_prefer_offline: 'true',
      npm_config_audit: 'false',
    },
  });
  if (run.status !== 0)
    throw new Error(`${lines.join('\n')}\n\nended with ${String(run.status)}:\n${run.stdout}${run.stderr}`);
  return `${run.stdout}${run.stderr}`;
}

/** The starter as it will be found on the release's page, and a curl that knows that page alone. */
function publish(): void {
  const version = /tags\/v([^/\s]+)\.tar\.gz/.exec(PAGE)?.[1] ?? '';
  const folder = join(ROOT, `cdktf-talos-${version}`, 'examples', 'starter');
  mkdirSync(join(ROOT, 'bin'), { recursive: true });
  const files = ['.gitignore', 'README.md', 'cdktf.json', 'main.ts', 'package.json', 'tsconfig.json'];
  for (const file of files) cpSync(join(EXAMPLES, 'starter', file), join(folder, file));
  shell(ROOT, [`tar czf release.tar.gz cdktf-talos-${version}`]);
  const curl = join(ROOT, 'bin', 'curl');
  writeFileSync(
    curl,
    `#!/bin/sh\ncase "$*" in *archive/refs/tags/v${version}.tar.gz) cat '${ROOT}/release.tar.gz' ;; *) exit 22 ;; esac\n`,
  );
  chmodSync(curl, 0o755);
}

/** The lines of a section; the package comes from the tarball in the place of the registry. */
function typedBeforePublication(section: string): string[] {
  return typed(section).flatMap((line) =>
    line === 'npm install' ? [`npm pkg set 'dependencies.cdktf-talos=file:${tarball()}'`, line] : [line],
  );
}

test('a new user comes from an empty folder to JSON that Terraform takes, word by word', () => {
  publish();
  const lines = typedBeforePublication('From an empty folder');
  const withTerraform = spawnSync('terraform', ['version']).status === 0;
  if (!withTerraform) console.warn('terraform is not installed here: init and validate are left out');
  const said = shell(ROOT, withTerraform ? lines : lines.filter((line) => !line.startsWith('terraform')));
  if (withTerraform) expect(said).toContain('The configuration is valid.');
  expect(said).toMatch(/home +│ 1 \+ 1 +│/);
  expect(existsSync(join(HOME, 'cdk.tf.json'))).toBe(true);
  expect(existsSync(join(HOME, 'machine-config', 'home', 'worker-0.yaml'))).toBe(true);
});

test('the project type-checks, and so does every other example in it, which then synthesizes', () => {
  for (const example of OTHERS) cpSync(join(EXAMPLES, example), join(PROJECT, 'try', example), { recursive: true });
  shell(PROJECT, ['npm run typecheck']);
  for (const example of OTHERS) {
    shell(PROJECT, [`CDKTF_OUTDIR=try/${example}/cdktf.out npx jiti try/${example}/main.ts`]);
    for (const stack of STACKS_OF[example] ?? []) {
      expect(existsSync(join(PROJECT, 'try', example, 'cdktf.out', 'stacks', stack, 'cdk.tf.json'))).toBe(true);
    }
  }
});

const [major] = process.versions.node.split('.');
const testWithCli = major === '20' || major === '22' ? test : test.skip;
testWithCli('the CDKTF command line runs it, on Node 20 and 22', () => {
  const before = readFileSync(join(HOME, 'cdk.tf.json'), 'utf8');
  expect(typed('Deploy')).toContain('npx cdktf synth');
  expect(shell(PROJECT, ['npx cdktf synth'])).toContain('Generated Terraform code for the stacks: home');
  expect(readFileSync(join(HOME, 'cdk.tf.json'), 'utf8')).toBe(before);
});

testOnRig('it is deployed, locked and taken down as its page says', () => {
  const lines = typed('Deploy').filter((line) => !line.startsWith('npx cdktf'));
  expect(shell(PROJECT, lines)).toContain('locks/home.json written');
  expect(existsSync(join(PROJECT, 'terraform.home.tfstate'))).toBe(true);
  expect(readFileSync(join(PROJECT, 'kubeconfig'), 'utf8')).not.toBe('');

  const main = readFileSync(join(PROJECT, 'main.ts'), 'utf8');
  writeFileSync(
    join(PROJECT, 'main.ts'),
    main.replace("clusterName: 'home',", "clusterName: 'home', preventDestroy: false,"),
  );
  expect(shell(PROJECT, typed('Take it down'))).toContain('Destroy complete!');
});
