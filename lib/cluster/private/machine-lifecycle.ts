import { ITerraformDependable, TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import { OriginalPatch } from '../../config/machine-config';
import { VersionContract } from '../../config/version-contract';
import { Cluster } from '../../providers/talos/cluster';
import { ClusterKubeconfig } from '../../providers/talos/cluster-kubeconfig';
import { DataTalosClientConfiguration } from '../../providers/talos/data-talos-client-configuration';
import {
  DataTalosMachineConfiguration,
  DataTalosMachineConfigurationMachineSecrets,
} from '../../providers/talos/data-talos-machine-configuration';
import { Machine, MachineClientConfiguration } from '../../providers/talos/machine';
import { MachineSecrets } from '../../providers/talos/machine-secrets';
import { TalosProvider } from '../../providers/talos/provider';
import { EphemeralResource } from '../../terraform/ephemeral-resource';
import { defaultProvider } from '../../terraform/providers';
import { patchArgument } from '../../terraform/text';
import { MachinePlan } from './machine-plan';
import { seedPatches } from './seed-findings';

/** What all machines of a cluster have in common. */
export interface ClusterFacts {
  readonly clusterName: string;
  /** URL of the Kubernetes API. */
  readonly endpointUrl: string;
  /** Kubernetes release as a number, such as `1.36.3`. */
  readonly kubernetesVersion: string;
  readonly contract: VersionContract;
  /** Whether Terraform refuses to destroy the machine secrets. */
  readonly preventDestroy: boolean;
}

/** How long the administrator's certificate for draining is good: longer than the longest rolling upgrade. */
const DRAIN_CREDENTIALS_LIFETIME = '24h';

/**
 * The life of a cluster's machines in resources of the talos provider. No other file knows which there are.
 *
 * Secrets are made once. Each machine has a configuration of its own and a `talos_machine` that applies it, installs
 * its image and restarts it. Control planes come one after another, then `talos_cluster` bootstraps the first of them
 * and brings Kubernetes to its version, then the workers follow in lanes.
 */
export class MachineLifecycle {
  private readonly secrets: MachineSecrets;
  private readonly drainCredentials: EphemeralResource;

  constructor(
    private readonly scope: Construct,
    private readonly facts: ClusterFacts,
  ) {
    defaultProvider(scope, 'talos', (stack: TerraformStack) => new TalosProvider(stack, 'TalosProvider'));
    this.secrets = new MachineSecrets(scope, 'Secrets', {
      talosVersion: facts.contract.tag,
      lifecycle: {
        // A lower version would make a new PKI, and any change would leave every dependent unknown in the plan.
        ignoreChanges: ['talos_version'],
        ...(facts.preventDestroy ? { preventDestroy: true } : {}),
      },
    });
    this.drainCredentials = new EphemeralResource(scope, 'DrainCredentials', 'talos_cluster_kubeconfig', {
      cluster_name: facts.clusterName,
      endpoint: facts.endpointUrl,
      machine_secrets: this.machineSecrets(),
      crt_ttl: DRAIN_CREDENTIALS_LIFETIME,
    });
  }

  /** Configures control plane machines, each after the one before it. */
  controlPlane(plans: readonly MachinePlan[]): Machine[] {
    const machines: Machine[] = [];
    for (const plan of plans) {
      // Two control plane machines that restart at once can cost etcd its majority.
      machines.push(this.machine(plan, machines.slice(-1)));
    }
    return machines;
  }

  /**
   * Bootstraps etcd on the first control plane machine and keeps Kubernetes at its version.
   * Its nodes are compared with etcd's peers, so they are private addresses; the endpoint is a bare host.
   */
  kubernetes(plans: readonly MachinePlan[], machines: readonly Machine[], endpoint: string): Cluster {
    return new Cluster(this.scope, 'Kubernetes', {
      nodeAttribute: firstNode(plans),
      controlPlaneNodes: plans.map((plan) => plan.node),
      endpoint,
      clientConfiguration: this.clientConfiguration(),
      kubernetesVersion: this.facts.kubernetesVersion,
      dependsOn: [...machines],
      // The only control plane machine takes etcd with it: its successor is bootstrapped. Among several, a new machine joins.
      ...(plans.length === 1 && plans[0]?.replaceTrigger !== undefined
        ? { lifecycle: { replaceTriggeredBy: [plans[0].replaceTrigger] } }
        : {}),
    });
  }

  /** Configures the workers of each pool in lanes, one pool after another, all of them after Kubernetes. */
  workers(pools: readonly (readonly MachinePlan[])[], lanes: number, kubernetes: Cluster): void {
    let before: readonly ITerraformDependable[] = [kubernetes];
    for (const plans of pools) {
      const machines: Machine[] = [];
      for (const plan of plans) {
        const ahead = machines[machines.length - lanes];
        machines.push(this.machine(plan, ahead === undefined ? before : [kubernetes, ahead]));
      }
      if (machines.length > 0) before = [kubernetes, ...machines.slice(-lanes)];
    }
  }

  /** The administrator's kubeconfig, available once the cluster is bootstrapped. Sensitive. */
  kubeconfig(plans: readonly MachinePlan[], endpoint: string, kubernetes: Cluster): string {
    return new ClusterKubeconfig(this.scope, 'Kubeconfig', {
      nodeAttribute: firstNode(plans),
      endpoint,
      clientConfiguration: this.clientConfiguration(),
      dependsOn: [kubernetes],
    }).kubeconfigRaw;
  }

  /** The administrator's talosconfig. Sensitive. */
  talosconfig(endpoints: readonly string[], nodes: readonly string[]): string {
    return new DataTalosClientConfiguration(this.scope, 'Talosconfig', {
      clusterName: this.facts.clusterName,
      clientConfiguration: this.clientConfiguration(),
      endpoints: [...endpoints],
      nodes: [...nodes],
    }).talosConfig;
  }

  private machine(plan: MachinePlan, after: readonly ITerraformDependable[]): Machine {
    const own = plan.scope;
    const configuration = this.configuration(own, 'Configuration', plan, plan.patches);
    if (plan.bootstrapData !== undefined) {
      const seed = seedPatches(plan);
      const lean = seed.length < plan.patches.length ? this.configuration(own, 'Seed', plan, seed) : configuration;
      plan.bootstrapData.provide(plan.name, lean.machineConfiguration);
    }
    return new Machine(own, 'Resource', {
      nodeAttribute: plan.node,
      endpoint: plan.endpoint,
      clientConfiguration: this.clientConfiguration(),
      machineConfiguration: configuration.machineConfiguration,
      image: plan.installImage,
      drainOnUpgrade: true,
      kubeconfigWo: this.drainCredentials.attribute('kubeconfig_raw'),
      // The Kubernetes version is changed by talos_cluster, in order, and not by each machine for itself.
      ignoreKubernetesUpgradeDrift: true,
      dependsOn: [...plan.requires, ...after],
      ...(plan.replaceTrigger === undefined ? {} : { lifecycle: { replaceTriggeredBy: [plan.replaceTrigger] } }),
    });
  }

  private configuration(
    scope: Construct,
    id: string,
    plan: MachinePlan,
    patches: readonly OriginalPatch[],
  ): DataTalosMachineConfiguration {
    return new DataTalosMachineConfiguration(scope, id, {
      clusterName: this.facts.clusterName,
      clusterEndpoint: this.facts.endpointUrl,
      machineType: plan.machineType,
      machineSecrets: this.machineSecrets(),
      talosVersion: this.facts.contract.tag,
      kubernetesVersion: this.facts.kubernetesVersion,
      configPatches: patches.map(({ patch }) => patchArgument(patch)),
      docs: false,
      examples: false,
    });
  }

  /** The secrets as one value: the generated classes would have them copied field by field. */
  private machineSecrets(): DataTalosMachineConfigurationMachineSecrets {
    return Token.asAny(this.secrets.machineSecrets) as unknown as DataTalosMachineConfigurationMachineSecrets;
  }

  private clientConfiguration(): MachineClientConfiguration {
    return Token.asAny(this.secrets.clientConfiguration) as unknown as MachineClientConfiguration;
  }
}

function firstNode(plans: readonly MachinePlan[]): string {
  return plans[0]?.node ?? '';
}
