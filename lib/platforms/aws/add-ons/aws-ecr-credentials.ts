import { Construct } from 'constructs';
import { AddOnCluster, AddOnParts, ClusterAddOn } from '../../../cluster/cluster-add-on';
import { PolicyStatement } from '../private/policy-document';
import { allowPools, awsPools } from './aws-add-on-pool';

/** Which images the machines pull from ECR. */
export interface AwsEcrCredentialsProps {
  /** ARNs of the repositories that every machine may pull from. */
  readonly repositoryArns: readonly [string, ...string[]];
}

/**
 * Credentials for private images of ECR: each kubelet asks for them by a program of the system extension
 * `siderolabs/ecr-credential-provider`, which the official AMI holds, with the role of its machine. No secret is in the
 * cluster.
 * Errors: TALOS352 where the extension is missing, TALOS452, TALOS457.
 */
export class AwsEcrCredentials implements ClusterAddOn {
  readonly name = 'aws-ecr-credentials';

  constructor(private readonly props: AwsEcrCredentialsProps) {}

  addTo(scope: Construct, cluster: AddOnCluster): AddOnParts {
    const pools = awsPools(this.name, cluster);
    allowPools(scope, this.name, pools.all, pullStatements(this.props.repositoryArns));
    return {
      settings: {
        kubeletCredentialProviders: [
          {
            name: 'ecr-credential-provider',
            matchImages: [
              '*.dkr.ecr.*.amazonaws.com',
              '*.dkr.ecr.*.amazonaws.com.cn',
              '*.dkr.ecr.*.amazonaws.eu',
              '*.dkr.ecr-fips.*.amazonaws.com',
              // The names with IPv6 addresses.
              '*.dkr-ecr.*.on.aws',
              '*.dkr-ecr.*.on.amazonwebservices.com.cn',
              '*.dkr-ecr-fips.*.on.aws',
            ],
            // As long as ECR's tokens count.
            cacheDuration: '12h',
          },
        ],
      },
      needs: { settings: ['kubeletCredentialProviders'] },
      findings: pools.findings,
    };
  }
}

function pullStatements(repositoryArns: readonly string[]): PolicyStatement[] {
  return [
    {
      sid: 'EcrToken',
      reason: 'The token is for the registry as a whole: IAM knows no resource for it.',
      actions: ['ecr:GetAuthorizationToken'],
      resources: ['*'],
    },
    {
      sid: 'EcrPull',
      reason: 'Pulls images of these repositories.',
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: repositoryArns,
    },
  ];
}
