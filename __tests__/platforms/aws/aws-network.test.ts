import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformVariable } from 'cdktf';
import { AwsNetwork, AwsNetworkProps, NatGateways } from '../../../lib/aws';
import { buildSmallAwsCluster } from './support/small-aws-cluster';
import { StackJson, block, reportOf, synthesized } from '../../support/synthesis';
import { SMALL_AWS, awsStack } from './support/small-aws-cluster';

const PROPS: AwsNetworkProps = {
  region: 'eu-central-1',
  cidr: '10.140.0.0/16',
  availabilityZones: ['eu-central-1a', 'eu-central-1b'],
};

const build =
  (changes: Partial<AwsNetworkProps> = {}) =>
  (app: App): void => {
    new AwsNetwork(awsStack(app), 'Network', { ...PROPS, ...changes });
  };
const network = (changes: Partial<AwsNetworkProps> = {}): StackJson | undefined =>
  synthesized(build(changes))[SMALL_AWS];
const addresses = (stack: StackJson | undefined, type: string): string[] => Object.keys(stack?.resource?.[type] ?? {});

describe('a network', () => {
  test('has a public and a private subnet in each zone', () => {
    const subnets = Object.values(network()?.resource?.aws_subnet ?? {}).map((subnet) => [
      subnet.availability_zone,
      subnet.cidr_block,
      subnet.map_public_ip_on_launch,
    ]);
    expect(subnets).toEqual(
      [
        ['eu-central-1a', '10.140.0.0/20', false],
        ['eu-central-1a', '10.140.16.0/21', false],
        ['eu-central-1b', '10.140.32.0/20', false],
        ['eu-central-1b', '10.140.48.0/21', false],
      ]
        .map(([zone, cidr, mapped]) => [zone, cidr, mapped])
        .sort(),
    );
  });

  test('empties the default security group', () => {
    const group = block(network(), 'resource', 'aws_default_security_group', 'Network_DefaultSecurityGroup');
    expect(group).not.toHaveProperty('ingress');
    expect(group).not.toHaveProperty('egress');
  });

  test('sets the AWS provider to its region', () => {
    expect(network()?.provider?.aws).toEqual([expect.objectContaining({ region: 'eu-central-1' })]);
  });

  test('keeps every resource of before when a zone is added at the end', () => {
    const zones = [...PROPS.availabilityZones, 'eu-central-1c'];
    const before = network()?.resource ?? {};
    const after = network({ availabilityZones: zones })?.resource ?? {};
    for (const [type, resources] of Object.entries(before)) {
      if (type !== 'aws_network_acl') expect(after[type]).toMatchObject(resources);
    }
  });

  test.each([
    ['per zone', NatGateways.perZone(), 2, 2],
    ['single', NatGateways.single(), 1, 2],
    ['none', NatGateways.none(), 0, 0],
  ])('with NAT gateways %s has the gateways and routes for it', (_, natGateways, gateways, routes) => {
    const stack = network({ natGateways });
    const privateRoutes = addresses(stack, 'aws_route').filter((address) => address.includes('PrivateRoute'));
    expect(addresses(stack, 'aws_nat_gateway')).toHaveLength(gateways);
    expect(addresses(stack, 'aws_eip')).toHaveLength(gateways);
    expect(privateRoutes).toHaveLength(routes);
  });

  test('creates NAT gateways once their subnet has a way out', () => {
    const [gateway] = Object.values(network()?.resource?.aws_nat_gateway ?? {});
    expect(gateway?.depends_on).toEqual([
      expect.stringMatching(/^aws_route\.Network_PublicRoute_/),
      expect.stringMatching(/^aws_route_table_association\.Network_eu-central-1a_PublicRouteTableAssociation_/),
    ]);
  });
});

describe('the synthesis of a network', () => {
  test('fails when the subnets do not fit', () => {
    expect(reportOf(build({ cidr: '10.140.0.0/24' }))).toContain(
      [
        'TALOS100  small/Network',
        '  the subnets of 2 availability zones do not fit in this network',
        "    given:   '10.140.0.0/24', 'eu-central-1a', 'eu-central-1b'",
        '    allowed: an IPv4 network from /16 to /22, and zones with a letter from a to h',
        '    do:      Write an IPv4 network from /16 to /22, at best a /16, and zones with a letter from a to h.',
      ].join('\n'),
    );
  });

  test('fails with zones of another region', () => {
    expect(reportOf(build({ availabilityZones: ['eu-central-1a', 'us-east-1b'] }))).toContain(
      "TALOS101  small/Network\n  these are not availability zones of 'eu-central-1'\n    given:   'us-east-1b'\n    allowed: the region's code and a letter, such as 'eu-central-1a'",
    );
  });

  test('fails with a network that is not known yet', () => {
    const report = reportOf((app) => {
      const stack = awsStack(app);
      const cidr = new TerraformVariable(stack, 'cidr', { type: 'string' }).stringValue;
      new AwsNetwork(stack, 'Network', { ...PROPS, cidr });
    });
    expect(report).toContain('the subnets of a network that is not known at synthesis cannot be worked out');
  });

  test.each([
    ['no zone', [], 'no availability zone is named'],
    ['a zone twice', ['eu-central-1a', 'eu-central-1a'], 'an availability zone is named twice'],
  ])('fails with %s', (_, availabilityZones, wrong) => {
    expect(reportOf(build({ availabilityZones }))).toContain(`TALOS102  small/Network\n  ${wrong}`);
  });

  test('fails with a region that is none', () => {
    const report = reportOf(build({ region: 'Frankfurt', availabilityZones: ['eu-central-1a'] }));
    expect(report).toContain("TALOS103  small/Network\n  this is not the code of a region\n    given:   'Frankfurt'");
    expect(report).not.toContain('Frankfurta');
    expect(report).toContain('1 mistake in this app');
  });

  test.each(['eu-centrall-1', 'eu-central', 'eu-central-1a'])(
    'fails with the region %s, a slip of the pen',
    (region) => {
      expect(reportOf(build({ region, availabilityZones: [`${region}a`] }))).toContain(
        `TALOS103  small/Network\n  this is not the code of a region; did you mean 'eu-central-1'?\n    given:   '${region}'`,
      );
    },
  );

  test.each(['us-gov-west-1', 'eusc-de-east-1', 'cn-northwest-1', 'ap-southeast-7', 'mx-central-1', 'us-isob-east-1'])(
    'takes the region %s',
    (region) => {
      expect(() => synthesized(build({ region, availabilityZones: [`${region}a`] }))).not.toThrow();
    },
  );

  test('names a region that there is, where a zone is missing and the region is none', () => {
    expect(reportOf(build({ region: 'Frankfurt', availabilityZones: [] }))).toContain(
      "allowed: each zone once, such as ['eu-central-1a', 'eu-central-1b']",
    );
  });

  test('fails when the AWS provider of the stack is in another region', () => {
    const report = reportOf((app) => {
      const stack = awsStack(app);
      new AwsProvider(stack, 'Mine', { region: 'us-east-1' });
      new AwsNetwork(stack, 'Network', PROPS);
    });
    expect(report).toContain("TALOS104  small/Network\n  the stack's AWS provider creates everything in 'us-east-1'");
  });

  test('tells all mistakes at once', () => {
    const report = reportOf(build({ cidr: '10.140.0.0/24', availabilityZones: ['us-east-1a'] }));
    expect(report).toContain('TALOS100');
    expect(report).toContain('TALOS101');
  });

  test.each([
    ['10.96.0.0/16', 'services in 10.96.0.0/12'],
    ['10.244.0.0/16', 'pods in 10.244.0.0/16'],
  ])('fails when the VPC is %s, as Kubernetes uses it', (cidr, range) => {
    const report = reportOf((app) => {
      buildSmallAwsCluster(app, { network: { cidr } });
    });
    expect(report).toContain(`given:   machines in ${cidr}, ${range}`);
  });
});
