import { App } from 'cdktf';
import { AwsNetwork, AwsSubnet, ExistingAwsNetworkProps } from '../../../lib/aws';
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

  test('warns when its machines have no known way out', () => {
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

  test('fails with an internet-facing load balancer and no public subnet', () => {
    expect(reportOf(build({ publicSubnets: undefined }))).toContain(
      "TALOS123  small/LoadBalancer\n  this load balancer has no public subnet to stand in\n    given:   scheme: 'internet-facing', and a network without public subnets\n    allowed: scheme 'internal', or a network with public subnets",
    );
    expect(() =>
      synthesized(build({ publicSubnets: undefined }, { loadBalancer: { scheme: 'internal' } })),
    ).not.toThrow();
  });
});
