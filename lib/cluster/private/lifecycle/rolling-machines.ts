import { ITerraformDependable, TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Cluster } from '../../../providers/talos/cluster';
import { Machine } from '../../../providers/talos/machine';
import { EphemeralResource } from '../../../terraform/ephemeral-resource';
import { preferTalosProvider } from '../../../terraform/provider-versions';
import { attributeAddress } from '../../../terraform/text';
import { MachinePlan } from '../machine-plan';
import { ForgottenResource } from './forgotten-resource';
import {
  ConfiguredMachine,
  LifecycleMachines,
  firstNode,
  onDestroy,
  replacedWith,
  replacedWithTheOnlyOne,
} from './lifecycle-machines';
import { ClusterFacts, LifecycleSecrets, MachineConfiguration } from './lifecycle-secrets';

/** How long the administrator's certificate for draining is good: longer than the longest rolling upgrade. */
const DRAIN_CREDENTIALS_LIFETIME = '24h';

/** Machines that Terraform configures, installs images on and restarts, and whose Kubernetes it upgrades. */
export class RollingMachines implements LifecycleMachines {
  private readonly drainCredentials: EphemeralResource;

  constructor(
    private readonly scope: Construct,
    private readonly facts: ClusterFacts,
    private readonly secrets: LifecycleSecrets,
  ) {
    preferTalosProvider(TerraformStack.of(scope), 'upgrades');
    this.drainCredentials = new EphemeralResource(scope, 'DrainCredentials', 'talos_cluster_kubeconfig', {
      cluster_name: facts.clusterName,
      endpoint: facts.endpointUrl,
      machine_secrets: secrets.machineSecrets,
      crt_ttl: DRAIN_CREDENTIALS_LIFETIME,
    });
  }

  configure(
    plan: MachinePlan,
    configuration: MachineConfiguration,
    after: readonly ITerraformDependable[],
    goesLast: boolean,
  ): ConfiguredMachine {
    if (this.facts.upgradeStrategy.moved) {
      new ForgottenResource(plan.scope, 'Apply', 'talos_machine_configuration_apply');
    }
    const machine = new Machine(plan.scope, 'Resource', {
      nodeAttribute: plan.node,
      endpoint: plan.endpoint,
      ...this.secrets.credentials,
      ...configuration.ofMachine,
      image: plan.installImage,
      drainOnUpgrade: true,
      kubeconfigWo: this.drainCredentials.attribute('kubeconfig_raw'),
      // The Kubernetes version is changed by talos_cluster, in order, and not by each machine for itself.
      ignoreKubernetesUpgradeDrift: true,
      ...(this.secrets.inState ? onDestroy(plan, goesLast) : {}),
      dependsOn: [...after],
      ...replacedWith(plan.replaceTrigger),
    });
    return {
      resource: machine,
      triggers: [machine.machineConfigurationHash, machine.image, configuration.checksum],
      // A node that left its version by itself is brought back to the one that the triggers hold already.
      replaceTriggers: [attributeAddress(machine, 'image')],
    };
  }

  /**
   * Also keeps Kubernetes at its version. Its nodes are compared with etcd's peers, so they are private addresses; the
   * endpoint is a bare host.
   */
  bootstrap(
    plans: readonly MachinePlan[],
    after: readonly ITerraformDependable[],
    endpoint: string,
  ): TerraformResource {
    if (this.facts.upgradeStrategy.moved) new ForgottenResource(this.scope, 'Bootstrap', 'talos_machine_bootstrap');
    return new Cluster(this.scope, 'Kubernetes', {
      nodeAttribute: firstNode(plans),
      controlPlaneNodes: plans.map((plan) => plan.node),
      endpoint,
      ...this.secrets.credentials,
      kubernetesVersion: this.facts.kubernetesVersion,
      dependsOn: [...after],
      ...replacedWithTheOnlyOne(plans),
    });
  }
}
