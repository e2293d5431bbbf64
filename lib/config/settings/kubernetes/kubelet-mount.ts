import { quote } from '../../../checks/check';
import { HOST_PATH_FORM } from '../../../checks/kubernetes-checks';
import { holdsReference } from '../../reference';

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
   * @throws ConfigError TALOS356 when a path is not absolute
   */
  static writable(source: string, options: KubeletMountOptions = {}): KubeletMount {
    return new KubeletMount(source, options, 'rw');
  }

  /**
   * A folder that may only be read.
   * @throws ConfigError TALOS356 when a path is not absolute
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
