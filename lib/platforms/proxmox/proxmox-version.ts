import { quote } from '../../checks/check';
import { PROXMOX_VERSION_FORM } from '../../checks/proxmox-checks';

/** A release of Proxmox VE, and the questions that depend on it, each by name. */
export class ProxmoxVersion {
  /**
   * Reads a release such as `9.1` or `8.4.14`, as the Proxmox interface shows it.
   * @throws ConfigError TALOS220 when it is none
   */
  static of(text: string): ProxmoxVersion {
    const [, major, minor] = /^(\d{1,2})\.(\d{1,2})(?:[.-]\d{1,3})?$/.exec(text) ?? [];
    if (major === undefined || minor === undefined) {
      throw PROXMOX_VERSION_FORM.configError({
        wrong: 'this is not a version of Proxmox VE',
        given: quote(text),
        allowed: "a release such as '9.1' or '8.4.14'",
      });
    }
    return new ProxmoxVersion(Number(major), Number(minor), text);
  }

  private constructor(
    private readonly major: number,
    private readonly minor: number,
    /** The release as it was given. */
    readonly text: string,
  ) {}

  /** Whether a disk can be imported from a downloaded image over the API: from 8.4 on. */
  get importsDiskImages(): boolean {
    return this.major > 8 || (this.major === 8 && this.minor >= 4);
  }

  /** Whether high availability goes by rules: from 9.0 on; before, by groups, which know nothing of keeping apart. */
  get hasHighAvailabilityRules(): boolean {
    return this.major >= 9;
  }

  /** Whether asking the guest agent has privileges of its own: from 9.0 on; before, it is part of `VM.Monitor`. */
  get hasGuestAgentPrivileges(): boolean {
    return this.major >= 9;
  }

  toString(): string {
    return this.text;
  }
}
