import { App } from 'cdktf';
import { Construct } from 'constructs';
import { ImageFactorySchematic, TalosPlatform } from '../../../lib';
import { TalosAmi } from '../../../lib/aws';
import { StackJson, block, reportOf, synthesized } from '../../support/synthesis';
import { SMALL_AWS, buildSmallAwsCluster } from './support/small-aws-cluster';

const KEY = 'talos-v1.13.9-iscsi-amd64.raw';
let installer = '';

const build =
  (key: string, instanceType = 'm7i.large') =>
  (app: App): void => {
    const { worker } = buildSmallAwsCluster(app, { image: (scope) => ami(scope, key), worker: { instanceType } });
    installer = worker.options.image.installerImage(TalosPlatform.AWS);
  };

function ami(scope: Construct, key: string): ReturnType<typeof TalosAmi.fromRawImage> {
  const image = new ImageFactorySchematic(scope, 'Schematic', {
    talosVersion: 'v1.13.9',
    systemExtensions: ['siderolabs/iscsi-tools'],
  });
  return TalosAmi.fromRawImage(scope, 'Ami', { image, architecture: 'amd64', bucket: 'images', key });
}

describe('an AMI from a raw image', () => {
  const { [SMALL_AWS]: cluster } = synthesized(build(KEY));

  test('is imported as a snapshot and registered to boot by UEFI', () => {
    expect(block(cluster, 'resource', 'aws_ebs_snapshot_import', 'Ami')).toMatchObject({
      description: expect.stringMatching(/^Talos v1\.13\.9, schematic [0-9a-f]{8}$/) as string,
      disk_container: { format: 'RAW', user_bucket: { s3_bucket: 'images', s3_key: KEY } },
    });
    expect(block(cluster, 'resource', 'aws_ami', 'Ami')).toMatchObject({
      architecture: 'x86_64',
      boot_mode: 'uefi',
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

  function amiOf(stack: StackJson | undefined): unknown {
    return block(stack, 'resource', 'aws_instance', 'Worker_worker-0').ami;
  }
});
