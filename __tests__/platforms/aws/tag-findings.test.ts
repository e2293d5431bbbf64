import { App, Lazy } from 'cdktf';
import { FlowLogs, TalosAmi } from '../../../lib/aws';
import { reportOf, synthesized } from '../../support/synthesis';
import { SmallAwsChanges, buildSmallAwsCluster } from './support/small-aws-cluster';

const reference = Lazy.stringValue({ produce: () => '${var.owner}' });

const PLACES: readonly (readonly [path: string, changes: (tags: Record<string, string>) => SmallAwsChanges])[] = [
  ['Network', (tags) => ({ network: { tags } })],
  ['Firewall', (tags) => ({ firewall: { tags } })],
  ['LoadBalancer', (tags) => ({ loadBalancer: { tags } })],
  ['Worker', (tags) => ({ worker: { tags } })],
];

test.each(PLACES)('fails with a tag that AWS refuses on %s', (path, changes) => {
  const report = reportOf((app) => buildSmallAwsCluster(app, changes({ motto: '%{ if } "quoted"' })));
  expect(report).toContain(
    [
      `TALOS500  small/${path}`,
      "  the tag 'motto' has a value that AWS does not take",
      `    given:   '%{ if } "quoted"'`,
      "    allowed: up to 256 letters, digits, spaces and '_.:/=+-@'",
    ].join('\n'),
  );
});

test.each(['', 'aws:name', 'a'.repeat(129), 'a\nb', '${var.a}'])('fails with a tag named %j', (name) => {
  expect(reportOf((app) => buildSmallAwsCluster(app, { worker: { tags: { [name]: 'a' } } }))).toContain(
    'AWS takes no tag of this name',
  );
});

test('fails with more tags than AWS takes for one thing, the name included', () => {
  const numbered = (count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${String(index)}`, 'a']));
  const build = (count: number) => (app: App) => buildSmallAwsCluster(app, { worker: { tags: numbered(count) } });
  expect(reportOf(build(50))).toContain(
    [
      'TALOS500  small/Worker',
      '  AWS does not take so many tags',
      '    given:   50 tags, beside those of the provider',
      "    allowed: 50 at most for one thing, with 'Name' and those of the provider",
      '    do:      Leave some of the tags out.',
    ].join('\n'),
  );
  expect(() => synthesized(build(49))).not.toThrow();
});

test('fails with tags that IAM takes for one', () => {
  const tags = { team: 'a', Team: 'b', cost: 'c' };
  expect(reportOf((app) => buildSmallAwsCluster(app, { worker: { tags } }))).toContain(
    [
      'TALOS500  small/Worker',
      '  AWS takes these tags for one where it does not tell capitals from small letters, as in IAM',
      "    given:   'team', 'Team'",
      '    allowed: names that differ in more than capitals',
      '    do:      Leave all but one of them out.',
    ].join('\n'),
  );
});

test('a network takes tags that differ in capitals only, unless a role of its flow log gets them', () => {
  const tags = { Owner: 'a', owner: 'b' };
  const build = (flowLogs?: FlowLogs) => (app: App) => buildSmallAwsCluster(app, { network: { tags, flowLogs } });
  expect(() => synthesized(build())).not.toThrow();
  expect(() => synthesized(build(FlowLogs.toS3({ bucketArn: 'arn:aws:s3:::logs' })))).not.toThrow();
  expect(reportOf(build(FlowLogs.toCloudWatch()))).toContain("given:   'Owner', 'owner'");
});

test('a tag that is its name but for capitals fails where the role of a flow log gets both', () => {
  const network = { tags: { name: 'a' }, flowLogs: FlowLogs.toCloudWatch() };
  expect(reportOf((app) => buildSmallAwsCluster(app, { network }))).toContain("given:   'name', 'Name'");
});

test.each(PLACES.filter(([path]) => path === 'Firewall' || path === 'LoadBalancer'))(
  'tags that differ in capitals only pass on %s, which has no role',
  (_, changes) => {
    expect(() => synthesized((app) => buildSmallAwsCluster(app, changes({ Owner: 'a', owner: 'b' })))).not.toThrow();
  },
);

test('tags of any language, and references, pass', () => {
  const tags = { 'größe/漢': 'A b_c.d:e/f=g+h-i@j', owner: reference, empty: '' };
  expect(() => synthesized((app) => buildSmallAwsCluster(app, { worker: { tags } }))).not.toThrow();
});

test.each(['*', 'arn:aws:ecr:eu-central-1:123456789012:*', 'arn:aws:ecr:eu-central-1:123456789012:repo*/team/app'])(
  'a wildcard that IAM takes passes in ecrRepositoryArns: %s',
  (arn) => {
    expect(() =>
      synthesized((app) => buildSmallAwsCluster(app, { worker: { ecrRepositoryArns: [arn] } })),
    ).not.toThrow();
  },
);

test('an old bucket, whose name has capitals and underscores, passes', () => {
  const flowLogs = FlowLogs.toS3({ bucketArn: 'arn:aws:s3:::My_Legacy_Bucket/network' });
  expect(() => synthesized((app) => buildSmallAwsCluster(app, { network: { flowLogs } }))).not.toThrow();
});

const dns = { zoneName: 'example.org', recordName: 'k8s.example.org' };
const ownAmi = (amiId: string): SmallAwsChanges => ({
  image: (scope) =>
    TalosAmi.fromAmiId(scope, 'Ami', {
      image: TalosAmi.official(scope, 'Official', { talosVersion: 'v1.13.9' }),
      amiId,
      architecture: 'amd64',
    }),
});

const WRONG: readonly (readonly [
  prop: string,
  what: string,
  values: readonly string[],
  changes: (value: string) => SmallAwsChanges,
])[] = [
  [
    'additionalSecurityGroupIds',
    'the id of a security group',
    ['sg 1', 'web', 'my-group', 'subnet-0a', 'sg-'],
    (value) => ({ worker: { additionalSecurityGroupIds: [value] } }),
  ],
  [
    'ecrRepositoryArns',
    'the ARN of an ECR repository',
    ['%{ if }', 'team/app', 'arn:aws:s3:::team', '**', 'arn:aws:ecr:eu-central-1:123456789012:team/app'],
    (value) => ({ worker: { ecrRepositoryArns: [value] } }),
  ],
  ['kmsKeyArn', 'the ARN of a KMS key', ['', 'mykey', 'alias/aws/ebs'], (kmsKeyArn) => ({ worker: { kmsKeyArn } })],
  [
    'kmsKeyArn',
    'the ARN of a KMS key',
    ['a\nb'],
    (kmsKeyArn) => ({ network: { flowLogs: FlowLogs.toCloudWatch({ kmsKeyArn }) } }),
  ],
  [
    'bucketArn',
    'the ARN of a bucket',
    ['"arn"', 'my-logs', 'arn:aws:s3:::my logs'],
    (bucketArn) => ({ network: { flowLogs: FlowLogs.toS3({ bucketArn }) } }),
  ],
  [
    'hostedZoneId',
    'the id of a hosted zone',
    ['example.org'],
    (hostedZoneId) => ({ loadBalancer: { dns: { ...dns, hostedZoneId } } }),
  ],
  ['amiId', 'the id of an AMI', ['not an ami'], ownAmi],
];

test.each(
  WRONG.flatMap(([prop, what, values, changes]) => values.map((value) => [prop, what, value, changes(value)] as const)),
)('fails in %s with what is not %s: %j', (prop, what, given, changes) => {
  const report = reportOf((app) => buildSmallAwsCluster(app, changes));
  expect(report).toContain('TALOS501');
  expect(report).toContain(
    `  '${prop}' is not ${what}\n    given:   '${given.replace('\n', '\n  ')}'\n    allowed: ${what} as AWS`,
  );
});

test('ids, ARNs and references pass', () => {
  const worker = {
    additionalSecurityGroupIds: ['sg-0123456789abcdef0', 'sg-0a1b2c3d', reference],
    ecrRepositoryArns: ['arn:aws-cn:ecr:cn-north-1:123456789012:repository/team/app', 'arn:aws:ecr:*:*:repository/*'],
    kmsKeyArn: 'arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/mrk-0123456789abcdef',
  };
  const flowLogs = FlowLogs.toS3({ bucketArn: 'arn:aws:s3:::logs/network' });
  const loadBalancer = { dns: { ...dns, hostedZoneId: '/hostedzone/Z0123456789ABCDEFGHIJ' } };
  const changes = { worker, loadBalancer, network: { flowLogs }, ...ownAmi(reference) };
  expect(() => synthesized((app) => buildSmallAwsCluster(app, changes))).not.toThrow();
});
