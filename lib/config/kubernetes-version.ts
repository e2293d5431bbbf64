import parse from 'semver/functions/parse';
import compare from 'semver/functions/compare';
import type { SemVer } from 'semver';
import { quote } from '../checks/check';
import { KUBERNETES_VERSION_FORM } from '../checks/value-checks';

/** An exact Kubernetes release. */
export class KubernetesVersion {
  /**
   * Reads a release such as `v1.36.3`; the `v` may be left out.
   * @throws ConfigError TALOS003 when it is not an exact version of Kubernetes 1.x
   */
  static of(text: string): KubernetesVersion {
    const parsed = parse(text);
    if (parsed?.major !== 1 || parsed.build.length > 0) {
      throw KUBERNETES_VERSION_FORM.configError({
        wrong: 'this is not an exact Kubernetes version',
        given: quote(text),
        allowed: "a release such as 'v1.36.3'",
      });
    }
    return new KubernetesVersion(parsed);
  }

  private constructor(private readonly parsed: SemVer) {}

  /** The release as Kubernetes writes it: `v1.36.3`. */
  get tag(): string {
    return `v${this.parsed.version}`;
  }

  /** The release as the talos provider takes it: `1.36.3`. */
  get number(): string {
    return this.parsed.version;
  }

  /** The second number of the version: 36 for `v1.36.3`. */
  get minor(): number {
    return this.parsed.minor;
  }

  /** Negative when this release is the older one. */
  compare(other: KubernetesVersion): number {
    return compare(this.parsed, other.parsed);
  }

  toString(): string {
    return this.tag;
  }
}
