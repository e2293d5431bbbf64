import { ITerraformDependable, TerraformResource } from 'cdktf';
import { DataRecord } from '../../terraform/data-record';
import { expression } from '../../terraform/text';
import { UpgradeGate } from '../upgrade-strategy';
import { GATE_COMMAND } from './gate-program-file';
import { MachinePlan } from './machine-plan';

/** When Terraform planned: one value for all of a run, and another one in every run. */
const RUN = 'plantimestamp()';

/** References to the administrator's credentials, base64. */
export interface GateCredentials {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** What the gates of a cluster have in common. */
export interface GateFacts {
  readonly times: NonNullable<UpgradeGate['times']>;
  /** The control plane machines in the order in which they are changed. */
  readonly controlPlanes: readonly MachinePlan[];
  /** When the cluster was created. */
  readonly clusterBorn: DataRecord;
  readonly credentials: GateCredentials;
}

/** A machine that was changed, as its gate sees it. */
export interface GatedMachine {
  readonly plan: MachinePlan;
  /** When it was created. */
  readonly born: DataRecord;
  /** The resource that changes it. */
  readonly resource: TerraformResource;
  /** References whose change means that the machine was changed. */
  readonly triggers: readonly string[];
  /** Addresses of attributes of which a planned change means it as well. */
  readonly replaceTriggers: readonly string[];
}

/** When a record of a birth is made anew, and when not. */
export interface BirthRecordOptions {
  /**
   * Address whose change makes it anew.
   * @default - none
   */
  readonly replaceTrigger?: string | undefined;
  /**
   * Whether Terraform refuses to destroy it.
   * @default false
   */
  readonly preventDestroy?: boolean;
}

/**
 * A record of the run in which it was created, and of no later one: it is how a gate tells a machine that this very run
 * creates from one that it changes.
 * @param after what is created before it, so that a run that failed leaves no record of something unfinished
 */
export function birthRecord(
  scope: MachinePlan['scope'],
  after: readonly ITerraformDependable[],
  { replaceTrigger, preventDestroy = false }: BirthRecordOptions = {},
): DataRecord {
  return new DataRecord(scope, 'Born', {
    input: expression(RUN),
    dependsOn: [...after],
    lifecycle: {
      ignoreChanges: ['input'],
      ...(preventDestroy ? { preventDestroy } : {}),
      ...(replaceTrigger === undefined ? {} : { replaceTriggeredBy: [replaceTrigger] }),
    },
  });
}

/**
 * What the next machine waits for: a `terraform_data` that is made anew when its machine was changed, and whose
 * provisioner then runs the gate's program. A plan without changes leaves it alone and asks nobody.
 *
 * The credentials go by the environment: a command line is seen by everybody on the machine, and triggers and inputs
 * are kept in the state.
 */
export function gateAfter(gated: GatedMachine, facts: GateFacts): DataRecord {
  const { plan, born, resource, triggers, replaceTriggers } = gated;
  const { times, credentials } = facts;
  return new DataRecord(plan.scope, 'Gate', {
    triggersReplace: triggers,
    ...(replaceTriggers.length === 0 ? {} : { lifecycle: { replaceTriggeredBy: [...replaceTriggers] } }),
    dependsOn: [resource],
    provisioners: [
      {
        type: 'local-exec',
        interpreter: ['node'],
        command: GATE_COMMAND,
        environment: {
          TALOS_GATE_NAME: plan.name,
          TALOS_GATE_ROLE: plan.machineType,
          TALOS_GATE_NODE: plan.node,
          TALOS_GATE_ENDPOINT: plan.endpoint,
          TALOS_GATE_CONTROL_PLANES: JSON.stringify(
            facts.controlPlanes.map(({ name, node, endpoint }) => ({ name, node, endpoint })),
          ),
          TALOS_GATE_BORN: born.output,
          TALOS_GATE_CLUSTER_BORN: facts.clusterBorn.output,
          TALOS_GATE_RUN: expression(RUN),
          TALOS_GATE_SETTLE_SECONDS: String(times.settleSeconds),
          TALOS_GATE_PATIENCE_SECONDS: String(times.giveUpSeconds),
          TALOS_GATE_CA: credentials.ca,
          TALOS_GATE_CERTIFICATE: credentials.certificate,
          TALOS_GATE_KEY: credentials.key,
        },
      },
    ],
  });
}
