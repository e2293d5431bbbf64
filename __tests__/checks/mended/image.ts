import { App, TerraformStack } from 'cdktf';
import { ImageFactorySchematic, ImageFactorySchematicProps } from '../../../lib';
import { TalosAmi } from '../../../lib/aws';
import { buildSmallAwsCluster } from '../../platforms/aws/support/small-aws-cluster';
import { MendedChecks } from './mended';

const schematic = (props: Partial<ImageFactorySchematicProps>) => (app: App) =>
  new ImageFactorySchematic(new TerraformStack(app, 'stack'), 'Image', { talosVersion: 'v1.13.9', ...props });

const existing = (schematicId: string) => (app: App) =>
  ImageFactorySchematic.fromSchematicId(new TerraformStack(app, 'stack'), 'Image', {
    talosVersion: 'v1.13.9',
    schematicId,
  });

/** A cluster on AWS whose machines boot an AMI of this image. */
const onAws = (props: Pick<ImageFactorySchematicProps, 'secureBoot'>) => (app: App) =>
  buildSmallAwsCluster(app, {
    image: (scope) =>
      TalosAmi.fromAmiId(scope, 'Ami', {
        image: new ImageFactorySchematic(scope, 'Image', { talosVersion: 'v1.13.9', ...props }),
        amiId: 'ami-1',
        architecture: 'amd64',
      }),
  });

const HASH = 'ab'.repeat(32);

/** TALOS030 to TALOS049. */
export const image: MendedChecks = {
  TALOS030: {
    wrong: schematic({ systemExtensions: ['siderolabs/gvizor' as 'siderolabs/gvisor'] }),
    right: schematic({ systemExtensions: ['siderolabs/gvisor'] }),
  },
  TALOS031: {
    wrong: schematic({ extraKernelArgs: ['two words'] }),
    right: schematic({ extraKernelArgs: ['two', 'words'] }),
  },
  TALOS032: {
    wrong: schematic({ meta: { 256: 'foo' } }),
    right: schematic({ meta: { 255: 'foo' } }),
  },
  TALOS033: {
    wrong: existing(HASH.slice(1)),
    right: existing(HASH),
  },
  TALOS034: {
    wrong: schematic({ factoryUrl: 'factory.example.org' }),
    right: schematic({ factoryUrl: 'https://factory.example.org' }),
  },
  TALOS035: {
    wrong: schematic({ overlay: { image: 'siderolabs/sbc-raspberrypi', name: 'rpi generic' } }),
    right: schematic({ overlay: { image: 'siderolabs/sbc-raspberrypi', name: 'rpi_generic' } }),
  },
  TALOS036: {
    wrong: onAws({ secureBoot: {} }),
    right: onAws({}),
  },
};
