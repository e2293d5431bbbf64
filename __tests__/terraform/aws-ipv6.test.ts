import { App } from 'cdktf';
import { AccessLogs, OperatorCidrs } from '../../lib/aws';
import { IpNetwork } from '../../lib/config/ip-network';
import { SMALL_AWS, SmallAwsChanges, buildSmallAwsCluster } from '../platforms/aws/support/small-aws-cluster';
import { Workspace, testOnRig, told } from './support/workspace';

const ZONES = ['eu-central-1a', 'eu-central-1b'];

/** A cluster of both families in all of its parts, whose load balancer keeps a log. */
const DUAL_STACK: SmallAwsChanges = {
  network: { ipv6: true },
  loadBalancer: {
    operators: OperatorCidrs.of(['203.0.113.0/24', '2001:db8:ffff::/48']),
    dns: { zoneName: 'example.org', recordName: 'k8s.example.org', hostedZoneId: 'Z0123456789' },
    accessLogs: AccessLogs.toOwnBucket({ deleteWithContents: true }),
  },
  cluster: {
    network: {
      podCidrs: ['10.244.0.0/16', 'fd00:10:244::/56'],
      serviceCidrs: ['10.96.0.0/12', 'fd00:10:96::/112'],
    },
  },
};

describe('a cluster with IPv6 and an access log', () => {
  const workspace = new Workspace(SMALL_AWS);
  const synthesize = (network: SmallAwsChanges['network'] = {}): void => {
    workspace.synthesize((app: App) => {
      buildSmallAwsCluster(app, { ...DUAL_STACK, network: { ...DUAL_STACK.network, ...network } });
    });
  };
  beforeAll(() => {
    synthesize();
    workspace.init();
  });
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('is created without a warning, and changes nothing the next time', () => {
    expect(workspace.apply()).not.toContain('Warning');
    expect(workspace.plan()).toEqual([]);
  });

  testOnRig('gives each subnet a /64 of its own in the /56 that the VPC was given', () => {
    const state = workspace.state();
    const networks = (type: string): IpNetwork[] =>
      state
        .filter((resource) => resource.type === type)
        .map(({ values }) => IpNetwork.of(String(values.ipv6_cidr_block)));
    const [vpc] = networks('aws_vpc');
    const subnets = networks('aws_subnet');
    expect(new Set(subnets.map(({ text }) => text)).size).toBe(2 * ZONES.length);
    expect(subnets.every((subnet) => subnet.prefixLength === 64 && vpc?.covers(subnet) === true)).toBe(true);
  });

  testOnRig('tells machines both networks of the VPC', () => {
    const state = workspace.state();
    const vpc = String(state.find(({ type }) => type === 'aws_vpc')?.values.ipv6_cidr_block);
    const configurations = state
      .filter(({ type }) => type === 'talos_machine_configuration')
      .map(({ values }) => String(values.machine_configuration));
    expect(configurations.length).toBeGreaterThan(0);
    for (const text of configurations) {
      expect(text).toMatch(new RegExp(`validSubnets:\\n +- 10\\.140\\.0\\.0/16\\n +- "?${vpc}"?\\n`));
      expect(text).toContain('kind: DHCPv6Config');
      expect(text).toContain('kind: DHCPv4Config');
    }
  });

  testOnRig('touches no machine when the network gets a tag', () => {
    synthesize({ tags: { team: 'platform' } });
    const changes = told(workspace.plan());
    expect(changes).toContain('aws_vpc Network: update');
    expect(changes.filter((each) => !/^aws_\w+ Network\S*: update$/.test(each))).toEqual([]);
  });

  testOnRig('moves no subnet and touches no machine when it gets a zone', () => {
    synthesize({ availabilityZones: [...ZONES, 'eu-central-1c'] });
    const changes = told(workspace.plan()).filter((each) => !each.includes('eu-central-1c'));
    expect(changes).toEqual(['aws_lb LoadBalancer: update', 'aws_network_acl Network_NetworkAcl: update']);
  });

  testOnRig('is taken down', () => {
    synthesize();
    expect(workspace.destroy()).toContain('Destroy complete');
  });
});
