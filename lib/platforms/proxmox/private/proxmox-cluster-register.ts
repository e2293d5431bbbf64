import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { Finding, Mistake, quote } from '../../../checks/check';
import { FQDN_TWICE, MAC_TWICE, VM_ID_RANGES_MEET, VM_ID_TWICE } from '../../../checks/proxmox-checks';
import { ProxmoxNodeCapacity } from '../proxmox-node';
import { ProxmoxVmIdRange } from '../proxmox-vm-id-range';
import { MeasuredVm, NodeCapacities } from './node-capacities';

/** A VM as far as others in its Proxmox cluster are concerned. */
export interface RegisteredVm extends MeasuredVm {
  readonly vmId: number | undefined;
  /** Whether its id follows from a first one. */
  readonly isNumbered: boolean;
  readonly macAddresses: readonly string[];
}

interface Owner {
  readonly pool: IConstruct;
  readonly vm: RegisteredVm;
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

  /** What the nodes have and hold. */
  readonly capacities = new NodeCapacities();
  private readonly vmIds = new Map<number, Owner>();
  private readonly macAddresses = new Map<string, Owner>();
  private readonly ranges: { readonly pool: IConstruct; readonly vmIds: ProxmoxVmIdRange }[] = [];
  private readonly fullNames = new Map<string, IConstruct>();

  /** Enters a pool's VMs; ids, MAC addresses and capacities that contradict those of another one are findings. */
  enter(
    pool: IConstruct,
    vms: readonly RegisteredVm[],
    capacities: ReadonlyMap<string, ProxmoxNodeCapacity>,
    vmIds: ProxmoxVmIdRange | undefined,
  ): Finding[] {
    const promised = this.rangeFindings(pool, vms, vmIds);
    if (vmIds !== undefined) this.ranges.push({ pool, vmIds });
    return [...this.capacities.enter(pool, vms, capacities), ...promised, ...this.twiceFindings(pool, vms)];
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
              ...orRegion(owner, pool, 'Give the pools other names, or the clusters other domains'),
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
    const finding = (other: IConstruct, mistake: Pick<Mistake, 'wrong' | 'given'>): Finding[] => [
      VM_ID_RANGES_MEET.finding({
        ...mistake,
        allowed: 'ids that are kept for no other pool',
        ...orRegion(other, pool, 'Give each pool a range of its own'),
      }),
    ];
    if (meeting !== undefined) {
      return finding(meeting.pool, {
        wrong: 'two pools keep the same VM ids',
        given: `${String(vmIds)} here, ${meeting.vmIds.toString()} for ${quote(meeting.pool.node.path)}`,
      });
    }
    if (taken !== undefined) {
      const [id, { pool: other, vm }] = taken;
      return finding(other, {
        wrong: 'another pool uses one of the VM ids that this pool keeps',
        given: `${String(vmIds)}, and ${String(id)} for ${quote(vm.name)}`,
      });
    }
    return strange?.range === undefined
      ? []
      : finding(strange.range.pool, {
          wrong: 'a VM id is kept for another pool',
          given: `${String(strange.vmId)}; ${strange.range.vmIds.toString()} for ${quote(strange.range.pool.node.path)}`,
        });
  }

  private twiceFindings(pool: IConstruct, vms: readonly RegisteredVm[]): Finding[] {
    return vms.flatMap((vm) => {
      const owner = { pool, vm };
      return [
        ...(vm.vmId === undefined
          ? []
          : take(this.vmIds, vm.vmId, owner, 'two VMs have the id', idAdvice).map((mistake) =>
              VM_ID_TWICE.finding(mistake),
            )),
        ...vm.macAddresses.flatMap((mac) =>
          take(this.macAddresses, mac.toUpperCase(), owner, 'two network devices have the MAC address').map((mistake) =>
            MAC_TWICE.finding(mistake),
          ),
        ),
      ];
    });
  }
}

/** Pools of two stacks may be on two Proxmox clusters, and name them by their region then. */
export function orRegion(one: IConstruct, other: IConstruct, fix: string): { readonly fix?: string } {
  return TerraformStack.of(one) === TerraformStack.of(other)
    ? {}
    : { fix: `${fix}, or name the Proxmox clusters by 'region' where they are two.` };
}

/** What to do about an id that two VMs of a stack have; where both follow from a first one, the check says it. */
function idAdvice(one: Owner, other: Owner): { readonly fix?: string } {
  if (one.vm.isNumbered && other.vm.isNumbered) return {};
  return {
    fix:
      one.vm.isNumbered || other.vm.isNumbered
        ? "Give the machine with a name another 'vmId', or let the numbered ones begin elsewhere."
        : "Give one of the machines another 'vmId'.",
  };
}

function take<T extends string | number>(
  taken: Map<T, Owner>,
  value: T,
  owner: Owner,
  wrong: string,
  advice: (one: Owner, other: Owner) => { readonly fix?: string } = () => ({}),
): Mistake[] {
  const other = taken.get(value);
  if (other === undefined) {
    taken.set(value, owner);
    return [];
  }
  const isElsewhere = TerraformStack.of(other.pool) !== TerraformStack.of(owner.pool);
  const [first, second] = [other, owner].map(({ pool, vm }) =>
    isElsewhere ? `${pool.node.path}/${vm.name}` : vm.name,
  );
  return [
    {
      wrong: `${wrong} ${String(value)}`,
      given: `${quote(first)} and ${quote(second)}`,
      allowed: 'one of its own for each',
      ...advice(other, owner),
      ...orRegion(other.pool, owner.pool, 'Choose another one'),
    },
  ];
}
