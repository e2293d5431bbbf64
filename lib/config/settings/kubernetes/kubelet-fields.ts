import { Finding, quote } from '../../../checks/check';
import { KUBELET_FIELD_UNKNOWN } from '../../../checks/component-checks';
import { KUBELET_VALUE } from '../../../checks/kubernetes-checks';
import { didYouMean, nearestNames } from '../../nearest-name';
import { INNER_FORMS, KUBELET_FORMS, KubeletFormName, isMap } from './kubelet-forms';

type IsKnown = (value: unknown) => boolean;

/** Fields by their names. */
type Fields = Readonly<Record<string, KubeletFormName>>;

/**
 * The fields of a KubeletConfiguration (kubelet.config.k8s.io/v1beta1) that any release from 1.30 to 1.37 has, without
 * those that cannot be given. A number that means something below zero, such as no limit, is a whole one.
 */
const KUBELET_FIELDS: Fields = {
  address: 'text',
  allowedUnsafeSysctls: 'list',
  cgroupDriver: 'text',
  cgroupsPerQOS: 'flag',
  clusterDomain: 'text',
  configMapAndSecretChangeDetectionStrategy: 'text',
  containerLogMaxFiles: 'countFrom2',
  containerLogMaxSize: 'bytes',
  containerLogMaxWorkers: 'countFrom1',
  containerLogMonitorInterval: 'duration',
  containerRuntimeEndpoint: 'text',
  contentType: 'text',
  cpuCFSQuota: 'flag',
  cpuCFSQuotaPeriod: 'duration',
  cpuManagerPolicy: 'text',
  cpuManagerPolicyOptions: 'texts',
  cpuManagerReconcilePeriod: 'duration',
  crashLoopBackOff: 'object',
  defaultPodSysctls: 'texts',
  enableContentionProfiling: 'flag',
  enableControllerAttachDetach: 'flag',
  enableDebugFlagsHandler: 'flag',
  enableDebuggingHandlers: 'flag',
  enableProfilingHandler: 'flag',
  enableServer: 'flag',
  enableSystemLogHandler: 'flag',
  enableSystemLogQuery: 'flag',
  enforceNodeAllocatable: 'list',
  eventBurst: 'count',
  eventRecordQPS: 'count',
  evictionHard: 'thresholds',
  evictionMaxPodGracePeriod: 'whole',
  evictionMinimumReclaim: 'reclaims',
  evictionPressureTransitionPeriod: 'duration',
  evictionSoft: 'thresholds',
  evictionSoftGracePeriod: 'durations',
  failCgroupV1: 'flag',
  failSwapOn: 'flag',
  featureGates: 'flags',
  fileCheckFrequency: 'duration',
  hairpinMode: 'text',
  healthzBindAddress: 'text',
  healthzPort: 'port',
  httpCheckFrequency: 'duration',
  imageGCHighThresholdPercent: 'whole',
  imageGCLowThresholdPercent: 'whole',
  imageMaximumGCAge: 'duration',
  imageMinimumGCAge: 'duration',
  imagePullCredentialsVerificationPolicy: 'text',
  imageServiceEndpoint: 'text',
  iptablesDropBit: 'whole',
  iptablesMasqueradeBit: 'whole',
  kernelMemcgNotification: 'flag',
  kubeAPIBurst: 'count',
  kubeAPIQPS: 'whole',
  kubeReserved: 'amounts',
  kubeReservedCgroup: 'text',
  localStorageCapacityIsolation: 'flag',
  logging: 'object',
  makeIPTablesUtilChains: 'flag',
  maxOpenFiles: 'count',
  maxParallelImagePulls: 'countFrom1',
  maxPods: 'count',
  memoryManagerPolicy: 'text',
  memoryReservationPolicy: 'text',
  memorySwap: 'object',
  memoryThrottlingFactor: 'share',
  mergeDefaultEvictionSettings: 'flag',
  nodeLeaseDurationSeconds: 'count',
  nodeStatusMaxImages: 'whole',
  nodeStatusReportFrequency: 'duration',
  nodeStatusUpdateFrequency: 'duration',
  oomScoreAdj: 'whole',
  podCIDR: 'text',
  podLogsDir: 'text',
  podPidsLimit: 'whole',
  podsPerCore: 'count',
  preloadedImagesVerificationAllowlist: 'list',
  providerID: 'text',
  qosReserved: 'percentages',
  readOnlyPort: 'port',
  registerNode: 'flag',
  registerWithTaints: 'list',
  registryBurst: 'count',
  registryPullQPS: 'count',
  reservedMemory: 'list',
  reservedSystemCPUs: 'text',
  runOnce: 'flag',
  runtimeRequestTimeout: 'duration',
  serializeImagePulls: 'flag',
  serverTLSBootstrap: 'flag',
  showHiddenMetricsForVersion: 'text',
  shutdownGracePeriod: 'duration',
  shutdownGracePeriodByPodPriority: 'list',
  shutdownGracePeriodCriticalPods: 'duration',
  singleProcessOOMKill: 'flag',
  staticPodURL: 'text',
  staticPodURLHeader: 'object',
  streamingConnectionIdleTimeout: 'duration',
  syncFrequency: 'duration',
  systemReserved: 'amounts',
  systemReservedCgroup: 'text',
  tlsCertFile: 'text',
  tlsCipherSuites: 'list',
  tlsCurvePreferences: 'list',
  tlsMinVersion: 'text',
  tlsPrivateKeyFile: 'text',
  topologyManagerPolicy: 'text',
  topologyManagerPolicyOptions: 'texts',
  topologyManagerScope: 'text',
  tracing: 'object',
  userNamespaces: 'object',
  volumePluginDir: 'text',
  volumeStatsAggPeriod: 'duration',
};

/** Fields that are objects of few fields of their own. */
const NESTED: Readonly<Record<string, Fields>> = {
  crashLoopBackOff: { maxContainerRestartPeriod: 'duration' },
  memorySwap: { swapBehavior: 'text' },
  userNamespaces: { idsPerPod: 'count' },
};

/** Fields that are lists of objects. */
const ITEMS: Readonly<Record<string, Fields>> = {
  reservedMemory: { limits: 'amounts', numaNode: 'count' },
};

/** What is wrong with names and forms of fields; what a reference becomes is not known. */
export function kubeletFieldFindings(config: Readonly<Record<string, unknown>>, isKnown: IsKnown): Finding[] {
  return fieldFindings(config, KUBELET_FIELDS, [], isKnown);
}

function fieldFindings(
  given: Readonly<Record<string, unknown>>,
  fields: Fields,
  path: readonly string[],
  isKnown: IsKnown,
): Finding[] {
  return Object.entries(given).flatMap(([field, value]) => {
    if (value === undefined || !isKnown(field)) return [];
    const here = [...path, field];
    const form = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (form === undefined) return [unknownFinding(field, fields, here)];
    if (value === null || !isKnown(value)) return [];
    const items = path.length === 0 && Object.hasOwn(ITEMS, field) ? ITEMS[field] : undefined;
    if (items !== undefined && Array.isArray(value)) return itemFindings(value, items, here, isKnown);
    const nested = path.length === 0 && Object.hasOwn(NESTED, field) ? NESTED[field] : undefined;
    return nested !== undefined && isMap(value)
      ? fieldFindings(value, nested, here, isKnown)
      : formFindings(value, form, here, isKnown);
  });
}

function itemFindings(items: readonly unknown[], fields: Fields, path: readonly string[], isKnown: IsKnown): Finding[] {
  return items.flatMap((item, index) =>
    isMap(item) && isKnown(item) ? fieldFindings(item, fields, [...path, String(index)], isKnown) : [],
  );
}

function unknownFinding(field: string, fields: Fields, path: readonly string[]): Finding {
  const names = Object.keys(fields);
  const of = path.length === 1 ? 'a KubeletConfiguration' : quote(path.slice(0, -1).join('.'));
  return KUBELET_FIELD_UNKNOWN.finding({
    wrong: `the kubelet has no field ${quote(path.join('.'))}${didYouMean(field, names)}`,
    given: givenAt(path),
    allowed: `the fields of ${of}, such as ${nearestNames(field, names, 3).map(quote).join(', ')}`,
  });
}

function formFindings(value: unknown, form: KubeletFormName, path: readonly string[], isKnown: IsKnown): Finding[] {
  const { allowed, fits } = KUBELET_FORMS[form];
  if (!fits(value)) {
    return [
      KUBELET_VALUE.finding({
        wrong: `the field ${quote(path.join('.'))} of the kubelet cannot have this value`,
        given: `${shown(value)}, ${givenAt(path)}`,
        allowed,
      }),
    ];
  }
  const inner = INNER_FORMS[form];
  return inner === undefined || !isMap(value)
    ? []
    : Object.entries(value).flatMap(([name, each]) =>
        each === undefined || !isKnown(name) || !isKnown(each)
          ? []
          : formFindings(each, inner, [...path, name], isKnown),
      );
}

function givenAt(path: readonly string[]): string {
  return `${quote(path.join('.'))} in kubeletConfig`;
}

function shown(value: unknown): string {
  return typeof value === 'object' ? (Array.isArray(value) ? 'a list' : 'an object') : quote(value);
}
