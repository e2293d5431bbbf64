import { ConfigPatch } from '../config-patch';

/**
 * Lets the control planes share an address; one of them answers for it at a time.
 * It exists only once etcd runs, so it is never the way in to the Talos API.
 */
export function layer2VipDocument(address: string, link: string): ConfigPatch {
  return ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'Layer2VIPConfig', name: address, link });
}
