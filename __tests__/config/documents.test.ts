import { parse } from 'yaml';
import { ConfigPatch } from '../../lib/config/config-patch';
import { hostnameDocument } from '../../lib/config/documents/hostname';
import { layer2VipDocument } from '../../lib/config/documents/layer2-vip';
import { linkDocument } from '../../lib/config/documents/link';
import { resolverDocument } from '../../lib/config/documents/resolver';
import { staticHostDocument } from '../../lib/config/documents/static-host';

function read(document: ConfigPatch): unknown {
  return parse(document.toYaml());
}

describe('the document', () => {
  test('of a host name turns the automatic one off, with the text off and not with a boolean', () => {
    expect(read(hostnameDocument('node-0'))).toEqual({
      apiVersion: 'v1alpha1',
      kind: 'HostnameConfig',
      auto: 'off',
      hostname: 'node-0',
    });
    expect(hostnameDocument('node-0').toYaml()).toContain('auto: "off"\n');
  });

  test('of a virtual IP is named by the address', () => {
    expect(read(layer2VipDocument('10.10.0.10', 'eth0'))).toEqual({
      apiVersion: 'v1alpha1',
      kind: 'Layer2VIPConfig',
      name: '10.10.0.10',
      link: 'eth0',
    });
  });

  test('of a link has every address, and the default route by the gateway', () => {
    const document = linkDocument({ name: 'eth0', addresses: ['10.10.0.11/24', 'fd00::11/64'], gateway: '10.10.0.1' });
    expect(read(document)).toEqual({
      apiVersion: 'v1alpha1',
      kind: 'LinkConfig',
      name: 'eth0',
      up: true,
      addresses: [{ address: '10.10.0.11/24' }, { address: 'fd00::11/64' }],
      routes: [{ gateway: '10.10.0.1' }],
    });
  });

  test('of a link without a gateway has no route', () => {
    expect(read(linkDocument({ name: 'eth1', addresses: ['10.20.0.11/24'] }))).not.toHaveProperty('routes');
  });

  test('of the resolvers has every server, and the domains where there are some', () => {
    expect(read(resolverDocument(['10.10.0.1', '1.1.1.1'], ['example.org']))).toEqual({
      apiVersion: 'v1alpha1',
      kind: 'ResolverConfig',
      nameservers: [{ address: '10.10.0.1' }, { address: '1.1.1.1' }],
      searchDomains: { domains: ['example.org'] },
    });
    expect(read(resolverDocument(['10.10.0.1']))).not.toHaveProperty('searchDomains');
  });

  test('of a static host is named by the address and has every name', () => {
    expect(read(staticHostDocument('10.10.0.10', ['k8s.example.org', 'api']))).toEqual({
      apiVersion: 'v1alpha1',
      kind: 'StaticHostConfig',
      name: '10.10.0.10',
      hostnames: ['k8s.example.org', 'api'],
    });
  });
});
