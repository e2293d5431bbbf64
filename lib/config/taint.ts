import { TAINT_FORM } from '../checks/value-checks';
import { isLabelValue, isQualifiedName } from './node-labels';

/** What a taint does to pods that do not tolerate it. */
export type TaintEffect = 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';

/**
 * Keeps pods away from a node.
 *
 * A kubelet sets its taints when it registers the node, and may not change them afterwards: a changed taint reaches
 * machines that join later, and the nodes that exist keep theirs until `kubectl taint` changes them.
 */
export class Taint {
  /**
   * Pods that do not tolerate it are not scheduled here; those that run stay.
   * @throws ConfigError TALOS006 when Kubernetes would refuse key or value
   */
  static noSchedule(key: string, value = ''): Taint {
    return new Taint(key, value, 'NoSchedule');
  }

  /**
   * Pods that do not tolerate it are scheduled here only when there is no other room.
   * @throws ConfigError TALOS006 when Kubernetes would refuse key or value
   */
  static preferNoSchedule(key: string, value = ''): Taint {
    return new Taint(key, value, 'PreferNoSchedule');
  }

  /**
   * Pods that do not tolerate it are not scheduled here, and those that run are evicted.
   * @throws ConfigError TALOS006 when Kubernetes would refuse key or value
   */
  static noExecute(key: string, value = ''): Taint {
    return new Taint(key, value, 'NoExecute');
  }

  private constructor(
    readonly key: string,
    readonly value: string,
    readonly effect: TaintEffect,
  ) {
    if (!isQualifiedName(key) || !isLabelValue(value)) {
      throw TAINT_FORM.configError({
        wrong: 'Kubernetes does not take this taint',
        given: `'${key}=${value}:${effect}'`,
        allowed: "a key such as 'example.org/gpu' and a value of letters, digits, '-', '_' and '.', 63 characters each",
      });
    }
  }

  /** Value and effect as the machine configuration holds them under the key: `present:NoSchedule`. */
  get configValue(): string {
    return `${this.value}:${this.effect}`;
  }
}
