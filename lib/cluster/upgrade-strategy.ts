import { COUNT_FORM } from '../checks/cluster-checks';

/** How many machines a change may take away at a time. */
export interface RollingUpgradeOptions {
  /**
   * Workers that may be at work at once, counted over the whole cluster. A pool is finished before the next begins.
   * @default 1
   */
  readonly maxUnavailableWorkers?: number;
}

/** How a new image or configuration reaches the machines. */
export class UpgradeStrategy {
  /**
   * Over the Talos API, by Terraform: the control plane machines one after another, then Kubernetes, then the workers
   * in lanes. Nodes are drained before they restart (from Talos 1.13 on; 1.12 upgrades without drain).
   * @throws ConfigError TALOS066 when the number is no count
   */
  static rolling(options: RollingUpgradeOptions = {}): UpgradeStrategy {
    const lanes = options.maxUnavailableWorkers ?? 1;
    if (!Number.isSafeInteger(lanes) || lanes < 1) {
      throw COUNT_FORM.configError({
        wrong: "'maxUnavailableWorkers' is out of range",
        given: String(lanes),
        allowed: 'a whole number from 1 on',
      });
    }
    return new UpgradeStrategy(lanes);
  }

  private constructor(
    /** Number of lanes in which workers are changed. */
    readonly workerLanes: number,
  ) {}
}
