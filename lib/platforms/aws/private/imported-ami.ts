import { Ami } from '@cdktf/provider-aws/lib/ami';
import { EbsSnapshotImport } from '@cdktf/provider-aws/lib/ebs-snapshot-import';
import { Construct } from 'constructs';
import { Architecture } from '../../../config/talos-platform';
import { uniqueName } from './unique-name';

/** A raw disk image in a bucket, and what is said about the AMI that is made from it. */
export interface ImportedAmiProps {
  readonly bucket: string;
  readonly key: string;
  readonly importRole: string | undefined;
  readonly architecture: Architecture;
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** EC2's words for CPU architectures. */
export const EC2_ARCHITECTURE: Readonly<Record<Architecture, string>> = { amd64: 'x86_64', arm64: 'arm64' };

/** A snapshot imported from a raw disk image, and the AMI on top of it: booted by UEFI where the instance type has it, metadata by token alone. */
export class ImportedAmi extends Construct {
  readonly amiId: string;

  constructor(scope: Construct, id: string, props: ImportedAmiProps) {
    super(scope, id);
    const { bucket, key, description } = props;
    // EC2 keeps names of AMIs unique in an account; another image makes the new AMI before the old one goes.
    const name = `${uniqueName(this, 80)}-${props.architecture}`;
    const tags = { ...props.tags, Name: name };
    const snapshot = new EbsSnapshotImport(this, 'Snapshot', {
      description,
      diskContainer: { format: 'RAW', description, userBucket: { s3Bucket: bucket, s3Key: key } },
      roleName: props.importRole,
      tags,
    });
    const ami = new Ami(this, 'Resource', {
      name,
      description,
      architecture: EC2_ARCHITECTURE[props.architecture],
      // As the official AMIs: some instance types without UEFI (bare metal, G4ad, P4, …) boot Talos by BIOS.
      bootMode: 'uefi-preferred',
      enaSupport: true,
      imdsSupport: 'v2.0',
      virtualizationType: 'hvm',
      rootDeviceName: '/dev/xvda',
      ebsBlockDevice: [
        { deviceName: '/dev/xvda', snapshotId: snapshot.id, volumeType: 'gp3', deleteOnTermination: true },
      ],
      tags,
    });
    this.amiId = ami.id;
  }
}
