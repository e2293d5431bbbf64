import { Finding } from '../../checks/check';
import { ADMIN_KUBECONFIG_LIFETIME } from '../../checks/kubernetes-checks';
import { ConfigPatch } from '../config-patch';
import { KubernetesVersion } from '../kubernetes-version';
import { VersionContract } from '../version-contract';
import {
  AdmissionPlugin,
  admissionPluginFindings,
  admissionPluginPatches,
  mergedAdmissionPlugins,
} from './kubernetes/admission-plugin';
import { AuditPolicy } from './kubernetes/audit-policy';
import {
  API_SERVER,
  CONTROLLER_MANAGER,
  Component,
  ComponentArgs,
  ETCD,
  KUBE_PROXY,
  SCHEDULER,
  argumentFindings,
} from './kubernetes/component-args';
import { ComponentVolume, apiServerVolumePatches, mergedVolumes, volumeFindings } from './kubernetes/component-volume';
import { EtcdMetrics } from './kubernetes/etcd-metrics';
import { ExternalCloudProvider } from './kubernetes/external-cloud-provider';
import { FeatureGates, featureGateFindings, featureGatePatches } from './kubernetes/feature-gates';
import { KubeProxyOptions, kubeProxyPatches, mergedKubeProxy } from './kubernetes/kube-proxy';
import { KubeletServingCertificates } from './kubernetes/kubelet-serving-certificates';
import { OidcProvider } from './kubernetes/oidc-provider';
import { PodSecurity } from './kubernetes/pod-security';
import { SchedulerConfig, schedulerConfigPatch } from './kubernetes/scheduler-config';
import { writtenArgumentFindings } from './kubernetes/written-arguments';
import { optionNameFindings, unknownOptions } from './option-names';
import { Setting, SettingContext, SettingTable, given, mergeMaps, mergedOptions } from './setting';
import { variableFindings } from './system/kernel';

/** What the settings of Kubernetes are held against. */
export interface KubernetesFacts extends SettingContext {
  /** The release of the cluster. */
  readonly kubernetesVersion: KubernetesVersion;
  /** Which values can be looked at: references cannot. */
  readonly isKnown: (value: unknown) => boolean;
}

/**
 * What the components of Kubernetes do, in the whole cluster.
 *
 * Secrets are encrypted in etcd without being asked for: Talos does so with a key of the cluster's own (secretbox).
 * Arguments are given without their dashes; a name that is none, that Talos sets itself, or that an option writes is
 * refused: TALOS344 to TALOS346.
 */
export interface KubernetesSettings {
  /**
   * Features of Kubernetes on or off by name, in every component and every kubelet. kube-proxy gets them when it is
   * installed.
   * Errors: TALOS347 for a name that is none.
   * @default - those of the Kubernetes release
   */
  readonly featureGates?: FeatureGates;
  /**
   * The level of Pod Security in namespaces that say nothing of it.
   * @default - baseline is enforced, restricted audited and warned of, kube-system exempt
   */
  readonly podSecurity?: PodSecurity;
  /**
   * Plugins through which every write passes, beside those that are on anyway.
   * Errors: TALOS349 for one that is given twice.
   * @default - none beside Kubernetes' own and Talos's
   */
  readonly admissionPlugins?: readonly AdmissionPlugin[];
  /**
   * What the API server notes in its audit log, on the disk of each control plane machine.
   * @default AuditPolicy.talosDefault(): who did what, of every request
   */
  readonly auditPolicy?: AuditPolicy;
  /**
   * Users of an OpenID Connect provider, beside the certificates of the admin kubeconfig.
   * @default - none
   */
  readonly oidc?: OidcProvider;
  /**
   * Who signs the certificate by which a kubelet answers.
   * @default KubeletServingCertificates.selfSigned()
   */
  readonly kubeletServingCertificates?: KubeletServingCertificates;
  /**
   * A cloud controller manager, for which nodes wait when they register.
   * @default - none
   */
  readonly externalCloudProvider?: ExternalCloudProvider;
  /**
   * Whether Talos installs CoreDNS. What replaces it answers at the same address: the tenth of the network of services.
   * @default true
   */
  readonly coreDns?: boolean;
  /**
   * What kube-proxy does. It is left out where the pod network does its work.
   * Errors: TALOS358 where it is left out.
   * @default - nftables
   */
  readonly kubeProxy?: KubeProxyOptions;
  /**
   * What the scheduler is told, beside its arguments.
   * @default - that of Kubernetes
   */
  readonly schedulerConfig?: SchedulerConfig;
  /**
   * Where etcd tells its metrics.
   * @default - nowhere before Talos 1.14, which has a port of its own for them
   */
  readonly etcdMetrics?: EtcdMetrics;
  /**
   * Hours for which an admin kubeconfig is good; it cannot be taken back before. Terraform renews its own a month before
   * its end.
   * Errors: TALOS359 for less than that month.
   * @default - 8760, a year
   */
  readonly adminKubeconfigLifetimeHours?: number;
  /**
   * Files and folders of the control plane machines that the API server sees.
   * Errors: TALOS356 for a path that is not absolute.
   * @default - none
   */
  readonly apiServerVolumes?: readonly ComponentVolume[];
  /**
   * Environment of the API server, such as that of a proxy on the way to an OpenID Connect provider.
   * @default - none
   */
  readonly apiServerEnvironment?: Readonly<Record<string, string>>;
  /**
   * Arguments of the API server.
   * @default - Talos's own
   */
  readonly apiServerArgs?: ComponentArgs;
  /**
   * Arguments of the controller manager, such as `terminated-pod-gc-threshold: '500'`.
   * @default - Talos's own
   */
  readonly controllerManagerArgs?: ComponentArgs;
  /**
   * Arguments of the scheduler.
   * @default - Talos's own
   */
  readonly schedulerArgs?: ComponentArgs;
  /**
   * Arguments of etcd, such as `quota-backend-bytes: '4294967296'`. A change restarts etcd, machine by machine.
   * @default - Talos's own
   */
  readonly etcdArgs?: ComponentArgs;
}

/** How every setting of Kubernetes becomes configuration, in the order of the configuration. */
export const KUBERNETES_SETTINGS: SettingTable<KubernetesSettings, KubernetesFacts> = {
  featureGates: { patches: featureGatePatches, merge: mergeMaps, findings: featureGateFindings },
  podSecurity: onControlPlanes({ patches: ({ patch }) => [patch] }),
  admissionPlugins: onControlPlanes({
    patches: admissionPluginPatches,
    merge: mergedAdmissionPlugins,
    findings: admissionPluginFindings,
  }),
  auditPolicy: onControlPlanes({ patches: ({ patches }) => patches }),
  oidc: onControlPlanes({
    patches: ({ patch }) => [patch],
    manifests: ({ manifests }) => manifests,
    findings: ({ findings }) => findings,
  }),
  kubeletServingCertificates: { patches: ({ patches }) => patches, manifests: ({ manifests }) => manifests },
  externalCloudProvider: { patches: (provider, context) => [provider.patch(context)] },
  coreDns: onControlPlanes({
    patches: (installed) => [ConfigPatch.merge({ cluster: { coreDNS: { disabled: !installed } } })],
  }),
  kubeProxy: onControlPlanes({
    patches: kubeProxyPatches,
    merge: mergedKubeProxy,
    findings: ({ args = {} }) => argumentFindings(KUBE_PROXY, args),
  }),
  schedulerConfig: onControlPlanes({ patches: (config) => [schedulerConfigPatch(config)], merge: mergeMaps }),
  etcdMetrics: onControlPlanes({ patches: ({ patch }) => [patch] }),
  adminKubeconfigLifetimeHours: onControlPlanes({
    patches: (hours) => [
      ConfigPatch.merge({ cluster: { adminKubeconfig: { certLifetime: `${String(hours)}h0m0s` } } }),
    ],
    findings: lifetimeFindings,
  }),
  apiServerVolumes: onControlPlanes({
    patches: apiServerVolumePatches,
    merge: mergedVolumes,
    findings: (volumes, { isKnown }) => volumeFindings(volumes, isKnown),
  }),
  apiServerEnvironment: onControlPlanes({
    patches: (env) => (Object.keys(env).length === 0 ? [] : [ConfigPatch.merge({ cluster: { apiServer: { env } } })]),
    merge: mergeMaps,
    findings: variableFindings,
  }),
  apiServerArgs: componentArgs(API_SERVER, (extraArgs) => ({ apiServer: { extraArgs } })),
  controllerManagerArgs: componentArgs(CONTROLLER_MANAGER, (extraArgs) => ({ controllerManager: { extraArgs } })),
  schedulerArgs: componentArgs(SCHEDULER, (extraArgs) => ({ scheduler: { extraArgs } })),
  etcdArgs: componentArgs(ETCD, (extraArgs) => ({ etcd: { extraArgs } })),
};

/** The settings of Kubernetes from those of a profile and the user's. */
export function mergedKubernetesSettings(
  ...wideToNarrow: readonly (KubernetesSettings | undefined)[]
): KubernetesSettings {
  return { ...unknownOptions(KUBERNETES_SETTINGS, wideToNarrow), ...mergedOptions(KUBERNETES_SETTINGS, wideToNarrow) };
}

/** What is wrong with the settings of Kubernetes. */
export function kubernetesFindings(
  settings: KubernetesSettings,
  facts: { readonly contract: VersionContract } & Omit<KubernetesFacts, 'machineType' | 'contract'>,
): Finding[] {
  const ofControlPlane: KubernetesFacts = { ...facts, machineType: 'controlplane' };
  return [
    ...optionNameFindings(KUBERNETES_SETTINGS, settings, 'kubernetes'),
    ...given(KUBERNETES_SETTINGS, settings).flatMap(
      ({ setting, value }) => setting.findings?.(value, ofControlPlane) ?? [],
    ),
    ...writtenArgumentFindings(settings),
  ];
}

function lifetimeFindings(hours: number, { isKnown }: KubernetesFacts): Finding[] {
  if (!isKnown(hours) || (Number.isInteger(hours) && hours > 720)) return [];
  return [
    ADMIN_KUBECONFIG_LIFETIME.finding({
      wrong: 'an admin kubeconfig of so short a life would be made anew by every apply',
      given: `adminKubeconfigLifetimeHours ${String(hours)}`,
      allowed: 'a whole number of hours above 720, such as 2160 for three months',
    }),
  ];
}

/** The arguments of a component that runs on control planes. */
function componentArgs(
  component: Component,
  cluster: (extraArgs: ComponentArgs) => NonNullable<Parameters<typeof ConfigPatch.merge>[0]['cluster']>,
): Setting<ComponentArgs, KubernetesFacts> {
  return onControlPlanes({
    patches: (args) => (Object.keys(args).length === 0 ? [] : [ConfigPatch.merge({ cluster: cluster(args) })]),
    merge: mergeMaps,
    findings: (args) => argumentFindings(component, args),
  });
}

/** A setting of a component that runs on control planes alone; a worker that is told of it refuses its configuration. */
function onControlPlanes<Value>(setting: Setting<Value, KubernetesFacts>): Setting<Value, KubernetesFacts> {
  return {
    ...setting,
    patches: (value, context) => (context.machineType === 'controlplane' ? setting.patches(value, context) : []),
  };
}
