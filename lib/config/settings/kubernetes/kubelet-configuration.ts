import { Finding, quote } from '../../../checks/check';
import { CERTIFICATES_UNAPPROVED, KUBELET_FIELD_MANAGED, KUBELET_VALUE } from '../../../checks/kubernetes-checks';
import type { YamlValue } from '../../yaml-value';
import type { SettingFacts } from '../setting';
import { kubeletFieldFindings } from './kubelet-fields';
import { millisecondsOf } from './kubelet-forms';

/**
 * Fields of the kubelet's own configuration (KubeletConfiguration), by the names that Kubernetes has for them. Those that
 * are used most are typed; any other of it can be given as well, but for those that Talos sets itself. A name that it has
 * not is refused: TALOS440.
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
   * Size at which a container's log begins anew, in whole bytes with a unit of Kubernetes, such as `50Mi`.
   * @default '10Mi'
   */
  readonly containerLogMaxSize?: string;
  /**
   * How many logs of a container are kept, 2 at least.
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
   * What has to be left, else pods are evicted at once, such as `{ 'memory.available': '100Mi', 'nodefs.available': '10%' }`.
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

/** Talos's own time for the end of pods, and the part of it for critical ones (constants.KubeletShutdownGracePeriod). */
const SHUTDOWN = { all: '30s', critical: '10s' };

/** What is wrong with the configuration of a kubelet. */
export function kubeletConfigurationFindings(
  config: KubeletConfiguration,
  { isKnown, rotatesKubeletCertificates }: Pick<SettingFacts, 'isKnown' | 'rotatesKubeletCertificates'>,
): Finding[] {
  const given = Object.entries(config).filter(([, value]) => value !== undefined);
  const own = given.filter(([field]) => !Object.hasOwn(MANAGED, field));
  return [
    ...given.flatMap(([field]) => managedFindings(field)),
    ...kubeletFieldFindings(Object.fromEntries(own), isKnown),
    ...imageThresholdFindings(config, isKnown),
    ...softEvictionFindings(config, isKnown),
    ...shutdownFindings(config, isKnown),
    ...(rotatesKubeletCertificates ? [] : certificateFindings(config)),
  ];
}

/** A warning of certificates that are asked for by other means than the cluster's option. */
function certificateFindings({ serverTLSBootstrap }: KubeletConfiguration): Finding[] {
  if (serverTLSBootstrap !== true) return [];
  return [
    CERTIFICATES_UNAPPROVED.finding({
      wrong: 'kubelets that ask the cluster for a certificate by a field of their own bring nothing that approves it',
      given: "'serverTLSBootstrap' in kubeletConfig",
      allowed: "'kubeletServingCertificates' of 'kubernetes', for every machine",
      fix: "Leave 'serverTLSBootstrap' out, and give 'kubernetes' of the cluster KubeletServingCertificates.rotated(), which brings an approver, or approvedElsewhere().",
    }),
  ];
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

function imageThresholdFindings(
  { imageGCHighThresholdPercent: high, imageGCLowThresholdPercent: low }: KubeletConfiguration,
  isKnown: (value: unknown) => boolean,
): Finding[] {
  // What is no whole number is told already.
  const canBeCompared = (value: unknown): boolean => value === undefined || (isKnown(value) && Number.isInteger(value));
  if (!canBeCompared(high) || !canBeCompared(low)) return [];
  const isPercent = (value: number | undefined): boolean => value === undefined || (value >= 0 && value <= 100);
  if (isPercent(high) && isPercent(low) && (low ?? 80) < (high ?? 85)) return [];
  return [
    KUBELET_VALUE.finding({
      wrong: 'images are deleted from the high threshold down to the low one, which has to be below it',
      given: `imageGCHighThresholdPercent ${String(high)}, imageGCLowThresholdPercent ${String(low)}`,
      allowed: 'percentages, the low one below the high one; left out they are 80 and 85',
    }),
  ];
}

/** The kubelet does not start with a soft threshold that has no time. */
function softEvictionFindings(
  { evictionSoft, evictionSoftGracePeriod }: KubeletConfiguration,
  isKnown: (value: unknown) => boolean,
): Finding[] {
  const signals = signalsOf(evictionSoft, isKnown);
  const periods = signalsOf(evictionSoftGracePeriod, isKnown);
  if (signals === undefined || periods === undefined) return [];
  return signals
    .filter((signal) => isKnown(signal) && !periods.includes(signal))
    .map((signal) =>
      KUBELET_VALUE.finding({
        wrong: `the soft threshold ${quote(signal)} has no time for which it may be missed`,
        given: `${quote(signal)} in evictionSoft of kubeletConfig, not in evictionSoftGracePeriod`,
        allowed: `a duration for each signal, such as evictionSoftGracePeriod: { ${quote(signal)}: '1m30s' }`,
      }),
    );
}

/** The signals of thresholds; undefined where some of them cannot be looked at, or where they are no map. */
function signalsOf(thresholds: unknown, isKnown: (value: unknown) => boolean): string[] | undefined {
  if (thresholds === undefined || thresholds === null) return [];
  if (!isKnown(thresholds) || typeof thresholds !== 'object') return undefined;
  const signals = Object.keys(thresholds);
  return signals.every(isKnown) ? signals : undefined;
}

function shutdownFindings(
  { shutdownGracePeriod: all = SHUTDOWN.all, shutdownGracePeriodCriticalPods: critical }: KubeletConfiguration,
  isKnown: (value: unknown) => boolean,
): Finding[] {
  if (!isKnown(all) || !isKnown(critical)) return [];
  const [allOfIt, part] = [millisecondsOf(all), millisecondsOf(critical ?? SHUTDOWN.critical)];
  if (allOfIt === undefined || part === undefined || part <= allOfIt) return [];
  return [
    KUBELET_VALUE.finding({
      wrong: 'critical pods cannot have more time for their end than all pods have together',
      given: `shutdownGracePeriod ${all}, shutdownGracePeriodCriticalPods ${critical ?? `${SHUTDOWN.critical}, as it is left out`}`,
      allowed: `shutdownGracePeriodCriticalPods up to shutdownGracePeriod; left out they are ${SHUTDOWN.critical} and ${SHUTDOWN.all}`,
    }),
  ];
}
