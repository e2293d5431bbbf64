import { Mistake, quote } from '../../checks/check';
import { CHART_CHANGES, CHART_REFERENCE, CHART_SECRET, CILIUM_VALUE } from '../../checks/cni-checks';
import { HelmValues, isOff, isTrue, valueAt } from '../helm-chart';
import { isReference } from '../reference';
import { YamlValue } from '../yaml-value';

/** What the options say, which values must not contradict. */
export interface CiliumSaid {
  /** The user's values, before they were merged. */
  readonly own: HelmValues;
  /** Cilium's word for how packets go between machines. */
  readonly routingMode: string;
  /** Cilium's word for where pods get their addresses from. */
  readonly ipamMode: string;
  /** Where each machine answers for the Kubernetes API. */
  readonly kubePrism: { readonly host: string; readonly port: number };
}

type Value = YamlValue | undefined;

/** A value without which Cilium does not run on a Talos machine, or not as the rest of the cluster expects. */
export interface CiliumRule {
  /** Where the value stands, such as `cgroup.hostRoot`. */
  readonly path: string;
  /**
   * Whether the rule is one for these values.
   * @default - for all
   */
  readonly isMeant?: (values: HelmValues) => boolean;
  /** Whether Cilium can run with the value. */
  readonly isRight: (value: Value) => boolean;
  /** What is wrong with any other one. */
  readonly wrong: string;
  /** The right values. */
  readonly allowed: string;
  /**
   * What to do.
   * @default - to drop the value
   */
  readonly fix?: string;
}

/** Makers of certificates that leave the manifest as it is. */
const STABLE_METHODS: readonly Value[] = ['cronJob', 'certmanager'];

/** Private keys that the chart takes as values. */
const SECRET_PATHS: readonly string[] = [
  'tls.ca.key',
  ...['server', 'relay.tls.server', 'relay.tls.client', 'ui.tls.client', 'metrics.tls.server'].map(
    (owner) => `hubble.${owner === 'server' ? 'tls.server' : owner}.key`,
  ),
  ...['server', 'admin', 'client', 'remote'].map((owner) => `clustermesh.apiserver.tls.${owner}.key`),
];

/**
 * Refuses values that Cilium cannot run with on Talos, that change the manifest at each plan, or that do not belong into
 * a state.
 * @throws ConfigError TALOS362 to TALOS365
 */
export function checkCiliumValues(values: HelmValues, said: CiliumSaid): void {
  checkReferences(said.own, '');
  const [broken] = brokenRules(values, rules(said));
  if (broken !== undefined) throw CILIUM_VALUE.configError(broken);
  checkStable(values, 'hubble.tls.auto', 'hubble.enabled', ['hubble.tls.enabled', 'hubble.tls.auto.enabled']);
  checkStable(values, 'clustermesh.apiserver.tls.auto', 'clustermesh.useAPIServer', [
    'clustermesh.apiserver.tls.auto.enabled',
  ]);
  for (const path of SECRET_PATHS) checkNoSecret(values, path);
}

/** The rules that values break, as mistakes. */
export function brokenRules(values: HelmValues, all: readonly CiliumRule[]): Mistake[] {
  return all
    .filter(({ path, isMeant, isRight }) => isMeant?.(values) !== false && !isRight(valueAt(values, path)))
    .map(({ path, wrong, allowed, fix }) => ({
      wrong,
      given: `${path}: ${shown(valueAt(values, path))}`,
      allowed,
      ...(fix === undefined ? {} : { fix }),
    }));
}

function rules({ routingMode, ipamMode, kubePrism }: CiliumSaid): readonly CiliumRule[] {
  const withoutModules = (list: string): CiliumRule => ({
    path: `securityContext.capabilities.${list}`,
    isRight: (value) => Array.isArray(value) && !value.includes('SYS_MODULE'),
    wrong: 'Talos gives the capability SYS_MODULE to no pod, and the containers of Cilium would not start',
    allowed: "a list of capabilities without 'SYS_MODULE', which is in the chart's own",
  });
  return [
    {
      path: 'kubeProxyReplacement',
      isRight: isTrue,
      wrong: 'with this value services are left to kube-proxy, and a cluster with Cilium runs none',
      allowed: 'true',
      fix: 'Drop the value, or render the chart yourself and use Cni.manifest, which keeps kube-proxy.',
    },
    {
      path: 'k8sServiceHost',
      isRight: (value) => value === kubePrism.host || value === '127.0.0.1',
      wrong: 'Cilium has to reach the Kubernetes API by KubePrism, which every machine has before it has a pod network',
      allowed: quote(kubePrism.host),
    },
    {
      path: 'k8sServicePort',
      isRight: (value) => value === kubePrism.port || value === String(kubePrism.port),
      wrong: `KubePrism, by which Cilium reaches the Kubernetes API, listens on port ${String(kubePrism.port)}`,
      allowed: String(kubePrism.port),
    },
    {
      path: 'k8sServiceHostRef.name',
      isRight: isAbsent,
      wrong: 'Cilium would take the address of the Kubernetes API from a ConfigMap instead of KubePrism',
      allowed: 'no k8sServiceHostRef',
    },
    {
      path: 'cgroup.autoMount.enabled',
      isRight: (value) => value === false,
      wrong: 'Cilium would mount cgroups by entering the host, where Talos has mounted them already',
      allowed: 'false',
    },
    {
      path: 'cgroup.hostRoot',
      isRight: (value) => value === '/sys/fs/cgroup',
      wrong: 'Talos has its cgroups elsewhere',
      allowed: "'/sys/fs/cgroup'",
    },
    withoutModules('ciliumAgent'),
    withoutModules('cleanCiliumState'),
    {
      path: 'nodeinit.enabled',
      isRight: isOff,
      wrong: 'node-init runs shell scripts on the host, and a Talos host has no shell',
      allowed: 'false',
    },
    {
      path: 'namespaceOverride',
      isRight: (value) => isAbsent(value) || value === 'kube-system',
      wrong: "Talos's pod security admits Cilium in the namespace kube-system alone",
      allowed: "'kube-system'",
    },
    {
      path: 'ipam.mode',
      isRight: (value) => value === ipamMode,
      wrong: 'the value contradicts the option ipam, and pods might not have the addresses that the cluster expects',
      allowed: quote(ipamMode),
      fix: 'Say it by the option: ipam: CiliumIpam.kubernetes() or CiliumIpam.clusterPool(cidrs).',
    },
    {
      path: 'eni.enabled',
      isRight: isOff,
      wrong:
        'pods would get addresses of the VPC, for which machines have neither the permissions nor the pod networks',
      allowed: 'false',
    },
    {
      path: 'routingMode',
      isRight: (value) => value === routingMode,
      wrong: 'the value contradicts the option routing, by which the native networks are filled in',
      allowed: quote(routingMode),
      fix: 'Say it by the option: routing: CiliumRouting.tunnel(), .nativeOnOneSegment() or .nativeByNetwork().',
    },
  ];
}

/** A reference would make the whole manifest unknown, or worse, change it: what is rendered has to be known. */
function checkReferences(value: Value, path: string): void {
  if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value) as [string, Value][]) {
      checkReferences(name, path);
      checkReferences(inner, path === '' ? name : `${path}.${name}`);
    }
  } else if ((typeof value === 'string' && isReference(value)) || isNumberToken(value)) {
    throw CHART_REFERENCE.configError({
      wrong: "a chart's values hold a reference, whose value is known only when Terraform runs",
      given: path === '' ? 'a name' : path,
      allowed: 'values that are known at synthesis',
    });
  }
}

/** The framework writes a reference to a number as a huge negative one. */
function isNumberToken(value: Value): boolean {
  return typeof value === 'number' && value < -1e100;
}

function checkStable(values: HelmValues, auto: string, use: string, unless: readonly string[]): void {
  const method = valueAt(values, `${auto}.method`);
  if (isOff(valueAt(values, use)) || unless.some((path) => valueAt(values, path) === false)) return;
  if (STABLE_METHODS.includes(method)) return;
  throw CHART_CHANGES.configError({
    wrong: 'Helm would make new certificates at every plan, and every plan would change all control planes',
    given: `${auto}.method: ${shown(method)}`,
    allowed: "'cronJob' or 'certmanager'",
    // The library says it for Hubble alone, where a value that is dropped leaves the right one.
    ...(auto.startsWith('hubble') ? {} : { fix: `Set '${auto}.method' to 'cronJob'.` }),
  });
}

function checkNoSecret(values: HelmValues, path: string): void {
  if (isAbsent(valueAt(values, path))) return;
  throw CHART_SECRET.configError({
    wrong: 'a private key in the values would stand readable in the state, in plans and in the machine configuration',
    given: `a text at ${path}`,
    allowed: 'certificates that are made in the cluster, or the name of a secret there (existingSecret)',
  });
}

/** Whether a value is not given, or taken away. */
export function isAbsent(value: Value): boolean {
  return value === undefined || value === null || value === '';
}

function shown(value: Value): string {
  if (value === undefined || value === null) return "nothing, which means the chart's own default";
  return typeof value === 'string' ? quote(value) : JSON.stringify(value);
}
