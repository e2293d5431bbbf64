import { App } from 'cdktf';
import { Construct } from 'constructs';
import { ImageFactorySchematic } from '../../lib';
import {
  AccessLogs,
  AwsInstancePool,
  AwsInstancePoolProps,
  FlowLogs,
  ITalosAmi,
  InstanceMarket,
  OperatorCidrs,
  TalosAmi,
} from '../../lib/aws';
import { SMALL_AWS, SmallAwsChanges, buildSmallAwsCluster } from '../platforms/aws/support/small-aws-cluster';
import { Workspace, testOnRig, told } from './support/workspace';

const ZONES = ['eu-central-1a', 'eu-central-1b'];
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000';

/** Every option of a cluster on EC2 that the plain one leaves alone. */
const EVERYTHING: SmallAwsChanges = {
  network: {
    serviceEndpoints: ['ec2', 'ecr', 'elb', 'ssm'],
    flowLogs: FlowLogs.toCloudWatch({ retentionDays: 90, kmsKeyArn: KEY }),
    tags: { 'cost-center': 'platform' },
  },
  firewall: { tags: { 'cost-center': 'platform' } },
  loadBalancer: { dns: { zoneName: 'example.org', recordName: 'k8s.example.org', hostedZoneId: 'Z0123456789' } },
  controlPlane: { kmsKeyArn: KEY, detailedMonitoring: true, spread: true, clusterTag: 'small' },
  worker: {
    kmsKeyArn: KEY,
    market: InstanceMarket.spot({ maxHourlyPrice: 0.1 }),
    detailedMonitoring: true,
    spread: true,
    volumes: [{ deviceName: '/dev/sdf', sizeGiB: 100 }],
    additionalSecurityGroupIds: ['sg-0123456789abcdef0'],
    ecrRepositoryArns: ['arn:aws:ecr:eu-central-1:111122223333:repository/web'],
    tagsInMetadata: true,
    tags: { team: 'web' },
  },
};

/** A pool that boots from an AMI made in the cluster's own stack. */
function fromRawImage(scope: Construct, worker: AwsInstancePoolProps): AwsInstancePool[] {
  const schematic = { talosVersion: 'v1.13.9', systemExtensions: ['siderolabs/iscsi-tools'] } as const;
  const image = TalosAmi.fromRawImage(scope, 'Ami', {
    image: new ImageFactorySchematic(scope, 'Schematic', schematic),
    architecture: 'amd64',
    bucket: 'images',
    key: 'talos-v1.13.9-iscsi-amd64.raw',
  });
  return [new AwsInstancePool(scope, 'Storage', { ...worker, image, count: 1 })];
}

/** An AMI that was made elsewhere, of a schematic of one's own. */
function ownAmi(scope: Construct): ITalosAmi {
  const schematic = { talosVersion: 'v1.13.9', systemExtensions: ['siderolabs/iscsi-tools'] } as const;
  return TalosAmi.fromAmiId(scope, 'Image', {
    image: new ImageFactorySchematic(scope, 'Schematic', schematic),
    amiId: 'ami-0123456789abcdef0',
    architecture: 'amd64',
  });
}

const build =
  (changes: SmallAwsChanges) =>
  (app: App): void => {
    buildSmallAwsCluster(app, { ...changes, controlPlane: { count: 3, ...changes.controlPlane } });
  };

describe('a cluster that uses every option', () => {
  const workspace = new Workspace(SMALL_AWS);
  beforeAll(() => {
    workspace.synthesize(build({ ...EVERYTHING, morePools: fromRawImage }));
    workspace.init();
  });
  afterAll(() => {
    workspace.remove();
  });

  testOnRig(
    'is created without a warning, changes nothing the next time, and is taken down',
    () => {
      expect(workspace.apply()).not.toContain('Warning');
      expect(workspace.plan()).toEqual([]);
      expect(workspace.destroy()).toContain('Destroy complete');
      // Three commands in one test: a busy computer takes its time.
    },
    600_000,
  );
});

interface Row {
  readonly change: string;
  readonly props: SmallAwsChanges;
  readonly effect: readonly string[];
}

const WORKERS = ['worker-0', 'worker-1'];
const instances = (pool: string, machines: readonly string[]): string[] =>
  machines.map((name) => `aws_instance ${pool}_${name}: update`);
const CONTROL_PLANE = [0, 1, 2].map((index) => `control-plane-${String(index)}`);
const protectedMarket = InstanceMarket.onDemand({ terminationProtection: true });
const endpoints = ['ec2', 'ecr-api', 'ecr-dkr', 'elasticloadbalancing', 'ec2messages', 'ssm', 'ssmmessages'];

/** What each change does, and that it does no more. */
const EFFECTS: readonly Row[] = [
  {
    change: 'a zone more',
    props: { network: { availabilityZones: [...ZONES, 'eu-central-1c'] } },
    effect: [
      'aws_lb LoadBalancer: update',
      'aws_network_acl Network_NetworkAcl: update',
      'aws_route Network_eu-central-1c_PrivateRoute: create',
      'aws_route_table Network_eu-central-1c_PrivateRouteTable: create',
      'aws_route_table_association Network_eu-central-1c_PrivateRouteTableAssociation: create',
      'aws_route_table_association Network_eu-central-1c_PublicRouteTableAssociation: create',
      'aws_subnet Network_eu-central-1c_PrivateSubnet: create',
      'aws_subnet Network_eu-central-1c_PublicSubnet: create',
      'aws_vpc_endpoint_route_table_association Network_S3Endpoint_eu-central-1c: create',
    ],
  },
  {
    change: 'a pool more',
    props: { morePools: (scope, worker) => [new AwsInstancePool(scope, 'Batch', { ...worker, count: 1 })] },
    effect: [
      'aws_iam_instance_profile Batch_Role_Profile: create',
      'aws_iam_role Batch_Role: create',
      'aws_instance Batch_batch-0: create',
      'talos_machine Cluster_batch-0: create',
    ],
  },
  {
    change: 'a machine more',
    props: { worker: { count: 3 } },
    effect: ['aws_instance Worker_worker-2: create', 'talos_machine Cluster_worker-2: create'],
  },
  {
    change: 'a network of operators more',
    props: { loadBalancer: { operators: OperatorCidrs.of(['203.0.113.0/24', '198.51.100.7/32']) } },
    effect: ['kubernetes-api', 'talos-api'].map(
      (port) =>
        `aws_vpc_security_group_ingress_rule LoadBalancer_Access_${port}-from-operators-198-51-100-7-32: create`,
    ),
  },
  {
    change: 'a tag of the workers',
    props: { worker: { tags: { team: 'web' } } },
    effect: [
      ...instances('Worker', WORKERS),
      'aws_iam_instance_profile Worker_Role_Profile: update',
      'aws_iam_role Worker_Role: update',
    ],
  },
  {
    change: 'a flow log',
    props: { network: { flowLogs: FlowLogs.toCloudWatch() } },
    effect: [
      'aws_cloudwatch_log_group Network_FlowLog_LogGroup: create',
      'aws_flow_log Network_FlowLog: create',
      'aws_iam_role Network_FlowLog_Role: create',
      'aws_iam_role_policy Network_FlowLog_Write: create',
    ],
  },
  {
    change: 'an access log of the load balancer, in a bucket of its own',
    props: { loadBalancer: { accessLogs: AccessLogs.toOwnBucket() } },
    effect: [
      'aws_lb LoadBalancer: update',
      'aws_s3_bucket LoadBalancer_AccessLogs_Bucket: create',
      'aws_s3_bucket_lifecycle_configuration LoadBalancer_AccessLogs_Bucket_Lifecycle: create',
      'aws_s3_bucket_ownership_controls LoadBalancer_AccessLogs_Bucket_Ownership: create',
      'aws_s3_bucket_policy LoadBalancer_AccessLogs_Bucket_Policy: create',
      'aws_s3_bucket_public_access_block LoadBalancer_AccessLogs_Bucket_Private: create',
      'aws_s3_bucket_server_side_encryption_configuration LoadBalancer_AccessLogs_Bucket_Encryption: create',
      'aws_s3_bucket_versioning LoadBalancer_AccessLogs_Bucket_Versioning: create',
    ],
  },
  {
    change: 'another schematic, and with it another AMI',
    props: { image: ownAmi },
    effect: [
      'talos_image_factory_schematic Schematic: create',
      ...[...CONTROL_PLANE, ...WORKERS].map((name) => `talos_machine Cluster_${name}: update`),
    ],
  },
  {
    change: 'IPv6, where there are machines already',
    props: { network: { ipv6: true } },
    effect: [
      'aws_egress_only_internet_gateway Network_Ipv6_EgressGateway: create',
      'aws_lb LoadBalancer: update',
      'aws_network_acl Network_NetworkAcl: update',
      'aws_route Network_Ipv6_PublicRoute: create',
      ...ZONES.flatMap((zone) => [
        `aws_route Network_${zone}_PrivateIpv6Route: create`,
        `aws_subnet Network_${zone}_PrivateSubnet: update`,
        `aws_subnet Network_${zone}_PublicSubnet: update`,
      ]),
      'aws_vpc Network: update',
      'aws_vpc_security_group_egress_rule Firewall_ControlPlane_anywhere-ipv6: create',
      'aws_vpc_security_group_egress_rule Firewall_Workers_anywhere-ipv6: create',
      'aws_vpc_security_group_ingress_rule LoadBalancer_Access_kubernetes-api-from-machines-ipv6: create',
      ...[...CONTROL_PLANE, ...WORKERS].map((name) => `talos_machine Cluster_${name}: update`),
    ],
  },
  {
    change: 'endpoints of services',
    props: { network: { serviceEndpoints: ['ec2', 'ecr', 'elb', 'ssm'] } },
    effect: [
      'aws_security_group Network_ServiceEndpoints_SecurityGroup: create',
      'aws_vpc_security_group_ingress_rule Network_ServiceEndpoints_https-from-vpc: create',
      ...endpoints.map((name) => `aws_vpc_endpoint Network_ServiceEndpoints_${name}: create`),
    ],
  },
  {
    change: 'protection',
    props: {
      loadBalancer: { deletionProtection: true },
      controlPlane: { market: protectedMarket },
      worker: { market: protectedMarket },
    },
    effect: [
      'aws_lb LoadBalancer: update',
      ...instances('ControlPlane', CONTROL_PLANE),
      ...instances('Worker', WORKERS),
    ],
  },
  {
    change: 'figures every minute',
    props: { worker: { detailedMonitoring: true } },
    effect: instances('Worker', WORKERS),
  },
  { change: 'a key for volumes', props: { worker: { kmsKeyArn: KEY } }, effect: [] },
  {
    change: 'hardware of their own',
    props: { worker: { spread: true } },
    effect: ['aws_placement_group Worker_Spread: create'],
  },
  {
    change: 'a volume more',
    props: { worker: { volumes: [{ deviceName: '/dev/sdf', sizeGiB: 100 }] } },
    effect: WORKERS.flatMap((name) => [
      `aws_ebs_volume Worker_${name}_sdf_Volume: create`,
      `aws_volume_attachment Worker_${name}_sdf_Attachment: create`,
    ]),
  },
];

describe('on a running cluster', () => {
  const workspace = new Workspace(SMALL_AWS);
  const synthesize = (props: SmallAwsChanges = {}): void => {
    workspace.synthesize(build(props));
  };
  beforeAll(() => {
    synthesize();
    workspace.init();
  });
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('that is there', () => {
    workspace.apply();
    expect(workspace.plan()).toEqual([]);
  });

  testOnRig(
    'has its access log turned off when it is taken out, before the bucket goes',
    () => {
      const other = new Workspace(SMALL_AWS);
      try {
        const accessLogs = AccessLogs.toOwnBucket({ deleteWithContents: true });
        other.synthesize(build({ loadBalancer: { accessLogs } }));
        other.init();
        other.apply();
        other.synthesize(build({}));
        expect(told(other.plan())).toEqual(
          expect.arrayContaining([
            'aws_lb LoadBalancer: update',
            'aws_s3_bucket LoadBalancer_AccessLogs_Bucket: delete',
          ]),
        );
        other.clearLog();
        other.apply();
        const log = other.state().find(({ type }) => type === 'aws_lb')?.values.access_logs;
        expect(log).toEqual([expect.objectContaining({ enabled: false })]);
        const order = other
          .operations()
          .filter(({ op, type }) => op !== 'read' && (type === 'aws_lb' || type === 'aws_s3_bucket'))
          .map(({ op, type }) => `${type}: ${op}`);
        expect(order).toEqual(['aws_lb: update', 'aws_s3_bucket: delete']);
        expect(other.plan()).toEqual([]);
      } finally {
        other.remove();
      }
    },
    600_000,
  );

  testOnRig.each(EFFECTS)('$change changes this and nothing else', ({ props, effect }) => {
    synthesize(props);
    // What the cluster notes about its machines is looked at in aws-changes.test.ts.
    const changes = told(workspace.plan()).filter((each) => !each.startsWith('terraform_data '));
    expect(changes).toEqual([...effect].sort());
  });
});
