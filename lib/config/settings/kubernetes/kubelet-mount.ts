import { quote } from '../../../checks/check';
import { HOST_PATH_FORM } from '../../../checks/kubernetes-checks';
import { holdsReference } from '../../reference';

/**
 * Where Talos can make a folder: what it mounts writable over its read-only root. It makes the source of a mount where it
 * is missing, and does not start the kubelet where it cannot (internal/app/machined/pkg/system/services/kubelet.go).
 */
const WRITABLE = [
  '/var',
  '/run',
  '/tmp',
  '/system',
  '/dev',
  '/proc',
  '/sys',
  '/opt',
  '/etc/cni',
  '/etc/kubernetes',
  '/usr/libexec/kubernetes',
];

/** Where folders of the image and of its system extensions are. */
const OF_THE_IMAGE = ['/bin', '/boot', '/etc', '/lib', '/lib64', '/sbin', '/usr'];

/** How a folder is mounted. */
export interface KubeletMountOptions {
  /**
   * Path under which the kubelet sees it. Pods mount what the kubelet sees, by the same path.
   * @default - the path on the machine
   */
  readonly destination?: string;
  /**
   * Whether mounts that are made in it are seen on both sides. Storage that mounts volumes needs it.
   * @default true
   */
  readonly shared?: boolean;
}

/** A folder of the machine that the kubelet sees beside its own, as storage add-ons ask for. */
export class KubeletMount {
  /**
   * A folder that may be written to; on a Talos machine that is one under `/var`.
   * @throws ConfigError TALOS356 when a path is not absolute, or the folder is on the read-only root
   */
  static writable(source: string, options: KubeletMountOptions = {}): KubeletMount {
    return new KubeletMount(source, options, 'rw');
  }

  /**
   * A folder that may only be read.
   * @throws ConfigError TALOS356 when a path is not absolute, or the folder cannot be there
   */
  static readOnly(source: string, options: KubeletMountOptions = {}): KubeletMount {
    return new KubeletMount(source, options, 'ro');
  }

  /** Path under which the kubelet sees it. */
  readonly destination: string;
  private readonly shared: boolean;

  private constructor(
    private readonly source: string,
    options: KubeletMountOptions,
    private readonly access: 'rw' | 'ro',
  ) {
    this.destination = options.destination ?? source;
    this.shared = options.shared ?? true;
    for (const path of [source, this.destination]) {
      if (!holdsReference(path) && !path.startsWith('/')) {
        throw HOST_PATH_FORM.configError({
          wrong: 'what the kubelet mounts is named by whole paths',
          given: quote(path),
          allowed: "a path that begins with a slash, such as '/var/lib/longhorn'",
        });
      }
    }
    if (holdsReference(source) || isBelow(source, access === 'rw' ? WRITABLE : [...WRITABLE, ...OF_THE_IMAGE])) return;
    throw HOST_PATH_FORM.configError({
      wrong:
        access === 'rw'
          ? 'this folder is on the root of Talos, which is read-only: nothing can be made or written there'
          : 'Talos has no such folder, and cannot make it: its root is read-only',
      given: quote(source),
      allowed: "a folder below /var, such as '/var/lib/longhorn', or '/var/mnt/data' of the user volume 'data'",
      fix: "Use a folder below /var; where pods know it by another path, give that as 'destination'.",
    });
  }

  /** The mount as the machine configuration holds it. */
  get config(): {
    readonly destination: string;
    readonly type: string;
    readonly source: string;
    readonly options: readonly string[];
  } {
    const { destination, source, shared, access } = this;
    return { destination, type: 'bind', source, options: ['bind', shared ? 'rshared' : 'rprivate', access] };
  }
}

/** What comes of mounts and narrower ones: what is mounted at one path is the narrower one's. */
export function mergedMounts(wide: readonly KubeletMount[], narrow: readonly KubeletMount[]): readonly KubeletMount[] {
  const said = new Set(narrow.map(({ destination }) => destination));
  return [...wide.filter(({ destination }) => !said.has(destination)), ...narrow];
}

function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}
