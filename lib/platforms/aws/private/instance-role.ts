import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { uniqueName } from './unique-name';

/** What the machines of a pool may do in AWS. */
export interface InstanceRoleProps {
  readonly ecrRepositoryArns: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

const MAX_ROLE_NAME = 64;

/**
 * The role of a pool's machines. It may do nothing but pull from the named repositories: kubelets of the official AMI
 * ask ECR for credentials by it. The role is there without any, so that add-ons can be allowed something later without
 * touching an instance.
 */
export class InstanceRole extends Construct {
  readonly roleName: string;
  readonly profileName: string;

  constructor(scope: Construct, id: string, props: InstanceRoleProps) {
    super(scope, id);
    const name = uniqueName(scope, MAX_ROLE_NAME);
    const tags = { ...props.tags };
    const role = new IamRole(this, 'Resource', {
      name,
      description: 'Talos machines',
      assumeRolePolicy: policy([
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } },
      ]),
      tags,
    });
    const pull = props.ecrRepositoryArns.length === 0 ? [] : [this.allowPull(role, props.ecrRepositoryArns)];
    const profile = new IamInstanceProfile(this, 'Profile', { name, role: role.name, tags, dependsOn: pull });
    this.roleName = role.name;
    this.profileName = profile.name;
  }

  private allowPull(role: IamRole, repositories: readonly string[]): IamRolePolicy {
    return new IamRolePolicy(this, 'EcrPull', {
      name: 'ecr-pull',
      role: role.id,
      policy: policy([
        // The token is for the registry as a whole: IAM knows no resource for it.
        { Sid: 'EcrToken', Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
        {
          Sid: 'EcrPull',
          Effect: 'Allow',
          Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          Resource: [...repositories],
        },
      ]),
    });
  }
}

function policy(statements: readonly Record<string, unknown>[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
