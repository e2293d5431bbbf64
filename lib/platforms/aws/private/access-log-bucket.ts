import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { uniqueName } from './unique-name';

/** What a bucket for access logs is like. */
export interface AccessLogBucketProps {
  readonly region: string;
  readonly retentionDays: number;
  readonly kmsKeyArn: string | undefined;
  readonly deleteWithContents: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** What the provider leaves of a bucket's name for a prefix; it makes the rest up. */
const MAX_PREFIX = 37;

/** How long a version stays that was overwritten or deleted: entries are neither, unless somebody is at work. */
const OLD_VERSION_DAYS = 30;

/** A bucket that AWS's log delivery writes to, and nobody else. Names of buckets are one for the whole of AWS. */
export class AccessLogBucket extends Construct {
  readonly bucketName: string;
  readonly requires: readonly ITerraformDependable[];
  private readonly bucket: S3Bucket;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AccessLogBucketProps,
  ) {
    super(scope, id);
    const { deleteWithContents, tags } = props;
    this.bucket = new S3Bucket(this, 'Resource', {
      bucketPrefix: `${uniqueName(this, MAX_PREFIX - 1)}-`,
      ...(deleteWithContents ? { forceDestroy: true } : {}),
      tags: { ...tags },
      // Else Terraform deletes it before the load balancer's log is off, and stops there when it holds something.
      lifecycle: { createBeforeDestroy: true },
    });
    this.bucketName = this.bucket.bucket;
    const bucket = this.bucket.id;
    const access = new S3BucketPublicAccessBlock(this, 'Private', {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const ownership = new S3BucketOwnershipControls(this, 'Ownership', {
      bucket,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    this.encrypt();
    this.expire();
    const policy = new S3BucketPolicy(this, 'Policy', {
      bucket,
      policy: this.policy(),
      // S3 refuses changes of a bucket that come at once.
      dependsOn: [access, ownership],
    });
    this.requires = [policy];
  }

  private encrypt(): void {
    const { kmsKeyArn } = this.props;
    new S3BucketServerSideEncryptionConfigurationA(this, 'Encryption', {
      bucket: this.bucket.id,
      rule: [
        kmsKeyArn === undefined
          ? { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }
          : {
              applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: kmsKeyArn },
              bucketKeyEnabled: true,
            },
      ],
    });
  }

  private expire(): void {
    const bucket = this.bucket.id;
    const versioning = new S3BucketVersioningA(this, 'Versioning', {
      bucket,
      versioningConfiguration: { status: 'Enabled' },
    });
    new S3BucketLifecycleConfiguration(this, 'Lifecycle', {
      bucket,
      rule: [
        {
          id: 'expire',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days: this.props.retentionDays }],
          noncurrentVersionExpiration: [{ noncurrentDays: OLD_VERSION_DAYS }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      // Without versions, S3 refuses a rule about them.
      dependsOn: [versioning],
    });
  }

  private policy(): string {
    const account = new DataAwsCallerIdentity(this, 'Account').accountId;
    const partition = new DataAwsPartition(this, 'Partition').partition;
    const { arn } = this.bucket;
    // AWS's service acts for all accounts: it is held to logs of this account and region.
    const ofThisAccount = {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': `arn:${partition}:logs:${this.props.region}:${account}:*` },
    };
    const delivery = { Effect: 'Allow', Principal: { Service: 'delivery.logs.amazonaws.com' } };
    return JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Sid: 'LogDeliveryCheck', ...delivery, Action: 's3:GetBucketAcl', Resource: arn, Condition: ofThisAccount },
        {
          Sid: 'LogDeliveryWrite',
          ...delivery,
          Action: 's3:PutObject',
          Resource: `${arn}/AWSLogs/${account}/*`,
          Condition: {
            ...ofThisAccount,
            StringEquals: { ...ofThisAccount.StringEquals, 's3:x-amz-acl': 'bucket-owner-full-control' },
          },
        },
        {
          Sid: 'TlsOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [arn, `${arn}/*`],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    });
  }
}
