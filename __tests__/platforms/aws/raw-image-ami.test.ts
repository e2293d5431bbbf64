import { App } from 'cdktf';
import { Construct } from 'constructs';
import { ImageFactorySchematic, TalosPlatform } from '../../../lib';
import { TalosAmi } from '../../../lib/aws';
import { StackJson, block, reportOf, synthesized } from '../../support/synthesis';
import { SMALL_AWS, buildSmallAwsCluster } from './support/small-aws-cluster';

const KEY = 'talos-v1.13.9-iscsi-amd64.raw';
let installer = '';

const build =
  (key: string, instanceType = 'm7i.large', bucket = 'images') =>
  (app: App): void => {
    const image = (scope: Construct): ReturnType<typeof ami> => ami(scope, key, bucket);
    const { worker } = buildSmallAwsCluster(app, { image, worker: { instanceType } });
    installer = worker.options.image.installerImage(TalosPlatform.AWS);
  };

function ami(scope: Construct, key: string, bucket: string): ReturnType<typeof TalosAmi.fromRawImage> {
  const image = new ImageFactorySchematic(scope, 'Schematic', {
    talosVersion: 'v1.13.9',
    systemExtensions: ['siderolabs/iscsi-tools'],
  });
  return TalosAmi.fromRawImage(scope, 'Ami', { image, architecture: 'amd64', bucket, key });
}

describe('an AMI from a raw image', () => {
  const { [SMALL_AWS]: cluster } = synthesized(build(KEY));

  test('is imported as a snapshot and registered to boot by UEFI where the instance type has it', () => {
    expect(block(cluster, 'resource', 'aws_ebs_snapshot_import', 'Ami')).toMatchObject({
      description: expect.stringMatching(/^Talos v1\.13\.9, schematic [0-9a-f]{8}$/) as string,
      disk_container: { format: 'RAW', user_bucket: { s3_bucket: 'images', s3_key: KEY } },
    });
    expect(block(cluster, 'resource', 'aws_ami', 'Ami')).toMatchObject({
      architecture: 'x86_64',
      boot_mode: 'uefi-preferred',
      ena_support: true,
      imds_support: 'v2.0',
      root_device_name: '/dev/xvda',
      virtualization_type: 'hvm',
      ebs_block_device: [
        expect.objectContaining({
          device_name: '/dev/xvda',
          snapshot_id: expect.stringContaining('aws_ebs_snapshot_import.Ami') as string,
        }),
      ],
    });
  });

  test('is what the machines boot from, with the schematic that they are upgraded with', () => {
    expect(amiOf(cluster)).toMatch(/^\$\{aws_ami\.Ami\w*\.id\}$/);
    expect(installer).toMatch(/aws-installer\/[0-9a-f]{64}:v1\.13\.9$/);
  });

  test('is for its architecture alone', () => {
    expect(reportOf(build(KEY, 'm7g.large'))).toContain(
      "TALOS110  small/Worker\n  'm7g.large' is an arm64 type, and the AMI is for amd64",
    );
  });

  test('is refused from a packed file', () => {
    expect(reportOf(build(`${KEY}.xz`))).toContain(
      `TALOS122  small/AmiImport\n  this file is packed, by its name\n    given:   key '${KEY}.xz'\n    allowed: an unpacked raw disk, such as 'talos-v1.13.9-amd64.raw'`,
    );
  });

  test.each(['g4ad.xlarge', 'm7i.metal-24xl', 'p4d.24xlarge'])('boots %s, which has no UEFI', (instanceType) => {
    expect(() => synthesized(build(KEY, instanceType))).not.toThrow();
  });

  test.each(['qcow2', 'QCOW2', 'vmdk', 'vhd', 'ova', 'iso'])(
    'is refused from a file that is no raw disk: %s',
    (kind) => {
      expect(reportOf(build(`talos.${kind}`))).toContain(
        [
          'TALOS122  small/AmiImport',
          '  this file is no raw disk, by its name',
          `    given:   key 'talos.${kind}'`,
          "    allowed: an unpacked raw disk, such as 'talos-v1.13.9-amd64.raw'",
          "    do:      Upload the raw disk: unpack what image.diskImageUrl(TalosPlatform.AWS, 'amd64') leads to.",
        ].join('\n'),
      );
    },
  );

  test.each(['arn:aws:s3:::images', 's3://images', 'my..images', 'images/talos'])(
    'is refused from a bucket called %s',
    (bucket) => {
      expect(reportOf(build(KEY, 'm7i.large', bucket))).toContain(
        [
          'TALOS122  small/AmiImport',
          '  this is not the name of a bucket',
          `    given:   bucket '${bucket}'`,
          "    allowed: 3 to 63 lower-case letters, digits, dashes and single dots, and no address; no ARN, no folder, such as 'my-talos-images'",
          "    do:      Write the name of the bucket alone, and what comes behind it as 'key'.",
        ].join('\n'),
      );
    },
  );

  function amiOf(stack: StackJson | undefined): unknown {
    return block(stack, 'resource', 'aws_instance', 'Worker_worker-0').ami;
  }
});
