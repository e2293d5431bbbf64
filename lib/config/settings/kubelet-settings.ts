import { collect, Finding } from '../../checks/check';
import { ConfigPatch } from '../config-patch';
import { IpAddress } from '../ip-network';
import { KUBELET, argumentFindings } from './kubernetes/component-args';
import {
  CredentialProvider,
  credentialProviderFindings,
  credentialProviderPatches,
} from './kubernetes/credential-provider';
import { KubeletConfiguration, kubeletConfigurationFindings } from './kubernetes/kubelet-configuration';
import { KubeletMount, mergedMounts } from './kubernetes/kubelet-mount';
import { SettingTable, mergeMaps } from './setting';

/** What the kubelet of a machine does. */
export interface KubeletSettings {
  /**
   * Arguments of the kubelet without their dashes, such as `v: '4'`. A pool's are added to those of the cluster. Most of
   * what a kubelet can be told is no argument any more: see `kubeletConfig`.
   * Errors: TALOS344 and TALOS345 for a name that is none, or that Talos sets itself; TALOS346 where an option writes it.
   * @default - Talos's own
   */
  readonly kubeletArgs?: Readonly<Record<string, string>>;
  /**
   * Fields of the kubelet's configuration, such as `{ maxPods: 200 }`. A pool's are added to those of the cluster, field
   * by field. A change restarts the kubelet, not its pods.
   * Errors: TALOS440 for a field that there is not, TALOS355 for one that Talos sets itself, TALOS357 for a value that the
   * kubelet refuses.
   * @default - Talos's own
   */
  readonly kubeletConfig?: KubeletConfiguration;
  /**
   * Folders of the machine that the kubelet sees beside its own. A pool's are added to those of the cluster, path by
   * path.
   * @default - none
   */
  readonly kubeletMounts?: readonly KubeletMount[];
  /**
   * Addresses that pods ask for names, in the place of the cluster's DNS service: those of a cache on each node, say.
   * Errors: TALOS005 for what is no address.
   * @default - the tenth address of each network of services
   */
  readonly kubeletClusterDns?: readonly [string, ...string[]];
  /**
   * Programs that the kubelet asks for the credentials of a registry; a pool's take the place of those of the cluster.
   * Errors: TALOS352 where the system extension that brings one is missing.
   * @default - none
   */
  readonly kubeletCredentialProviders?: readonly CredentialProvider[];
  /**
   * Whether a pod that names no seccomp profile gets that of the container runtime, instead of none.
   * @default true
   */
  readonly kubeletSeccompByDefault?: boolean;
  /**
   * Whether a node registers with its host name and domain, instead of the host name alone. The cloud controller manager
   * of AWS knows machines by that. A node that exists keeps its name: decide at the creation of the cluster.
   * @default false
   */
  readonly kubeletRegistersFqdn?: boolean;
}

/** How the settings of the kubelet become configuration. */
export const KUBELET_SETTINGS: SettingTable<KubeletSettings> = {
  kubeletArgs: {
    patches: (extraArgs) =>
      Object.keys(extraArgs).length === 0 ? [] : [ConfigPatch.merge({ machine: { kubelet: { extraArgs } } })],
    merge: mergeMaps,
    findings: (args) => argumentFindings(KUBELET, args),
  },
  kubeletConfig: {
    patches: (extraConfig) =>
      Object.keys(extraConfig).length === 0 ? [] : [ConfigPatch.merge({ machine: { kubelet: { extraConfig } } })],
    merge: mergeMaps,
    findings: kubeletConfigurationFindings,
  },
  kubeletMounts: {
    patches: (mounts) =>
      mounts.length === 0
        ? []
        : [ConfigPatch.merge({ machine: { kubelet: { extraMounts: mounts.map(({ config }) => config) } } })],
    merge: mergedMounts,
  },
  kubeletClusterDns: {
    patches: (addresses) => [ConfigPatch.merge({ machine: { kubelet: { clusterDNS: [...new Set(addresses)] } } })],
    findings: (addresses, { isKnown }) => {
      const findings: Finding[] = [];
      for (const address of addresses) {
        if (isKnown(address)) collect(findings, () => IpAddress.of(address), undefined);
      }
      return findings;
    },
  },
  kubeletCredentialProviders: { patches: credentialProviderPatches, findings: credentialProviderFindings },
  kubeletSeccompByDefault: {
    patches: (defaultRuntimeSeccompProfileEnabled) => [
      ConfigPatch.merge({ machine: { kubelet: { defaultRuntimeSeccompProfileEnabled } } }),
    ],
  },
  kubeletRegistersFqdn: {
    patches: (registerWithFQDN) => [ConfigPatch.merge({ machine: { kubelet: { registerWithFQDN } } })],
  },
};
