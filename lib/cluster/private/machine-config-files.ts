import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ISynthesisSession, TerraformStack } from 'cdktf';
// Not among the framework's root exports, and the only way to write files of one's own in its session; cdktn has it too.
import { addCustomSynthesis } from 'cdktf/lib/synthesize/synthesizer';
import { Construct } from 'constructs';
import { VersionContract } from '../../config/version-contract';
import { resolvedText } from '../../terraform/text';
import { MachinePlan } from './machine-plan';

/** Context key that turns the files off when it is false. */
export const MACHINE_CONFIG_FILES = 'cdktf-talos:machineConfigFiles';

/** Folder beside the stack's JSON that the files are written to. */
const FOLDER = 'machine-config';

/**
 * Writes each machine's patches as a readable file beside the Terraform JSON, so that a pull request shows what a change
 * does to which machine. The files hold what is written here and no secret: those are added by the provider, and values
 * from Terraform stand as references. Equal input gives equal files.
 */
export function writeMachineConfigFiles(
  cluster: Construct,
  clusterName: string,
  contract: VersionContract,
  plans: readonly MachinePlan[],
): void {
  if (cluster.node.tryGetContext(MACHINE_CONFIG_FILES) === false) return;
  addCustomSynthesis(cluster, {
    onSynthesize: (session: ISynthesisSession) => {
      const stack = TerraformStack.of(cluster);
      const folder = join(session.outdir, session.manifest.forStack(stack).workingDirectory, FOLDER, clusterName);
      // A machine that was removed leaves no file behind.
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      for (const plan of plans) {
        writeFileSync(join(folder, `${plan.name}.yaml`), resolvedText(stack, readable(plan, contract)));
      }
    },
  });
}

function readable(plan: MachinePlan, contract: VersionContract): string {
  const head = [
    `# ${plan.name}, ${plan.machineType}: what is merged, in this order, into Talos's defaults of contract ${contract.tag}.`,
    '# The later wins. Secrets are added by Terraform, and ${...} is filled in by it.',
  ].join('\n');
  const parts = plan.patches.map(({ origin, patch }) => `# from ${origin}\n${patch.toYaml().replace(/^---\n/, '')}`);
  return `${head}\n${parts.join('---\n')}`;
}
