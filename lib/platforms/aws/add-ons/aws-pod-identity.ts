import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { Construct, IConstruct } from 'constructs';
import { ISSUER_FORM, ISSUER_TWICE, ISSUER_UNUSED } from '../../../checks/add-on-checks';
import { Finding, quote } from '../../../checks/check';
import { AddOnCluster, AddOnParts, ClusterAddOn } from '../../../cluster/cluster-add-on';
import { addCheck, addFindings, isKnown } from '../../../terraform/app-validation';
import { IssuerBucket, KEYS_KEY } from '../private/issuer-bucket';
import { issuerKeys } from '../private/issuer-keys';
import { domainOf, partitionOf } from '../private/policy-document';
import { isRegion, regionHint } from '../private/region';
import { roleTagFindings } from '../private/tag-findings';

/** For whom tokens are that pods show to AWS. */
export const STS_AUDIENCE = 'sts.amazonaws.com';

/** Where the issuer of a cluster's service account tokens is published. */
export interface AwsPodIdentityProps {
  /** Code of the region of the bucket, such as `eu-central-1`; it may be another one than that of the stack's provider. */
  readonly region: string;
  /**
   * Name of the bucket, unique in the world and without dots: 3 to 63 lower-case letters, digits and dashes. It is part of
   * the issuer's name, and never changes in the life of the cluster.
   */
  readonly bucketName: string;
  /**
   * Path of the file with the public keys, absolute or from the folder of `cdktf.json`. Write it once the cluster runs,
   * with `kubectl get --raw /openid/v1/jwks`; it holds no secret, and belongs into version control.
   */
  readonly keysFile: string;
  /**
   * Tags of bucket and provider.
   * @default - only those of the provider
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Roles of AWS for service accounts (IRSA): the cluster signs tokens, AWS STS reads its public keys from a bucket, and
 * hands out the credentials of a role that trusts one service account by name. No pod needs the role of its machine.
 *
 * Give it to the cluster among its `addOns`, and make roles with `AwsServiceAccountRole`. The bucket is readable by
 * everybody in two objects, which hold nothing secret; an account that blocks public policies for all buckets cannot have
 * it. Decide at the creation of a cluster: with another issuer, tokens that pods hold count no longer until they are
 * renewed.
 * Errors: TALOS459 to TALOS462, TALOS464, TALOS500 for tags.
 */
export class AwsPodIdentity extends Construct implements ClusterAddOn {
  readonly name = 'aws-pod-identity';
  /** URL by which tokens name their issuer. */
  readonly issuerUrl: string;
  /** ARN of the provider in IAM, a reference. */
  readonly providerArn: string;
  /** Code of the region of the bucket. */
  readonly region: string;
  private readonly bucketName: string;
  /** Where it stands among the add-ons of clusters: of one, unless there is a mistake. */
  private readonly places: Construct[] = [];

  constructor(scope: Construct, id: string, props: AwsPodIdentityProps) {
    super(scope, id);
    const { region, bucketName, tags = {} } = props;
    this.region = region;
    this.bucketName = bucketName;
    this.issuerUrl = `https://${bucketName}.s3.${region}.${domainOf(region)}`;
    const keys = issuerKeys(props.keysFile);
    addFindings(this, [...formFindings(props), ...keys.findings, ...roleTagFindings(tags)]);
    addCheck(this, () => [...this.unusedFindings(), ...this.sharedBucketFindings()]);
    const bucket = new IssuerBucket(this, 'Bucket', {
      bucketName,
      region,
      discovery: this.discovery(keys.algorithms),
      keys: keys.document,
      tags,
    });
    const provider = new IamOpenidConnectProvider(this, 'Resource', {
      url: this.issuerUrl,
      clientIdList: [STS_AUDIENCE],
      dependsOn: [...bucket.published],
      tags: { ...tags },
    });
    this.providerArn = provider.arn;
  }

  addTo(scope: Construct, { clusterName }: AddOnCluster): AddOnParts {
    const [other] = this.places;
    this.places.push(scope);
    return {
      kubernetes: {
        apiServerArgs: {
          'service-account-issuer': this.issuerUrl,
          'service-account-jwks-uri': this.keysUrl,
        },
      },
      needs: { kubernetes: ['apiServerArgs'] },
      findings:
        other === undefined
          ? []
          : [
              ISSUER_TWICE.finding({
                wrong: `the issuer ${quote(this.node.path)} belongs to another cluster already`,
                given: `${quote(other.node.path)} and the cluster ${quote(clusterName)}`,
                allowed: 'an AwsPodIdentity for each cluster',
              }),
            ],
    };
  }

  /** Whether it is among the add-ons of the cluster that another add-on is in; known once all of them are installed. */
  isBeside(addOn: IConstruct): boolean {
    return this.places.some(({ node }) => node.scope === addOn.node.scope);
  }

  private unusedFindings(): Finding[] {
    return this.places.length > 0
      ? []
      : [
          ISSUER_UNUSED.finding({
            wrong: 'no cluster signs tokens as this issuer',
            given: `${quote(this.node.path)}, which is in the addOns of no cluster`,
            allowed: 'the addOns of one cluster',
          }),
        ];
  }

  /** Names of buckets are unique in all regions of a partition; the first of the app has the name. */
  private sharedBucketFindings(): Finding[] {
    const { bucketName } = this;
    const partition = partitionOf(this.region);
    const first = this.node.root.node
      .findAll()
      .find(
        (node) =>
          node instanceof AwsPodIdentity && node.bucketName === bucketName && partitionOf(node.region) === partition,
      );
    return first === this || first === undefined || !isKnown(bucketName)
      ? []
      : [
          ISSUER_TWICE.finding({
            wrong: `the bucket of this issuer is that of ${quote(first.node.path)} already`,
            given: `bucketName ${quote(bucketName)}`,
            allowed: 'a bucket of its own for each AwsPodIdentity',
            fix: 'Give each AwsPodIdentity another bucketName.',
          }),
        ];
  }

  private get keysUrl(): string {
    return `${this.issuerUrl}/${KEYS_KEY}`;
  }

  private discovery(algorithms: readonly string[]): string {
    return JSON.stringify({
      issuer: this.issuerUrl,
      jwks_uri: this.keysUrl,
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: algorithms,
    });
  }
}

function formFindings({ region, bucketName }: AwsPodIdentityProps): Finding[] {
  const wrong = (prop: string, value: string, allowed: string): Finding =>
    ISSUER_FORM.finding({ wrong: `AWS STS cannot be led to the issuer by this ${prop}`, given: quote(value), allowed });
  return [
    ...(isKnown(bucketName) && /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucketName)
      ? []
      : [
          wrong(
            'bucketName',
            bucketName,
            "3 to 63 lower-case letters, digits and dashes, such as 'example-org-production-issuer'",
          ),
        ]),
    ...(isKnown(region) && isRegion(region)
      ? []
      : [
          wrong(
            'region',
            region,
            `the code of a region, such as 'eu-central-1'${isKnown(region) ? regionHint(region) : ''}`,
          ),
        ]),
  ];
}
