import { Finding, collect, quote } from '../checks/check';
import { KUBESPAN_DISCOVERY } from '../checks/network-checks';
import { TPM_MISSING } from '../checks/system-checks';
import { KUBE_PRISM_ELSEWHERE, KUBE_PROXY_RUNS, POD_NETWORK_TWICE, TAINT_FORM } from '../checks/value-checks';
import type { Cni } from './cni';
import { EffectiveConfig, documentsOf, valueAt } from './effective-config';
import { KUBE_PRISM } from './kube-prism';
import { manifestFindings } from './manifest-findings';
import { annotationFindings, labelFindings } from './node-labels';
import { PatchPath, fieldsOf, itemsOf } from './patch-places';
import type { SettingFacts } from './settings/setting';
import { moduleNeedFindings, serviceNeedFindings } from './settings/system/extension-needs';
import { Taint } from './taint';

/** What a configuration in effect is held against. */
export interface EffectiveFacts extends Pick<SettingFacts, 'machineType' | 'image' | 'hasTpm' | 'isKnown'> {
  /** How pods get their network. */
  readonly cni: Pick<Cni, 'replacesKubeProxy' | 'configName'>;
}

/** A mistake, and the fields that make it, each by its document: the first that a patch speaks of is to blame. */
export interface EffectiveMistake {
  /** What is wrong. */
  readonly finding: Finding;
  /** Key of a document, '' for `machine` and `cluster`, and the way to a field in it. */
  readonly places: readonly { readonly document: string; readonly path: PatchPath }[];
}

type Rule = (config: EffectiveConfig, facts: EffectiveFacts) => EffectiveMistake[];

/** What is wrong with a configuration as a whole, whoever said which part of it. */
export function effectiveMistakes(config: EffectiveConfig, facts: EffectiveFacts): EffectiveMistake[] {
  return [kubeSpan, kubeProxy, podNetwork, kubePrism, manifests, tpmKeys, extensions, nodeValues].flatMap((rule) =>
    rule(config, facts),
  );
}

const kubeSpan: Rule = (config, { isKnown }) => {
  const ofDocument = documentsOf(config, 'KubeSpanConfig').some(
    ({ content }) => valueAt(content, ['enabled'], isKnown) === true,
  );
  const field = ['machine', 'network', 'kubespan', 'enabled'];
  const discovery = ['cluster', 'discovery', 'enabled'];
  if (valueAt(config.get(''), discovery, isKnown) !== false) return [];
  if (!ofDocument && valueAt(config.get(''), field, isKnown) !== true) return [];
  const finding = KUBESPAN_DISCOVERY.finding({
    wrong: 'KubeSpan cannot work without discovery',
    given: 'KubeSpan on, discovery off',
    allowed: 'Discovery.service() with KubeSpan, or neither',
  });
  const kubespan = ofDocument ? { document: 'KubeSpanConfig/', path: ['enabled'] } : { document: '', path: field };
  return [{ finding, places: [{ document: '', path: discovery }, kubespan] }];
};

const kubeProxy: Rule = (config, { cni, machineType, isKnown }) => {
  const path = ['cluster', 'proxy', 'disabled'];
  const disabled = valueAt(config.get(''), path, isKnown);
  if (machineType === 'worker' || !cni.replacesKubeProxy || disabled === true || !isReadable(config, path, isKnown)) {
    return [];
  }
  const finding = KUBE_PROXY_RUNS.finding({
    wrong: 'kube-proxy would run beside a pod network that does its work',
    given: `cluster.proxy.disabled: ${written(disabled)}`,
    allowed: 'cluster.proxy.disabled: true with this pod network',
  });
  return [{ finding, places: [{ document: '', path }] }];
};

const podNetwork: Rule = (config, { cni, machineType, isKnown }) => {
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

const kubePrism: Rule = (config, { cni, isKnown }) => {
  if (!cni.replacesKubeProxy) return [];
  return (
    [
      ['enabled', true],
      ['port', KUBE_PRISM.port],
    ] as const
  ).flatMap(([field, expected]) => {
    const path = ['machine', 'features', 'kubePrism', field];
    const value = valueAt(config.get(''), path, isKnown);
    if (value === expected || !isReadable(config, path, isKnown)) return [];
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

const manifests: Rule = (config, { isKnown }) => {
  const path = ['cluster', 'inlineManifests'];
  const named = itemsOf(valueAt(config.get(''), path, isKnown), isKnown).flatMap((each) => {
    const name = fieldsOf(each, isKnown)?.name;
    return typeof name === 'string' && isKnown(name) ? [{ name, contents: '' }] : [];
  });
  return manifestFindings(named).map((finding) => ({ finding, places: [{ document: '', path }] }));
};

const tpmKeys: Rule = (config, { hasTpm, isKnown }) =>
  hasTpm
    ? []
    : ['VolumeConfig', 'UserVolumeConfig', 'RawVolumeConfig', 'SwapVolumeConfig'].flatMap((kind) =>
        documentsOf(config, kind).flatMap(({ name, content }) => {
          const path = ['encryption', 'keys'];
          const keys = itemsOf(valueAt(content, path, isKnown), isKnown);
          if (keys.every((key) => fieldsOf(fieldsOf(key, isKnown)?.tpm, isKnown) === undefined)) return [];
          const finding = TPM_MISSING.finding({
            wrong: `the volume ${quote(name)} is encrypted by a TPM, and the machines have none`,
            given: `a key with 'tpm' in the ${kind} ${quote(name)}`,
            allowed: 'nodeID, kms and static without a TPM',
          });
          return [{ finding, places: [{ document: `${kind}/${name}`, path }] }];
        }),
      );

const extensions: Rule = (config, { image, isKnown }) => {
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

const nodeValues: Rule = (config, { machineType, isKnown }) => {
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
