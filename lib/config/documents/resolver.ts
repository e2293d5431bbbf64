import { ConfigPatch } from '../config-patch';

/** Names the DNS servers of the machine, and the domains that short names are looked up in. */
export function resolverDocument(nameservers: readonly string[], searchDomains: readonly string[] = []): ConfigPatch {
  return ConfigPatch.document({
    apiVersion: 'v1alpha1',
    kind: 'ResolverConfig',
    nameservers: nameservers.map((address) => ({ address })),
    ...(searchDomains.length === 0 ? {} : { searchDomains: { domains: [...searchDomains] } }),
  });
}
