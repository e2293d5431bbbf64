import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { SERVICE_ACCOUNT_FORM } from '../../../checks/add-on-checks';
import { quote } from '../../../checks/check';
import { addFindings, isKnown } from '../../../terraform/app-validation';
import { PolicyStatement, partitionOf, policyDocument } from '../private/policy-document';
import { roleTagFindings } from '../private/tag-findings';
import { uniqueName } from '../private/unique-name';
import { AwsPodIdentity, STS_AUDIENCE } from './aws-pod-identity';

/** Whom a role is for, and what it allows. */
export interface AwsServiceAccountRoleProps {
  /** The issuer of the cluster's tokens. */
  readonly identity: AwsPodIdentity;
  /** Namespace of the service account. */
  readonly namespace: string;
  /** Name of the service account. */
  readonly serviceAccount: string;
  /** What its pods may do in AWS. */
  readonly statements: readonly PolicyStatement[];
  /**
   * Tags of the role.
   * @default - only those of the provider
   */
  readonly tags?: Readonly<Record<string, string>>;
}

const MAX_ROLE_NAME = 64;

/**
 * A role of AWS that the pods of one service account may take, and nobody else: its trust asks for the issuer of the
 * cluster, the audience and the very service account.
 *
 * A pod takes it with a projected token and two variables (`AWS_ROLE_ARN`, `AWS_WEB_IDENTITY_TOKEN_FILE`), which the pod
 * identity webhook writes into pods where it is installed.
 * Errors: TALOS463, TALOS500 for tags.
 */
export class AwsServiceAccountRole extends Construct {
  /** ARN of the role, a reference, known once the role is there; what refers to it waits for the role. */
  readonly roleArn: string;
  /**
   * The same ARN, put together from account and name: every plan knows it, the first included. For texts that only name
   * the role, such as the annotation `eks.amazonaws.com/role-arn`; what refers to it waits for nothing.
   */
  readonly plannedRoleArn: string;
  /** Name of the role, to allow it more. */
  readonly roleName: string;

  constructor(scope: Construct, id: string, props: AwsServiceAccountRoleProps) {
    super(scope, id);
    const { identity, namespace, serviceAccount, statements } = props;
    const wrong = [namespace, serviceAccount].filter(
      (name) => isKnown(name) && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name),
    );
    addFindings(this, roleTagFindings(props.tags));
    addFindings(
      this,
      wrong.map((name) =>
        SERVICE_ACCOUNT_FORM.finding({
          wrong: 'this is not the name of a namespace or a service account',
          given: quote(name),
          allowed: "lower-case letters, digits, dashes and dots, such as 'kube-system' and 'reader'",
        }),
      ),
    );
    const issuer = identity.issuerUrl.replace(/^https:\/\//, '');
    const name = uniqueName(this, MAX_ROLE_NAME);
    const role = new IamRole(this, 'Resource', {
      name,
      description: `Pods of the service account ${namespace}/${serviceAccount}`,
      assumeRolePolicy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'ServiceAccount',
            Effect: 'Allow',
            Action: 'sts:AssumeRoleWithWebIdentity',
            Principal: { Federated: identity.providerArn },
            Condition: {
              StringEquals: {
                [`${issuer}:aud`]: STS_AUDIENCE,
                [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}`,
              },
            },
          },
        ],
      }),
      tags: { ...props.tags },
    });
    if (statements.length > 0) {
      new IamRolePolicy(this, 'Policy', {
        name: 'service-account',
        role: role.name,
        policy: policyDocument(statements),
      });
    }
    const { accountId } = new DataAwsCallerIdentity(this, 'Account');
    this.plannedRoleArn = `arn:${partitionOf(identity.region)}:iam::${accountId}:role/${name}`;
    this.roleArn = role.arn;
    this.roleName = role.name;
  }
}
