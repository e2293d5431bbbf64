import { PolicyStatement, markedForCluster, ofCluster, partitionOf } from './policy-document';

/** Which volumes the EBS CSI driver takes care of. */
export interface EbsPlace {
  readonly region: string;
  readonly clusterName: string;
  /** ARNs of the keys that volumes are encrypted with; none for the key that AWS keeps for EBS in the account. */
  readonly kmsKeyArns: readonly string[];
}

/** The driver marks every volume and snapshot by this. The machines' own disks carry the tag of the cluster, and not this. */
const MADE_BY_DRIVER = { 'ebs.csi.aws.com/cluster': 'true' };

/** What the controller of the EBS CSI driver needs: volumes and snapshots that it made for the cluster, and no others. */
export function ebsStatements({ region, clusterName, kmsKeyArns }: EbsPlace): PolicyStatement[] {
  const ec2 = `arn:${partitionOf(region)}:ec2:${region}`;
  const volumes = `${ec2}:*:volume/*`;
  const snapshots = `${ec2}::snapshot/*`;
  const ofDriver = ofCluster(clusterName, MADE_BY_DRIVER);
  const markedByDriver = markedForCluster(clusterName, MADE_BY_DRIVER);
  return [
    {
      sid: 'Describe',
      reason: 'Compares what is there with what claims ask for. IAM knows no resource for what describes.',
      actions: [
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeInstances',
        'ec2:DescribeSnapshots',
        'ec2:DescribeTags',
        'ec2:DescribeVolumeStatus',
        'ec2:DescribeVolumes',
        'ec2:DescribeVolumesModifications',
      ],
      resources: ['*'],
    },
    {
      sid: 'CreateVolumes',
      reason: 'Makes volumes that carry the tags of the cluster and of the driver.',
      actions: ['ec2:CreateVolume'],
      resources: [volumes],
      conditions: markedByDriver,
    },
    {
      sid: 'RestoreSnapshots',
      reason: 'Makes a volume from a snapshot that the driver made for the cluster.',
      actions: ['ec2:CreateVolume'],
      resources: [snapshots],
      conditions: ofDriver,
    },
    {
      sid: 'ChangeVolumes',
      reason: "Attaches, grows, copies into a snapshot and removes volumes of claims, and no disk of a machine's own.",
      actions: ['ec2:AttachVolume', 'ec2:CreateSnapshot', 'ec2:DeleteVolume', 'ec2:DetachVolume', 'ec2:ModifyVolume'],
      resources: [volumes],
      conditions: ofDriver,
    },
    {
      sid: 'AttachToMachines',
      reason: 'Attaches them to machines of the cluster.',
      actions: ['ec2:AttachVolume', 'ec2:DetachVolume'],
      resources: [`${ec2}:*:instance/*`],
      conditions: ofCluster(clusterName),
    },
    {
      sid: 'CreateSnapshots',
      reason: 'Makes snapshots that carry the tags of the cluster and of the driver.',
      actions: ['ec2:CreateSnapshot'],
      resources: [snapshots],
      conditions: markedByDriver,
    },
    {
      sid: 'DeleteSnapshots',
      reason: 'Removes snapshots that the driver made for the cluster.',
      actions: ['ec2:DeleteSnapshot'],
      resources: [snapshots],
      conditions: ofDriver,
    },
    {
      sid: 'TagWhatIsMade',
      reason: 'Tags volumes and snapshots while they are made, and in no other call.',
      actions: ['ec2:CreateTags'],
      resources: [volumes, snapshots],
      conditions: {
        StringEquals: {
          'ec2:CreateAction': ['CreateVolume', 'CreateSnapshot'],
          ...markedByDriver.StringEquals,
        },
      },
    },
    ...(kmsKeyArns.length === 0 ? [] : keyStatements(kmsKeyArns)),
  ];
}

function keyStatements(kmsKeyArns: readonly string[]): PolicyStatement[] {
  return [
    {
      sid: 'EncryptVolumes',
      reason: 'Encrypts volumes with these keys, and reads those that are.',
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncrypt*'],
      resources: kmsKeyArns,
    },
    {
      sid: 'LetEbsDecrypt',
      reason: 'Lets EBS, and no other service, use such a key for a volume that is attached.',
      actions: ['kms:CreateGrant'],
      resources: kmsKeyArns,
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}
