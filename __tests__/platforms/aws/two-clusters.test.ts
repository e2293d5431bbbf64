import { App } from 'cdktf';
import { Construct } from 'constructs';
import { AccessLogs, AwsNetwork, FlowLogs } from '../../../lib/aws';
import { synthesized } from '../../support/synthesis';
import { SmallAwsChanges, addAwsCluster, awsStack, buildSmallAwsCluster } from './support/small-aws-cluster';

/** What EC2, ELB, IAM and CloudWatch keep unique in an account, by the attribute that names it. */
const NAMED = [
  'aws_cloudwatch_log_group',
  'aws_iam_instance_profile',
  'aws_iam_role',
  'aws_lb',
  'aws_lb_target_group',
  'aws_placement_group',
  'aws_s3_bucket',
  'aws_security_group',
];
const OPTIONS: SmallAwsChanges = { worker: { spread: true }, loadBalancer: { accessLogs: AccessLogs.toOwnBucket() } };
const network = (scope: Construct, id: string): AwsNetwork =>
  new AwsNetwork(scope, id, {
    region: 'eu-central-1',
    cidr: '10.140.0.0/16',
    availabilityZones: ['eu-central-1a'],
    flowLogs: FlowLogs.toCloudWatch(),
    serviceEndpoints: ['ec2'],
  });

/** Every name that an account would see, with the kind of thing that bears it. */
function names(build: (app: App) => void): string[] {
  return Object.values(synthesized(build)).flatMap((stack) =>
    NAMED.flatMap((type) =>
      Object.values(stack.resource?.[type] ?? {}).map(
        (each) => `${type} ${String(each.name ?? each.name_prefix ?? each.bucket_prefix)}`,
      ),
    ),
  );
}
const twice = (all: readonly string[]): string[] => all.filter((name, index) => all.indexOf(name) !== index);

test('two clusters in one VPC and one stack have no name in common', () => {
  const all = names((app) => {
    const stack = awsStack(app);
    const vpc = network(stack, 'Network');
    for (const cluster of ['one', 'two']) addAwsCluster(new Construct(stack, cluster), cluster, vpc, OPTIONS);
  });
  expect(new Set(all.map((name) => name.split(' ')[0]))).toEqual(new Set(NAMED));
  expect(twice(all)).toEqual([]);
});

test('two stacks in one account have no name in common, also where names are cut short', () => {
  const all = names((app) => {
    for (const end of ['one', 'two']) {
      const stack = awsStack(app, `a-stack-with-a-name-that-is-too-long-for-a-load-balancer-and-a-role-of-aws-${end}`);
      addAwsCluster(stack, end, network(stack, 'Network'), OPTIONS);
    }
  });
  expect(twice(all)).toEqual([]);
});

test('names are equal in every run', () => {
  const build = (app: App): void => {
    buildSmallAwsCluster(app, OPTIONS);
  };
  expect(names(build)).toEqual(names(build));
});
