import parse from 'semver/functions/parse';
import compare from 'semver/functions/compare';
import type { SemVer } from 'semver';
import { quote } from '../checks/check';
import { TALOS_VERSION_FORM, TALOS_VERSION_RANGE } from '../checks/value-checks';
import { KubernetesVersion } from './kubernetes-version';
import { VersionContract } from './version-contract';

interface MinorFacts {
  /** Oldest and newest Kubernetes minor that this Talos minor supports. */
  readonly kubernetes: readonly [oldest: number, newest: number];
  /** Newest configuration form that the nodes understand and the provider can write. */
  readonly contract: VersionContract;
}

/**
 * Facts by Talos minor (1.x). Source: siderolabs/talos `pkg/machinery/compatibility/talos1NN`.
 * Nodes of 1.14 run with the contract of 1.13: the provider does not register most document kinds of 1.14 yet.
 */
const MINORS: Readonly<Record<number, MinorFacts>> = {
  12: { kubernetes: [30, 35], contract: VersionContract.V1_12 },
  13: { kubernetes: [31, 36], contract: VersionContract.V1_13 },
  14: { kubernetes: [32, 37], contract: VersionContract.V1_13 },
};

/** An exact Talos release, and the questions that depend on it, each by name. */
export class TalosVersion {
  /**
   * Reads a release such as `v1.13.9`; the `v` may be left out.
   * @throws ConfigError TALOS001 when it is not an exact version, TALOS002 when its minor is not known
   */
  static of(text: string): TalosVersion {
    const parsed = parse(text);
    if (parsed === null || parsed.build.length > 0) {
      throw TALOS_VERSION_FORM.configError({
        wrong: 'this is not an exact Talos version',
        given: quote(text),
        allowed: "a release such as 'v1.13.9'",
      });
    }
    const facts = parsed.major === 1 ? MINORS[parsed.minor] : undefined;
    if (facts === undefined) {
      throw TALOS_VERSION_RANGE.configError({
        wrong: `Talos ${String(parsed.major)}.${String(parsed.minor)} is not known to this library`,
        given: quote(text),
        allowed: `a release of ${Object.keys(MINORS)
          .map((minor) => `1.${minor}`)
          .join(', ')}`,
      });
    }
    return new TalosVersion(parsed, facts);
  }

  private constructor(
    private readonly parsed: SemVer,
    private readonly facts: MinorFacts,
  ) {}

  /** The release as Talos writes it: `v1.13.9`. */
  get tag(): string {
    return `v${this.parsed.version}`;
  }

  /** The minor as people say it: `1.13`. */
  get minorName(): string {
    return `${String(this.parsed.major)}.${String(this.parsed.minor)}`;
  }

  /** The second number of the version: 13 for `v1.13.9`. */
  get minor(): number {
    return this.parsed.minor;
  }

  /** The newest version contract that nodes of this release understand. */
  get newestContract(): VersionContract {
    return this.facts.contract;
  }

  /** Whether an upgrade drains the node and waits until it is ready: from 1.13 on. */
  get upgradesWithDrain(): boolean {
    return this.parsed.minor >= 13;
  }

  /** Whether this release runs that Kubernetes version. */
  supportsKubernetes(version: KubernetesVersion): boolean {
    const [oldest, newest] = this.facts.kubernetes;
    return version.minor >= oldest && version.minor <= newest;
  }

  /** Whether the Talos minor after this one is known to drop that Kubernetes version. */
  nextMinorDropsKubernetes(version: KubernetesVersion): boolean {
    const next = MINORS[this.parsed.minor + 1];
    return next !== undefined && version.minor < next.kubernetes[0];
  }

  /** The supported Kubernetes versions in words. */
  get kubernetesRange(): string {
    const [oldest, newest] = this.facts.kubernetes;
    return `Kubernetes 1.${String(oldest)} to 1.${String(newest)}`;
  }

  /** Negative when this release is the older one. */
  compare(other: TalosVersion): number {
    return compare(this.parsed, other.parsed);
  }

  toString(): string {
    return this.tag;
  }
}
