import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { FlowLogTarget, FlowLogTraffic, FlowLogs } from '../flow-logs';
import { uniqueName } from './unique-name';

/** What a flow log is of. */
export interface NetworkFlowLogProps {
  readonly vpcId: string;
  readonly region: string;
  readonly flowLogs: FlowLogs;
  readonly tags: Readonly<Record<string, string>>;
}

const TRAFFIC_TYPE: Readonly<Record<FlowLogTraffic, string>> = { all: 'ALL', accepted: 'ACCEPT', rejected: 'REJECT' };

/** The flow log of a VPC, with the log group and the role that one in CloudWatch needs. */
export class NetworkFlowLog extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkFlowLogProps,
  ) {
    super(scope, id);
    const { flowLogs, vpcId, tags } = props;
    const common = {
      vpcId,
      trafficType: TRAFFIC_TYPE[flowLogs.traffic],
      // Ten minutes is the other choice, and too long to look for a refused connection.
      maxAggregationInterval: 60,
      tags: { ...tags },
    };
    const { target } = flowLogs;
    if (target.kind === 's3') {
      new FlowLog(this, 'Resource', { ...common, logDestinationType: 's3', logDestination: target.bucketArn });
      return;
    }
    const group = this.createGroup(target);
    const { role, policy } = this.createRole(group);
    new FlowLog(this, 'Resource', {
      ...common,
      logDestinationType: 'cloud-watch-logs',
      logDestination: group.arn,
      iamRoleArn: role.arn,
      dependsOn: [policy],
    });
  }

  private createGroup(target: FlowLogTarget & { readonly kind: 'cloudwatch' }): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, 'LogGroup', {
      name: `/aws/vpc/${uniqueName(this, 200)}`,
      retentionInDays: target.retentionDays,
      kmsKeyId: target.kmsKeyArn,
      tags: { ...this.props.tags },
    });
  }

  private createRole(group: CloudwatchLogGroup): { readonly role: IamRole; readonly policy: IamRolePolicy } {
    const { region, tags } = this.props;
    const role = new IamRole(this, 'Role', {
      name: uniqueName(this, 64),
      description: 'Writes the flow log of a VPC',
      assumeRolePolicy: document({
        Action: 'sts:AssumeRole',
        Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
        // AWS's service acts for all accounts: the role is for flow logs of this region alone.
        Condition: { ArnLike: { 'aws:SourceArn': `arn:*:ec2:${region}:*:vpc-flow-log/*` } },
      }),
      tags: { ...tags },
    });
    const policy = new IamRolePolicy(this, 'Write', {
      name: 'write-flow-log',
      role: role.id,
      policy: document({
        Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Resource: [group.arn, `${group.arn}:*`],
      }),
    });
    return { role, policy };
  }
}

function document(statement: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
}
