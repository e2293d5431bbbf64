import { Finding, quote } from '../../../checks/check';
import { CERTIFICATES_UNAPPROVED, KUBELET_FIELD_MANAGED, KUBELET_VALUE } from '../../../checks/kubernetes-checks';
import type { YamlValue } from '../../yaml-value';

/**
 * Fields of the kubelet's own configuration (KubeletConfiguration), by the names that Kubernetes has for them. Those that
 * are used most are typed; any other of it can be given as well, but for those that Talos sets itself.
 */
export interface KubeletConfiguration {
  readonly [field: string]: YamlValue | undefined;
  /**
   * How many pods a node runs at most.
   * @default 110
   */
  readonly maxPods?: number;
  /**
   * How many processes a pod may have.
   * @default - no limit
   */
  readonly podPidsLimit?: number;
  /**
   * Percentage of disk use above which unused images are deleted.
   * @default 85
   */
  readonly imageGCHighThresholdPercent?: number;
  /**
   * Percentage of disk use down to which they are; below the high one.
   * @default 80
   */
  readonly imageGCLowThresholdPercent?: number;
  /**
   * Time for which an unused image is kept at least, such as `2m`.
   * @default '2m'
   */
  readonly imageMinimumGCAge?: string;
  /**
   * Time after which an unused image is deleted in any case, such as `168h`.
   * @default - never
   */
  readonly imageMaximumGCAge?: string;
  /**
   * How many images are pulled at a time.
   * @default - no limit
   */
  readonly maxParallelImagePulls?: number;
  /**
   * Size at which a container's log begins anew, such as `50Mi`.
   * @default '10Mi'
   */
  readonly containerLogMaxSize?: string;
  /**
   * How many logs of a container are kept.
   * @default 5
   */
  readonly containerLogMaxFiles?: number;
  /**
   * What is kept free for Talos, such as `{ cpu: '100m', memory: '512Mi' }`; all of it, for Talos's own is left out then.
   * @default - Talos's own
   */
  readonly systemReserved?: Readonly<Record<string, string>>;
  /**
   * What is kept free for the kubelet and the container runtime.
   * @default - nothing
   */
  readonly kubeReserved?: Readonly<Record<string, string>>;
  /**
   * What has to be left, else pods are evicted at once, such as `{ 'memory.available': '100Mi' }`.
   * @default - that of Kubernetes
   */
  readonly evictionHard?: Readonly<Record<string, string>>;
  /**
   * What has to be left, else pods are evicted after a while.
   * @default - nothing
   */
  readonly evictionSoft?: Readonly<Record<string, string>>;
  /**
   * How long each of those may be missed, such as `{ 'memory.available': '1m30s' }`.
   * @default - none
   */
  readonly evictionSoftGracePeriod?: Readonly<Record<string, string>>;
  /**
   * Time that pods have for their end when the machine is shut down, such as `60s`.
   * @default - Talos's own
   */
  readonly shutdownGracePeriod?: string;
  /**
   * The part of it that is kept for critical pods.
   * @default - Talos's own
   */
  readonly shutdownGracePeriodCriticalPods?: string;
  /**
   * Whether pods may have CPUs of their own. A change needs the state of the old policy deleted on the machine.
   * @default 'none'
   */
  readonly cpuManagerPolicy?: 'none' | 'static';
  /**
   * Whether pods may have memory of their own.
   * @default 'None'
   */
  readonly memoryManagerPolicy?: 'None' | 'Static';
  /**
   * Whether CPUs, memory and devices of a pod are near each other.
   * @default 'none'
   */
  readonly topologyManagerPolicy?: 'none' | 'best-effort' | 'restricted' | 'single-numa-node';
  /**
   * CPUs that are no pod's, such as `0-1`.
   * @default - none
   */
  readonly reservedSystemCPUs?: string;
  /**
   * Kernel parameters that pods may set beside the safe ones, such as `net.core.somaxconn`.
   * @default - none
   */
  readonly allowedUnsafeSysctls?: readonly string[];
  /**
   * Features of the kubelet of these machines alone; those of the whole cluster have an option of their own.
   * @default - those of the cluster
   */
  readonly featureGates?: Readonly<Record<string, boolean>>;
  /** Talos's own. */
  readonly apiVersion?: never;
  /** Talos's own. */
  readonly authentication?: never;
  /** Talos's own. */
  readonly authorization?: never;
  /** Talos's own. */
  readonly cgroupRoot?: never;
  /** The option `kubeletClusterDns`. */
  readonly clusterDNS?: never;
  /** Talos's own. */
  readonly kind?: never;
  /** Talos's own. */
  readonly kubeletCgroups?: never;
  /** Talos's own. */
  readonly port?: never;
  /** Talos's own. */
  readonly protectKernelDefaults?: never;
  /** Talos's own. */
  readonly resolvConf?: never;
  /** Talos's own: client certificates are renewed always. */
  readonly rotateCertificates?: never;
  /** The option `kubeletSeccompByDefault`. */
  readonly seccompDefault?: never;
  /** Talos's own. */
  readonly staticPodPath?: never;
  /** Talos's own. */
  readonly systemCgroups?: never;
}

/** Fields that Talos sets itself (pkg/machinery/kubelet), and the two that have options. */
const MANAGED: Readonly<Record<string, string | undefined>> = {
  apiVersion: undefined,
  authentication: undefined,
  authorization: undefined,
  cgroupRoot: undefined,
  clusterDNS: "'kubeletClusterDns'",
  kind: undefined,
  kubeletCgroups: undefined,
  port: undefined,
  protectKernelDefaults: undefined,
  resolvConf: undefined,
  rotateCertificates: undefined,
  seccompDefault: "'kubeletSeccompByDefault'",
  staticPodPath: undefined,
  systemCgroups: undefined,
};

/** What is wrong with the configuration of a kubelet. */
export function kubeletConfigurationFindings(config: KubeletConfiguration): Finding[] {
  return [
    ...Object.keys(config).flatMap((field) => (config[field] === undefined ? [] : managedFindings(field))),
    ...imageThresholdFindings(config),
    ...(config.serverTLSBootstrap === true ? [unapproved("'serverTLSBootstrap' in kubeletConfig")] : []),
  ];
}

/** A warning of certificates that are asked for by other means than the cluster's option. */
export function unapproved(given: string): Finding {
  return CERTIFICATES_UNAPPROVED.finding({
    wrong: 'these kubelets ask the cluster for a certificate, and nothing here approves the requests',
    given,
    allowed: "'kubeletServingCertificates' of 'kubernetes', for every machine",
  });
}

function managedFindings(field: string): Finding[] {
  if (!Object.hasOwn(MANAGED, field)) return [];
  const instead = MANAGED[field];
  return [
    KUBELET_FIELD_MANAGED.finding({
      wrong: `the field ${quote(field)} of the kubelet is not set here`,
      given: `${quote(field)} in kubeletConfig`,
      allowed: instead ?? `the fields of a KubeletConfiguration but ${Object.keys(MANAGED).map(quote).join(', ')}`,
      ...(instead === undefined ? {} : { fix: `Use ${instead}.` }),
    }),
  ];
}

function imageThresholdFindings({
  imageGCHighThresholdPercent: high,
  imageGCLowThresholdPercent: low,
}: KubeletConfiguration): Finding[] {
  const given = `imageGCHighThresholdPercent ${String(high)}, imageGCLowThresholdPercent ${String(low)}`;
  const isPercent = (value: number | undefined): boolean => value === undefined || (value >= 0 && value <= 100);
  if (isPercent(high) && isPercent(low) && (low ?? 80) < (high ?? 85)) return [];
  return [
    KUBELET_VALUE.finding({
      wrong: 'images are deleted from the high threshold down to the low one, which has to be below it',
      given,
      allowed: 'percentages, the low one below the high one; left out they are 80 and 85',
    }),
  ];
}
