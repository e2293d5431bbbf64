import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { S3Object } from '@cdktf/provider-aws/lib/s3-object';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { literal } from '../../../terraform/text';
import { partitionOf } from './policy-document';

/** Where AWS STS looks for what an issuer says of itself. */
export const DISCOVERY_KEY = '.well-known/openid-configuration';

/** Where it looks for the public keys: as the Kubernetes API has them. */
export const KEYS_KEY = 'openid/v1/jwks';

/** What is published. */
export interface IssuerBucketProps {
  readonly bucketName: string;
  readonly region: string;
  readonly discovery: string;
  /** The public keys; undefined where they are not known yet. */
  readonly keys: string | undefined;
  /** Tags of the bucket. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A bucket of which the world may read two objects by their names and nothing else: STS comes without credentials. Nobody
 * is let in by ACLs, and nobody may list it.
 */
export class IssuerBucket extends Construct {
  /** What has to exist before the issuer can be read. */
  readonly published: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: IssuerBucketProps) {
    super(scope, id);
    // The issuer's name holds the region, wherever else the provider creates what it is not told.
    const { region } = props;
    const bucket = new S3Bucket(this, 'Resource', {
      bucket: props.bucketName,
      // All that is in it is made from code again.
      forceDestroy: true,
      region,
      tags: { ...props.tags },
    });
    new S3BucketVersioningA(this, 'Versioning', {
      bucket: bucket.id,
      region,
      versioningConfiguration: { status: 'Enabled' },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, 'Encryption', {
      bucket: bucket.id,
      region,
      // Not KMS: a caller without credentials could not decrypt.
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    });
    const ownership = new S3BucketOwnershipControls(this, 'Ownership', {
      bucket: bucket.id,
      region,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    const access = new S3BucketPublicAccessBlock(this, 'PublicAccess', {
      bucket: bucket.id,
      region,
      blockPublicAcls: true,
      ignorePublicAcls: true,
      // The policy below is public, for two objects.
      blockPublicPolicy: false,
      restrictPublicBuckets: false,
    });
    const policy = new S3BucketPolicy(this, 'Policy', {
      bucket: bucket.id,
      region,
      policy: accessPolicy(props),
      dependsOn: [access, ownership],
    });
    const object = (objectId: string, key: string, content: string): S3Object =>
      new S3Object(this, objectId, {
        bucket: bucket.id,
        key,
        content: literal(content),
        contentType: 'application/json',
        region,
        dependsOn: [ownership],
        // S3 takes ten tags for an object, and a provider may have more of its own.
        overrideProvider: { defaultTags: { tags: {} } },
      });
    this.published = [
      policy,
      object('Discovery', DISCOVERY_KEY, props.discovery),
      ...(props.keys === undefined ? [] : [object('Keys', KEYS_KEY, props.keys)]),
    ];
  }
}

function accessPolicy({ bucketName, region }: IssuerBucketProps): string {
  const arn = `arn:${partitionOf(region)}:s3:::${bucketName}`;
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ReadIssuer',
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: [`${arn}/${DISCOVERY_KEY}`, `${arn}/${KEYS_KEY}`],
      },
      {
        Sid: 'TlsAlone',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
}
