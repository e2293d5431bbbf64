import { App } from 'cdktf';
import { AccessLogs, FlowLogs } from '../../../lib/aws';
import { failureOf } from '../../support/failure';
import { StackJson, block, synthesized, warningsOf } from '../../support/synthesis';
import { SMALL_AWS, SmallAwsChanges, buildSmallAwsCluster } from './support/small-aws-cluster';

const build =
  (accessLogs: AccessLogs | undefined, changes: SmallAwsChanges = {}) =>
  (app: App): void => {
    buildSmallAwsCluster(app, { ...changes, loadBalancer: { accessLogs } });
  };
const small = (accessLogs?: AccessLogs): StackJson | undefined => synthesized(build(accessLogs))[SMALL_AWS];
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000';

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: string;
  readonly Resource: string | readonly string[];
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

describe('a load balancer', () => {
  test('is told that its access log is off unless it is asked for one, so that one that was on is turned off', () => {
    expect(block(small(), 'resource', 'aws_lb', 'LoadBalancer').access_logs).toEqual({ enabled: false, bucket: '' });
  });

  test('writes its access log into a bucket of the user, below a prefix, and changes nothing there', () => {
    const stack = small(AccessLogs.toBucket({ bucket: 'my-access-logs', prefix: 'clusters/small' }));
    expect(block(stack, 'resource', 'aws_lb', 'LoadBalancer').access_logs).toEqual({
      enabled: true,
      bucket: 'my-access-logs',
      prefix: 'clusters/small',
    });
    expect(Object.keys(stack?.resource ?? {}).filter((type) => type.startsWith('aws_s3'))).toEqual([]);
  });

  test('warns that its access log holds nothing, unless a flow log holds its connections', () => {
    const told = (changes: SmallAwsChanges): string[] =>
      warningsOf(build(AccessLogs.toOwnBucket(), changes)).filter((each) => each.includes('TALOS128'));
    expect(told({})).toEqual([
      expect.stringContaining(
        'the access log of this load balancer will hold nothing, and no flow log holds its connections',
      ),
    ]);
    expect(told({ network: { flowLogs: FlowLogs.toCloudWatch() } })).toEqual([]);
  });
});

describe('a bucket that is made for access logs', () => {
  const stack = small(AccessLogs.toOwnBucket({ retentionDays: 90 }));
  const part = (type: string): Readonly<Record<string, unknown>> =>
    block(stack, 'resource', type, 'LoadBalancer_AccessLogs_Bucket');
  const statements = (JSON.parse(String(part('aws_s3_bucket_policy').policy)) as { Statement: Statement[] }).Statement;

  test('has a name that no other account has, and stays when it holds something', () => {
    const { bucket_prefix: prefix, force_destroy: force } = part('aws_s3_bucket');
    expect(prefix).toMatch(/^small-load-balancer-access-[a-z0-9-]*-[0-9a-f]{6}-$/);
    expect(String(prefix).length).toBeLessThanOrEqual(37);
    expect(force).toBeUndefined();
  });

  test('is private, encrypted, and keeps entries as long as it is told', () => {
    expect(part('aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(JSON.stringify(part('aws_s3_bucket_server_side_encryption_configuration'))).toContain('AES256');
    expect(JSON.stringify(part('aws_s3_bucket_lifecycle_configuration'))).toContain('{"days":90}');
  });

  test('is encrypted with a key of the user where one is given, and goes with its contents where that is asked for', () => {
    const other = small(AccessLogs.toOwnBucket({ kmsKeyArn: KEY, deleteWithContents: true }));
    const name = 'LoadBalancer_AccessLogs_Bucket';
    expect(
      JSON.stringify(block(other, 'resource', 'aws_s3_bucket_server_side_encryption_configuration', name)),
    ).toContain(KEY);
    expect(block(other, 'resource', 'aws_s3_bucket', name).force_destroy).toBe(true);
  });

  test('is written to by the log delivery of this account and region alone', () => {
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed.map(({ Action }) => Action)).toEqual(['s3:GetBucketAcl', 's3:PutObject']);
    for (const { Principal, Condition } of allowed) {
      expect(Principal).toEqual({ Service: 'delivery.logs.amazonaws.com' });
      expect(Condition.StringEquals?.['aws:SourceAccount']).toMatch(/^\$\{data\.aws_caller_identity\./);
      expect(Condition.ArnLike?.['aws:SourceArn']).toMatch(/:logs:eu-central-1:\$\{data\.aws_caller_identity\..+:\*$/);
    }
    expect(allowed[1]?.Resource).toMatch(/\.arn\}\/AWSLogs\/\$\{data\.aws_caller_identity\..+\.account_id\}\/\*$/);
    expect(allowed[1]?.Condition.StringEquals?.['s3:x-amz-acl']).toBe('bucket-owner-full-control');
  });

  test('refuses connections without TLS', () => {
    expect(statements.find(({ Effect }) => Effect === 'Deny')).toMatchObject({
      Action: 's3:*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  });

  test('lets the log in before the load balancer asks for it', () => {
    expect(block(stack, 'resource', 'aws_lb', 'LoadBalancer').depends_on).toContainEqual(
      expect.stringMatching(/^aws_s3_bucket_policy\.LoadBalancer_AccessLogs_Bucket_Policy_/),
    );
  });
});

test.each([
  [{ bucket: 'arn:aws:s3:::my-logs' }, 'this is not the name of a bucket'],
  [{ bucket: 'My-Logs' }, 'this is not the name of a bucket'],
  [{ bucket: 'my..logs' }, 'this is not the name of a bucket'],
  [{ bucket: '192.0.2.1' }, 'this is not the name of a bucket'],
  [{ bucket: 'my-logs', prefix: '/clusters' }, 'access logs cannot be written below this prefix'],
  [{ bucket: 'my-logs', prefix: 'clusters/' }, 'access logs cannot be written below this prefix'],
  [{ bucket: 'my-logs', prefix: 'AWSLogs' }, 'access logs cannot be written below this prefix'],
])('fails with %p', (props, wrong) => {
  expect(failureOf(() => AccessLogs.toBucket(props))).toContain(`TALOS127 ${wrong}\n  given:   '`);
});

test.each([0, 1.5, NaN])('fails to keep access logs for %p days', (retentionDays) => {
  expect(failureOf(() => AccessLogs.toOwnBucket({ retentionDays }))).toContain(
    `TALOS127 access logs cannot be kept for this long\n  given:   retentionDays: ${String(retentionDays)}`,
  );
});
