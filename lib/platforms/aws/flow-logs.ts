import { LOG_RETENTION } from '../../checks/aws-checks';

/** Days that CloudWatch keeps a log group for. Source: CloudWatch Logs API, PutRetentionPolicy. */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Which connections a flow log holds: all, those that went through, or those that a security group refused. */
export type FlowLogTraffic = 'all' | 'accepted' | 'rejected';

/** A flow log in CloudWatch. */
export interface CloudWatchFlowLogsProps {
  /**
   * Which connections are kept.
   * @default 'all'
   */
  readonly traffic?: FlowLogTraffic;
  /**
   * How many days they are kept. Older entries are deleted when it gets smaller.
   * @default 365
   */
  readonly retentionDays?: number;
  /**
   * ARN of the KMS key that the log is encrypted with; its policy has to admit CloudWatch Logs.
   * @default - CloudWatch's own key
   */
  readonly kmsKeyArn?: string;
}

/** A flow log in a bucket. */
export interface S3FlowLogsProps {
  /** ARN of the bucket, with a prefix behind a slash where it is wanted. AWS adds itself to the bucket's policy. */
  readonly bucketArn: string;
  /**
   * Which connections are kept.
   * @default 'all'
   */
  readonly traffic?: FlowLogTraffic;
}

/** Where a network's flow log goes. */
export type FlowLogTarget =
  | { readonly kind: 'cloudwatch'; readonly retentionDays: number; readonly kmsKeyArn?: string }
  | { readonly kind: 's3'; readonly bucketArn: string };

/** A record of every connection in a VPC: who reached whom, on which port, and whether a security group let it pass. */
export class FlowLogs {
  /**
   * Into a log group of the network's own, which is paid for by the gigabyte taken in and kept.
   * @throws ConfigError TALOS124 when CloudWatch does not offer the retention
   */
  static toCloudWatch(props: CloudWatchFlowLogsProps = {}): FlowLogs {
    const { retentionDays = 365, traffic = 'all', kmsKeyArn } = props;
    if (!RETENTIONS.includes(retentionDays)) {
      throw LOG_RETENTION.configError({
        wrong: 'CloudWatch does not keep a log for this long',
        given: `retentionDays: ${String(retentionDays)}`,
        allowed: RETENTIONS.join(', '),
      });
    }
    return new FlowLogs(traffic, { kind: 'cloudwatch', retentionDays, kmsKeyArn });
  }

  /** Into a bucket that exists already; how long it is kept is the bucket's affair, and cheaper than CloudWatch. */
  static toS3({ bucketArn, traffic = 'all' }: S3FlowLogsProps): FlowLogs {
    return new FlowLogs(traffic, { kind: 's3', bucketArn });
  }

  private constructor(
    /** Which connections are kept. */
    readonly traffic: FlowLogTraffic,
    /** Where they go. */
    readonly target: FlowLogTarget,
  ) {}

  /** The ARNs that it is given, by their props. */
  get identifiers(): { readonly bucketArn?: string; readonly kmsKeyArn?: string } {
    const { target } = this;
    return target.kind === 's3' ? { bucketArn: target.bucketArn } : { kmsKeyArn: target.kmsKeyArn };
  }
}
