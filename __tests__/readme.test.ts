import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeBlocks } from './support/code-blocks';
import { compileProgram, runProgram } from './support/program';

test('the shortest cluster of the README synthesizes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-readme-'));
  try {
    const program = join(folder, 'main.js');
    compileProgram({ text: codeBlocks('README.md')[0] ?? '' }, program);
    expect(runProgram(program, [], { CDKTF_OUTDIR: folder })).toMatchObject({ status: 0 });
    const json = JSON.parse(readFileSync(join(folder, 'stacks', 'home', 'cdk.tf.json'), 'utf8')) as {
      resource: Record<string, object>;
    };
    expect(Object.keys(json.resource.talos_machine ?? {})).toHaveLength(3);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
