import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { LbTargetGroupAttachment } from '@cdktf/provider-aws/lib/lb-target-group-attachment';
import { Construct } from 'constructs';
import { Port } from '../../../config/ports';
import { uniqueName } from './unique-name';

/** What a listener forwards, and where. */
export interface ForwardedPortProps {
  readonly port: Port;
  readonly loadBalancerArn: string;
  readonly vpcId: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** EC2 takes no longer name for a target group. */
const MAX_NAME = 32;

/** A port of the load balancer with the machines that answer on it. */
export class ForwardedPort extends Construct {
  readonly listener: LbListener;
  private readonly targetGroup: LbTargetGroup;
  private readonly portNumber: number;

  constructor(scope: Construct, id: string, props: ForwardedPortProps) {
    super(scope, id);
    const { port, vpcId } = props;
    const name = uniqueName(this, MAX_NAME);
    this.portNumber = port.from;
    this.targetGroup = new LbTargetGroup(this, 'TargetGroup', {
      name,
      vpcId,
      port: port.from,
      protocol: 'TCP',
      targetType: 'instance',
      // With the client's address kept, a control plane machine could not reach itself through the load balancer.
      preserveClientIp: 'false',
      // A machine that restarts is back within a minute or two: it is left out soon, and taken back soon.
      healthCheck: { protocol: 'TCP', interval: 10, healthyThreshold: 2, unhealthyThreshold: 2 },
      deregistrationDelay: '60',
      tags: { ...props.tags, Name: name },
    });
    this.listener = new LbListener(this, 'Listener', {
      loadBalancerArn: props.loadBalancerArn,
      port: port.from,
      protocol: 'TCP',
      defaultAction: [{ type: 'forward', targetGroupArn: this.targetGroup.arn }],
      tags: { ...props.tags },
    });
  }

  /** Registers instances, by machine name. */
  register(instanceIds: ReadonlyMap<string, string>): LbTargetGroupAttachment[] {
    return [...instanceIds].map(
      ([name, targetId]) =>
        new LbTargetGroupAttachment(this, name, {
          targetGroupArn: this.targetGroup.arn,
          targetId,
          port: this.portNumber,
        }),
    );
  }
}
