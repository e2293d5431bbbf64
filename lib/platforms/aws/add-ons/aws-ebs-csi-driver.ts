import { Construct } from 'constructs';
import { ISSUER_OF_ANOTHER, STORAGE_CLASS_NAME } from '../../../checks/add-on-checks';
import { Finding, quote } from '../../../checks/check';
import { AddOnCluster, AddOnParts, ClusterAddOn } from '../../../cluster/cluster-add-on';
import { AddOnChart } from '../../../config/add-on-chart';
import { ClusterManifest } from '../../../config/cluster-manifest';
import { HelmValues } from '../../../config/helm-chart';
import { manifestText } from '../../../config/manifest-objects';
import { isDnsName } from '../../../config/names';
import { addCheck, isKnown } from '../../../terraform/app-validation';
import { ebsStatements } from '../private/ebs-policy';
import { identifierFindings } from '../private/identifier-findings';
import { awsPools, clusterTagFindings } from './aws-add-on-pool';
import { AwsPodIdentity, STS_AUDIENCE } from './aws-pod-identity';
import { AwsServiceAccountRole } from './aws-service-account-role';

/** How volumes of EBS come to pods. */
export interface AwsEbsCsiDriverProps {
  /** The chart `aws-ebs-csi-driver`, such as `AddOnChart.release('2.35.1')`. */
  readonly chart: AddOnChart;
  /** The issuer of the cluster's tokens, by which the controller gets its role; it is an add-on of the same cluster. */
  readonly identity: AwsPodIdentity;
  /**
   * ARN of the KMS key that volumes are encrypted with. Kubernetes changes no parameter of a storage class: give another
   * key together with another `storageClassName`, and the old key to `furtherKmsKeyArns` as long as volumes have it.
   * @default - the account's default key for EBS
   */
  readonly kmsKeyArn?: string;
  /**
   * ARNs of KMS keys beside it that volumes may be encrypted with: the key of older volumes, and the account's default key
   * for EBS where that is one of your own, and not `aws/ebs`.
   * @default - none
   */
  readonly furtherKmsKeyArns?: readonly string[];
  /**
   * Name of the storage class.
   * @default 'gp3'
   */
  readonly storageClassName?: string;
  /**
   * Whether claims that name no storage class get one of these volumes.
   * @default true
   */
  readonly isDefaultStorageClass?: boolean;
}

const STORAGE_CLASS = 'gp3';
const CONTROLLER = 'ebs-csi-controller-sa';
const TOKEN_FOLDER = '/var/run/secrets/sts.amazonaws.com/serviceaccount';

/**
 * Volumes of EBS for claims: a storage class of encrypted `gp3` volumes, each in the zone of the pod that first asks.
 *
 * The metadata of an instance answers no pod, since it holds the cluster's keys. So the controller is told the region, and
 * gets a role by its service account; the part on each node runs in the network of the host, where it may ask which
 * instance it is on. Out of the controller's reach are volumes, snapshots and machines of other clusters, and the disks of
 * the machines themselves.
 * Errors: TALOS453, TALOS457, TALOS458, TALOS465, TALOS466, TALOS501.
 */
export class AwsEbsCsiDriver implements ClusterAddOn {
  readonly name = 'aws-ebs-csi-driver';

  constructor(private readonly props: AwsEbsCsiDriverProps) {}

  addTo(scope: Construct, cluster: AddOnCluster): AddOnParts {
    const { chart, identity, kmsKeyArn, furtherKmsKeyArns = [] } = this.props;
    const { clusterName } = cluster;
    const pools = awsPools(this.name, cluster);
    const region = pools.controlPlane?.region ?? '';
    const role = new AwsServiceAccountRole(scope, 'Role', {
      identity,
      namespace: 'kube-system',
      serviceAccount: CONTROLLER,
      statements: ebsStatements({
        region,
        clusterName,
        kmsKeyArns: [...new Set([...(kmsKeyArn === undefined ? [] : [kmsKeyArn]), ...furtherKmsKeyArns])],
      }),
    });
    addCheck(scope, () => this.identityFindings(scope, cluster));
    return {
      manifests: [ClusterManifest.inline('aws-ebs-storage-class', this.storageClass())],
      releases: [
        {
          chart,
          chartName: this.name,
          repository: 'https://kubernetes-sigs.github.io/aws-ebs-csi-driver',
          namespace: 'kube-system',
          values: {
            controller: {
              region,
              // Marks what it makes as owned by the cluster, which its permissions ask for.
              k8sTagClusterId: clusterName,
              replicaCount: cluster.machines > 1 ? 2 : 1,
              serviceAccount: { name: CONTROLLER, annotations: { 'eks.amazonaws.com/role-arn': role.plannedRoleArn } },
              ...credentials(role.plannedRoleArn),
            },
            node: { hostNetwork: true },
          },
        },
      ],
      needs: { addOns: [identity.name] },
      findings: [
        ...pools.findings,
        ...clusterTagFindings(this.name, clusterName, pools),
        ...identifierFindings({ kmsKeyArn, furtherKmsKeyArns }),
        ...this.classFindings(),
      ],
    };
  }

  /** An issuer of another cluster has the name that this one is asked for as well. */
  private identityFindings(scope: Construct, { addOnNames, clusterName }: AddOnCluster): Finding[] {
    const { identity } = this.props;
    return !addOnNames.includes(identity.name) || identity.isBeside(scope)
      ? []
      : [
          ISSUER_OF_ANOTHER.finding({
            wrong: `the role of the add-on ${quote(this.name)} trusts an issuer that does not sign for this cluster`,
            given: `identity ${quote(identity.node.path)}, which is not in the addOns of the cluster ${quote(clusterName)}`,
            allowed: 'the AwsPodIdentity that is in the addOns of the same cluster',
          }),
        ];
  }

  private classFindings(): Finding[] {
    const { storageClassName: name = STORAGE_CLASS } = this.props;
    return !isKnown(name) || isDnsName(name)
      ? []
      : [
          STORAGE_CLASS_NAME.finding({
            wrong: 'this cannot be the name of a storage class',
            given: quote(name),
            allowed: "lower-case letters, digits, dashes and dots, such as 'gp3-own-key'",
          }),
        ];
  }

  private storageClass(): string {
    const { kmsKeyArn, isDefaultStorageClass = true, storageClassName = STORAGE_CLASS } = this.props;
    return manifestText([
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: {
          name: storageClassName,
          annotations: { 'storageclass.kubernetes.io/is-default-class': String(isDefaultStorageClass) },
        },
        provisioner: 'ebs.csi.aws.com',
        // Where the pod runs decides the zone; a volume cannot leave it.
        volumeBindingMode: 'WaitForFirstConsumer',
        allowVolumeExpansion: true,
        parameters: { type: 'gp3', encrypted: 'true', ...(kmsKeyArn === undefined ? {} : { kmsKeyId: kmsKeyArn }) },
      },
    ]);
  }
}

/** How the AWS SDK finds the role: by a token of the service account, without a webhook that writes this into the pod. */
function credentials(roleArn: string): HelmValues {
  const name = 'aws-token';
  return {
    env: [
      { name: 'AWS_ROLE_ARN', value: roleArn },
      { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: `${TOKEN_FOLDER}/token` },
    ],
    volumes: [
      {
        name,
        projected: {
          sources: [{ serviceAccountToken: { audience: STS_AUDIENCE, expirationSeconds: 86_400, path: 'token' } }],
        },
      },
    ],
    volumeMounts: [{ name, mountPath: TOKEN_FOLDER, readOnly: true }],
  };
}
