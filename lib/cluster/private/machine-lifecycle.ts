import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { DataRecord } from '../../terraform/data-record';
import { ClusterSecrets } from '../cluster-secrets';
import { birthRecord, gateAfter } from './gate';
import { writeGateProgram } from './gate-program-file';
import { LifecycleMachines, firstNode } from './lifecycle/lifecycle-machines';
import { AdministratorAccess, ClusterFacts, LifecycleSecrets } from './lifecycle/lifecycle-secrets';
import { lifecycleMachines, lifecycleSecrets } from './lifecycle/lifecycle-choice';
import { MachinePlan } from './machine-plan';

/** What comes after a machine waits for these: the machine, and the gate that sees it back. */
type Link = readonly ITerraformDependable[];

/**
 * The order in which a cluster's machines come to life and are changed.
 *
 * Each machine has a configuration of its own. Control planes come one after another, then the first of them is
 * bootstrapped, then the workers follow in lanes. Behind each machine stands a gate. What resources of the talos
 * provider do all this, the folder `lifecycle` knows.
 */
export class MachineLifecycle {
  private readonly secrets: LifecycleSecrets;
  private readonly machines: LifecycleMachines;
  private readonly clusterBorn: DataRecord;

  constructor(
    private readonly scope: Construct,
    private readonly facts: ClusterFacts,
    secrets: ClusterSecrets,
  ) {
    this.secrets = lifecycleSecrets(scope, facts, secrets);
    // Where no resource holds the secrets, the record stands in for them: without it, nothing refuses the destruction.
    const preventDestroy = !this.secrets.inState && facts.preventDestroy;
    this.clusterBorn = birthRecord(scope, this.secrets.origin, { preventDestroy });
    if (facts.upgradeStrategy.gate.times !== undefined) writeGateProgram(scope);
    this.machines = lifecycleMachines(scope, facts, this.secrets);
  }

  /** Configures control plane machines, each after the one before it. */
  controlPlane(plans: readonly MachinePlan[]): Link[] {
    const links: Link[] = [];
    for (const plan of plans) {
      // Two control plane machines that restart at once can cost etcd its majority.
      links.push(this.machine(plan, links.at(-1) ?? [], plans));
    }
    return links;
  }

  /** Bootstraps etcd on the first control plane machine, and keeps Kubernetes at its version where that is wanted. */
  kubernetes(plans: readonly MachinePlan[], links: readonly Link[], endpoint: string): ITerraformDependable {
    return this.machines.bootstrap(plans, links.flat(), endpoint);
  }

  /** Configures the workers of each pool in lanes, one pool after another, all of them after Kubernetes. */
  workers(pools: readonly (readonly MachinePlan[])[], kubernetes: ITerraformDependable): void {
    let before: Link = [kubernetes];
    for (const plans of pools) {
      const lanes = this.facts.upgradeStrategy.workerLanes(plans.length);
      const links: Link[] = [];
      for (const plan of plans) {
        const ahead = links[links.length - lanes];
        links.push(this.machine(plan, ahead === undefined ? before : [kubernetes, ...ahead]));
      }
      if (links.length > 0) before = [kubernetes, ...links.slice(-lanes).flat()];
    }
  }

  /** The administrator's kubeconfig, available once the cluster is bootstrapped. Sensitive. */
  kubeconfig(plans: readonly MachinePlan[], endpoint: string, kubernetes: ITerraformDependable): string {
    return this.secrets.kubeconfig(firstNode(plans), endpoint, kubernetes);
  }

  /** The administrator's talosconfig. Sensitive. */
  talosconfig(access: AdministratorAccess): string {
    return this.secrets.talosconfig(access);
  }

  /** Whether kubeconfig and talosconfig may be outputs of the stack. */
  get givesCredentials(): boolean {
    return this.secrets.inState;
  }

  private machine(plan: MachinePlan, after: Link, controlPlanes: readonly MachinePlan[] = []): Link {
    const configuration = this.secrets.configuration(plan);
    plan.bootstrapData?.provide(plan.name, this.secrets.seed(plan));
    const { resource, ...triggers } = this.machines.configure(
      plan,
      configuration,
      [...plan.requires, ...after],
      plan === controlPlanes[0],
    );
    // Recorded with gates or without: they may be wanted later, when all machines are there.
    const born = birthRecord(plan.scope, [resource], { replaceTrigger: plan.replaceTrigger });
    const { times } = this.facts.upgradeStrategy.gate;
    if (times === undefined) return [resource];
    const { clusterBorn } = this;
    const gate = gateAfter(
      { plan, born, resource, ...triggers },
      { times, controlPlanes, clusterBorn, credentials: this.secrets.gateCredentials },
    );
    return [resource, gate];
  }
}
