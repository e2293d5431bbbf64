import { IConstruct } from 'constructs';
import { Finding, quote } from '../../../checks/check';
import { CLUSTERS_AT_ONE_ADDRESS } from '../../../checks/cluster-checks';
import { ADDRESSING } from '../../../checks/proxmox-checks';
import { IMachinePool } from '../../../cluster/machine-pool';
import { clusterOf } from '../../../cluster/talos-cluster';
import { IpAddress } from '../../../config/ip-network';
import { isKnown } from '../../../terraform/app-validation';
import { orRegion } from './proxmox-cluster-register';

/** A fixed address of a machine. */
export interface FixedAddress {
  readonly machine: string;
  /** 0 for the machine's own network, 1 for the first additional one. */
  readonly link: number;
  /** What the link is attached to: Proxmox cluster, bridge and VLAN. */
  readonly segment: string;
  readonly address: string;
}

interface Holder extends FixedAddress {
  readonly pool: IMachinePool;
}

const registers = new WeakMap<IConstruct, AddressRegister>();

/**
 * The fixed addresses of all machines of an app on Proxmox, by which those on additional networks are found that two
 * machines have.
 */
export class AddressRegister {
  /** The register of the app that a pool is in. */
  static of(pool: IConstruct): AddressRegister {
    const { root } = pool.node;
    const known = registers.get(root) ?? new AddressRegister();
    registers.set(root, known);
    return known;
  }

  private readonly holders = new Map<string, Holder[]>();

  /** Enters the addresses of a pool; what is no address is told elsewhere. */
  enter(pool: IMachinePool, addresses: readonly FixedAddress[]): void {
    for (const each of addresses.filter(({ address }) => isKnown(address) && IpAddress.isAddress(address))) {
      const address = IpAddress.of(each.address).text;
      this.holders.set(address, [...(this.holders.get(address) ?? []), { ...each, address, pool }]);
    }
  }

  /** Addresses of a pool that machines entered before have, once it is known which pools are one cluster. */
  findings(pool: IMachinePool): Finding[] {
    const pairs = [...this.holders.values()].flatMap((holders) =>
      holders.flatMap((mine, index) => {
        const other = mine.pool === pool ? holders.slice(0, index).find((each) => meet(mine, each)) : undefined;
        return other === undefined ? [] : [{ mine, other }];
      }),
    );
    const apart = pairs.filter(({ mine, other }) => !areOneCluster(mine.pool, other.pool));
    const others = [...new Set(apart.map(({ other }) => other.pool))];
    return [
      ...pairs.filter((pair) => !apart.includes(pair)).map(({ mine, other }) => twiceFinding(mine, other)),
      ...others.map((each) =>
        apartFinding(
          pool,
          each,
          apart.filter(({ other }) => other.pool === each).map(({ mine }) => mine),
        ),
      ),
    ];
  }
}

/** Whether two links cannot have one address. */
function meet(mine: Holder, other: Holder): boolean {
  const nodes = [mine, other].filter(({ link }) => link === 0).length;
  // The cluster compares the addresses of its nodes by itself.
  if (nodes === 2) return false;
  // An additional address inside the pool's own network is told whether another machine has it or not.
  if (mine.pool === other.pool && nodes === 1) return false;
  if (isOneMachine(mine, other)) return true;
  return mine.segment === other.segment || (nodes === 1 && areOneCluster(mine.pool, other.pool));
}

function isOneMachine(mine: Holder, other: Holder): boolean {
  return mine.pool === other.pool && mine.machine === other.machine;
}

function areOneCluster(a: IMachinePool, b: IMachinePool): boolean {
  return clusterOf(a) === clusterOf(b);
}

function twiceFinding(mine: Holder, other: Holder): Finding {
  return ADDRESSING.finding(
    isOneMachine(mine, other)
      ? {
          wrong: `${quote(mine.machine)} has one address on two of its networks`,
          given: `${mine.address} on eth${String(other.link)} and eth${String(mine.link)}`,
          allowed: 'an address of its own on each network',
          fix: 'Give one of the networks other addresses.',
        }
      : {
          wrong: `${quote(mine.machine)} has the address of another machine`,
          given: `${mine.address}, also of ${quote(other.machine)}`,
          allowed: 'an address of its own for each machine',
          fix: 'Give one of them another address, or let one of the ranges begin elsewhere.',
        },
  );
}

function apartFinding(here: IMachinePool, pool: IMachinePool, mine: readonly Holder[]): Finding {
  return CLUSTERS_AT_ONE_ADDRESS.finding({
    wrong: `the pool ${quote(pool.node.path)} of another cluster has addresses of this one on the same bridge`,
    given: mine.map(({ address, machine }) => `${address} (${quote(machine)})`).join(', '),
    allowed: 'addresses of its own for each machine of a network',
    ...orRegion(pool, here, 'Give one of them other addresses, accept the warning where they are on separate networks'),
  });
}
