import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { Finding, Mistake, quote } from '../../../checks/check';
import {
  FQDN_TWICE,
  MAC_TWICE,
  NODE_CAPACITY,
  NODE_CROWDED,
  VM_ID_RANGES_MEET,
  VM_ID_TWICE,
} from '../../../checks/proxmox-checks';
import { ProxmoxNodeCapacity } from '../proxmox-node';
import { ProxmoxVmIdRange } from '../proxmox-vm-id-range';

/** A VM as far as others in its Proxmox cluster are concerned. */
export interface RegisteredVm {
  readonly name: string;
  readonly vmId: number | undefined;
  readonly macAddresses: readonly string[];
  readonly proxmoxNode: string;
  /** Virtual CPUs: cores times sockets. */
  readonly virtualCpus: number;
  readonly memoryMiB: number;
}

interface Owner {
  readonly stack: TerraformStack;
  readonly pool: IConstruct;
  readonly name: string;
}

const registers = new WeakMap<IConstruct, Map<string, ProxmoxClusterRegister>>();

/**
 * What the app puts on one Proxmox cluster. Pools that name no region are taken to be on the same one: ids and MAC
 * addresses are unique in a cluster, and its nodes hold the VMs of all pools together.
 */
export class ProxmoxClusterRegister {
  /** The register of the Proxmox cluster that a pool is on. */
  static of(pool: IConstruct, region: string | undefined): ProxmoxClusterRegister {
    const { root } = pool.node;
    const ofApp = registers.get(root) ?? new Map<string, ProxmoxClusterRegister>();
    registers.set(root, ofApp);
    const known = ofApp.get(region ?? '') ?? new ProxmoxClusterRegister();
    ofApp.set(region ?? '', known);
    return known;
  }

  private readonly vmIds = new Map<number, Owner>();
  private readonly macAddresses = new Map<string, Owner>();
  private readonly vms: RegisteredVm[] = [];
  private readonly ranges: { readonly pool: IConstruct; readonly vmIds: ProxmoxVmIdRange }[] = [];
  private readonly fullNames = new Map<string, IConstruct>();
  private readonly capacities = new Map<string, ProxmoxNodeCapacity>();
  private reporter: IConstruct | undefined;

  /** Enters a pool's VMs; ids and MAC addresses that another VM has are findings. */
  enter(
    pool: IConstruct,
    vms: readonly RegisteredVm[],
    capacities: ReadonlyMap<string, ProxmoxNodeCapacity>,
    vmIds: ProxmoxVmIdRange | undefined,
  ): Finding[] {
    for (const [node, capacity] of capacities) this.capacities.set(node, capacity);
    if (capacities.size > 0) this.reporter ??= pool;
    const promised = this.rangeFindings(pool, vms, vmIds);
    if (vmIds !== undefined) this.ranges.push({ pool, vmIds });
    this.vms.push(...vms);
    return [...promised, ...this.twiceFindings(pool, vms)];
  }

  /** Full names that other machines on the Proxmox cluster have; a pool that asks again is told the same. */
  nameFindings(pool: IConstruct, fullNames: readonly string[]): Finding[] {
    return fullNames.flatMap((name) => {
      const owner = this.fullNames.get(name) ?? pool;
      this.fullNames.set(name, owner);
      return owner === pool
        ? []
        : [
            FQDN_TWICE.finding({
              wrong: `two machines have the full name ${quote(name)}`,
              given: `${quote(owner.node.path)} and ${quote(pool.node.path)}`,
              allowed: 'a full name of its own for each machine',
            }),
          ];
    });
  }

  private rangeFindings(
    pool: IConstruct,
    vms: readonly RegisteredVm[],
    vmIds: ProxmoxVmIdRange | undefined,
  ): Finding[] {
    const meeting = this.ranges.find((other) => vmIds?.meets(other.vmIds) === true);
    const taken = [...this.vmIds].find(([id]) => vmIds?.holds(id) === true);
    const strange = vms
      .map(({ vmId }) => ({ vmId, range: this.ranges.find(({ vmIds: ids }) => vmId !== undefined && ids.holds(vmId)) }))
      .find(({ range }) => range !== undefined);
    const allowed = 'ids that are kept for no other pool';
    if (meeting !== undefined) {
      return [
        VM_ID_RANGES_MEET.finding({
          wrong: 'two pools keep the same VM ids',
          given: `${String(vmIds)} here, ${meeting.vmIds.toString()} for ${quote(meeting.pool.node.path)}`,
          allowed,
        }),
      ];
    }
    if (taken !== undefined) {
      return [
        VM_ID_RANGES_MEET.finding({
          wrong: 'another pool uses one of the VM ids that this pool keeps',
          given: `${String(vmIds)}, and ${String(taken[0])} for ${quote(taken[1].name)}`,
          allowed,
        }),
      ];
    }
    return strange?.range === undefined
      ? []
      : [
          VM_ID_RANGES_MEET.finding({
            wrong: 'a VM id is kept for another pool',
            given: `${String(strange.vmId)}; ${strange.range.vmIds.toString()} for ${quote(strange.range.pool.node.path)}`,
            allowed,
          }),
        ];
  }

  private twiceFindings(pool: IConstruct, vms: readonly RegisteredVm[]): Finding[] {
    return vms.flatMap((vm) => {
      const owner = { stack: TerraformStack.of(pool), pool, name: vm.name };
      return [
        ...(vm.vmId === undefined
          ? []
          : take(this.vmIds, vm.vmId, owner, 'two VMs have the id').map((mistake) => VM_ID_TWICE.finding(mistake))),
        ...vm.macAddresses.flatMap((mac) =>
          take(this.macAddresses, mac.toUpperCase(), owner, 'two network devices have the MAC address').map((mistake) =>
            MAC_TWICE.finding(mistake),
          ),
        ),
      ];
    });
  }

  /** What the nodes cannot hold, told once for the Proxmox cluster by the first pool that names a capacity. */
  capacityFindings(pool: IConstruct): Finding[] {
    if (this.reporter !== pool) return [];
    const measured = this.vms.filter(
      ({ virtualCpus, memoryMiB }) => Number.isSafeInteger(virtualCpus) && Number.isSafeInteger(memoryMiB),
    );
    return [...measured.flatMap((vm) => this.tooLarge(vm)), ...this.tooMuch(measured)];
  }

  private tooLarge({ name, proxmoxNode, virtualCpus, memoryMiB }: RegisteredVm): Finding[] {
    const capacity = this.capacities.get(proxmoxNode);
    if (capacity === undefined || (virtualCpus <= capacity.cores && memoryMiB <= capacity.memoryMiB)) return [];
    return [
      NODE_CAPACITY.finding({
        wrong: `${quote(name)} is larger than its Proxmox node ${quote(proxmoxNode)}`,
        given: `${String(virtualCpus)} virtual CPUs and ${String(memoryMiB)} MiB`,
        allowed: `${String(capacity.cores)} virtual CPUs and ${String(capacity.memoryMiB)} MiB at the most`,
      }),
    ];
  }

  private tooMuch(vms: readonly RegisteredVm[]): Finding[] {
    const promised = new Map<string, number>();
    for (const { proxmoxNode, memoryMiB } of vms.filter((vm) => this.capacities.has(vm.proxmoxNode))) {
      promised.set(proxmoxNode, (promised.get(proxmoxNode) ?? 0) + memoryMiB);
    }
    const total = sum([...promised.values()]);
    const room = sum([...this.capacities.values()].map(({ memoryMiB }) => memoryMiB));
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
      const capacity = this.capacities.get(node);
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

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function take<T extends string | number>(taken: Map<T, Owner>, value: T, owner: Owner, wrong: string): Mistake[] {
  const other = taken.get(value);
  if (other === undefined) {
    taken.set(value, owner);
    return [];
  }
  const isElsewhere = other.stack !== owner.stack;
  const [first, second] = [other, owner].map(({ pool, name }) => (isElsewhere ? `${pool.node.path}/${name}` : name));
  return [
    {
      wrong: `${wrong} ${String(value)}`,
      given: `${quote(first)} and ${quote(second)}`,
      allowed: 'one of its own for each',
      ...(isElsewhere
        ? { fix: "Choose another one, or name the Proxmox clusters by 'region' where they are two." }
        : {}),
    },
  ];
}
