import { ITerraformDependable, TerraformResource } from 'cdktf';
import { MachinePlan } from '../machine-plan';
import { MachineConfiguration } from './lifecycle-secrets';

/** A machine that has its configuration. */
export interface ConfiguredMachine {
  /** The resource that gave it. */
  readonly resource: TerraformResource;
  /** References whose change means that the machine was changed. */
  readonly triggers: readonly string[];
  /** Addresses of attributes of which a planned change means it as well. */
  readonly replaceTriggers: readonly string[];
}

/** How configurations, and perhaps images, reach machines. */
export interface LifecycleMachines {
  /**
   * Gives a machine its configuration.
   * @param goesLast whether it is the last one to leave when the cluster is destroyed
   */
  configure(
    plan: MachinePlan,
    configuration: MachineConfiguration,
    after: readonly ITerraformDependable[],
    goesLast: boolean,
  ): ConfiguredMachine;

  /** Bootstraps etcd on the first of the control plane machines, once. */
  bootstrap(plans: readonly MachinePlan[], after: readonly ITerraformDependable[], endpoint: string): TerraformResource;
}

/** The address of the machine that the cluster is bootstrapped on. */
export function firstNode(plans: readonly MachinePlan[]): string {
  return plans[0]?.node ?? '';
}

/**
 * What a machine's server replaces when it is another one, as meta-arguments.
 * @param trigger address of the attribute whose change means another server
 */
export function replacedWith(trigger: string | undefined): { readonly lifecycle?: { replaceTriggeredBy: string[] } } {
  return trigger === undefined ? {} : { lifecycle: { replaceTriggeredBy: [trigger] } };
}

/**
 * The same for what is done once in the life of a cluster: the only control plane machine takes etcd with it, and its
 * successor is bootstrapped. Among several, a new machine joins.
 */
export function replacedWithTheOnlyOne(plans: readonly MachinePlan[]): ReturnType<typeof replacedWith> {
  return replacedWith(plans.length === 1 ? plans[0]?.replaceTrigger : undefined);
}

/**
 * What the provider does to a node before it forgets it; it has to be known before it is needed, so it stands there from
 * the creation on. The first control plane machine goes last, when there is no etcd left that it could leave.
 */
export function onDestroy(
  { removal }: MachinePlan,
  goesLast: boolean,
): { readonly onDestroy?: { reset: boolean; graceful: boolean; reboot: boolean } } {
  if (removal === 'leave') return {};
  return { onDestroy: { reset: true, graceful: !goesLast, reboot: removal === 'reset and reboot' } };
}
