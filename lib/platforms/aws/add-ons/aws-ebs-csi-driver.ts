import { Construct } from 'constructs';
import { AddOnCluster, AddOnParts, ClusterAddOn } from '../../../cluster/cluster-add-on';
import { AddOnChart } from '../../../config/add-on-chart';
import { ClusterManifest } from '../../../config/cluster-manifest';
import { HelmValues } from '../../../config/helm-chart';
import { manifestText } from '../../../config/manifest-objects';
import { ebsStatements } from '../private/ebs-policy';
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
   * ARN of the KMS key that volumes are encrypted with.
   * @default - the account's default key for EBS
   */
  readonly kmsKeyArn?: string;
  /**
   * Whether claims that name no storage class get one of these volumes.
   * @default true
   */
  readonly isDefaultStorageClass?: boolean;
}

const CONTROLLER = 'ebs-csi-controller-sa';
const TOKEN_FOLDER = '/var/run/secrets/sts.amazonaws.com/serviceaccount';

/**
 * Volumes of EBS for claims: the storage class `gp3`, encrypted, in the zone of the pod that first asks.
 *
 * The metadata of an instance answers no pod, since it holds the cluster's keys. So the controller is told the region, and
 * gets a role by its service account; the part on each node runs in the network of the host, where it may ask which
 * instance it is on. Volumes, snapshots and machines of other clusters are out of the controller's reach.
 * Errors: TALOS453, TALOS457, TALOS458.
 */
export class AwsEbsCsiDriver implements ClusterAddOn {
  readonly name = 'aws-ebs-csi-driver';

  constructor(private readonly props: AwsEbsCsiDriverProps) {}

  addTo(scope: Construct, cluster: AddOnCluster): AddOnParts {
    const { chart, identity, kmsKeyArn } = this.props;
    const { clusterName } = cluster;
    const pools = awsPools(this.name, cluster);
    const region = pools.controlPlane?.region ?? '';
    const role = new AwsServiceAccountRole(scope, 'Role', {
      identity,
      namespace: 'kube-system',
      serviceAccount: CONTROLLER,
      statements: ebsStatements({ region, clusterName, kmsKeyArn }),
    });
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
              serviceAccount: { name: CONTROLLER, annotations: { 'eks.amazonaws.com/role-arn': role.roleArn } },
              ...credentials(role.roleArn),
            },
            node: { hostNetwork: true },
          },
        },
      ],
      needs: { addOns: [identity.name] },
      findings: [...pools.findings, ...clusterTagFindings(this.name, clusterName, pools)],
    };
  }

  private storageClass(): string {
    const { kmsKeyArn, isDefaultStorageClass = true } = this.props;
    return manifestText([
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: {
          name: 'gp3',
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
