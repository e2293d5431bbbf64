import { Finding } from '../../../checks/check';
import { KUBE_PROXY_REPLACED } from '../../../checks/kubernetes-checks';
import { Cni } from '../../cni';
import { ConfigPatch } from '../../config-patch';
import { ComponentArgs } from './component-args';

/** What kube-proxy does, where the pod network does not do its work. */
export interface KubeProxyOptions {
  /**
   * How services are reached.
   * @default - nftables
   */
  readonly mode?: 'iptables' | 'ipvs' | 'nftables';
  /**
   * Arguments without their dashes.
   * @default - Talos's own
   */
  readonly args?: ComponentArgs;
}

/** The options as configuration. */
export function kubeProxyPatches({ mode, args = {} }: KubeProxyOptions): ConfigPatch[] {
  const proxy = {
    ...(mode === undefined ? {} : { mode }),
    ...(Object.keys(args).length === 0 ? {} : { extraArgs: args }),
  };
  return Object.keys(proxy).length === 0 ? [] : [ConfigPatch.merge({ cluster: { proxy } })];
}

/** What comes of options and narrower ones. */
export function mergedKubeProxy(wide: KubeProxyOptions, narrow: KubeProxyOptions): KubeProxyOptions {
  return { ...wide, ...narrow, args: { ...wide.args, ...narrow.args } };
}

/** What is wrong with settings of kube-proxy beside a pod network. */
export function kubeProxyFindings(settings: { readonly kubeProxy?: KubeProxyOptions }, cni: Cni): Finding[] {
  if (settings.kubeProxy === undefined || !cni.replacesKubeProxy) return [];
  return [
    KUBE_PROXY_REPLACED.finding({
      wrong: 'kube-proxy is left out, because the pod network does its work',
      given: `kubeProxy with ${Object.keys(settings.kubeProxy).join(', ') || 'nothing'}; a Cni that replaces kube-proxy`,
      allowed: "'kubeProxy' beside a pod network that leaves services to it, such as Cni.flannel()",
    }),
  ];
}
