import { App } from 'cdktf';
import { AddOnChart, Cni, TalosClusterProps } from '../../../lib';
import {
  AwsCloudControllerManager,
  AwsNetwork,
  AwsNetworkProps,
  AwsSubnet,
  ExistingAwsNetworkProps,
  OperatorCidrs,
} from '../../../lib/aws';
import { StackJson, block, reportOf, synthesized, warningsOf } from '../../support/synthesis';
import { SMALL_AWS, SmallAwsChanges, addAwsCluster, awsStack, buildSmallAwsCluster } from './support/small-aws-cluster';

const CILIUM = Cni.manifest('cilium', 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n', { ports: ['cilium'] });

const build =
  (changes: SmallAwsChanges = {}, network: Partial<AwsNetworkProps> = {}) =>
  (app: App): void => {
    buildSmallAwsCluster(app, { ...changes, network: { ipv6: true, ...network } });
  };
const small = (changes: SmallAwsChanges = {}, network: Partial<AwsNetworkProps> = {}): StackJson | undefined =>
  synthesized(build(changes, network))[SMALL_AWS];
const named = (stack: StackJson | undefined, type: string): [string, Readonly<Record<string, unknown>>][] =>
  Object.entries(stack?.resource?.[type] ?? {}).map(([address, attributes]) => [
    address.replace(/_[0-9A-F]{8}$/, ''),
    attributes,
  ]);
const VPC_IPV6 = /^\$\{terraform_data\.Network_Ipv6_Network_\w+\.output\.cidr\}$/;

describe('a network with IPv6', () => {
  const stack = small();

  test('has a /56 of Amazon, and a /64 for each subnet that Terraform works out', () => {
    expect(block(stack, 'resource', 'aws_vpc', 'Network').assign_generated_ipv6_cidr_block).toBe(true);
    expect(
      named(stack, 'aws_subnet').map(([name, subnet]) => [
        name,
        String(subnet.ipv6_cidr_block).replace(/aws_vpc\.\w+/, 'vpc'),
        subnet.assign_ipv6_address_on_creation,
      ]),
    ).toEqual([
      ['Network_eu-central-1a_PrivateSubnet', '${cidrsubnet(vpc.ipv6_cidr_block, 8, 0)}', true],
      ['Network_eu-central-1a_PublicSubnet', '${cidrsubnet(vpc.ipv6_cidr_block, 8, 16)}', true],
      ['Network_eu-central-1b_PrivateSubnet', '${cidrsubnet(vpc.ipv6_cidr_block, 8, 32)}', true],
      ['Network_eu-central-1b_PublicSubnet', '${cidrsubnet(vpc.ipv6_cidr_block, 8, 48)}', true],
    ]);
  });

  test('leads private subnets out by a gateway that lets nobody in, and public ones by the internet gateway', () => {
    const ways = named(stack, 'aws_route')
      .filter(([, route]) => route.destination_ipv6_cidr_block === '::/0')
      .map(([name, route]) => [name, String(route.egress_only_gateway_id ?? route.gateway_id).split('.')[0]]);
    expect(ways).toEqual([
      ['Network_Ipv6_PublicRoute', '${aws_internet_gateway'],
      ['Network_eu-central-1a_PrivateIpv6Route', '${aws_egress_only_internet_gateway'],
      ['Network_eu-central-1b_PrivateIpv6Route', '${aws_egress_only_internet_gateway'],
    ]);
  });

  test('passes IPv6 by its network ACL as it passes IPv4', () => {
    const { ingress, egress } = block(stack, 'resource', 'aws_network_acl', 'Network_NetworkAcl');
    const rules = [
      expect.objectContaining({ rule_no: 100, cidr_block: '0.0.0.0/0', action: 'allow' }),
      expect.objectContaining({ rule_no: 101, ipv6_cidr_block: '::/0', action: 'allow' }),
    ];
    expect(ingress).toEqual(rules);
    expect(egress).toEqual(rules);
  });

  test('moves no subnet when a zone is added', () => {
    const before = stack?.resource?.aws_subnet ?? {};
    const after = small({}, { availabilityZones: ['eu-central-1c', 'eu-central-1b', 'eu-central-1a'] });
    expect(after?.resource?.aws_subnet).toMatchObject(before);
  });
});

describe('machines in a network with IPv6', () => {
  test('ask for addresses of both families, and hold kubelet and etcd to both networks of the VPC', () => {
    const patches = JSON.stringify(block(small(), 'data', 'talos_machine_configuration', 'Cluster_control-plane-0'));
    expect(patches).toContain('name: eth0\\nkind: DHCPv4Config');
    expect(patches).toContain('name: eth0\\nkind: DHCPv6Config');
    const both =
      '\\\\n +- 10\\.140\\.0\\.0/16\\\\n +- \\$\\{jsonencode\\(tostring\\(terraform_data\\.Network_Ipv6_Network_';
    expect(patches).toMatch(new RegExp(`validSubnets:${both}`));
    expect(patches).toMatch(new RegExp(`advertisedSubnets:${both}`));
  });

  test('open connections over IPv6, and are pinged by each other where Cilium asks for it', () => {
    const stack = small({ firewall: { cni: CILIUM }, cluster: { cni: CILIUM } });
    const egress = named(stack, 'aws_vpc_security_group_egress_rule').filter(([, rule]) => rule.cidr_ipv6 === '::/0');
    expect(egress.map(([name]) => name)).toEqual([
      'Firewall_ControlPlane_anywhere-ipv6',
      'Firewall_Workers_anywhere-ipv6',
    ]);
    const pings = named(stack, 'aws_vpc_security_group_ingress_rule').filter(
      ([, rule]) => rule.ip_protocol === 'icmpv6',
    );
    expect(pings.map(([name, rule]) => [name, rule.from_port, rule.to_port])).toEqual(
      ['ControlPlane', 'Workers'].flatMap((group) =>
        ['control-plane', 'worker'].map((caller) => [`Firewall_${group}_cilium-ping-ipv6-from-${caller}`, 128, 0]),
      ),
    );
  });

  test('are told to be more than the cloud controller manager expects, where nodes are named for it', () => {
    const warnings = (network: Partial<AwsNetworkProps>): string[] =>
      warningsOf(build({ worker: { nodeNames: 'platform' } }, network)).filter((each) => each.includes('TALOS131'));
    expect(warnings({})).toEqual([expect.stringContaining('the cloud controller manager of AWS expects IPv4 alone')]);
    expect(warnings({ ipv6: false })).toEqual([]);
  });

  test('are no more than the add-on expects, which is told of both families', () => {
    const pool = { nodeNames: 'platform', clusterTag: 'small' } as const;
    const addOns = [new AwsCloudControllerManager({ chart: AddOnChart.release('0.0.8') })];
    const warnings = warningsOf(build({ controlPlane: pool, worker: pool, cluster: { addOns } }));
    expect(warnings.join('\n')).not.toContain('TALOS131');
  });

  test('take pods and services of both families', () => {
    const network: TalosClusterProps['network'] = {
      podCidrs: ['10.244.0.0/16', 'fd00:10:244::/56'],
      serviceCidrs: ['10.96.0.0/12', 'fd00:10:96::/112'],
    };
    expect(() => small({ cluster: { network } })).not.toThrow();
    expect(reportOf((app) => buildSmallAwsCluster(app, { cluster: { network } }))).toContain(
      'pods have addresses of IPv6, and the machines have none',
    );
  });
});

describe('a load balancer in a network with IPv6', () => {
  const rulesOf = (stack: StackJson | undefined): string[] =>
    named(stack, 'aws_vpc_security_group_ingress_rule')
      .filter(([name, rule]) => name.startsWith('LoadBalancer_') && rule.cidr_ipv6 !== undefined)
      .map(([name]) => name.replace('LoadBalancer_Access_', ''));

  test('has addresses of both, and a record of Route53 for each', () => {
    const dns = { zoneName: 'example.org', recordName: 'k8s.example.org' };
    const stack = small({ loadBalancer: { dns } });
    expect(block(stack, 'resource', 'aws_lb', 'LoadBalancer').ip_address_type).toBe('dualstack');
    expect(named(stack, 'aws_route53_record').map(([name, record]) => [name, record.type])).toEqual([
      ['LoadBalancer_RecordIpv6', 'AAAA'],
      ['LoadBalancer_Record', 'A'],
    ]);
  });

  test.each(['internal', 'internet-facing'] as const)('that is %s admits machines by their own addresses', (scheme) => {
    const stack = small({ loadBalancer: { scheme } });
    const rule = block(
      stack,
      'resource',
      'aws_vpc_security_group_ingress_rule',
      'LoadBalancer_Access_kubernetes-api-from-machines-ipv6',
    );
    expect(rule.cidr_ipv6).toMatch(VPC_IPV6);
    expect(rule.from_port).toBe(6443);
  });

  test('admits operators over IPv6', () => {
    const operators = OperatorCidrs.of(['203.0.113.0/24', '2001:db8::/48']);
    expect(rulesOf(small({ loadBalancer: { operators } }))).toEqual([
      'kubernetes-api-from-machines-ipv6',
      'kubernetes-api-from-operators-2001-db8-48',
      'talos-api-from-operators-2001-db8-48',
    ]);
  });

  test('admits everybody over both where everybody is admitted', () => {
    const operators = OperatorCidrs.anywhere('Public test cluster without data');
    expect(rulesOf(small({ loadBalancer: { operators } }))).toContain('talos-api-from-operators-ipv6');
  });
});

describe('operators with IPv6 before a load balancer without it', () => {
  const before = (...cidrs: string[]): ((app: App) => void) =>
    build({ loadBalancer: { operators: OperatorCidrs.of(cidrs) } }, { ipv6: false });

  test('are told as a warning where others have IPv4', () => {
    const warnings = warningsOf(before('203.0.113.0/24', '2001:db8::/48')).filter((each) => each.includes('TALOS126'));
    expect(warnings).toEqual([expect.stringContaining('the load balancer has no IPv6 address for these operators')]);
    expect(warnings[0]).toContain("given:   '2001:db8::/48'");
  });

  test('fail where there are no others', () => {
    expect(reportOf(before('2001:db8::/48'))).toContain(
      'TALOS105  small/LoadBalancer\n  the load balancer has IPv4 addresses alone, and every operator comes with IPv6',
    );
  });
});

describe('a network with IPv6 that exists already', () => {
  const subnet = (letter: string, place: number, ipv6Cidr?: string): AwsSubnet => ({
    id: `subnet-${letter}${String(place)}`,
    zone: `eu-central-1${letter}`,
    cidr: `10.140.${String(place)}.0/24`,
    ipv6Cidr: ipv6Cidr ?? `2001:db8:0:${String(place)}::/64`,
  });
  const PROPS: ExistingAwsNetworkProps = {
    region: 'eu-central-1',
    vpcId: 'vpc-1',
    cidr: '10.140.0.0/16',
    ipv6Cidr: '2001:db8::/56',
    privateSubnets: [subnet('a', 1)],
    publicSubnets: [subnet('a', 11)],
    natAddresses: [{ name: 'office', address: '198.51.100.1' }],
  };
  const existing =
    (props: Partial<ExistingAwsNetworkProps> = {}) =>
    (app: App): void => {
      const stack = awsStack(app);
      addAwsCluster(stack, 'small', AwsNetwork.fromIds(stack, 'Network', { ...PROPS, ...props }));
    };

  test('gives its load balancer and its machines both families', () => {
    const stack = synthesized(existing())[SMALL_AWS];
    expect(block(stack, 'resource', 'aws_lb', 'LoadBalancer').ip_address_type).toBe('dualstack');
    const patches = JSON.stringify(block(stack, 'data', 'talos_machine_configuration', 'Cluster_worker-0'));
    expect(patches).toContain('2001:db8::/56');
    expect(patches).toContain('DHCPv6Config');
  });

  test('fails when subnets have none, when the network is not said to have it, and with a subnet outside', () => {
    const without = { ...subnet('a', 1), ipv6Cidr: undefined };
    const missing = reportOf(existing({ privateSubnets: [without] }));
    expect(missing).toContain(
      "TALOS121  small/Network\n  the network has IPv6, and these subnets have not\n    given:   ipv6Cidr of the network: '2001:db8::/56'; of subnets: none in 'eu-central-1a'",
    );
    expect(missing).toContain("do:      Write 'ipv6Cidr' of each of these subnets, or leave it out of the network.");
    const unsaid = reportOf(existing({ ipv6Cidr: undefined }));
    expect(unsaid).toContain('subnets have IPv6, and the network is not said to have it');
    expect(unsaid).toContain("do:      Write 'ipv6Cidr' of the network as well, or leave it out of the subnets.");
    expect(reportOf(existing({ privateSubnets: [subnet('a', 1, '2001:db9::/64')] }))).toContain(
      "these subnets are not in the VPC's IPv6 network\n    given:   '2001:db9::/64' in 'eu-central-1a'",
    );
    expect(reportOf(existing({ privateSubnets: [subnet('a', 1, '2001:db8:0:11::/64')] }))).toContain(
      [
        'TALOS121  small/Network',
        '  these subnets share addresses, which subnets of a VPC never do',
        "    given:   '2001:db8:0:11::/64' in 'eu-central-1a', '2001:db8:0:11::/64' in 'eu-central-1a'",
        '    allowed: a network of its own for each subnet',
        "    do:      Write the network of each subnet, as AWS shows it, as 'ipv6Cidr'.",
      ].join('\n'),
    );
  });
});
