import { Finding, quote } from '../../../checks/check';
import { KUBELET_FIELD_UNKNOWN } from '../../../checks/component-checks';
import { KUBELET_VALUE } from '../../../checks/kubernetes-checks';
import { didYouMean, nearestNames } from '../../nearest-name';

type IsKnown = (value: unknown) => boolean;

/** Each form of a field: how people call it, and what it takes. */
const FORMS = {
  flag: { allowed: 'true or false', fits: (value: unknown) => typeof value === 'boolean' },
  text: { allowed: 'a text', fits: (value: unknown) => typeof value === 'string' },
  count: {
    allowed: 'a whole number, 0 or more',
    fits: (value: unknown) => Number.isInteger(value) && Number(value) >= 0,
  },
  whole: { allowed: 'a whole number', fits: (value: unknown) => Number.isInteger(value) },
  number: { allowed: 'a number', fits: (value: unknown) => Number.isFinite(value) },
  duration: { allowed: "a duration, such as '1m30s'", fits: (value: unknown) => millisecondsOf(value) !== undefined },
  list: { allowed: 'a list', fits: (value: unknown) => Array.isArray(value) },
  object: { allowed: 'fields with their values', fits: isMap },
  flags: { allowed: 'names, each with true or false', fits: isMap },
  texts: { allowed: 'names, each with a text', fits: isMap },
  durations: { allowed: "names, each with a duration, such as '1m30s'", fits: isMap },
} as const;

type Form = keyof typeof FORMS;

/** What the values of a map are. */
const INNER: Partial<Record<Form, Form>> = { flags: 'flag', texts: 'text', durations: 'duration' };

/** Fields by their names. */
type Fields = Readonly<Record<string, Form>>;

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
  containerLogMaxFiles: 'count',
  containerLogMaxSize: 'text',
  containerLogMaxWorkers: 'count',
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
  evictionHard: 'texts',
  evictionMaxPodGracePeriod: 'whole',
  evictionMinimumReclaim: 'texts',
  evictionPressureTransitionPeriod: 'duration',
  evictionSoft: 'texts',
  evictionSoftGracePeriod: 'durations',
  failCgroupV1: 'flag',
  failSwapOn: 'flag',
  featureGates: 'flags',
  fileCheckFrequency: 'duration',
  hairpinMode: 'text',
  healthzBindAddress: 'text',
  healthzPort: 'count',
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
  kubeReserved: 'texts',
  kubeReservedCgroup: 'text',
  localStorageCapacityIsolation: 'flag',
  logging: 'object',
  makeIPTablesUtilChains: 'flag',
  maxOpenFiles: 'count',
  maxParallelImagePulls: 'count',
  maxPods: 'count',
  memoryManagerPolicy: 'text',
  memoryReservationPolicy: 'text',
  memorySwap: 'object',
  memoryThrottlingFactor: 'number',
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
  qosReserved: 'texts',
  readOnlyPort: 'count',
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
  systemReserved: 'texts',
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

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** A duration in the form of Go; undefined for what is none. */
export function millisecondsOf(duration: unknown): number | undefined {
  if (duration === '0') return 0;
  if (typeof duration !== 'string' || !/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(duration)) return undefined;
  return [...duration.matchAll(/([\d.]+)([a-zµ]+)/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (UNITS[unit] ?? 0),
    0,
  );
}

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
    const nested = path.length === 0 && Object.hasOwn(NESTED, field) ? NESTED[field] : undefined;
    return nested !== undefined && isMap(value)
      ? fieldFindings(value, nested, here, isKnown)
      : formFindings(value, form, here, isKnown);
  });
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

function formFindings(value: unknown, form: Form, path: readonly string[], isKnown: IsKnown): Finding[] {
  const { allowed, fits } = FORMS[form];
  if (!fits(value)) {
    return [
      KUBELET_VALUE.finding({
        wrong: `the field ${quote(path.join('.'))} of the kubelet cannot have this value`,
        given: `${shown(value)}, ${givenAt(path)}`,
        allowed,
      }),
    ];
  }
  const inner = INNER[form];
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

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
