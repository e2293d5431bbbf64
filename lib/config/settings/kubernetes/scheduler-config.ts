import { ConfigPatch } from '../../config-patch';
import type { YamlValue } from '../../yaml-value';

/** A way of scheduling, which a pod chooses by its `schedulerName`. */
export interface SchedulerProfile {
  /**
   * Name that pods choose it by.
   * @default 'default-scheduler': that of pods which choose none
   */
  readonly schedulerName?: string;
  /**
   * Percentage of nodes that are looked at before the best is taken.
   * @default - that of the scheduler
   */
  readonly percentageOfNodesToScore?: number;
  /**
   * Which plugins run at which point, as the manual of the scheduler has it.
   * @default - those of Kubernetes
   */
  readonly plugins?: { readonly [point: string]: YamlValue | undefined };
  /**
   * What plugins are told: the name of each and its arguments.
   * @default - what Kubernetes tells them
   */
  readonly pluginConfig?: readonly { readonly name: string; readonly args: YamlValue }[];
}

/** What the scheduler is told, beside its arguments. */
export interface SchedulerConfig {
  /**
   * Ways of scheduling.
   * @default - that of Kubernetes
   */
  readonly profiles?: readonly SchedulerProfile[];
  /**
   * How many nodes are looked at in parallel.
   * @default 16
   */
  readonly parallelism?: number;
  /**
   * Percentage of nodes that are looked at before the best is taken.
   * @default - chosen by the size of the cluster
   */
  readonly percentageOfNodesToScore?: number;
  /**
   * Seconds until a pod that found no node is tried again for the first time.
   * @default 1
   */
  readonly podInitialBackoffSeconds?: number;
  /**
   * Seconds between tries at most.
   * @default 10
   */
  readonly podMaxBackoffSeconds?: number;
}

/** The configuration of the scheduler. */
export function schedulerConfigPatch(options: SchedulerConfig): ConfigPatch {
  const config = {
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    ...(options as { readonly [field: string]: YamlValue | undefined }),
  };
  return ConfigPatch.merge({ cluster: { scheduler: { config } } });
}
