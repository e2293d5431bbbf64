import { CiliumChart } from './cilium/cilium-chart';
import { CiliumOptions } from './cilium/cilium-options';
import { cilium } from './cilium/cilium';
import { HelmChart } from './helm-chart';
import { InlineManifest, inlineManifest } from './inline-manifest';
import { checkManifestText } from './manifest-objects';
import type { PortFeature } from './ports';

export type { InlineManifest } from './inline-manifest';

/** What a pod network is, for the makers of `Cni`. */
interface CniFacts {
  readonly configName?: 'none';
  readonly manifests?: readonly InlineManifest[];
  readonly chart?: HelmChart;
  readonly replacesKubeProxy?: boolean;
  readonly forwardsKubeDnsToHost?: boolean;
  readonly ports?: readonly PortFeature[];
}

/** What is known of a pod network that a rendered manifest brings. */
export interface ManifestCniOptions {
  /**
   * Whether it does the work of kube-proxy, which is then left out.
   * @default false
   */
  readonly replacesKubeProxy?: boolean;
  /**
   * Whether the cluster's DNS may ask the host's resolver. Say no where the pod network masquerades by eBPF.
   * @default true
   */
  readonly forwardsKubeDnsToHost?: boolean;
  /**
   * The ports that it needs between machines, by their names in the library's table.
   * @default - none: open them by rules of your own
   */
  readonly ports?: readonly PortFeature[];
}

/** How pods get their network. */
export class Cni {
  /** Flannel, which Talos installs and upgrades by itself. */
  static flannel(): Cni {
    return new Cni({ ports: ['flannel'] });
  }

  /** No network: nodes stay NotReady until you install one. */
  static none(): Cni {
    return new Cni({ configName: 'none' });
  }

  /**
   * Cilium, in the place of Talos's own pod network and of kube-proxy. Its chart is rendered at each plan by the helm
   * provider, with the values that Talos needs, and carried by the control planes as an inline manifest.
   *
   * Talos installs it once: a new version or a changed value reaches a running cluster by other ways, see
   * docs/cilium.md.
   * @throws ConfigError TALOS362 for a value that Cilium cannot run with on Talos, TALOS363 for one that changes the
   * manifest at each plan, TALOS364 for a private key, TALOS365 for a reference
   */
  static cilium(chart: CiliumChart, options: CiliumOptions = {}): Cni {
    return new Cni({ ...cilium(chart, options), configName: 'none', replacesKubeProxy: true });
  }

  /**
   * A rendered manifest of the CNI of your choice, carried as an inline manifest by the control planes.
   *
   * Talos installs it once: a changed text does not reach a running cluster by itself.
   * @throws ConfigError TALOS013 when the name is none, or the text is empty; TALOS340 when the text is no YAML, or holds
   * something else than Kubernetes objects
   */
  static manifest(name: string, contents: string, options: ManifestCniOptions = {}): Cni {
    const manifest = inlineManifest({ name, contents });
    checkManifestText(contents, name);
    return new Cni({ ...options, configName: 'none', manifests: [manifest] });
  }

  /** Value of `cluster.network.cni.name`; undefined leaves Talos's own choice. */
  readonly configName: 'none' | undefined;
  /** Manifests that control planes carry for it, beside that of the chart. */
  readonly inlineManifests: readonly InlineManifest[];
  /** The chart that it is installed from, where it is one. */
  readonly chart: HelmChart | undefined;
  /** Whether it does the work of kube-proxy, which is then left out. */
  readonly replacesKubeProxy: boolean;
  /** Whether the cluster's DNS may ask the host's resolver, which some ways of masquerading break. */
  readonly forwardsKubeDnsToHost: boolean;
  /** The ports that it needs between machines, by their names in the library's table. */
  readonly ports: readonly PortFeature[];

  private constructor(facts: CniFacts) {
    this.configName = facts.configName;
    this.inlineManifests = facts.manifests ?? [];
    this.chart = facts.chart;
    this.replacesKubeProxy = facts.replacesKubeProxy ?? false;
    this.forwardsKubeDnsToHost = facts.forwardsKubeDnsToHost ?? true;
    this.ports = facts.ports ?? [];
  }

  /** Its name: `flannel`, `none`, or that of its chart or manifest. */
  get name(): string {
    return this.chart?.name ?? this.inlineManifests[0]?.name ?? this.configName ?? 'flannel';
  }
}
