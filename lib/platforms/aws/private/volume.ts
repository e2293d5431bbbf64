import { EbsVolume } from '@cdktf/provider-aws/lib/ebs-volume';
import { Instance } from '@cdktf/provider-aws/lib/instance';
import { VolumeAttachment } from '@cdktf/provider-aws/lib/volume-attachment';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

/** A volume beside a machine's root volume. */
export interface AwsVolume {
  /**
   * Name that EC2 attaches it by, from `/dev/sdf` to `/dev/sdp`; it tells the volumes of a machine apart, and the machine
   * shows it as an NVMe disk of another name. A change makes a new, empty volume.
   */
  readonly deviceName: string;
  /** Size in GiB. It can grow later. */
  readonly sizeGiB: number;
}

/** What the volumes of a machine have in common. */
export interface VolumesProps {
  readonly instance: Instance;
  readonly machineName: string;
  readonly volumes: readonly AwsVolume[];
  readonly kmsKeyArn?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Creates the further volumes of a machine; they are detached only once the instance has stopped. */
export function createVolumes(scope: Construct, props: VolumesProps): ITerraformDependable[] {
  const { instance, machineName, kmsKeyArn } = props;
  const volumes = new Map(props.volumes.map((volume) => [volume.deviceName, volume]));
  return [...volumes.values()].map(({ deviceName, sizeGiB }) => {
    const device = deviceName.replace('/dev/', '');
    const place = new Construct(scope, device);
    const volume = new EbsVolume(place, 'Volume', {
      availabilityZone: instance.availabilityZone,
      size: sizeGiB,
      type: 'gp3',
      encrypted: true,
      kmsKeyId: kmsKeyArn,
      tags: { ...props.tags, Name: `${machineName}-${device}` },
      // Another key would make a new volume, without what is on this one.
      lifecycle: { ignoreChanges: ['kms_key_id'] },
    });
    return new VolumeAttachment(place, 'Attachment', {
      volumeId: volume.id,
      instanceId: instance.id,
      deviceName,
      // A file system that is in use would hold the volume until the apply gives up.
      stopInstanceBeforeDetaching: true,
    });
  });
}
