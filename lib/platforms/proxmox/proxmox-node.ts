import { quote } from '../../checks/check';
import { NODE_CAPACITY_FORM } from '../../checks/proxmox-checks';

/** What a Proxmox node has for VMs. */
export interface ProxmoxNodeCapacity {
  /** Logical CPUs, as the node's summary shows them. */
  readonly cores: number;
  /** Memory for VMs in MiB: what the node has, less what Proxmox and its storage keep. */
  readonly memoryMiB: number;
}

/** A Proxmox node, with what it has where that is to be checked. */
export class ProxmoxNode {
  /**
   * A node whose capacity is known: VMs that it cannot hold are refused at synthesis.
   * @throws ConfigError TALOS211 when a number is none from 1 on, or missing
   */
  static of(name: string, capacity: ProxmoxNodeCapacity): ProxmoxNode {
    // Plain JavaScript may leave the capacity out.
    const { cores, memoryMiB } = { ...capacity };
    const wrong = Object.entries({ cores, memoryMiB }).filter(([, value]) => !Number.isSafeInteger(value) || value < 1);
    const [first] = wrong;
    if (first !== undefined) {
      throw NODE_CAPACITY_FORM.configError({
        wrong: `the Proxmox node ${quote(name)} cannot have that much`,
        given: wrong.map(([field, value]) => `${field}: ${String(value)}`).join(', '),
        allowed: 'whole numbers from 1 on',
        ...(wrong.every(([, value]) => (value as unknown) === undefined)
          ? { fix: `Say what it has, or write its name alone, ${quote(name)}, where that is not to be checked.` }
          : {}),
      });
    }
    return new ProxmoxNode(name, capacity);
  }

  private constructor(
    /** The node's name in Proxmox. */
    readonly name: string,
    /** What it has. */
    readonly capacity: ProxmoxNodeCapacity,
  ) {}

  toString(): string {
    return this.name;
  }
}
