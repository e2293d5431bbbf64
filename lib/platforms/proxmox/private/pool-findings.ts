import { Finding, collect, quote } from '../../../checks/check';
import { COUNT_FORM } from '../../../checks/cluster-checks';
import {
  ADDRESS_IS_GATEWAY,
  ADDRESS_OUTSIDE_NETWORK,
  DATASTORE_FORM,
  DHCP_WITHOUT_AGENT,
  GATEWAY_OUTSIDE_NETWORK,
  MEMORY_TOO_SMALL,
  PROXMOX_NODES_MISSING,
  VLAN_RANGE,
  VM_ID_RANGE,
} from '../../../checks/proxmox-checks';
import { IpAddress, IpNetwork } from '../../../config/ip-network';
import { ProxmoxNetwork } from '../proxmox-network';
import { ProxmoxMachines } from '../proxmox-machines';

/** Extension with which Talos answers Proxmox's questions about its addresses. */
export const GUEST_AGENT = 'siderolabs/qemu-guest-agent';

/** What the checks of a pool look at. */
export interface PoolUnderCheck {
  readonly machines: ProxmoxMachines;
  /** Address of each machine that has a fixed one, by machine name. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly network: ProxmoxNetwork;
  readonly proxmoxNodes: readonly string[];
  readonly cores: number;
  readonly memoryMiB: number;
  readonly diskGiB: number;
  readonly datastores: Readonly<Record<string, string>>;
  /** Undefined where the schematic's extensions are not known. */
  readonly systemExtensions: readonly string[] | undefined;
}

/** What is wrong with the props of a Proxmox pool. */
export function proxmoxPoolFindings(pool: PoolUnderCheck): Finding[] {
  return [
    ...countFindings(pool),
    ...networkFindings(pool),
    ...nodeFindings(pool.proxmoxNodes),
    ...vmIdFindings(pool.machines),
    ...agentFindings(pool),
    ...datastoreFindings(pool.datastores),
  ];
}

function countFindings(pool: PoolUnderCheck): Finding[] {
  const counts = { machines: pool.machines.count, cores: pool.cores, diskGiB: pool.diskGiB };
  const least = { machines: 0, cores: 1, diskGiB: 10 };
  const wrong = Object.entries(counts).filter(
    ([prop, value]) => !Number.isSafeInteger(value) || value < least[prop as keyof typeof least],
  );
  return [
    ...wrong.map(([prop, value]) =>
      COUNT_FORM.finding({
        wrong: `${quote(prop)} is out of range`,
        given: String(value),
        allowed: `a whole number from ${String(least[prop as keyof typeof least])} on`,
      }),
    ),
    ...(Number.isSafeInteger(pool.memoryMiB) && pool.memoryMiB >= 2048
      ? []
      : [
          MEMORY_TOO_SMALL.finding({
            wrong: 'Talos does not run with so little memory',
            given: `memoryMiB: ${String(pool.memoryMiB)}`,
            allowed: 'a whole number of MiB, 2048 or more',
          }),
        ]),
  ];
}

function networkFindings(pool: PoolUnderCheck): Finding[] {
  const findings: Finding[] = [];
  const { vlanId } = pool.network;
  if (vlanId !== undefined && (!Number.isSafeInteger(vlanId) || vlanId < 1 || vlanId > 4094)) {
    findings.push(
      VLAN_RANGE.finding({
        wrong: 'there is no such VLAN',
        given: `vlanId: ${String(vlanId)}`,
        allowed: '1 to 4094',
      }),
    );
  }
  const network = collect(findings, () => IpNetwork.of(pool.network.cidr), undefined);
  const gateway =
    pool.network.gateway === undefined
      ? undefined
      : collect(findings, () => IpAddress.of(pool.network.gateway ?? ''), undefined);
  for (const nameserver of pool.network.nameservers ?? []) collect(findings, () => IpAddress.of(nameserver), undefined);
  if (network === undefined) return findings;
  if (gateway !== undefined && !network.hasHost(gateway)) {
    findings.push(
      GATEWAY_OUTSIDE_NETWORK.finding({
        wrong: `the gateway is not an address of the network ${network.text}`,
        given: `gateway ${quote(gateway)}`,
        allowed: `a host address in ${network.text}`,
      }),
    );
  }
  return [
    ...findings,
    ...[...pool.addresses].flatMap(([name, address]) => addressFindings(name, address, network, gateway)),
  ];
}

function addressFindings(name: string, text: string, network: IpNetwork, gateway: IpAddress | undefined): Finding[] {
  const findings: Finding[] = [];
  const address = collect(findings, () => IpAddress.of(text), undefined);
  if (address === undefined) return findings;
  if (!network.hasHost(address)) {
    findings.push(
      ADDRESS_OUTSIDE_NETWORK.finding({
        wrong: `the address of ${quote(name)} is not a host address of its network`,
        given: `${address.text} in ${network.text}`,
        allowed: `a host address in ${network.text}`,
      }),
    );
  } else if (address.text === gateway?.text) {
    findings.push(
      ADDRESS_IS_GATEWAY.finding({
        wrong: `the address of ${quote(name)} is the gateway's`,
        given: address.text,
        allowed: 'an address that nothing else has',
      }),
    );
  }
  return findings;
}

function nodeFindings(proxmoxNodes: readonly string[]): Finding[] {
  const twice = proxmoxNodes.filter((node, index) => proxmoxNodes.indexOf(node) !== index);
  return proxmoxNodes.length > 0 && twice.length === 0
    ? []
    : [
        PROXMOX_NODES_MISSING.finding({
          wrong: proxmoxNodes.length === 0 ? 'no Proxmox node is named' : 'a Proxmox node is named twice',
          given: proxmoxNodes.length === 0 ? 'proxmoxNodes: []' : twice.map(quote).join(', '),
          allowed: "the names shown in the Proxmox interface, such as ['pve1', 'pve2']",
        }),
      ];
}

function vmIdFindings(machines: ProxmoxMachines): Finding[] {
  const wrong = machines.all
    .map((machine) => machine.vmId)
    .filter((id): id is number => id !== undefined)
    .filter((id) => !Number.isSafeInteger(id) || id < 100 || id > 999_999_999);
  return wrong.slice(0, 1).map((id) =>
    VM_ID_RANGE.finding({
      wrong: 'Proxmox does not take this VM id',
      given: String(id),
      allowed: 'whole numbers from 100 to 999999999',
    }),
  );
}

function agentFindings(pool: PoolUnderCheck): Finding[] {
  return pool.machines.addressing === 'fixed' || (pool.systemExtensions ?? []).includes(GUEST_AGENT)
    ? []
    : [
        DHCP_WITHOUT_AGENT.finding({
          wrong: 'addresses are leased, and the image has no guest agent to tell them',
          given: `ProxmoxMachines.leased, extensions: ${(pool.systemExtensions ?? []).join(', ') || 'none'}`,
          allowed: `an image with ${GUEST_AGENT}, or machines with fixed addresses`,
        }),
      ];
}

function datastoreFindings(datastores: Readonly<Record<string, string>>): Finding[] {
  return Object.entries(datastores)
    .filter(([, name]) => !/^[A-Za-z][A-Za-z0-9._-]*[A-Za-z0-9]$/.test(name))
    .map(([prop, name]) =>
      DATASTORE_FORM.finding({
        wrong: `${quote(prop)} is not the name of a datastore`,
        given: quote(name),
        allowed: "a letter, then letters, digits, '.', '-' and '_', such as 'local-lvm'",
      }),
    );
}
