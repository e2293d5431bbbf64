import { AwsNetwork, NatGateways } from '../../../lib/aws';
import { StackJson, block, reportOf, synthesized, warningsOf } from '../../support/synthesis';
import { SMALL_AWS, SmallAwsChanges, addAwsCluster, awsStack, buildSmallAwsCluster } from './support/small-aws-cluster';

const PUBLIC: SmallAwsChanges = {
  network: { natGateways: NatGateways.none() },
  controlPlane: { addresses: 'public' },
  worker: { addresses: 'public' },
};
const small = (changes: SmallAwsChanges): StackJson | undefined =>
  synthesized((app) => buildSmallAwsCluster(app, { ...PUBLIC, ...changes }))[SMALL_AWS];
const admitted = (stack: StackJson | undefined): string[] =>
  Object.keys(stack?.resource?.aws_vpc_security_group_ingress_rule ?? {}).filter((each) => each.includes('-machine-'));

describe('machines with public addresses', () => {
  const stack = small({});

  test('stand in public subnets, once these have a way out, and need no NAT gateway', () => {
    const instance = block(stack, 'resource', 'aws_instance', 'Worker_worker-1');
    expect(instance).toMatchObject({
      associate_public_ip_address: true,
      subnet_id: expect.stringContaining('eu-central-1b_PublicSubnet') as string,
    });
    expect(instance.depends_on).toContainEqual(expect.stringMatching(/^aws_route\.Network_PublicRoute_/));
    expect(stack?.resource?.aws_nat_gateway).toBeUndefined();
    expect(warningsOf((app) => buildSmallAwsCluster(app, PUBLIC)).filter((each) => each.includes('TALOS115'))).toEqual(
      [],
    );
  });

  test('are admitted to the Kubernetes API by an internet-facing load balancer, each by its address', () => {
    expect(admitted(stack).map((each) => each.replace(/_[0-9A-F]{8}$/, ''))).toEqual(
      ['control-plane-0', 'worker-0', 'worker-1'].map(
        (name) => `LoadBalancer_Access_kubernetes-api-from-machine-${name}`,
      ),
    );
    const rule = block(
      stack,
      'resource',
      'aws_vpc_security_group_ingress_rule',
      'LoadBalancer_Access_kubernetes-api-from-machine-worker-0',
    );
    expect(rule).toMatchObject({
      cidr_ipv4: expect.stringMatching(/aws_instance\.Worker_worker-0_\w+\.public_ip\}\/32$/) as string,
      description: 'Kubernetes API: Machine worker-0',
    });
  });

  test('reach an internal load balancer from the VPC, as ever', () => {
    expect(admitted(small({ loadBalancer: { scheme: 'internal' } }))).toEqual([]);
  });

  test('are reached by the same callers as private ones', () => {
    const groups = (each: StackJson | undefined): string[] =>
      Object.keys(each?.resource?.aws_vpc_security_group_ingress_rule ?? {}).filter((name) =>
        name.startsWith('Firewall_'),
      );
    const asEver = synthesized((app) => buildSmallAwsCluster(app))[SMALL_AWS];
    expect(groups(stack)).toEqual(groups(asEver));
  });

  test('are refused in a network without public subnets', () => {
    const report = reportOf((app) => {
      const scope = awsStack(app);
      const network = AwsNetwork.fromIds(scope, 'Network', {
        region: 'eu-central-1',
        vpcId: 'vpc-1',
        cidr: '10.140.0.0/16',
        privateSubnets: [{ id: 'subnet-1', zone: 'eu-central-1a', cidr: '10.140.1.0/24' }],
      });
      const { controlPlane, worker } = PUBLIC;
      addAwsCluster(scope, 'small', network, { controlPlane, worker, loadBalancer: { scheme: 'internal' } });
    });
    expect(report).toContain(
      "TALOS123  small/Worker\n  these machines have no public subnet to stand in\n    given:   addresses: 'public', and a network without public subnets\n    allowed: addresses 'private', or a network with public subnets",
    );
  });

  test('count among the rules of the load balancer', () => {
    const report = reportOf((app) =>
      buildSmallAwsCluster(app, { ...PUBLIC, worker: { addresses: 'public', count: 60 } }),
    );
    expect(report).toContain(
      [
        'TALOS120  small/LoadBalancer',
        "  the load balancer's security group would have 63 rules for IPv4",
        '    given:   1 networks and 61 machines with public addresses, with a rule for each port',
        '    allowed: 60 rules',
        "    do:      Leave the machines without public addresses (addresses: 'private'), or use scheme 'internal', which admits the VPC by one rule.",
      ].join('\n'),
    );
  });
});
