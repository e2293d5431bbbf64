import { PolicyStatement, clusterTagOf, markedForCluster, ofCluster, partitionOf } from './policy-document';

/** Which volumes the EBS CSI driver takes care of. */
export interface EbsPlace {
  readonly region: string;
  readonly clusterName: string;
  /** ARN of the key that volumes are encrypted with; undefined for the account's own for EBS. */
  readonly kmsKeyArn: string | undefined;
}

/** What the controller of the EBS CSI driver needs: volumes and snapshots that carry the tag of the cluster, and no others. */
export function ebsStatements({ region, clusterName, kmsKeyArn }: EbsPlace): PolicyStatement[] {
  const ec2 = `arn:${partitionOf(region)}:ec2:${region}`;
  const volumes = `${ec2}:*:volume/*`;
  const snapshots = `${ec2}::snapshot/*`;
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
      reason: 'Makes volumes that carry the tag of the cluster.',
      actions: ['ec2:CreateVolume'],
      resources: [volumes],
      conditions: markedForCluster(clusterName),
    },
    {
      sid: 'RestoreSnapshots',
      reason: 'Makes a volume from a snapshot of the cluster.',
      actions: ['ec2:CreateVolume'],
      resources: [snapshots],
      conditions: ofCluster(clusterName),
    },
    {
      sid: 'ChangeVolumes',
      reason: 'Attaches, grows, copies into a snapshot and removes volumes of the cluster.',
      actions: ['ec2:AttachVolume', 'ec2:CreateSnapshot', 'ec2:DeleteVolume', 'ec2:DetachVolume', 'ec2:ModifyVolume'],
      resources: [volumes],
      conditions: ofCluster(clusterName),
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
      reason: 'Makes snapshots that carry the tag of the cluster.',
      actions: ['ec2:CreateSnapshot'],
      resources: [snapshots],
      conditions: markedForCluster(clusterName),
    },
    {
      sid: 'DeleteSnapshots',
      reason: 'Removes snapshots of the cluster.',
      actions: ['ec2:DeleteSnapshot'],
      resources: [snapshots],
      conditions: ofCluster(clusterName),
    },
    {
      sid: 'TagWhatIsMade',
      reason: 'Tags volumes and snapshots while they are made, and in no other call.',
      actions: ['ec2:CreateTags'],
      resources: [volumes, snapshots],
      conditions: {
        StringEquals: {
          'ec2:CreateAction': ['CreateVolume', 'CreateSnapshot'],
          [`aws:RequestTag/${clusterTagOf(clusterName)}`]: 'owned',
        },
      },
    },
    ...(kmsKeyArn === undefined ? [] : keyStatements(kmsKeyArn)),
  ];
}

function keyStatements(kmsKeyArn: string): PolicyStatement[] {
  return [
    {
      sid: 'EncryptVolumes',
      reason: 'Encrypts volumes with this key.',
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncrypt*'],
      resources: [kmsKeyArn],
    },
    {
      sid: 'LetEbsDecrypt',
      reason: 'Lets EBS, and no other service, use the key for a volume that is attached.',
      actions: ['kms:CreateGrant'],
      resources: [kmsKeyArn],
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}
