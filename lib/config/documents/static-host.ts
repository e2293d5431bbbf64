import { ConfigPatch } from '../config-patch';

/** Lets the machine resolve names without asking a DNS server. */
export function staticHostDocument(address: string, hostnames: readonly string[]): ConfigPatch {
  return ConfigPatch.document({
    apiVersion: 'v1alpha1',
    kind: 'StaticHostConfig',
    name: address,
    hostnames: [...hostnames],
  });
}
