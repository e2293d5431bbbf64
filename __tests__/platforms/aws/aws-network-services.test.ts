import { App } from 'cdktf';
import { AwsNetwork, AwsNetworkProps, FlowLogs } from '../../../lib/aws';
import { StackJson, block, synthesized } from '../../support/synthesis';
import { SMALL_AWS, awsStack, buildSmallAwsCluster } from './support/small-aws-cluster';

const network = (changes: Partial<AwsNetworkProps> = {}): StackJson | undefined =>
  synthesized((app: App) => {
    new AwsNetwork(awsStack(app), 'Network', {
      region: 'eu-central-1',
      cidr: '10.140.0.0/16',
      availabilityZones: ['eu-central-1a', 'eu-central-1b'],
      ...changes,
    });
  })[SMALL_AWS];
const endpoints = (stack: StackJson | undefined): unknown[] =>
  Object.values(stack?.resource?.aws_vpc_endpoint ?? {}).map((each) => each.service_name);

describe('the network ACLs', () => {
  const stack = network();

  test('of the VPC lets nothing pass', () => {
    const acl = block(stack, 'resource', 'aws_default_network_acl', 'Network_NetworkAcl');
    expect(acl).not.toHaveProperty('ingress');
    expect(acl).not.toHaveProperty('egress');
    expect(acl.lifecycle).toEqual({ ignore_changes: ['subnet_ids'] });
  });

  test('of the subnets is there first, and has every subnet', () => {
    const own = block(stack, 'resource', 'aws_network_acl', 'Network_NetworkAcl');
    expect(own.subnet_ids).toHaveLength(4);
    expect(block(stack, 'resource', 'aws_default_network_acl', 'Network').depends_on).toEqual([
      expect.stringMatching(/^aws_network_acl\.Network_NetworkAcl_/),
    ]);
  });

  test('are open before a machine is created', () => {
    const cluster = synthesized((app) => buildSmallAwsCluster(app))[SMALL_AWS];
    expect(block(cluster, 'resource', 'aws_instance', 'Worker_worker-0').depends_on).toContainEqual(
      expect.stringMatching(/^aws_network_acl\.Network_NetworkAcl_/),
    );
  });
});

describe('endpoints', () => {
  test('of S3 are there unless they are turned off, with a route from each private subnet', () => {
    const stack = network();
    expect(endpoints(stack)).toEqual(['com.amazonaws.eu-central-1.s3']);
    expect(Object.keys(stack?.resource?.aws_vpc_endpoint_route_table_association ?? {})).toHaveLength(2);
    expect(network({ s3Endpoint: false })?.resource?.aws_vpc_endpoint).toBeUndefined();
  });

  test('of services are what each service needs, reached from the VPC alone', () => {
    const stack = network({ serviceEndpoints: ['ec2', 'elb', 'ecr', 'ssm'] });
    const names = ['ec2', 'elasticloadbalancing', 'ecr.api', 'ecr.dkr', 'ssm', 'ssmmessages', 'ec2messages', 's3'];
    expect(endpoints(stack).sort()).toEqual(names.map((name) => `com.amazonaws.eu-central-1.${name}`).sort());
    expect(block(stack, 'resource', 'aws_vpc_endpoint', 'Network_ServiceEndpoints_ec2')).toMatchObject({
      vpc_endpoint_type: 'Interface',
      private_dns_enabled: true,
    });
    expect(Object.values(stack?.resource?.aws_vpc_security_group_ingress_rule ?? {})).toEqual([
      expect.objectContaining({ cidr_ipv4: '10.140.0.0/16', from_port: 443, to_port: 443 }),
    ]);
  });

  test('in China have the names that they have there', () => {
    const stack = network({
      region: 'cn-north-1',
      availabilityZones: ['cn-north-1a'],
      serviceEndpoints: ['ec2'],
    });
    expect(endpoints(stack)).toContain('cn.com.amazonaws.cn-north-1.ec2');
  });
});

describe('a flow log', () => {
  test('is not there unless it is asked for', () => {
    expect(network()?.resource?.aws_flow_log).toBeUndefined();
  });

  test('in CloudWatch is kept for a year, and written by a role that can do nothing else', () => {
    const stack = network({ flowLogs: FlowLogs.toCloudWatch() });
    expect(block(stack, 'resource', 'aws_flow_log', 'Network_FlowLog')).toMatchObject({
      traffic_type: 'ALL',
      log_destination_type: 'cloud-watch-logs',
    });
    const group = block(stack, 'resource', 'aws_cloudwatch_log_group', 'Network_FlowLog');
    expect(group).toMatchObject({ retention_in_days: 365, name: expect.stringMatching(/^\/aws\/vpc\//) as string });
    const role = block(stack, 'resource', 'aws_iam_role', 'Network_FlowLog_Role');
    expect(role.assume_role_policy).toContain('arn:*:ec2:eu-central-1:*:vpc-flow-log/*');
    const policy = String(block(stack, 'resource', 'aws_iam_role_policy', 'Network_FlowLog_Write').policy);
    const [statement] = (JSON.parse(policy) as { Statement: { Action: string[]; Resource: string[] }[] }).Statement;
    expect(statement?.Action).toEqual(['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents']);
    expect(statement?.Resource).toEqual([
      expect.stringMatching(/^\$\{aws_cloudwatch_log_group\..*\.arn\}$/),
      expect.stringMatching(/^\$\{aws_cloudwatch_log_group\..*\.arn\}:\*$/),
    ]);
  });

  test('in a bucket needs no role', () => {
    const stack = network({ flowLogs: FlowLogs.toS3({ bucketArn: 'arn:aws:s3:::logs', traffic: 'rejected' }) });
    expect(block(stack, 'resource', 'aws_flow_log', 'Network_FlowLog')).toMatchObject({
      traffic_type: 'REJECT',
      log_destination: 'arn:aws:s3:::logs',
      log_destination_type: 's3',
    });
    expect(stack?.resource?.aws_iam_role).toBeUndefined();
  });

  test('takes a key and a retention that CloudWatch offers, and no other', () => {
    const kmsKeyArn = 'arn:aws:kms:eu-central-1:123456789012:key/1';
    const stack = network({ flowLogs: FlowLogs.toCloudWatch({ retentionDays: 90, kmsKeyArn }) });
    expect(block(stack, 'resource', 'aws_cloudwatch_log_group', 'Network')).toMatchObject({
      retention_in_days: 90,
      kms_key_id: kmsKeyArn,
    });
    expect(() => FlowLogs.toCloudWatch({ retentionDays: 100 })).toThrow(
      'TALOS124 CloudWatch does not keep a log for this long\n  given:   retentionDays: 100\n  allowed: 1, 3, 5, 7,',
    );
  });
});
