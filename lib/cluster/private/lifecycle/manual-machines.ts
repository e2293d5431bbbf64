import { ITerraformDependable, TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { MachineBootstrap } from '../../../providers/talos/machine-bootstrap';
import { MachineConfigurationApply } from '../../../providers/talos/machine-configuration-apply';
import { preferTalosProvider } from '../../../terraform/provider-versions';
import { MachinePlan } from '../machine-plan';
import { ForgottenResource } from './forgotten-resource';
import {
  ConfiguredMachine,
  LifecycleMachines,
  firstNode,
  replacedWith,
  replacedWithTheOnlyOne,
} from './lifecycle-machines';
import { ClusterFacts, LifecycleSecrets, MachineConfiguration } from './lifecycle-secrets';

/**
 * Machines that Terraform configures, and whose images and Kubernetes somebody else upgrades. A machine that is removed is
 * left to them as well: a change of the strategy removes all of these resources, and must not wipe a machine.
 */
export class ManualMachines implements LifecycleMachines {
  private readonly moved: boolean;

  constructor(
    private readonly scope: Construct,
    { upgradeStrategy }: ClusterFacts,
    private readonly secrets: LifecycleSecrets,
  ) {
    this.moved = upgradeStrategy.moved;
    // To forget a resource, Terraform has to know its type, and only the newer line has those of rolling upgrades.
    preferTalosProvider(TerraformStack.of(scope), this.moved ? 'upgrades' : 'configurations');
  }

  configure(
    plan: MachinePlan,
    configuration: MachineConfiguration,
    after: readonly ITerraformDependable[],
  ): ConfiguredMachine {
    // Always, and not where it is said alone: to destroy one would wipe its machine.
    new ForgottenResource(plan.scope, 'Resource', 'talos_machine');
    const apply = new MachineConfigurationApply(plan.scope, 'Apply', {
      nodeAttribute: plan.node,
      endpoint: plan.endpoint,
      ...this.secrets.credentials,
      ...configuration.ofApply,
      dependsOn: [...after],
      // It does not look at its node: a server that was made anew is configured because it is another one.
      ...replacedWith(plan.replaceTrigger),
    });
    return {
      resource: apply,
      triggers: [apply.machineConfigurationHash, configuration.checksum],
      replaceTriggers: [],
    };
  }

  bootstrap(
    plans: readonly MachinePlan[],
    after: readonly ITerraformDependable[],
    endpoint: string,
  ): TerraformResource {
    const bootstrap = new MachineBootstrap(this.scope, 'Bootstrap', {
      nodeAttribute: firstNode(plans),
      endpoint,
      ...this.secrets.credentials,
      dependsOn: [...after],
      ...replacedWithTheOnlyOne(plans),
    });
    new ForgottenResource(this.scope, 'Kubernetes', 'talos_cluster');
    // A second bootstrap fails after ten minutes: it is taken as done.
    if (this.moved) bootstrap.importFrom('bootstrapped');
    return bootstrap;
  }
}
