import { ACCESS_LOGS_FORM } from '../../checks/aws-checks';
import { quote } from '../../checks/check';
import { isKnown } from '../../terraform/app-validation';
import { BUCKET_NAME_ALLOWED, isBucketName } from './private/bucket-name';

/** A bucket of your own for access logs. */
export interface BucketAccessLogsProps {
  /**
   * Name of the bucket, in the region of the load balancer. Its policy has to let `delivery.logs.amazonaws.com` read its
   * ACL and put objects below `<prefix>/AWSLogs/<account>/`; else AWS refuses the load balancer.
   */
  readonly bucket: string;
  /**
   * What the objects' names begin with, without slashes at the ends.
   * @default - none
   */
  readonly prefix?: string;
}

/** A bucket that is made for access logs. */
export interface OwnBucketAccessLogsProps {
  /**
   * How many days entries are kept.
   * @default 365
   */
  readonly retentionDays?: number;
  /**
   * ARN of the KMS key that the entries are encrypted with; its policy has to admit `delivery.logs.amazonaws.com`.
   * @default - S3's own keys
   */
  readonly kmsKeyArn?: string;
  /**
   * Whether the bucket goes with all that is in it when the load balancer is taken down; else AWS keeps Terraform from
   * deleting a bucket that holds something. AWS puts a test file into it at once.
   * @default false
   */
  readonly deleteWithContents?: boolean;
}

/** Where access logs go. */
export type AccessLogPlace =
  | { readonly kind: 'bucket'; readonly bucket: string; readonly prefix: string | undefined }
  | {
      readonly kind: 'own bucket';
      readonly retentionDays: number;
      readonly kmsKeyArn: string | undefined;
      readonly deleteWithContents: boolean;
    };

/**
 * Where Elastic Load Balancing writes the access log of a load balancer.
 *
 * For the load balancer of a cluster it stays empty: only TLS listeners are logged, and these pass TLS through. It is
 * there for rules that ask whether a log is turned on; for connections, turn on the network's flow log.
 */
export class AccessLogs {
  /**
   * Into a bucket that exists already; how long they are kept is the bucket's affair.
   * @throws ConfigError TALOS127 when the name or the prefix is none
   */
  static toBucket({ bucket, prefix }: BucketAccessLogsProps): AccessLogs {
    if (isKnown(bucket) && !isBucketName(bucket)) {
      throw ACCESS_LOGS_FORM.configError({
        wrong: 'this is not the name of a bucket',
        given: quote(bucket),
        allowed: `${BUCKET_NAME_ALLOWED}, such as 'my-access-logs'`,
      });
    }
    if (
      prefix !== undefined &&
      isKnown(prefix) &&
      (!/^[\w!.*'()=-]+(\/[\w!.*'()=-]+)*$/.test(prefix) || prefix.includes('AWSLogs'))
    ) {
      throw ACCESS_LOGS_FORM.configError({
        wrong: 'access logs cannot be written below this prefix',
        given: quote(prefix),
        allowed: "names with single slashes between them and without 'AWSLogs', such as 'clusters/production'",
      });
    }
    return new AccessLogs({ kind: 'bucket', bucket, prefix });
  }

  /**
   * Into a bucket of the load balancer's own: private, encrypted, refusing connections without TLS, and written to by
   * AWS's log delivery alone, for load balancers of this account and region.
   * @throws ConfigError TALOS127 when the days are none
   */
  static toOwnBucket(props: OwnBucketAccessLogsProps = {}): AccessLogs {
    const { retentionDays = 365, kmsKeyArn, deleteWithContents = false } = props;
    if (isKnown(retentionDays) && (!Number.isSafeInteger(retentionDays) || retentionDays < 1)) {
      throw ACCESS_LOGS_FORM.configError({
        wrong: 'access logs cannot be kept for this long',
        given: `retentionDays: ${String(retentionDays)}`,
        allowed: 'a whole number of days from 1 on',
      });
    }
    return new AccessLogs({ kind: 'own bucket', retentionDays, kmsKeyArn, deleteWithContents });
  }

  private constructor(
    /** What was chosen. */
    readonly place: AccessLogPlace,
  ) {}

  /** The ARNs that it is given, by their props. */
  get identifiers(): { readonly kmsKeyArn?: string } {
    return this.place.kind === 'own bucket' ? { kmsKeyArn: this.place.kmsKeyArn } : {};
  }
}
