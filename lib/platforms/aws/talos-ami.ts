import { DataAwsAmi } from '@cdktf/provider-aws/lib/data-aws-ami';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Architecture, DiskImageFormat, TalosPlatform } from '../../config/talos-platform';
import { TalosVersion } from '../../config/talos-version';
import { ImageFactorySchematic } from '../../image/image-factory-schematic';
import { ITalosImage } from '../../image/talos-image';
import { addFindings } from '../../terraform/app-validation';
import { identifierFindings } from './private/identifier-findings';
import { EC2_ARCHITECTURE, ImportedAmi } from './private/imported-ami';
import { rawImageFindings } from './private/raw-image-findings';
import { tagFindings } from './private/tag-findings';

/** Account of Sidero Labs, which publishes the official AMIs. Source: siderolabs/talos, cloud image uploader. */
const OFFICIAL_OWNER = '540036508848';

/** Extension in the official AMIs: it lets kubelets pull from ECR by the instance's role. */
const ECR_CREDENTIAL_PROVIDER = 'siderolabs/ecr-credential-provider';

/** The Image Factory's id of the schematic that the official AMIs are made from: the extension above alone. */
export const OFFICIAL_SCHEMATIC_ID = '10e276a06c1f86b182757a962258ac00655d3425e5957f617bdc82f06894e39b';

/** A Talos image that machines on EC2 can boot. */
export interface ITalosAmi extends ITalosImage {
  /** CPU architectures that there is an AMI for. */
  readonly architectures: readonly Architecture[];
  /** Id of the AMI in that region; what has to be looked up for it is created in the scope. */
  amiId(scope: Construct, region: string, architecture: Architecture): string;
}

/** The official AMI of a release. */
export interface OfficialAmiProps {
  /** Exact Talos release, such as `v1.13.9`. Raising it upgrades every machine that uses the image. */
  readonly talosVersion: string;
  /**
   * CPU architecture to hold the machines to.
   * @default - that of each pool's instance type
   */
  readonly architecture?: Architecture;
}

/** An AMI of your own. */
export interface OwnAmiProps {
  /** The image that the AMI was made from: its disk image for AWS, imported as a snapshot and registered. */
  readonly image: ITalosImage;
  /** Id of the AMI, such as `ami-0123456789abcdef0`, in the region of the machines. */
  readonly amiId: string;
  /** CPU architecture of the AMI. */
  readonly architecture: Architecture;
}

/** A raw disk image that an AMI is to be made from. */
export interface RawImageAmiProps {
  /** The image that the file is the raw disk of: `image.diskImageUrl(TalosPlatform.AWS, 'amd64')`, unpacked. */
  readonly image: ITalosImage;
  /** CPU architecture of the disk image. */
  readonly architecture: Architecture;
  /** Name of the bucket that holds the file, in the region of the machines. */
  readonly bucket: string;
  /**
   * Name of the unpacked file in the bucket. Name it after version and schematic: another name makes a new AMI, and the
   * same name with another content is not noticed.
   */
  readonly key: string;
  /**
   * Name of the IAM role by which EC2 reads the bucket; AWS's documentation says what it has to be allowed
   * ("Required service role for VM Import/Export").
   * @default - `vmimport`, which has to be in the account
   */
  readonly importRole?: string;
  /**
   * Tags of snapshot and AMI, beside `Name`.
   * @default - only those of the provider
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * What machines on EC2 boot from. An AMI is the installed system, so it has to hold the same schematic that the
 * machines are upgraded with; here both come from one image.
 */
export class TalosAmi extends Construct implements ITalosAmi {
  /**
   * Sidero Labs' AMI of exactly this release, looked up by its name. It holds `siderolabs/ecr-credential-provider`, and
   * is published in the regions that every account has; not in opt-in regions, China or GovCloud.
   * Errors: TALOS001, TALOS002.
   */
  static official(scope: Construct, id: string, props: OfficialAmiProps): ITalosAmi {
    return new TalosAmi(
      scope,
      id,
      (ami) =>
        ImageFactorySchematic.fromSchematicId(ami, 'Image', {
          talosVersion: props.talosVersion,
          schematicId: OFFICIAL_SCHEMATIC_ID,
          systemExtensions: [ECR_CREDENTIAL_PROVIDER],
        }),
      props.architecture === undefined ? ['amd64', 'arm64'] : [props.architecture],
      undefined,
    );
  }

  /**
   * An AMI that you made from an image's own raw disk image (`image.diskImageUrl(TalosPlatform.AWS, 'amd64')`), with
   * the extensions of your choice. Make a new one for each Talos version that machines are to be created with.
   * Errors: TALOS501.
   */
  static fromAmiId(scope: Construct, id: string, props: OwnAmiProps): ITalosAmi {
    const ami = new TalosAmi(scope, id, () => props.image, [props.architecture], props.amiId);
    addFindings(ami, identifierFindings({ amiId: props.amiId }));
    return ami;
  }

  /**
   * An AMI made in this stack from an image's raw disk in a bucket: imported as a snapshot, which takes minutes, and
   * registered. Running machines keep what they run when another file takes its place. For the stack and region that it
   * is created in. Errors: TALOS122, TALOS500.
   */
  static fromRawImage(scope: Construct, id: string, props: RawImageAmiProps): ITalosAmi {
    const { image, architecture, bucket, key } = props;
    const ami = new ImportedAmi(scope, `${id}Import`, {
      bucket,
      key,
      importRole: props.importRole,
      architecture,
      description: `Talos ${image.talosVersion.tag}, schematic ${image.schematicId.slice(0, 8)}`,
      tags: props.tags ?? {},
    });
    addFindings(ami, [...rawImageFindings(bucket, key), ...tagFindings(props.tags)]);
    return new TalosAmi(scope, id, () => image, [architecture], ami.amiId);
  }

  readonly talosVersion: TalosVersion;
  readonly schematicId: string;
  readonly secureBoot: boolean;
  readonly systemExtensions: readonly string[] | undefined;
  readonly registration: readonly ITerraformDependable[];
  private readonly image: ITalosImage;

  private constructor(
    scope: Construct,
    id: string,
    image: (ami: Construct) => ITalosImage,
    readonly architectures: readonly Architecture[],
    private readonly ownAmiId: string | undefined,
  ) {
    super(scope, id);
    this.image = image(this);
    this.talosVersion = this.image.talosVersion;
    this.schematicId = this.image.schematicId;
    this.secureBoot = this.image.secureBoot;
    this.systemExtensions = this.image.systemExtensions;
    this.registration = this.image.registration;
  }

  amiId(scope: Construct, region: string, architecture: Architecture): string {
    return this.ownAmiId ?? officialAmiId(scope, this.talosVersion, region, architecture);
  }

  installerImage(platform: TalosPlatform): string {
    return this.image.installerImage(platform);
  }

  diskImageUrl(platform: TalosPlatform, architecture: Architecture, format?: DiskImageFormat): string {
    return this.image.diskImageUrl(platform, architecture, format);
  }

  isoUrl(platform: TalosPlatform, architecture: Architecture): string {
    return this.image.isoUrl(platform, architecture);
  }
}

/** The image as an AMI: itself, or the official one where the schematic is the same; undefined where there is none. */
export function amiOf(image: ITalosImage): Pick<ITalosAmi, 'architectures' | 'amiId'> | undefined {
  if ('amiId' in image) return image as ITalosAmi;
  return image.schematicId === OFFICIAL_SCHEMATIC_ID && !image.secureBoot
    ? {
        architectures: ['amd64', 'arm64'],
        amiId: (scope, region, architecture) => officialAmiId(scope, image.talosVersion, region, architecture),
      }
    : undefined;
}

/**
 * Looks an official AMI up by its name. In the scope that asks, and not below the image: an image may be shared by
 * stacks, and each stack reads for itself.
 */
function officialAmiId(scope: Construct, { tag }: TalosVersion, region: string, architecture: Architecture): string {
  return new DataAwsAmi(scope, 'Ami', {
    owners: [OFFICIAL_OWNER],
    // Two years after its release an AMI counts as deprecated, and would not be found any more.
    includeDeprecated: true,
    filter: [
      { name: 'name', values: [`talos-${tag}-${region}-${architecture}`] },
      { name: 'architecture', values: [EC2_ARCHITECTURE[architecture]] },
    ],
  }).id;
}
