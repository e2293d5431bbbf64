import { ConfigPatch } from '../config-patch';

/**
 * Names the machine, once: Talos's own document turns the automatic name off, which would contradict this one.
 * A `machine.network.hostname` beside it is refused by the node.
 */
export function hostnameDocument(hostname: string): ConfigPatch {
  return ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'HostnameConfig', auto: 'off', hostname });
}
