import { App } from 'cdktf';
import { Construct } from 'constructs';
import { AwsPodIdentity, AwsPodIdentityProps, AwsServiceAccountRole } from '../../../lib/aws';
import { StackJson, block, reportOf, synthesized, warningsOf } from '../../support/synthesis';
import { KeysFolder, PUBLIC_KEY } from './support/issuer-keys';
import { SMALL_AWS, addAwsCluster, awsStack, buildSmallAwsCluster } from './support/small-aws-cluster';

const keys = new KeysFolder();
const keysFile = keys.write('issuer-keys.json', { keys: [PUBLIC_KEY] });
afterAll(() => {
  keys.remove();
});

interface RoleUnderTest {
  readonly namespace?: string;
  readonly serviceAccount?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** The small cluster with an issuer, and a role of a service account. */
function build(props: Partial<AwsPodIdentityProps> = {}, role: RoleUnderTest = {}): (app: App) => void {
  return (app) => {
    const addOns: AwsPodIdentity[] = [];
    buildSmallAwsCluster(app, {
      morePools: (scope) => {
        const identity = new AwsPodIdentity(scope, 'Identity', {
          region: 'eu-central-1',
          bucketName: 'small-issuer',
          keysFile,
          ...props,
        });
        addOns.push(identity);
        new AwsServiceAccountRole(scope, 'Reader', {
          identity,
          namespace: 'shop',
          serviceAccount: 'reader',
          statements: [
            { sid: 'Read', reason: 'Reads.', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::data/*'] },
          ],
          ...role,
        });
        return [];
      },
      cluster: { addOns },
    });
  };
}

function stackOf(app: (app: App) => void): StackJson {
  const stack = synthesized(app)[SMALL_AWS];
  if (stack === undefined) throw new Error('no stack');
  return stack;
}

describe('the issuer of service account tokens', () => {
  const ISSUER = 'https://small-issuer.s3.eu-central-1.amazonaws.com';

  test('is who the API server signs as, and who IAM trusts for tokens of STS', () => {
    const stack = stackOf(build());
    const { config_patches: patches } = block(stack, 'data', 'talos_machine_configuration', 'Cluster_control-plane-0');
    const text = (patches as string[]).join('\n');
    expect(text).toContain(`service-account-issuer: ${ISSUER}\n`);
    expect(text).toContain(`service-account-jwks-uri: ${ISSUER}/openid/v1/jwks\n`);
    expect(text).not.toContain('api-audiences');
    expect(block(stack, 'resource', 'aws_iam_openid_connect_provider', 'Identity')).toMatchObject({
      url: ISSUER,
      client_id_list: ['sts.amazonaws.com'],
    });
  });

  test('publishes the two documents that STS asks for, the keys in the order of their names', () => {
    const twoKeys = keys.write('two.json', {
      keys: [
        { ...PUBLIC_KEY, kid: 'b' },
        { ...PUBLIC_KEY, kid: 'a' },
      ],
    });
    const objects = Object.values(stackOf(build({ keysFile: twoKeys })).resource?.aws_s3_object ?? {});
    const contents = Object.fromEntries(
      objects.map(({ key, content }) => [String(key), JSON.parse(String(content)) as Record<string, unknown>]),
    );
    expect(Object.keys(contents).sort()).toEqual(['.well-known/openid-configuration', 'openid/v1/jwks']);
    expect(contents['.well-known/openid-configuration']).toEqual({
      issuer: ISSUER,
      jwks_uri: `${ISSUER}/openid/v1/jwks`,
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    });
    const published = contents['openid/v1/jwks']?.keys as { kid: string }[];
    expect(published.map(({ kid }) => kid)).toEqual(['a', 'b']);
  });

  test('lets the world read these two objects, and nothing else, and nobody without TLS', () => {
    const stack = stackOf(build());
    const policy = JSON.parse(String(block(stack, 'resource', 'aws_s3_bucket_policy', 'Identity').policy)) as {
      Statement: { Effect: string; Action: string; Resource: string[] }[];
    };
    expect(policy.Statement.filter(({ Effect }) => Effect === 'Allow')).toEqual([
      expect.objectContaining({
        Action: 's3:GetObject',
        Resource: [
          'arn:aws:s3:::small-issuer/.well-known/openid-configuration',
          'arn:aws:s3:::small-issuer/openid/v1/jwks',
        ],
      }),
    ]);
    expect(policy.Statement.filter(({ Effect }) => Effect === 'Deny')).toHaveLength(1);
    expect(block(stack, 'resource', 'aws_s3_bucket_public_access_block', 'Identity')).toMatchObject({
      block_public_acls: true,
      ignore_public_acls: true,
    });
    expect(block(stack, 'resource', 'aws_s3_bucket_ownership_controls', 'Identity')).toMatchObject({
      rule: { object_ownership: 'BucketOwnerEnforced' },
    });
  });

  test('stands in the region that its name says, wherever the provider creates the rest', () => {
    const stack = stackOf(build({ region: 'eu-west-1' }));
    const parts = Object.entries(stack.resource ?? {}).filter(([type]) => type.startsWith('aws_s3_'));
    expect(parts.map(([type]) => type)).toEqual(expect.arrayContaining(['aws_s3_bucket', 'aws_s3_object']));
    for (const [, blocks] of parts) {
      for (const { region } of Object.values(blocks)) expect(region).toBe('eu-west-1');
    }
  });

  test('puts no tags on the two objects, those of the provider included, for S3 takes ten of them', () => {
    const stack = stackOf(build({ tags: { team: 'platform' } }));
    expect(block(stack, 'resource', 'aws_s3_bucket', 'Identity').tags).toEqual({ team: 'platform' });
    for (const object of Object.values(stack.resource?.aws_s3_object ?? {})) {
      expect(object).not.toHaveProperty('tags');
      expect(object.override_provider).toEqual({ default_tags: { tags: {} } });
    }
  });

  test('is made without the keys as well, with a warning that tells the command', () => {
    const objects = Object.values(stackOf(build({ keysFile: keys.missing })).resource?.aws_s3_object ?? {});
    expect(objects.map(({ key }) => key)).toEqual(['.well-known/openid-configuration']);
    const warnings = warningsOf(build({ keysFile: keys.missing })).join('\n');
    expect(warnings).toContain('small/Identity: TALOS460 the public keys of this issuer are not there yet');
    expect(warnings).toContain(`kubectl get --raw /openid/v1/jwks > ${keys.missing}`);
    expect(warningsOf(build()).join('\n')).not.toContain('TALOS460');
  });

  test.each([
    ['nothing', '{}', 'the file holds no public keys'],
    ['no JSON', '-----BEGIN PUBLIC KEY-----', 'the file holds no public keys'],
    ['a private key', { keys: [{ ...PUBLIC_KEY, d: 'secret' }] }, "a key holds 'd', which is no part of a public key"],
    ['a key without a name', { keys: [{ ...PUBLIC_KEY, kid: '' }] }, "a key has no 'kid'"],
    ['nothing in the place of a key', { keys: [null] }, "a key has no 'kty'"],
    ['a text in the place of a key', { keys: ['key-1'] }, "a key has no 'kty'"],
    [
      'a key for another algorithm',
      { keys: [{ ...PUBLIC_KEY, alg: 'HS256' }] },
      "a key of type 'RSA' is for 'HS256', and not for RS256, RS384, RS512",
    ],
    ['a symmetric key', { keys: [{ kty: 'oct', k: 'secret' }] }, "a key is of a type that AWS does not take: 'oct'"],
  ])('is refused where the file holds %s', (_, content, wrong) => {
    const report = reportOf(build({ keysFile: keys.write('wrong.json', content) }));
    expect(report).toContain(`TALOS461  small/Identity\n  ${wrong}`);
    expect(report).not.toContain('secret');
  });

  test('is refused where the file is a folder', () => {
    expect(reportOf(build({ keysFile: '__tests__' }))).toContain(
      "TALOS461  small/Identity\n  this is a folder, or something else that is no file\n    given:   '__tests__'",
    );
  });

  test('stands in the European Sovereign Cloud by its domain', () => {
    const provider = block(
      stackOf(build({ region: 'eusc-de-east-1' })),
      'resource',
      'aws_iam_openid_connect_provider',
      'Identity',
    );
    expect(provider.url).toBe('https://small-issuer.s3.eusc-de-east-1.amazonaws.eu');
  });

  test.each([
    [{ bucketName: 'small.issuer' }, 'bucketName', 'small.issuer'],
    [{ region: 'Frankfurt' }, 'region', 'Frankfurt'],
    [{ region: 'eu-centrall-1' }, 'region', 'eu-centrall-1'],
  ])('is refused where STS could not be led to it: %j', (props, prop, given) => {
    expect(reportOf(build(props))).toContain(
      `TALOS459  small/Identity\n  AWS STS cannot be led to the issuer by this ${prop}\n    given:   '${given}'`,
    );
  });

  test('takes keys on elliptic curves, and names their algorithm', () => {
    const key = { kty: 'EC', kid: 'e', alg: 'ES256', use: 'sig', crv: 'P-256', x: 'eA', y: 'eQ' };
    const file = keys.write('ec.json', { keys: [key] });
    const objects = Object.values(stackOf(build({ keysFile: file })).resource?.aws_s3_object ?? {});
    expect(JSON.stringify(objects)).toContain('ES256');
  });

  test('belongs to one cluster', () => {
    const report = reportOf((app) => {
      const addOns: AwsPodIdentity[] = [];
      const { network } = buildSmallAwsCluster(app, {
        morePools: (scope) => {
          addOns.push(
            new AwsPodIdentity(scope, 'Identity', { region: 'eu-central-1', bucketName: 'issuer', keysFile }),
          );
          return [];
        },
        cluster: { addOns },
      });
      const other = new Construct(app.node.findChild(SMALL_AWS), 'Other');
      addAwsCluster(other, 'other', network, {
        controlPlane: { name: 'other-control-plane' },
        worker: { name: 'other-worker' },
        cluster: { addOns },
      });
    });
    expect(report).toContain(
      'TALOS462  small/Other/Cluster/AddOns/aws-pod-identity\n' +
        "  the issuer 'small/Identity' belongs to another cluster already",
    );
  });
});

/** An issuer in each of the regions, all with one name of a bucket. */
function issuersIn(app: App, regions: readonly string[]): AwsPodIdentity[] {
  return regions.map((region, index) => {
    const scope = awsStack(app, `issuer-${String(index)}`);
    return new AwsPodIdentity(scope, 'Identity', { region, bucketName: 'issuer', keysFile });
  });
}

test('buckets of one name in two partitions are two', () => {
  const report = reportOf((app) => issuersIn(app, ['eu-central-1', 'cn-north-1']));
  expect(report).not.toContain('TALOS462');
});

test('two issuers with one bucket are refused, whatever their regions in one partition', () => {
  const report = reportOf((app) => {
    const [one, two] = issuersIn(app, ['eu-central-1', 'eu-west-1']);
    expect(one?.issuerUrl).not.toBe(two?.issuerUrl);
  });
  expect(report).toContain(
    [
      'TALOS462  issuer-1/Identity',
      "  the bucket of this issuer is that of 'issuer-0/Identity' already",
      "    given:   bucketName 'issuer'",
      '    allowed: a bucket of its own for each AwsPodIdentity',
      '    do:      Give each AwsPodIdentity another bucketName.',
    ].join('\n'),
  );
  expect(report).not.toContain('TALOS462  issuer-0');
});

describe('the role of a service account', () => {
  test('trusts that service account of that cluster by name, and nobody else', () => {
    const role = block(stackOf(build()), 'resource', 'aws_iam_role', 'Reader');
    const trust = JSON.parse(String(role.assume_role_policy)) as { Statement: Record<string, unknown>[] };
    expect(trust.Statement).toEqual([
      expect.objectContaining({
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: expect.stringMatching(/^\$\{aws_iam_openid_connect_provider\..*\.arn\}$/) as string },
        Condition: {
          StringEquals: {
            'small-issuer.s3.eu-central-1.amazonaws.com:aud': 'sts.amazonaws.com',
            'small-issuer.s3.eu-central-1.amazonaws.com:sub': 'system:serviceaccount:shop:reader',
          },
        },
      }),
    ]);
  });

  test.each([{ namespace: '*' }, { serviceAccount: 'rea*' }])('is refused with a wildcard: %j', (wrong) => {
    expect(reportOf(build({}, wrong))).toContain(
      'TALOS463  small/Reader\n  this is not the name of a namespace or a service account',
    );
  });
});

test.each([
  ['Identity', build({ tags: { Team: 'a', team: 'b' } })],
  ['Reader', build({}, { tags: { Team: 'a', team: 'b' } })],
])('the %s fails with tags that IAM takes for one', (path, app) => {
  expect(reportOf(app)).toContain(`TALOS500  small/${path}\n  AWS takes these tags for one`);
});
