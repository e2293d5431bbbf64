import { App } from 'cdktf';
import { FirewallRule, IngressFirewall, OperatorCidrs, StaticMachinePoolProps, TalosCluster } from '../../lib';
import { ProxmoxMachines } from '../../lib/proxmox';
import { buildMetalCluster } from '../support/metal-cluster';
import { OPERATORS, buildSmallCluster } from '../support/small-cluster';
import { reportOf, warningsOf } from '../support/synthesis';

const V4 = ['10.10.0.0/24'];
const V6_OPERATORS = '2001:db8:1::/48';
const HTTP: FirewallRule = {
  name: 'ingress-http',
  ports: [80],
  protocol: 'tcp',
  on: 'workers',
  from: ['0.0.0.0/0'],
};

/** Machines that exist already, in networks of their own. */
const metal =
  (ingressFirewall: IngressFirewall, controlPlane: Omit<StaticMachinePoolProps, 'image'>) =>
  (app: App): TalosCluster =>
    buildMetalCluster(app, { controlPlane, cluster: { ingressFirewall } });

const operators = (...cidrs: string[]): IngressFirewall => IngressFirewall.on({ operators: cidrs });

describe('operators of an ingress firewall', () => {
  test.each([
    ['10.10.0.1', V4, V6_OPERATORS, 'IPv6', 'IPv4'],
    ['fd00:10::1', ['fd00:10::/64'], OPERATORS, 'IPv4', 'IPv6'],
  ])('fail where machines such as %s in %j are reached from %s', (address, nodeSubnets, from, has, needs) => {
    const machines = {
      'metal-0': { address: `${address}1` },
      'metal-1': { address: `${address}2` },
      'metal-2': { address: `${address}3` },
    };
    expect(reportOf(metal(operators(from), { machines, nodeSubnets }))).toContain(
      [
        'TALOS380  metal/Cluster',
        `  the ingress firewall would lock Terraform out: operators have ${has} alone, and machines are reached by ${needs}`,
        `    given:   operators ${from}; 'metal-0' at ${address}1, and 2 more`,
        '    allowed: operators of the family by which Terraform reaches the machines',
        `    do:      Name the ${needs} networks that Terraform and people connect from in 'operators' as well.`,
      ].join('\n'),
    );
  });

  test.each(['2001:db8::11', 'node-0.example.org'])('may be of IPv6 where the way in is %s', (dialAddress) => {
    const machines = { 'metal-0': { address: '10.10.0.11', dialAddress } };
    expect(warningsOf(metal(operators(V6_OPERATORS), { machines, nodeSubnets: V4 }))).toEqual([]);
  });

  test.each([
    operators(V6_OPERATORS, OPERATORS),
    IngressFirewall.on({ operators: OperatorCidrs.anywhere('people without an office') }),
  ])('may be of both families', (firewall) => {
    const machines = { 'metal-0': { address: '10.10.0.11' } };
    expect(warningsOf(metal(firewall, { machines, nodeSubnets: V4 }))).toEqual([]);
  });
});

describe('a firewall rule for workers', () => {
  const ingressFirewall = IngressFirewall.on({ operators: [OPERATORS], rules: [HTTP] });

  test('waits for workers, where there are none yet', () => {
    const machines = { 'metal-0': { address: '10.10.0.11' } };
    expect(warningsOf(metal(ingressFirewall, { machines, nodeSubnets: V4 }))).toEqual([]);
    const worker = { machines: ProxmoxMachines.numbered(0, { firstAddress: '10.10.0.21' }) };
    expect(warningsOf((app) => buildSmallCluster(app, { worker, cluster: { ingressFirewall } }))).toEqual([]);
  });
});

describe('a machine of a pool that says its networks', () => {
  test.each(['192.0.2.10', 'fd00:10::11'])('fails with the address %s in none of them', (address) => {
    const machines = { 'metal-0': { address: '10.10.0.11' }, 'metal-1': { address } };
    const report = reportOf(metal(IngressFirewall.off(), { machines, nodeSubnets: ['10.10.0.0/24', '10.20.0.0/24'] }));
    expect(report).toContain(
      [
        "TALOS084  metal/Metal\n  the machine 'metal-1' lies in none of the networks of its pool",
        `    given:   ${address}; nodeSubnets 10.10.0.0/24, 10.20.0.0/24`,
        '    allowed: an address in 10.10.0.0/24 or 10.20.0.0/24',
        "    do:      Give the address that it has in one of these networks as 'address' and, where Terraform reaches it by another one, that one as 'dialAddress'; or name its network in 'nodeSubnets' as well.",
      ].join('\n'),
    );
    expect(report).not.toContain("the machine 'metal-0'");
  });

  test('fails without an address, by name', () => {
    const machines = { 'metal-0': { address: undefined }, 'metal-1': '10.10.0.11', 'metal-2': { topology: {} } };
    const report = reportOf(metal(IngressFirewall.off(), { machines: machines as never }));
    for (const name of Object.keys(machines))
      expect(report).toContain(`TALOS485  metal/Metal\n  '${name}' is of another`);
    expect(report).toContain("an object with the machine's address, such as { address: '10.0.0.11' }");
  });

  test('may have its address in any of them', () => {
    const machines = {
      'metal-0': { address: '10.10.0.11' },
      'metal-1': { address: '10.20.0.255' },
      'metal-2': { address: '10.20.0.12' },
    };
    const nodeSubnets = ['10.10.0.0/24', '10.20.0.0/24'];
    expect(warningsOf(metal(IngressFirewall.off(), { machines, nodeSubnets }))).toEqual([]);
  });
});
