import { Finding, collect, quote } from '../checks/check';
import { KUBESPAN_DISCOVERY } from '../checks/network-checks';
import { KUBE_PRISM_ELSEWHERE, KUBE_PROXY_RUNS, POD_NETWORK_TWICE, TAINT_FORM } from '../checks/value-checks';
import { EffectiveConfig, documentsOf, valueAt } from './effective-config';
import type { EffectiveFacts, EffectiveMistake, EffectiveRule } from './effective-rule';
import { discoveryOff, kubeletCertificates } from './effective-trust';
import { stateLock, tpmKeys } from './effective-volumes';
import { KUBE_PRISM } from './kube-prism';
import { manifestFindings } from './manifest-findings';
import { annotationFindings, labelFindings } from './node-labels';
import { PatchPath, fieldsOf, itemsOf } from './patch-places';
import { moduleNeedFindings, serviceNeedFindings } from './settings/system/extension-needs';
import { Taint } from './taint';
import { asBoolean } from './yaml-value';

/** What is wrong with a configuration as a whole, whoever said which part of it. */
export function effectiveMistakes(config: EffectiveConfig, facts: EffectiveFacts): EffectiveMistake[] {
  return RULES.flatMap((rule) => rule(config, facts));
}

const kubeSpan: EffectiveRule = (config, { isKnown }) => {
  const ofDocument = documentsOf(config, 'KubeSpanConfig').some(
    ({ content }) => asBoolean(valueAt(content, ['enabled'], isKnown)) === true,
  );
  const field = ['machine', 'network', 'kubespan', 'enabled'];
  const discovery = ['cluster', 'discovery', 'enabled'];
  if (asBoolean(valueAt(config.get(''), discovery, isKnown)) !== false) return [];
  if (!ofDocument && asBoolean(valueAt(config.get(''), field, isKnown)) !== true) return [];
  const finding = KUBESPAN_DISCOVERY.finding({
    wrong: 'KubeSpan cannot work without discovery',
    given: 'KubeSpan on, discovery off',
    allowed: 'Discovery.service() with KubeSpan, or neither',
  });
  const kubespan = ofDocument ? { document: 'KubeSpanConfig/', path: ['enabled'] } : { document: '', path: field };
  return [{ finding, places: [{ document: '', path: discovery }, kubespan] }];
};

const kubeProxy: EffectiveRule = (config, { cni, machineType, isKnown }) => {
  const path = ['cluster', 'proxy', 'disabled'];
  const disabled = valueAt(config.get(''), path, isKnown);
  const isDisabled = asBoolean(disabled) === true;
  if (machineType === 'worker' || !cni.replacesKubeProxy || isDisabled || !isReadable(config, path, isKnown)) return [];
  const finding = KUBE_PROXY_RUNS.finding({
    wrong: 'kube-proxy would run beside a pod network that does its work',
    given: `cluster.proxy.disabled: ${written(disabled)}`,
    allowed: 'cluster.proxy.disabled: true with this pod network',
  });
  return [{ finding, places: [{ document: '', path }] }];
};

const podNetwork: EffectiveRule = (config, { cni, machineType, isKnown }) => {
  const path = ['cluster', 'network', 'cni', 'name'];
  const name = valueAt(config.get(''), path, isKnown);
  if (machineType === 'worker' || cni.configName !== 'none' || name === 'none' || !isReadable(config, path, isKnown)) {
    return [];
  }
  const finding = POD_NETWORK_TWICE.finding({
    wrong: "Talos would bring a pod network of its own beside that of 'cni'",
    given: `cluster.network.cni.name: ${written(name)}`,
    allowed: 'cluster.network.cni.name: none with this pod network',
  });
  return [{ finding, places: [{ document: '', path }] }];
};

const kubePrism: EffectiveRule = (config, { cni, isKnown }) => {
  if (!cni.replacesKubeProxy) return [];
  return (
    [
      ['enabled', true],
      ['port', KUBE_PRISM.port],
    ] as const
  ).flatMap(([field, expected]) => {
    const path = ['machine', 'features', 'kubePrism', field];
    const value = valueAt(config.get(''), path, isKnown);
    if (asBoolean(value) === expected || !isReadable(config, path, isKnown)) return [];
    // Talos's own port is the expected one.
    if (field === 'port' && value === undefined) return [];
    const finding = KUBE_PRISM_ELSEWHERE.finding({
      wrong: `the pod network reaches the Kubernetes API at localhost:${String(KUBE_PRISM.port)}, where nothing would answer`,
      given: `machine.features.kubePrism.${field}: ${written(value)}`,
      allowed: `machine.features.kubePrism.${field}: ${String(expected)}`,
    });
    return [{ finding, places: [{ document: '', path }] }];
  });
};

const manifests: EffectiveRule = (config, { isKnown }) => {
  const path = ['cluster', 'inlineManifests'];
  const named = itemsOf(valueAt(config.get(''), path, isKnown), isKnown).flatMap((each) => {
    const name = fieldsOf(each, isKnown)?.name;
    return typeof name === 'string' && isKnown(name) ? [{ name, contents: '' }] : [];
  });
  return manifestFindings(named).map((finding) => ({ finding, places: [{ document: '', path }] }));
};

const extensions: EffectiveRule = (config, { image, isKnown }) => {
  const path = ['machine', 'kernel', 'modules'];
  const modules = itemsOf(valueAt(config.get(''), path, isKnown), isKnown).map((each) => fieldsOf(each, isKnown)?.name);
  return [
    ...modules
      .filter((name): name is string => typeof name === 'string' && isKnown(name))
      .flatMap((name) => moduleNeedFindings(name, image))
      .map((finding) => ({ finding, places: [{ document: '', path }] })),
    ...documentsOf(config, 'ExtensionServiceConfig')
      .filter(({ name }) => isKnown(name))
      .flatMap(({ name }) =>
        serviceNeedFindings(name, image).map((finding) => ({
          finding,
          places: [{ document: `ExtensionServiceConfig/${name}`, path: ['name'] }],
        })),
      ),
  ];
};

const nodeValues: EffectiveRule = (config, { machineType, isKnown }) => {
  const at = (
    field: string,
    findingsOf: (values: Readonly<Record<string, string>>) => Finding[],
  ): EffectiveMistake[] => {
    const path = ['machine', field];
    return Object.entries(fieldsOf(valueAt(config.get(''), path, isKnown), isKnown) ?? {})
      .filter(([key, value]) => isKnown(key) && ['string', 'number', 'boolean'].includes(typeof value))
      .flatMap(([key, value]) =>
        findingsOf({ [key]: String(value) }).map((finding) => ({
          finding,
          places: [{ document: '', path: [...path, key] }],
        })),
      );
  };
  const worker = machineType === 'worker';
  return [
    ...at('nodeLabels', (labels) => labelFindings(labels, { worker, isKnown })),
    ...at('nodeAnnotations', annotationFindings),
    ...at('nodeTaints', (taints) =>
      Object.entries(taints).flatMap(([key, value]) => (isKnown(value) ? taintFindings(key, value) : [])),
    ),
  ];
};

const RULES: readonly EffectiveRule[] = [
  kubeSpan,
  discoveryOff,
  kubeProxy,
  podNetwork,
  kubePrism,
  manifests,
  tpmKeys,
  stateLock,
  extensions,
  kubeletCertificates,
  nodeValues,
];

/** A taint as the configuration has it: `value:NoSchedule`, or the effect alone. */
function taintFindings(key: string, configValue: string): Finding[] {
  const [value, effect] = configValue.includes(':') ? configValue.split(/:(.*)/s) : ['', configValue];
  const findings: Finding[] = [];
  collect(findings, () => void Taint.noSchedule(key, value), undefined);
  if (['NoSchedule', 'PreferNoSchedule', 'NoExecute'].includes(effect ?? '')) return findings;
  return [
    TAINT_FORM.finding({
      wrong: `the taint ${quote(key)} has no effect that Kubernetes knows`,
      given: `${key}: ${configValue}`,
      allowed: 'NoSchedule, PreferNoSchedule or NoExecute, after the value and a colon where it has a value',
      fix: "Write an effect after the value and a colon, such as 'present:NoSchedule', or alone: 'NoSchedule'.",
    }),
  ];
}

/** A value as the messages show it. */
function written(value: unknown): string {
  return value === undefined ? 'not set' : typeof value === 'string' ? value : JSON.stringify(value);
}

/** Whether no reference is at the path or on the way: what is not there can be read, too. */
function isReadable(config: EffectiveConfig, path: PatchPath, isKnown: EffectiveFacts['isKnown']): boolean {
  return path.every((_, index) => isKnown(valueAt(config.get(''), path.slice(0, index + 1), isKnown)));
}
