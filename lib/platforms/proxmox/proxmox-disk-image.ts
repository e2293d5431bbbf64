import { ITerraformDependable, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Architecture, TalosPlatform } from '../../config/talos-platform';
import { ITalosImage } from '../../image/talos-image';
import { DownloadFile } from '../../providers/proxmox/download-file';
import { ProxmoxDatastore } from './proxmox-datastore';

/** Where a disk image is kept. */
export interface ProxmoxDiskImageProps {
  /** The Talos image. */
  readonly image: ITalosImage;
  /** Talos's name for where the image runs. */
  readonly platform: TalosPlatform;
  /** CPU architecture of the image. */
  readonly architecture: Architecture;
  /** Proxmox node that downloads it. */
  readonly proxmoxNode: string;
  /** Datastore with the content type `import`; one download serves all nodes that share it. */
  readonly datastore: string | ProxmoxDatastore;
  /**
   * SHA-256 that the downloaded file has to have.
   * @default - not compared
   */
  readonly sha256?: string;
}

/**
 * The disk image of a Talos image on a datastore, downloaded once for all pools of the stack: by each Proxmox node to a
 * datastore of its own, or by one of them to a datastore that they share.
 *
 * By Proxmox's own download and the content type `import` (Proxmox VE 8.4 or newer): an API token is enough, no SSH. A
 * new version is downloaded beside the old one, whose file is deleted last; VMs keep their disks.
 */
export class ProxmoxDiskImage extends Construct {
  /** The one for this image, node and datastore; made when it is first asked for. */
  static findOrCreate(props: ProxmoxDiskImageProps): ProxmoxDiskImage {
    const where = props.datastore instanceof ProxmoxDatastore ? 'shared' : props.proxmoxNode;
    const id = `${props.platform.name}-${props.architecture}-${where}-${props.datastore.toString()}`;
    const made = props.image.node.tryFindChild(id);
    return made instanceof ProxmoxDiskImage ? made : new ProxmoxDiskImage(props.image, id, props);
  }

  /** Volume id for a disk's `import_from`. */
  readonly fileId: string;
  /** What a VM has to wait for. */
  readonly resource: ITerraformDependable;

  private constructor(scope: Construct, id: string, props: ProxmoxDiskImageProps) {
    super(scope, id);
    const { image, sha256 } = props;
    const file = new DownloadFile(this, 'Resource', {
      contentType: 'import',
      nodeName: props.proxmoxNode,
      datastoreId: props.datastore.toString(),
      url: image.diskImageUrl(props.platform, props.architecture, 'qcow2'),
      fileName: `${fileNamePrefix(this)}-talos-${image.talosVersion.tag}-${image.schematicId.slice(0, 8)}-${props.architecture}${image.secureBoot ? '-secureboot' : ''}-${this.node.addr.slice(-6)}${sha256 === undefined ? '' : `-${sha256.slice(0, 8)}`}.qcow2`,
      ...(sha256 === undefined ? {} : { checksum: sha256, checksumAlgorithm: 'sha256' }),
      // True would ask the factory for the file's size at every plan, and replace the file when the answer differs.
      overwrite: false,
      dependsOn: [...image.registration],
      lifecycle: {
        createBeforeDestroy: true,
        // Whichever node fetched it to a shared datastore: another first one in the list fetches no file of that name.
        ...(props.datastore instanceof ProxmoxDatastore ? { ignoreChanges: ['node_name'] } : {}),
      },
    });
    this.fileId = file.id;
    this.resource = file;
  }
}

/** Stacks and Proxmox nodes share datastores: a file of the same name would be another one's to delete. */
function fileNamePrefix(scope: Construct): string {
  return TerraformStack.of(scope).node.id.replace(/[^A-Za-z0-9-]+/g, '-');
}
