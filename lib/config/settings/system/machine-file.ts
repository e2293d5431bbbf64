import { Finding, quote } from '../../../checks/check';
import { FILE_FORM } from '../../../checks/system-checks';
import type { V1alpha1MachineFile } from '../../generated/config-document';

/** Where containerd's own configuration is extended; Talos takes the text and keeps the file elsewhere. */
const CONTAINERD_CUSTOMIZATION = '/etc/cri/conf.d/20-customization.part';

/** Where the kubelet takes static pods from. */
const STATIC_PODS = '/etc/kubernetes/manifests';

/**
 * Usual permissions without their 0o, whose decimal number is in the range by chance and gives groups every right, but
 * owners none to execute. 400 and 500 are as likely meant: they are 0o620 and 0o764.
 */
const READ_AS_DECIMAL: readonly number[] = [440, 444];

/** How a file is written. */
export interface MachineFileOptions {
  /**
   * Who may read, write and execute it, as an octal number.
   * @default 0o644
   */
  readonly permissions?: number;
}

/**
 * A file that Talos writes at every boot, before Kubernetes starts. A change takes effect by a reboot.
 *
 * The root file system is read-only, so a new file has its place below `/var`. A file elsewhere that the image brings can
 * be overwritten or appended to: Talos mounts the changed copy over it.
 */
export class MachineFile {
  /** A new file below `/var`, or the customization of containerd at `/etc/cri/conf.d/20-customization.part`. */
  static create(content: string, options: MachineFileOptions = {}): MachineFile {
    return new MachineFile('create', content, options);
  }

  /** Replaces a file that exists. */
  static overwrite(content: string, options: MachineFileOptions = {}): MachineFile {
    return new MachineFile('overwrite', content, options);
  }

  /** Adds to the end of a file that exists. */
  static append(content: string, options: MachineFileOptions = {}): MachineFile {
    return new MachineFile('append', content, options);
  }

  private readonly permissions: number;

  private constructor(
    private readonly op: 'create' | 'overwrite' | 'append',
    private readonly content: string,
    { permissions = 0o644 }: MachineFileOptions,
  ) {
    this.permissions = permissions;
  }

  /** The file as `machine.files` has it. */
  config(path: string): V1alpha1MachineFile {
    return { path, op: this.op, permissions: this.permissions, content: this.content };
  }

  /** What is wrong with it under that path. */
  findings(path: string, isKnown: (value: unknown) => boolean): Finding[] {
    return [
      ...(isKnown(path) ? this.placeFindings(path) : []),
      ...(isKnown(this.permissions) ? this.permissionFindings(path) : []),
    ];
  }

  private placeFindings(path: string): Finding[] {
    const isPath = path.startsWith('/') && !path.endsWith('/') && !path.split('/').includes('..');
    const parent = path.slice(0, path.lastIndexOf('/'));
    const creatable = path.startsWith('/var/') || path === CONTAINERD_CUSTOMIZATION || parent === STATIC_PODS;
    if (isPath && (this.op !== 'create' || creatable)) return [];
    return [
      FILE_FORM.finding({
        wrong: isPath ? 'Talos makes no new file there' : 'this is not the path of a file',
        given: `${this.op} ${quote(path)}`,
        allowed: isPath
          ? `a path below /var, or ${quote(CONTAINERD_CUSTOMIZATION)}`
          : "a path from the root, without '..', such as '/var/etc/example.conf'",
      }),
    ];
  }

  private permissionFindings(path: string): Finding[] {
    if (READ_AS_DECIMAL.includes(this.permissions)) {
      const octal = `0o${String(this.permissions)}`;
      return [
        FILE_FORM.finding({
          wrong: `these are hardly the permissions that are meant for ${quote(path)}: as a decimal number it is 0o${this.permissions.toString(8)}`,
          given: `permissions: ${String(this.permissions)}`,
          allowed: `an octal number from 0o000 to 0o777, such as ${octal}`,
          fix: `Write ${octal}.`,
        }),
      ];
    }
    if (Number.isInteger(this.permissions) && this.permissions >= 0 && this.permissions <= 0o777) return [];
    return [
      FILE_FORM.finding({
        wrong: `these are no permissions for ${quote(path)}`,
        given: `permissions: ${String(this.permissions)}`,
        allowed: 'an octal number from 0o000 to 0o777, such as 0o640',
        fix: 'Write the number with 0o in front; without, it is read as a decimal one.',
      }),
    ];
  }
}
