import { AwsNetwork, AwsSubnet, InstanceMarket } from '../../../lib/aws';
import { StackJson, block, reportOf, synthesized } from '../../support/synthesis';
import { SMALL_AWS, SmallAwsChanges, addAwsCluster, awsStack, buildSmallAwsCluster } from './support/small-aws-cluster';

const small = (changes: SmallAwsChanges = {}): StackJson | undefined =>
  synthesized((app) => buildSmallAwsCluster(app, changes))[SMALL_AWS];
const worker = (options: SmallAwsChanges['worker']): Record<string, unknown> =>
  block(small({ worker: options }), 'resource', 'aws_instance', 'Worker_worker-0');
const failure = (changes: SmallAwsChanges): string => reportOf((app) => buildSmallAwsCluster(app, changes));

describe('volumes', () => {
  const kmsKeyArn = 'arn:aws:kms:eu-central-1:111122223333:key/1';

  test('are encrypted with the key that is named, which replaces no machine', () => {
    const instance = worker({ kmsKeyArn });
    expect(instance.root_block_device).toMatchObject({ encrypted: true, kms_key_id: kmsKeyArn });
    expect(instance.lifecycle).toEqual({
      ignore_changes: ['ami', 'user_data_base64', 'subnet_id', 'root_block_device[0].kms_key_id'],
    });
  });

  test('beside the root are resources of their own, in the zone of the instance and there before it is configured', () => {
    const stack = small({ worker: { kmsKeyArn, volumes: [{ deviceName: '/dev/sdf', sizeGiB: 100 }] } });
    expect(block(stack, 'resource', 'aws_ebs_volume', 'Worker_worker-1_sdf')).toMatchObject({
      size: 100,
      type: 'gp3',
      encrypted: true,
      kms_key_id: kmsKeyArn,
      availability_zone: expect.stringContaining('aws_instance.Worker_worker-1') as string,
    });
    expect(block(stack, 'resource', 'aws_volume_attachment', 'Worker_worker-1_sdf')).toMatchObject({
      device_name: '/dev/sdf',
      stop_instance_before_detaching: true,
    });
    expect(block(stack, 'resource', 'talos_machine', 'Cluster_worker-1').depends_on).toContainEqual(
      expect.stringMatching(/^aws_volume_attachment\.Worker_worker-1_sdf/),
    );
  });

  test('are refused with a device name that EC2 does not take, with one twice, and without a size', () => {
    const volumes = [
      { deviceName: '/dev/xvdb', sizeGiB: 10 },
      { deviceName: '/dev/sdf', sizeGiB: 0 },
      { deviceName: '/dev/sdf', sizeGiB: 10 },
    ];
    const report = failure({ worker: { volumes } });
    expect(report).toContain(
      "TALOS118  small/Worker\n  a volume cannot be attached by this name, or another one is already\n    given:   '/dev/xvdb', '/dev/sdf'\n    allowed: each name once, from '/dev/sdf' to '/dev/sdp'",
    );
    expect(report).toContain("TALOS066  small/Worker\n  'sizeGiB of /dev/sdf' is out of range\n    given:   0");
  });
});

describe('the market', () => {
  test('is as ever unless it is named', () => {
    const instance = worker({});
    for (const key of ['instance_market_options', 'disable_api_termination', 'capacity_reservation_specification']) {
      expect(instance).not.toHaveProperty(key);
    }
  });

  test('may be spot for workers', () => {
    expect(worker({ market: InstanceMarket.spot({ maxHourlyPrice: 0.05 }) }).instance_market_options).toEqual({
      market_type: 'spot',
      spot_options: {
        spot_instance_type: 'one-time',
        instance_interruption_behavior: 'terminate',
        max_price: '0.05',
      },
    });
  });

  test('may not be spot for a control plane', () => {
    expect(failure({ controlPlane: { market: InstanceMarket.spot() } })).toContain(
      'TALOS116  small/ControlPlane\n  this control plane would run on instances that EC2 takes back at will\n    given:   market: InstanceMarket.spot() with securityGroup: firewall.controlPlane\n    allowed: InstanceMarket.onDemand()',
    );
  });

  test('protects instances, and takes them from a reservation', () => {
    const market = InstanceMarket.onDemand({ terminationProtection: true, capacityReservationId: 'cr-0a1b' });
    expect(worker({ market })).toMatchObject({
      disable_api_termination: true,
      capacity_reservation_specification: { capacity_reservation_target: { capacity_reservation_id: 'cr-0a1b' } },
    });
  });

  test('knows prices and reservations', () => {
    expect(() => InstanceMarket.spot({ maxHourlyPrice: 0 })).toThrow(
      'TALOS125 this is not a price for an instance\n  given:   maxHourlyPrice: 0\n  allowed: more than 0 and less than 1000 US dollars an hour',
    );
    expect(() => InstanceMarket.onDemand({ capacityReservationId: 'mine' })).toThrow(
      "TALOS125 this is not the id of a capacity reservation\n  given:   'mine'\n  allowed: 'cr-' and hexadecimal digits",
    );
  });
});

describe('spread', () => {
  test('keeps machines apart, and moves none that is running', () => {
    const stack = small({ worker: { spread: true } });
    expect(block(stack, 'resource', 'aws_placement_group', 'Worker_Spread').strategy).toBe('spread');
    const instance = block(stack, 'resource', 'aws_instance', 'Worker_worker-0');
    expect(instance.placement_group).toMatch(/aws_placement_group\.Worker_Spread/);
    expect((instance.lifecycle as { ignore_changes: string[] }).ignore_changes).toContain('placement_group');
  });

  test('is refused for more than seven machines a zone', () => {
    expect(failure({ worker: { spread: true, count: 15 } })).toContain(
      'TALOS119  small/Worker\n  EC2 does not keep so many machines apart\n    given:   count: 15 in 2 zones, with spread\n    allowed: up to 14 machines, 7 a zone',
    );
    expect(() => small({ worker: { spread: true, count: 14 } })).not.toThrow();
  });

  test('counts the zones of public subnets for machines that stand in them', () => {
    const report = reportOf((app) => {
      const stack = awsStack(app);
      const subnet = (letter: string, place: number): AwsSubnet => ({
        id: `subnet-${String(place)}`,
        zone: `eu-central-1${letter}`,
        cidr: `10.140.${String(place)}.0/24`,
      });
      const network = AwsNetwork.fromIds(stack, 'Network', {
        region: 'eu-central-1',
        vpcId: 'vpc-0123456789abcdef0',
        cidr: '10.140.0.0/16',
        privateSubnets: [subnet('a', 1), subnet('b', 2)],
        publicSubnets: [subnet('a', 3)],
        natAddresses: [{ name: 'office', address: '198.51.100.1' }],
      });
      addAwsCluster(stack, 'small', network, { worker: { addresses: 'public', spread: true, count: 8 } });
    });
    expect(report).toContain(
      'TALOS119  small/Worker\n  EC2 does not keep so many machines apart\n    given:   count: 8 in 1 zones, with spread\n    allowed: up to 7 machines, 7 a zone',
    );
  });
});

describe('tags and figures', () => {
  test('mark instances and volumes as owned by a cluster', () => {
    const instance = worker({ clusterTag: 'prod', tags: { team: 'web' } });
    const tags = { 'kubernetes.io/cluster/prod': 'owned', team: 'web', Name: 'worker-0' };
    expect(instance.tags).toEqual(tags);
    expect(instance.root_block_device).toMatchObject({ tags });
  });

  test('are in the metadata on request', () => {
    expect(worker({ tagsInMetadata: true, tags: { team: 'web' } }).metadata_options).toEqual({
      http_endpoint: 'enabled',
      http_tokens: 'required',
      http_put_response_hop_limit: 1,
      instance_metadata_tags: 'enabled',
    });
  });

  test('with a slash are refused in the metadata', () => {
    expect(failure({ worker: { tagsInMetadata: true, clusterTag: 'prod' } })).toContain(
      "TALOS117  small/Worker\n  the instance metadata cannot show tags with these keys\n    given:   'kubernetes.io/cluster/prod'\n    allowed: letters, digits and + - = . , _ : @",
    );
  });

  test('figures come every minute on request', () => {
    expect(worker({ detailedMonitoring: true }).monitoring).toBe(true);
    expect(worker({})).not.toHaveProperty('monitoring');
  });
});
