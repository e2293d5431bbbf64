import type { BlockFilesystemSpec } from '../../generated/config-document';

/** What XFS can do beside. */
export interface XfsOptions {
  /**
   * Whether the size of directories can be limited (project quotas), as the kubelet does for volumes of pods.
   * @default false
   */
  readonly projectQuotaSupport?: boolean;
}

/** How a volume is formatted. */
export class Filesystem {
  /** XFS, which Talos uses by itself. */
  static xfs(options: XfsOptions = {}): Filesystem {
    return new Filesystem({ type: 'xfs', ...options });
  }

  /** ext4. */
  static ext4(): Filesystem {
    return new Filesystem({ type: 'ext4' });
  }

  private constructor(
    /** The file system as a volume's document has it. */
    readonly config: BlockFilesystemSpec,
  ) {}
}
