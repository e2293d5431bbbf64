import { LbAccessLogs } from '@cdktf/provider-aws/lib/lb';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { AccessLogs } from '../access-logs';
import { AccessLogBucket } from './access-log-bucket';

/** What an access log is of. */
export interface AccessLogTargetProps {
  readonly accessLogs: AccessLogs;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Where a load balancer writes its access log, as it takes it. */
export class AccessLogTarget extends Construct {
  /** What the load balancer is told. */
  readonly config: LbAccessLogs;
  /** What has to exist before AWS accepts that, which it tries by writing a file. */
  readonly requires: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { accessLogs: { place }, region, tags }: AccessLogTargetProps) {
    super(scope, id);
    if (place.kind === 'bucket') {
      this.config = {
        enabled: true,
        bucket: place.bucket,
        ...(place.prefix === undefined ? {} : { prefix: place.prefix }),
      };
      this.requires = [];
      return;
    }
    const bucket = new AccessLogBucket(this, 'Bucket', { ...place, region, tags });
    this.config = { enabled: true, bucket: bucket.bucketName };
    this.requires = bucket.requires;
  }
}
