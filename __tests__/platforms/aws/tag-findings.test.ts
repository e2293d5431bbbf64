import { Lazy } from 'cdktf';
import { FlowLogs } from '../../../lib/aws';
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

test('tags of any language, and references, pass', () => {
  const tags = { 'größe/漢': 'A b_c.d:e/f=g+h-i@j', owner: reference, empty: '' };
  expect(() => synthesized((app) => buildSmallAwsCluster(app, { worker: { tags } }))).not.toThrow();
});

test.each<readonly [string, SmallAwsChanges]>([
  ['additionalSecurityGroupIds', { worker: { additionalSecurityGroupIds: ['sg 1'] } }],
  ['ecrRepositoryArns', { worker: { ecrRepositoryArns: ['%{ if }'] } }],
  ['kmsKeyArn', { worker: { kmsKeyArn: '' } }],
  ['bucketArn', { network: { flowLogs: FlowLogs.toS3({ bucketArn: '"arn"' }) } }],
  ['kmsKeyArn', { network: { flowLogs: FlowLogs.toCloudWatch({ kmsKeyArn: 'a\nb' }) } }],
])('fails with no id or ARN in %s', (prop, changes) => {
  expect(reportOf((app) => buildSmallAwsCluster(app, changes))).toMatch(
    new RegExp(`TALOS501 .*\\n  '${prop}' is no id or ARN`),
  );
});

test('ids, ARNs and references pass', () => {
  const worker = { additionalSecurityGroupIds: ['sg-0123456789abcdef0', reference], kmsKeyArn: 'alias/aws/ebs' };
  const flowLogs = FlowLogs.toS3({ bucketArn: 'arn:aws:s3:::logs/network' });
  expect(() => synthesized((app) => buildSmallAwsCluster(app, { worker, network: { flowLogs } }))).not.toThrow();
});
