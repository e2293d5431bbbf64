import { createHash } from 'node:crypto';
import { ITerraformDependable, Lazy, TerraformOutput, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Finding } from '../../checks/check';
import { DeployedCluster, DeployedMachine, lockText } from '../../config/deployment/deployed-cluster';
import { lockFindings } from '../../config/deployment/lock-findings';
import { DataRecord } from '../../terraform/data-record';
import { attributeAddress, expression, literal, resolvedText } from '../../terraform/text';
import { DeploymentLock } from '../deployment-lock';
import { MachinePlan } from './machine-plan';

/** What a lock says about a cluster beside its machines. */
export type DeployedVersions = Omit<DeployedCluster, 'machines'>;

/**
 * What Terraform remembers of a deployment: written last, after every machine and Kubernetes, so that a lock made from
 * it never says more than what was done.
 */
export class DeploymentRecord {
  constructor(
    private readonly scope: Construct,
    private readonly versions: DeployedVersions,
    private readonly plans: readonly MachinePlan[],
  ) {}

  /** What would go wrong between what the lock says and this. */
  findings({ deployed, accepted }: DeploymentLock): Finding[] {
    return deployed === undefined ? [] : lockFindings(deployed, this.asked(), accepted);
  }

  /** Keeps the record in the state, where `cdktf-talos lock` finds it as an output of the stack. */
  keep(lock: DeploymentLock, outputName: string, after: readonly ITerraformDependable[]): void {
    const record = new DataRecord(this.scope, 'Deployed', {
      input: { lock: Lazy.stringValue({ produce: () => literal(lockText(this.asked())) }) },
      dependsOn: [...after],
    });
    new TerraformOutput(TerraformStack.of(this.scope), outputName, {
      value: { file: lock.path, lock: expression(`${attributeAddress(record, 'output')}.lock`) },
      staticId: true,
    });
  }

  private asked(): DeployedCluster {
    const stack = TerraformStack.of(this.scope);
    return {
      ...this.versions,
      machines: Object.fromEntries(this.plans.map((plan) => [plan.name, describe(plan, stack)])),
    };
  }
}

function describe(plan: MachinePlan, stack: TerraformStack): DeployedMachine {
  const text = plan.patches.map(({ patch }) => patch.toYaml()).join('---\n');
  return {
    role: plan.machineType,
    talosVersion: plan.image.talosVersion.tag,
    schematic: plan.image.schematicId,
    configuration: createHash('sha256').update(resolvedText(stack, text)).digest('hex').slice(0, 16),
  };
}
