import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Instance } from '@cdktf/provider-aws/lib/instance';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { Construct } from 'constructs';
import { IAwsNetwork } from 'cdktf-talos/aws';

export interface RunnerProps {
  readonly network: IAwsNetwork;
  /** A free address in the first private subnet. */
  readonly address: string;
}

/**
 * A small machine in the VPC that nobody connects to: Session Manager opens shells and tunnels on it. Terraform runs
 * here, or on a computer whose tunnel ends here.
 */
export class Runner extends Construct {
  readonly instanceId: string;
  readonly address: string;

  constructor(scope: Construct, id: string, props: RunnerProps) {
    super(scope, id);
    const { network, address } = props;
    this.address = address;

    const role = new IamRole(this, 'Role', {
      assumeRolePolicy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      }),
    });
    new IamRolePolicyAttachment(this, 'SessionManager', {
      role: role.name,
      policyArn: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
    });
    const profile = new IamInstanceProfile(this, 'Profile', { role: role.name });
    const group = new SecurityGroup(this, 'SecurityGroup', {
      description: 'Runner: nothing comes in',
      vpcId: network.vpcId,
    });
    new VpcSecurityGroupEgressRule(this, 'Out', {
      securityGroupId: group.id,
      description: 'Session Manager, the cluster, and what Terraform downloads',
      ipProtocol: '-1',
      cidrIpv4: '0.0.0.0/0',
    });
    const image = new DataAwsSsmParameter(this, 'Image', {
      name: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
    });
    const instance = new Instance(this, 'Resource', {
      ami: image.value,
      instanceType: 't3.small',
      subnetId: network.privateSubnets[0]?.id,
      privateIp: address,
      vpcSecurityGroupIds: [group.id],
      iamInstanceProfile: profile.name,
      metadataOptions: { httpTokens: 'required' },
      rootBlockDevice: { encrypted: true, volumeSize: 20 },
      tags: { Name: 'runner' },
      // A newer image would replace the machine.
      lifecycle: { ignoreChanges: ['ami'] },
      dependsOn: [...network.privateRoutes],
    });
    this.instanceId = instance.id;
  }
}
