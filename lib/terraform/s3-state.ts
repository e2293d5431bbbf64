import { S3Backend, TerraformStack } from 'cdktf';

/** Where a stack's state is kept in S3. */
export interface S3StateProps {
  /** Name of the bucket. Turn its versioning on: an older state is what helps when one is damaged. */
  readonly bucket: string;
  /** Region of the bucket. */
  readonly region: string;
  /**
   * Name of the state in the bucket.
   * @default - the stack's name with `.tfstate`
   */
  readonly key?: string;
  /**
   * ARN of the KMS key that encrypts it: who may not use the key cannot read the cluster's keys.
   * @default - the key of S3 itself
   */
  readonly kmsKeyId?: string;
}

/**
 * Keeps the stack's state encrypted in an S3 bucket, with a lock file beside it while somebody changes it.
 *
 * The state holds the cluster's keys: whoever reads it is the cluster's administrator.
 */
export function useS3State(stack: TerraformStack, { bucket, region, key, kmsKeyId }: S3StateProps): S3Backend {
  const backend = new S3Backend(stack, {
    bucket,
    region,
    key: key ?? `${stack.node.id}.tfstate`,
    encrypt: true,
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
  });
  // CDKTF has no property for it; since Terraform 1.10 it takes the place of a DynamoDB table.
  backend.addOverride('use_lockfile', true);
  return backend;
}
