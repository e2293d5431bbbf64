import { VM_ID_RANGE } from '../../checks/proxmox-checks';

/** VM ids that are kept for a pool, the first and the last one among them. */
export class ProxmoxVmIdRange {
  /**
   * The ids from the first to the last one: `ProxmoxVmIdRange.of(200, 249)` keeps fifty.
   * @throws ConfigError TALOS205 when Proxmox takes no such ids, or the last one is smaller than the first
   */
  static of(first: number, last: number): ProxmoxVmIdRange {
    const isRange = [first, last].every((id) => isVmId(id)) && first <= last;
    if (!isRange) {
      throw VM_ID_RANGE.configError({
        wrong: 'this is no range of VM ids',
        given: `${String(first)} to ${String(last)}`,
        allowed: 'whole numbers from 100 to 999999999, the smaller one first',
        fix: 'Write the first and the last id that the pool may use.',
      });
    }
    return new ProxmoxVmIdRange(first, last);
  }

  private constructor(
    /** The first id. */
    readonly first: number,
    /** The last id. */
    readonly last: number,
  ) {}

  /** How many ids there are. */
  get size(): number {
    return this.last - this.first + 1;
  }

  /** Whether an id is one of them. */
  holds(id: number): boolean {
    return id >= this.first && id <= this.last;
  }

  /** Whether an id is in both ranges. */
  meets(other: ProxmoxVmIdRange): boolean {
    return this.first <= other.last && other.first <= this.last;
  }

  toString(): string {
    return `${String(this.first)} to ${String(this.last)}`;
  }
}

/** Whether Proxmox takes a number for a VM id. */
export function isVmId(id: number): boolean {
  return Number.isSafeInteger(id) && id >= 100 && id <= 999_999_999;
}
