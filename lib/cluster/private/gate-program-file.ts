import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ISynthesisSession, TerraformStack } from 'cdktf';
// Not among the framework's root exports, and the only way to write files of one's own in its session; cdktn has it too.
import { addCustomSynthesis } from 'cdktf/lib/synthesize/synthesizer';
import { Construct } from 'constructs';
import { GATE_PROGRAM } from './generated/gate-program';

/** Named so that Node takes it for CommonJS whatever the package says that the stacks are written in. */
const FILE = 'talos-gate.cjs';

/** The program as Terraform finds it wherever the folder of the stack is moved to. */
export const GATE_COMMAND = `\${path.module}/${FILE}`;

/** Writes the gate's program beside the stack's JSON; every cluster of a stack writes the same. */
export function writeGateProgram(cluster: Construct): void {
  // The framework takes one writer for each construct, and the cluster itself has one.
  addCustomSynthesis(new Construct(cluster, 'GateProgram'), {
    onSynthesize: (session: ISynthesisSession) => {
      const { workingDirectory } = session.manifest.forStack(TerraformStack.of(cluster));
      const folder = join(session.outdir, workingDirectory);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, FILE), GATE_PROGRAM);
    },
  });
}
