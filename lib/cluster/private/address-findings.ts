import { Finding, quote } from '../../checks/check';
import { MACHINE_ADDRESS_TWICE, SINGLE_ENDPOINT, VIRTUAL_IP_TAKEN, WAY_IN_SHARED } from '../../checks/cluster-checks';
import { IMachinePool, Machine } from '../machine-pool';
import { dialledAddress, nodeAddresses, normalizedAddress } from './machine-addresses';

/** What the checks of a cluster's addresses look at. */
export interface AddressesUnderCheck {
  readonly endpointHost: string;
  readonly sharedAddresses: readonly string[];
  readonly controlPlane: IMachinePool;
  readonly workerPools: readonly IMachinePool[];
}

/** What is wrong with the addresses of a cluster, compared with each other. */
export function clusterAddressFindings(cluster: AddressesUnderCheck): Finding[] {
  const pools = [cluster.controlPlane, ...cluster.workerPools];
  const machines = pools.flatMap((pool) => pool.machines);
  return [
    ...twiceFindings(machines),
    ...wayInFindings(pools),
    ...sharedAddressFindings(cluster, pools, machines),
    ...endpointFindings(cluster),
  ];
}

function twiceFindings(machines: readonly Machine[]): Finding[] {
  return repeated(machines.flatMap(nodeAddresses)).map((address) =>
    MACHINE_ADDRESS_TWICE.finding({
      wrong: `two machines of the cluster have the address ${address}`,
      given: machines
        .filter((machine) => nodeAddresses(machine).includes(address))
        .map(({ name, privateAddress: own }) => `${name} at ${normalizedAddress(own) === address ? own : address}`)
        .join(', '),
      allowed: 'an address of its own for each machine in the cluster',
    }),
  );
}

/** A machine that runs forwards to others; one in maintenance mode takes any configuration for its own. */
function wayInFindings(pools: readonly IMachinePool[]): Finding[] {
  const waiting = new Set(pools.filter((pool) => pool.bootstrapData === undefined).flatMap(({ machines }) => machines));
  const byWay = new Map<string, Machine[]>();
  for (const machine of pools.flatMap((pool) => pool.machines)) {
    const way = dialledAddress(machine);
    if (way !== undefined) byWay.set(way, [...(byWay.get(way) ?? []), machine]);
  }
  return [...byWay]
    .filter(([, all]) => all.length > 1 && all.some((each) => each.dialAddress !== undefined && waiting.has(each)))
    .map(([way, all]) =>
      WAY_IN_SHARED.finding({
        wrong: `several machines are reached by ${way}, and one in maintenance mode takes the configuration of another`,
        given: all.map(({ name, dialAddress }) => `${name} by ${dialAddress ?? 'its own address'}`).join(', '),
        allowed: "a 'dialAddress' of its own for each machine",
      }),
    );
}

function sharedAddressFindings(
  cluster: AddressesUnderCheck,
  pools: readonly IMachinePool[],
  machines: readonly Machine[],
): Finding[] {
  const taken = new Map<string, string>([
    ...pools.flatMap((pool) =>
      (pool.takenAddresses ?? []).map((address) => [normalizedAddress(address), 'the gateway'] as const),
    ),
    ...machines.flatMap((machine) =>
      nodeAddresses(machine).map((address) => [address, `the machine ${quote(machine.name)}`] as const),
    ),
  ]);
  return cluster.sharedAddresses
    .filter((address) => taken.has(normalizedAddress(address)))
    .map((address) =>
      VIRTUAL_IP_TAKEN.finding({
        wrong: `the virtual IP is also the address of ${taken.get(normalizedAddress(address)) ?? ''}`,
        given: quote(address),
        allowed: 'an address that nothing else has',
      }),
    );
}

/** An address that leads to several machines is a load balancer's, whoever is dialled by it. */
function endpointFindings({
  controlPlane: { machines },
  endpointHost,
  sharedAddresses,
}: AddressesUnderCheck): Finding[] {
  const host = normalizedAddress(endpointHost);
  const [own, ...others] = machines.filter(
    (machine) => machine.privateAddress === endpointHost || nodeAddresses(machine).includes(host),
  );
  return own === undefined || others.length > 0 || machines.length < 2 || sharedAddresses.includes(endpointHost)
    ? []
    : [
        SINGLE_ENDPOINT.finding({
          wrong: `the endpoint is the address of one control plane machine, ${quote(own.name)}, of ${String(machines.length)}`,
          given: quote(endpointHost),
          allowed: 'a host that answers for every control plane machine',
        }),
      ];
}

/** What stands in the list more than once. */
export function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const value of values) (seen.has(value) ? twice : seen).add(value);
  return [...twice];
}
