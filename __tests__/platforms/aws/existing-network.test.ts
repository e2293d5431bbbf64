import { App } from 'cdktf';
import { AccessLogs, AwsNetwork, AwsSubnet, ExistingAwsNetworkProps } from '../../../lib/aws';
import { StackJson, block, reportOf, synthesized, warningsOf } from '../../support/synthesis';
import { SMALL_AWS, SmallAwsChanges, addAwsCluster, awsStack } from './support/small-aws-cluster';

const subnet = (letter: string, third: number): AwsSubnet => ({
  id: `subnet-${letter}${String(third)}`,
  zone: `eu-central-1${letter}`,
  cidr: `10.140.${String(third)}.0/24`,
});
const PROPS: ExistingAwsNetworkProps = {
  region: 'eu-central-1',
  vpcId: 'vpc-1',
  cidr: '10.140.0.0/16',
  privateSubnets: [subnet('a', 1), subnet('b', 2)],
  publicSubnets: [subnet('a', 11), subnet('b', 12)],
  natAddresses: [{ name: 'office', address: '198.51.100.1' }],
};
const build =
  (props: Partial<ExistingAwsNetworkProps> = {}, cluster: SmallAwsChanges = {}) =>
  (app: App): void => {
    const stack = awsStack(app);
    addAwsCluster(stack, 'small', AwsNetwork.fromIds(stack, 'Network', { ...PROPS, ...props }), cluster);
  };

describe('a cluster in a network that exists already', () => {
  const stack: StackJson | undefined = synthesized(build())[SMALL_AWS];

  test('creates nothing of the network', () => {
    const types = Object.keys(stack?.resource ?? {});
    expect(types.filter((type) => /vpc$|subnet|route|gateway|eip|acl|endpoint/.test(type))).toEqual([]);
    expect(stack?.provider?.aws).toEqual([expect.objectContaining({ region: 'eu-central-1' })]);
  });

  test('puts machines, groups and load balancer into it', () => {
    expect(block(stack, 'resource', 'aws_instance', 'Worker_worker-1').subnet_id).toBe('subnet-b2');
    expect(block(stack, 'resource', 'aws_security_group', 'Firewall_Workers').vpc_id).toBe('vpc-1');
    expect(block(stack, 'resource', 'aws_lb', 'LoadBalancer').subnets).toEqual(['subnet-a11', 'subnet-b12']);
  });

  test('admits the addresses with which its machines appear on the internet', () => {
    const rules = Object.values(stack?.resource?.aws_vpc_security_group_ingress_rule ?? {});
    expect(rules).toContainEqual(expect.objectContaining({ cidr_ipv4: '198.51.100.1/32', from_port: 6443 }));
  });

  test('tells that a load balancer with access logs is in a network with a flow log, where it is said', () => {
    const told = (props: Partial<ExistingAwsNetworkProps>): string[] =>
      warningsOf(build(props, { loadBalancer: { accessLogs: AccessLogs.toOwnBucket() } })).filter((each) =>
        each.includes('TALOS128'),
      );
    expect(told({})).toEqual([expect.stringContaining("say 'hasFlowLog: true'")]);
    expect(told({ hasFlowLog: true })).toEqual([]);
  });

  test('warns when its machines have no known way out, and says where to name it', () => {
    expect(warningsOf(build({ natAddresses: [] })).join('\n')).toContain("name its 'natAddresses'");
    expect(warningsOf(build({ natAddresses: [] })).filter((each) => each.includes('TALOS115'))).toHaveLength(2);
  });
});

describe('the synthesis of a network that exists already', () => {
  test('fails with a subnet outside the VPC, and with one that is named twice', () => {
    const outside = { id: 'subnet-a1', zone: 'eu-central-1b', cidr: '10.141.0.0/24' };
    const report = reportOf(build({ privateSubnets: [subnet('a', 1), outside] }));
    expect(report).toContain(
      "TALOS121  small/Network\n  these subnets are not in the VPC's network\n    given:   '10.141.0.0/24' in 'eu-central-1b'\n    allowed: networks inside '10.140.0.0/16'",
    );
    expect(report).toContain("TALOS121  small/Network\n  a subnet is named twice\n    given:   'subnet-a1'");
  });

  test('fails with two subnets of one network, and with one inside another', () => {
    const same = { ...subnet('b', 2), cidr: '10.140.1.0/24' };
    const inside = { ...subnet('b', 12), cidr: '10.140.11.128/25' };
    const report = (props: Partial<ExistingAwsNetworkProps>): string => reportOf(build(props));
    expect(report({ privateSubnets: [subnet('a', 1), same] })).toContain(
      [
        'TALOS121  small/Network',
        '  these subnets share addresses, which subnets of a VPC never do',
        "    given:   '10.140.1.0/24' in 'eu-central-1a', '10.140.1.0/24' in 'eu-central-1b'",
        '    allowed: a network of its own for each subnet',
        "    do:      Write the network of each subnet, as AWS shows it, as 'cidr'.",
      ].join('\n'),
    );
    expect(report({ publicSubnets: [subnet('a', 11), inside] })).toContain(
      "given:   '10.140.11.0/24' in 'eu-central-1a', '10.140.11.128/25' in 'eu-central-1b'",
    );
  });

  test('fails with ids that are none', () => {
    const report = reportOf(build({ vpcId: 'my vpc', privateSubnets: [{ ...subnet('a', 1), id: 'private' }] }));
    expect(report).toContain(
      "TALOS501  small/Network\n  'vpcId' is not the id of a VPC\n    given:   'my vpc'\n    allowed: the id of a VPC as AWS shows it, such as 'vpc-",
    );
    expect(report).toContain("TALOS501  small/Network\n  'subnetId' is not the id of a subnet\n    given:   'private'");
  });

  test('fails with addresses of the internet that are none, or of IPv6, and with two of one name', () => {
    const report = (...addresses: string[]): string =>
      reportOf(build({ natAddresses: addresses.map((address) => ({ name: 'office', address })) }));
    expect(report('nat-0123456789abcdef0')).toContain(
      "TALOS005  small/Network\n  this is not an IP address\n    given:   'nat-0123456789abcdef0'",
    );
    expect(report('2001:db8::1')).toContain(
      "TALOS005  small/Network\n  machines appear by an address of IPv4: over IPv6 nobody translates theirs\n    given:   '2001:db8::1' in natAddresses\n    allowed: IPv4 addresses, such as '198.51.100.7'",
    );
    expect(report('198.51.100.1', '198.51.100.2')).toContain(
      "TALOS121  small/Network\n  two of the natAddresses have one name\n    given:   'office'\n    allowed: a name of its own for each, such as its zone\n    do:      Give each address a name of its own.",
    );
  });

  /** As a program that no compiler has looked at. */
  const unchecked = (props: object): string => reportOf(build(props));

  test('fails with an address that is missing, and tells which', () => {
    expect(unchecked({ natAddresses: [{ name: 'a', address: '198.51.100.1' }, { name: 'b' }] })).toContain(
      "TALOS484  small/Network\n  'natAddresses[1].address' is missing\n    given:   undefined\n    allowed: a text between quotes",
    );
    expect(unchecked({ natAddresses: ['198.51.100.1'] })).toContain(
      "TALOS485  small/Network\n  'natAddresses[0]' is of another kind\n    given:   '198.51.100.1'\n    allowed: an object of name and address",
    );
  });

  test('fails without region and subnets, and with a subnet that lacks its network', () => {
    const report = unchecked({ region: undefined, privateSubnets: undefined });
    expect(report).toContain("TALOS484  small/Network\n  'region' is missing");
    expect(report).toContain(
      "TALOS484  small/Network\n  'privateSubnets' is missing\n    given:   undefined\n    allowed: a list in which each is an object of id, zone and cidr",
    );
    expect(unchecked({ publicSubnets: [{ id: 'subnet-a11', zone: 'eu-central-1a' }] })).toContain(
      "TALOS484  small/Network\n  'publicSubnets[0].cidr' is missing",
    );
  });

  test('fails with two subnets in one zone, and with zones of another region', () => {
    const report = reportOf(
      build({
        privateSubnets: [subnet('a', 1), subnet('a', 2)],
        publicSubnets: [{ ...subnet('a', 11), zone: 'us-east-1a' }],
      }),
    );
    expect(report).toContain('TALOS102  small/Network\n  an availability zone is named twice');
    expect(report).toContain("TALOS101  small/Network\n  these are not availability zones of 'eu-central-1'");
  });

  test('fails with an internet-facing load balancer and no public subnet, and says nothing else', () => {
    expect(reportOf(build({ publicSubnets: undefined }))).toContain('1 mistake in this app');
    expect(reportOf(build({ publicSubnets: undefined }))).toContain(
      "TALOS123  small/LoadBalancer\n  this load balancer has no public subnet to stand in\n    given:   scheme: 'internet-facing', and a network without public subnets\n    allowed: scheme 'internal', or a network with public subnets",
    );
    expect(() =>
      synthesized(build({ publicSubnets: undefined }, { loadBalancer: { scheme: 'internal' } })),
    ).not.toThrow();
  });
});
