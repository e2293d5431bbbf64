import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { Finding, quote } from '../../../checks/check';
import { NODE_CAPACITY, NODE_CAPACITY_FORM, NODE_CROWDED } from '../../../checks/proxmox-checks';
import { ProxmoxNodeCapacity } from '../proxmox-node';

/** What a VM takes of its Proxmox node. */
export interface MeasuredVm {
  readonly name: string;
  readonly proxmoxNode: string;
  /** Virtual CPUs: cores times sockets. */
  readonly virtualCpus: number;
  readonly memoryMiB: number;
}

/** What the nodes of one Proxmox cluster have, and what the VMs of the app take of it. */
export class NodeCapacities {
  private readonly vms: MeasuredVm[] = [];
  private readonly capacities = new Map<string, { readonly pool: IConstruct; readonly of: ProxmoxNodeCapacity }>();
  private reporter: IConstruct | undefined;

  /** Enters a pool's VMs, and the nodes that it says the capacity of; another capacity than before is a finding. */
  enter(pool: IConstruct, vms: readonly MeasuredVm[], capacities: ReadonlyMap<string, ProxmoxNodeCapacity>): Finding[] {
    if (capacities.size > 0) this.reporter ??= pool;
    this.vms.push(...vms);
    return [...capacities].flatMap(([node, capacity]) => {
      const known = this.capacities.get(node);
      if (known === undefined) this.capacities.set(node, { pool, of: capacity });
      return known === undefined || text(known.of) === text(capacity)
        ? []
        : [
            NODE_CAPACITY_FORM.finding({
              wrong: `the Proxmox node ${quote(node)} cannot have two capacities`,
              given: `${text(capacity)}; ${text(known.of)} in ${quote(known.pool.node.path)}`,
              allowed: 'one capacity for each node',
              fix:
                TerraformStack.of(known.pool) === TerraformStack.of(pool)
                  ? 'Say what the node has once, and give that to each pool.'
                  : "Say the same of it everywhere, or name the Proxmox clusters by 'region' where they are two.",
            }),
          ];
    });
  }

  /** What the nodes cannot hold, told once for the Proxmox cluster by the first pool that names a capacity. */
  findings(pool: IConstruct): Finding[] {
    if (this.reporter !== pool) return [];
    const measured = this.vms.filter(
      ({ virtualCpus, memoryMiB }) => Number.isSafeInteger(virtualCpus) && Number.isSafeInteger(memoryMiB),
    );
    return [...measured.flatMap((vm) => this.tooLarge(vm)), ...this.tooMuch(measured)];
  }

  private tooLarge({ name, proxmoxNode, virtualCpus, memoryMiB }: MeasuredVm): Finding[] {
    const capacity = this.capacities.get(proxmoxNode)?.of;
    if (capacity === undefined || (virtualCpus <= capacity.cores && memoryMiB <= capacity.memoryMiB)) return [];
    return [
      NODE_CAPACITY.finding({
        wrong: `${quote(name)} is larger than its Proxmox node ${quote(proxmoxNode)}`,
        given: `${String(virtualCpus)} virtual CPUs and ${String(memoryMiB)} MiB`,
        allowed: `${String(capacity.cores)} virtual CPUs and ${String(capacity.memoryMiB)} MiB at the most`,
      }),
    ];
  }

  private tooMuch(vms: readonly MeasuredVm[]): Finding[] {
    const promised = new Map<string, number>();
    for (const { proxmoxNode, memoryMiB } of vms.filter((vm) => this.capacities.has(vm.proxmoxNode))) {
      promised.set(proxmoxNode, (promised.get(proxmoxNode) ?? 0) + memoryMiB);
    }
    const total = sum([...promised.values()]);
    const room = sum([...this.capacities.values()].map(({ of: { memoryMiB } }) => memoryMiB));
    if (total > room) {
      return [
        NODE_CAPACITY.finding({
          wrong: 'all VMs of the app together have more memory than the Proxmox nodes',
          given: `${String(total)} MiB on ${[...this.capacities.keys()].map(quote).join(', ')}`,
          allowed: `${String(room)} MiB at the most`,
        }),
      ];
    }
    return [...promised].flatMap(([node, memoryMiB]) => {
      const capacity = this.capacities.get(node)?.of;
      return capacity === undefined || memoryMiB <= capacity.memoryMiB
        ? []
        : [
            NODE_CROWDED.finding({
              wrong: `the VMs that are created on ${quote(node)} have more memory than it`,
              given: `${String(memoryMiB)} MiB`,
              allowed: `${String(capacity.memoryMiB)} MiB at the most`,
            }),
          ];
    });
  }
}

function text({ cores, memoryMiB }: ProxmoxNodeCapacity): string {
  return `${String(cores)} cores and ${String(memoryMiB)} MiB`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
