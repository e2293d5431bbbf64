import { quote } from '../checks/check';
import { GATE_TIME_FORM, MAX_UNAVAILABLE_FORM } from '../checks/change-checks';

/** How many machines a change may take away at a time, and what the next one waits for. */
export interface RollingUpgradeOptions {
  /**
   * Workers that may be unavailable at once: a count, or a share of each pool such as `'10%'`, rounded down and at
   * least one. A pool is finished before the next begins, so it holds for the whole cluster.
   * @default 1
   */
  readonly maxUnavailable?: number | `${number}%`;
  /**
   * What stands between a machine that was changed and the next one.
   * @default UpgradeGate.untilWhole()
   */
  readonly gate?: UpgradeGate;
  /**
   * The strategy that the cluster was last deployed with: what Terraform holds of it is forgotten and not destroyed, and no
   * node is touched. Take it away after that deployment.
   * @default - the cluster is new, or has been deployed with this strategy
   */
  readonly movedFrom?: 'manual';
}

/** How long a gate looks. */
export interface UpgradeGateOptions {
  /**
   * For how many seconds a changed machine has to be whole without interruption. A machine goes down only some seconds
   * after its change was taken: less than that, and the gate misses it. Every changed machine takes at least so long.
   * @default 10
   */
  readonly settleSeconds?: number;
  /**
   * After how many seconds the apply ends in an error: longer than the slowest machine needs to restart.
   * @default 600
   */
  readonly giveUpSeconds?: number;
}

/** What stands between two machines of a rolling change. */
export class UpgradeGate {
  /**
   * The next machine waits until the one before it is back and whole: running and ready, and of a control plane machine
   * etcd serves, with all its members or enough of them to lose another. A small program sees to it while Terraform
   * applies, over the Talos API; it needs Node 20 or newer where Terraform runs. At creation it costs nothing.
   * @throws ConfigError TALOS401 when a time is out of range
   */
  static untilWhole(options: UpgradeGateOptions = {}): UpgradeGate {
    const { settleSeconds = 10, giveUpSeconds = 600 } = options;
    inRange('settleSeconds', settleSeconds, 1, 600);
    inRange('giveUpSeconds', giveUpSeconds, 2, 14_400);
    if (settleSeconds >= giveUpSeconds) {
      throw GATE_TIME_FORM.configError({
        wrong: "'settleSeconds' must be less than 'giveUpSeconds'",
        given: `settleSeconds ${String(settleSeconds)}, giveUpSeconds ${String(giveUpSeconds)}`,
        allowed: 'a gate that gives up later than it can open',
        fix: "Raise 'giveUpSeconds', by the time that the slowest machine needs to restart, or lower 'settleSeconds'.",
      });
    }
    return new UpgradeGate({ settleSeconds, giveUpSeconds });
  }

  /**
   * The next machine follows as soon as Terraform has an answer from the one before it, which can be before that one
   * goes down: a change of the configuration that makes machines restart (Talos before 1.14) can take all control plane
   * machines away at once, and etcd's majority with them.
   */
  static noneAtTheRiskOfQuorum(): UpgradeGate {
    return new UpgradeGate(undefined);
  }

  private constructor(
    /** For how long it looks; undefined where nothing waits. */
    readonly times: Readonly<Required<UpgradeGateOptions>> | undefined,
  ) {}
}

/** How many machines a new configuration may restart at a time, and what the next one waits for. */
export interface ManualUpgradeOptions extends Pick<RollingUpgradeOptions, 'maxUnavailable' | 'gate'> {
  /**
   * The strategy that the cluster was last deployed with: what Terraform holds of it is forgotten and not destroyed, and no
   * node is touched. Take it away after that deployment, or the stack keeps asking for the pre-release of the provider.
   * @default - the cluster is new, or has been deployed with this strategy
   */
  readonly movedFrom?: 'rolling';
}

/** How a new image or configuration reaches the machines. */
export class UpgradeStrategy {
  /**
   * Over the Talos API, by Terraform: the control plane machines one after another, then Kubernetes, then the workers
   * in lanes. Nodes are drained before they restart (from Talos 1.13 on; 1.12 upgrades without drain).
   * @throws ConfigError TALOS400 when the number is neither a count nor a share
   */
  static rolling(options: RollingUpgradeOptions = {}): UpgradeStrategy {
    const { maxUnavailable = 1, gate = UpgradeGate.untilWhole(), movedFrom } = options;
    return new UpgradeStrategy(lanesOf(maxUnavailable), gate, false, movedFrom !== undefined);
  }

  /**
   * Images and Kubernetes are upgraded by somebody else, with `talosctl`; Terraform brings configurations alone, machine
   * by machine as `rolling` does. The image is what machines boot from that are added later. The stack asks for the stable
   * line of the talos provider, 0.11, unless another cluster in it is upgraded by Terraform. A machine that is removed is
   * not reset: run `talosctl reset` before. How to upgrade, and how to move between the two strategies
   * without touching a node: docs/manual-upgrades.md.
   * @throws ConfigError TALOS400 when the number is neither a count nor a share
   */
  static manual(options: ManualUpgradeOptions = {}): UpgradeStrategy {
    const { maxUnavailable = 1, gate = UpgradeGate.untilWhole(), movedFrom } = options;
    return new UpgradeStrategy(lanesOf(maxUnavailable), gate, true, movedFrom !== undefined);
  }

  private constructor(
    /** Number of lanes in which a pool of so many workers is changed. */
    readonly workerLanes: (poolSize: number) => number,
    /** What stands between two machines. */
    readonly gate: UpgradeGate,
    /** Whether somebody else installs images and upgrades Kubernetes. */
    readonly manual: boolean,
    /** Whether the cluster was last deployed with the other strategy. */
    readonly moved: boolean,
  ) {}
}

function lanesOf(maxUnavailable: number | string): (poolSize: number) => number {
  const share = /^(\d+(?:\.\d+)?)%$/.exec(String(maxUnavailable))?.[1];
  const percent = share === undefined ? Number.NaN : Number(share);
  if (percent > 0 && percent <= 100) return (poolSize) => Math.max(1, Math.floor((poolSize * percent) / 100));
  if (typeof maxUnavailable === 'number' && Number.isSafeInteger(maxUnavailable) && maxUnavailable >= 1) {
    return () => maxUnavailable;
  }
  throw MAX_UNAVAILABLE_FORM.configError({
    wrong: "'maxUnavailable' is out of range",
    given: typeof maxUnavailable === 'string' ? quote(maxUnavailable) : String(maxUnavailable),
    allowed: "a whole number from 1 on, or a share above '0%' and up to '100%'",
  });
}

function inRange(name: string, value: number, least: number, most: number): void {
  if (value >= least && value <= most) return;
  throw GATE_TIME_FORM.configError({
    wrong: `'${name}' is out of range`,
    given: String(value),
    allowed: `a number from ${String(least)} to ${String(most)}`,
  });
}
