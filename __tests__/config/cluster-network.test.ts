import { describe as textOf } from '../../lib/checks/check';
import { ClusterNetwork, clusterNetworkPatches, clusterNetworkPorts } from '../../lib/config/cluster-network';
import { ClusterNetworkFacts, clusterNetworkFindings } from '../../lib/config/cluster-network-findings';
import { Discovery } from '../../lib/config/discovery';
import { KubeSpan } from '../../lib/config/kubespan';
import type { MachineType } from '../../lib/config/machine-config';
import { VersionContract } from '../../lib/config/version-contract';
import { failureOf, told } from '../support/failure';
import { FULL_CLUSTER_NETWORK } from '../support/settings/network-and-registries';

const REFERENCE = '${TfToken[TOKEN.7]}';
const FACTS: ClusterNetworkFacts = {
  nodeSubnets: ['10.10.0.0/24'],
  machineCount: 3,
  isKnown: (value) => !String(value).includes('${TfToken['),
};
const DUAL = { ...FACTS, nodeSubnets: ['10.10.0.0/24', 'fd00:10::/64'] };

function contentsOf(
  network: ClusterNetwork,
  machineType: MachineType = 'controlplane',
  contract = VersionContract.V1_13,
): unknown[] {
  return clusterNetworkPatches(network, { contract, machineType }).map(({ content }) => content);
}

function reported(network: ClusterNetwork, facts = FACTS): string {
  return clusterNetworkFindings(network, facts)
    .map((finding) => `${finding.code} ${textOf(finding)}`)
    .join('\n');
}

describe('the networks of a cluster', () => {
  const network: ClusterNetwork = {
    podCidrs: ['10.128.0.0/14'],
    serviceCidrs: ['10.112.0.0/16'],
    nodeCidrMasks: { ipv4: 23 },
    dnsDomain: 'k8s.example.org',
  };
  const ranges = { dnsDomain: 'k8s.example.org', podSubnets: ['10.128.0.0/14'], serviceSubnets: ['10.112.0.0/16'] };

  test('are told to every machine, and to the controller manager of control planes alone', () => {
    expect(contentsOf(network)).toEqual([
      { cluster: { network: ranges, controllerManager: { extraArgs: { 'node-cidr-mask-size': '23' } } } },
    ]);
    expect(contentsOf(network, 'worker')).toEqual([{ cluster: { network: ranges } }]);
  });

  test('say nothing where nothing is said', () => {
    expect(contentsOf({})).toEqual([]);
    expect(clusterNetworkPorts({})).toEqual([]);
  });

  test('of two families divide each by itself', () => {
    const [content] = contentsOf({ podCidrs: ['10.244.0.0/16', 'fd00::/56'], nodeCidrMasks: { ipv4: 25, ipv6: 72 } });
    expect(content).toMatchObject({
      cluster: {
        controllerManager: { extraArgs: { 'node-cidr-mask-size-ipv4': '25', 'node-cidr-mask-size-ipv6': '72' } },
      },
    });
  });

  test('of IPv6 alone divide that', () => {
    const [content] = contentsOf({ podCidrs: ['fd00::/56'], nodeCidrMasks: { ipv4: 25, ipv6: 72 } });
    expect(content).toMatchObject({ cluster: { controllerManager: { extraArgs: { 'node-cidr-mask-size': '72' } } } });
  });
});

describe('KubeSpan', () => {
  const network = { kubeSpan: KubeSpan.enabled({ mtu: 1380, endpointFilters: ['0.0.0.0/0', '!10.0.0.0/8'] }) };
  const fields = { enabled: true, mtu: 1380, filters: { endpoints: ['0.0.0.0/0', '!10.0.0.0/8'] } };

  test.each<MachineType>(['controlplane', 'worker'])('has the form of the contract on a %s', (machineType) => {
    expect(contentsOf(network, machineType, VersionContract.V1_12)).toEqual([
      { machine: { network: { kubespan: fields } } },
    ]);
    expect(contentsOf(network, machineType)).toEqual([{ apiVersion: 'v1alpha1', kind: 'KubeSpanConfig', ...fields }]);
  });

  test('needs its port', () => {
    expect(clusterNetworkPorts(network)).toEqual(['kubespan']);
  });

  test.each<[string, () => unknown, string]>([
    [
      'its MTU is too small for IPv6',
      () => KubeSpan.enabled({ mtu: 1279 }),
      told('TALOS334', 'this is no MTU of KubeSpan', 'mtu: 1279', 'a whole number from 1280 to 65535'),
    ],
    [
      'a filter is a name',
      () => KubeSpan.enabled({ endpointFilters: ['!example.org'] }),
      told('TALOS334', 'this is no filter of addresses', "'!example.org'", 'networks and addresses'),
    ],
    [
      'a filter leaves out of nothing',
      () => KubeSpan.enabled({ endpointFilters: ['!10.0.0.0/8', '0.0.0.0/0'] }),
      told(
        'TALOS334',
        'a filter leaves out of nothing: it takes away from what stands before it',
        "'!10.0.0.0/8', '0.0.0.0/0'",
        'what is let in first',
      ),
    ],
    [
      'an excluded network is an address',
      () => KubeSpan.enabled({ excludeAdvertisedNetworks: ['10.0.0.1/8'] }),
      told('TALOS004', 'this is an address inside a network, not the network', "'10.0.0.1/8'", "'10.0.0.0/8'"),
    ],
  ])('fails at once when %s', (_, make, text) => {
    expect(failureOf(make)).toContain(text);
  });

  test('fails without discovery', () => {
    expect(reported({ ...network, discovery: Discovery.off() })).toBe(
      told(
        'TALOS336',
        'KubeSpan cannot work without discovery',
        'kubeSpan: KubeSpan.enabled(…), discovery: Discovery.off()',
        'Discovery.service() with KubeSpan, or neither\n  do:      Leave discovery on, with a service of your own where the public one may not be used.',
      ),
    );
    expect(reported({ ...network, discovery: Discovery.service() })).toBe('');
  });
});

describe('discovery', () => {
  test('is a field of the cluster on every machine', () => {
    const discovery = Discovery.service({ endpoint: 'https://discovery.example.org' });
    expect(contentsOf({ discovery }, 'worker')).toEqual([
      {
        cluster: {
          discovery: { enabled: true, registries: { service: { endpoint: 'https://discovery.example.org' } } },
        },
      },
    ]);
    expect(contentsOf({ discovery: Discovery.off() })).toEqual([{ cluster: { discovery: { enabled: false } } }]);
  });

  test('fails at once when the address of the service has a path, and takes a reference', () => {
    expect(failureOf(() => Discovery.service({ endpoint: 'https://discovery.example.org/v1' }))).toContain(
      told(
        'TALOS334',
        'this is no address of a discovery service',
        "'https://discovery.example.org/v1'",
        'scheme and host',
      ),
    );
    expect(Discovery.service({ endpoint: REFERENCE }).isOn).toBe(true);
  });

  test.each([
    ['discovery.example.org/v1', "Write the scheme before it: 'https://discovery.example.org'."],
    ['https:/d', "Write 'https://d'."],
    ['HTTPS://d.example.org', "Write 'https://d.example.org'."],
    ['a b', 'Write the scheme and the host, and the port where it has one.'],
    ['grpc://discovery.example.org', 'Write https, or http where the service has no certificate.'],
    ['https://discovery.example.org/v1', 'Leave the path out: Talos knows it.'],
    ['https://discovery.example.org:99999', 'Correct the host or the port, which is a number from 1 to 65535.'],
  ])('says what to do about the service %s', (endpoint, advice) => {
    expect(failureOf(() => Discovery.service({ endpoint }))).toContain(`do:      ${advice}`);
  });
});

test('every option at once, Talos’s own networks, dual stack and references are without a finding', () => {
  expect(reported(FULL_CLUSTER_NETWORK)).toBe('');
  expect(reported({})).toBe('');
  const dual = { podCidrs: ['10.244.0.0/16', 'fd00:244::/56'], serviceCidrs: ['10.96.0.0/12', 'fd00:96::/112'] };
  expect(reported(dual, DUAL)).toBe('');
  expect(reported({ podCidrs: dual.podCidrs }, DUAL)).toBe('');
  expect(reported({ podCidrs: [REFERENCE], serviceCidrs: [REFERENCE], dnsDomain: REFERENCE })).toBe('');
});

describe('networks of a cluster are reported when', () => {
  test.each<[string, ClusterNetwork, Partial<ClusterNetworkFacts>, string]>([
    [
      'one is no network',
      { podCidrs: ['10.244.0.0'] },
      {},
      told('TALOS004', 'this is not a network in CIDR notation', "'10.244.0.0'", ''),
    ],
    [
      'pods have none',
      { podCidrs: [] },
      {},
      told('TALOS331', 'pods have one network, or one of IPv4 and one of IPv6', '[]', "such as ['10.244.0.0/16']"),
    ],
    [
      'services have two of one family',
      { serviceCidrs: ['10.96.0.0/16', '10.97.0.0/16'] },
      {},
      told(
        'TALOS331',
        'services have one network, or one of IPv4 and one of IPv6',
        "'10.96.0.0/16', '10.97.0.0/16'",
        "such as ['10.244.0.0/16']",
      ),
    ],
    [
      'services have a family that pods have not',
      { serviceCidrs: ['10.96.0.0/12', 'fd00:96::/112'] },
      DUAL,
      told(
        'TALOS331',
        'services have addresses of IPv6, and pods have none',
        'pods in 10.244.0.0/16; services in 10.96.0.0/12, fd00:96::/112',
        'a network of IPv6 for pods as well',
      ),
    ],
    [
      'families stand in another order',
      { podCidrs: ['fd00:244::/56', '10.244.0.0/16'], serviceCidrs: ['10.96.0.0/12', 'fd00:96::/112'] },
      DUAL,
      'TALOS331 the main addresses of pods are of IPv6, those of services of IPv4',
    ],
    [
      'machines have no address of a family',
      { podCidrs: ['10.244.0.0/16', 'fd00:244::/56'] },
      {},
      told(
        'TALOS331',
        'pods have addresses of IPv6, and the machines have none',
        'pods in fd00:244::/56; machines in 10.10.0.0/24',
        'machines with a network of IPv6, or pods without',
      ),
    ],
    [
      'that of the services is too large',
      { serviceCidrs: ['10.0.0.0/8'] },
      { nodeSubnets: [] },
      told('TALOS332', 'Kubernetes takes no network of this size for services', '10.0.0.0/8', 'a /12 to a /28'),
    ],
    [
      'that of the services is too small',
      { podCidrs: ['fd00:244::/56'], serviceCidrs: ['fd00:96::/126'] },
      { nodeSubnets: [] },
      told('TALOS332', 'Kubernetes takes no network of this size for services', 'fd00:96::/126', 'a /108 to a /124'),
    ],
    [
      'that of the pods is smaller than that of a node',
      { podCidrs: ['10.244.0.0/25'] },
      {},
      told(
        'TALOS332',
        'the network of pods cannot be divided among nodes',
        'pods in 10.244.0.0/25, nodes with a /24',
        'nodeCidrMasks.ipv4 from 25 to 30',
      ),
    ],
    [
      'that of the pods is divided too often',
      { podCidrs: ['fd00::/40'], serviceCidrs: ['fd01::/112'] },
      { nodeSubnets: [] },
      told(
        'TALOS332',
        'Kubernetes divides the network of pods by at most 16 bits',
        'pods in fd00::/40, nodes with a /64',
        'nodeCidrMasks.ipv6 of at most 56, or a smaller network',
      ),
    ],
    [
      'that of the pods is not enough for the machines',
      { podCidrs: ['10.244.0.0/23'] },
      {},
      told(
        'TALOS332',
        'the network of pods is enough for 2 nodes',
        'pods in 10.244.0.0/23, nodes with a /24, 3 machines',
        'a network that holds 3 of a /24',
      ),
    ],
    [
      'pods and services overlap',
      { podCidrs: ['10.96.0.0/16'] },
      {},
      told(
        'TALOS333',
        'pods and services would have the same addresses',
        'pods in 10.96.0.0/16, services in 10.96.0.0/12',
        'networks apart from each other',
      ),
    ],
    [
      'machines lie among the pods',
      { podCidrs: ['10.8.0.0/14'] },
      {},
      told(
        'TALOS073',
        'the network of the machines overlaps that of the pods',
        'machines in 10.10.0.0/24, pods in 10.8.0.0/14',
        'networks apart from 10.8.0.0/14 and 10.96.0.0/12',
      ),
    ],
    [
      'the domain is none',
      { dnsDomain: 'Cluster.local' },
      {},
      told('TALOS011', 'this is not a DNS name', "'Cluster.local'", ''),
    ],
  ])('%s', (_, network, facts, text) => {
    expect(reported(network, { ...FACTS, ...facts })).toContain(text);
  });
});
