import { CiliumChart } from '../../lib/config/cilium/cilium-chart';
import { CiliumHubble, CiliumIpam, CiliumRouting } from '../../lib/config/cilium/cilium-choices';
import { CiliumOptions } from '../../lib/config/cilium/cilium-options';
import { Cni } from '../../lib/config/cni';
import { ChartCircumstances, HelmValues, mergedValues, valueAt } from '../../lib/config/helm-chart';
import { failureOf, told } from '../support/failure';

const CHART = CiliumChart.release('1.18.4');
const THREE: ChartCircumstances = {
  kubeSpan: false,
  machines: 3,
  podCidrs: ['10.244.0.0/16'],
  dnsDomain: 'cluster.local',
};

function valuesOf(options: CiliumOptions = {}, circumstances: Partial<ChartCircumstances> = {}): HelmValues {
  const values = Cni.cilium(CHART, options).chart?.values({ ...THREE, ...circumstances });
  if (values === undefined) throw new Error('Cilium without a chart');
  return values;
}

describe('CiliumChart', () => {
  test.each(['1.18.4', 'v1.18.4', '1.19.0-rc.1', '1.16.0'])("takes the version '%s'", (version) => {
    expect(CiliumChart.release(version)).toEqual({
      version: version.replace('v', ''),
      source: { repository: 'https://helm.cilium.io' },
    });
  });

  test.each(['', 'latest', '1.18', '^1.18.0', '1.18.x', '1.18.4 '])("fails with the version '%s'", (version) => {
    expect(failureOf(() => CiliumChart.release(version))).toBe(
      `${told('TALOS360', 'this is no exact version of Cilium', `'${version}'`, "one release of Cilium 1.16 or newer, such as '1.18.4'")}\n  do:      Write one release, such as 1.18.4.`,
    );
  });

  test.each(['1.15.19', '2.0.0'])('fails with the version %s, whose values are not known to fit', (version) => {
    expect(failureOf(() => CiliumChart.local('cilium.tgz', version))).toContain(
      told(
        'TALOS360',
        'this version of Cilium is not supported',
        `'${version}'`,
        'one release of Cilium 1.16 or newer',
      ),
    );
  });

  test.each(['https://charts.example.org/cilium', 'oci://registry.example.org/charts'])('takes %s', (repository) => {
    expect(CiliumChart.fromRepository(repository, '1.18.4').source).toEqual({ repository });
  });

  test.each([
    ['http://charts.example.org', 'http://charts.example.org'],
    ['charts', 'charts'],
    ['', ''],
  ])("fails with the repository '%s'", (repository, shown) => {
    expect(failureOf(() => CiliumChart.fromRepository(repository, '1.18.4'))).toContain(
      told(
        'TALOS361',
        'a chart is not fetched from this repository',
        `'${shown}'`,
        'an address that begins with https:// or oci://, without credentials',
      ),
    );
  });

  test.each([
    ['https://user:secret@charts.example.org', 'https://...@charts.example.org', 'repositoryConfigPath'],
    ['oci://user:secret@registry.example.org/charts', 'oci://...@registry.example.org/charts', 'registryConfigPath'],
  ])("fails with credentials in '%s', and says where they belong", (repository, shown, option) => {
    const said = failureOf(() => CiliumChart.fromRepository(repository, '1.18.4'));
    expect(said).toContain(
      told(
        'TALOS361',
        'the address of a repository holds credentials, which would stand in the state',
        `'${shown}'`,
        `an address that begins with https:// or oci://, without credentials\n  do:      Drop them, and create a HelmProvider before the cluster whose ${option} names`,
      ),
    );
    expect(said).not.toContain('secret');
  });

  test('takes a path', () => {
    expect(CiliumChart.local('charts/cilium', '1.18.4').source).toEqual({ path: 'charts/cilium' });
  });

  test.each([' ', 'https://example.org/cilium.tgz', 'oci://example.org/cilium'])("fails with the path '%s'", (path) => {
    expect(failureOf(() => CiliumChart.local(path, '1.18.4'))).toContain(
      told(
        'TALOS361',
        'this is no path of a chart on disk',
        `'${path}'`,
        "a folder or an archive, such as 'charts/cilium-1.18.4.tgz'",
      ),
    );
  });
});

describe('Cilium', () => {
  test("takes the place of Talos's pod network and of kube-proxy", () => {
    expect(Cni.cilium(CHART)).toMatchObject({
      configName: 'none',
      replacesKubeProxy: true,
      forwardsKubeDnsToHost: true,
      inlineManifests: [],
      ports: ['cilium'],
      chart: { name: 'cilium', version: '1.18.4', releaseName: 'cilium', namespace: 'kube-system', apiVersions: [] },
    });
  });

  test('has the values that Talos needs', () => {
    expect(valuesOf()).toEqual({
      kubeProxyReplacement: true,
      k8sServiceHost: 'localhost',
      k8sServicePort: 7445,
      cgroup: { autoMount: { enabled: false }, hostRoot: '/sys/fs/cgroup' },
      securityContext: {
        capabilities: {
          ciliumAgent: expect.not.arrayContaining(['SYS_MODULE']) as string[],
          cleanCiliumState: ['NET_ADMIN', 'SYS_ADMIN', 'SYS_RESOURCE'],
        },
      },
      ipam: { mode: 'kubernetes' },
      routingMode: 'tunnel',
      hubble: { enabled: false, tls: { auto: { enabled: true, method: 'cronJob' } } },
      certgen: { ttlSecondsAfterFinished: 600 },
      operator: { replicas: 2 },
    });
  });

  test.each([
    [1, 1],
    [2, 2],
    [7, 2],
  ])('with %d machines, it has %d operators', (machines, replicas) => {
    expect(valueAt(valuesOf({}, { machines }), 'operator.replicas')).toBe(replicas);
  });

  test("with KubeSpan, packets of pods go through the host's network stack, whatever else is said of eBPF", () => {
    expect(valuesOf({ bpfMasquerade: true }, { kubeSpan: true })).toMatchObject({
      bpf: { masquerade: true, hostLegacyRouting: true },
    });
    expect(valueAt(valuesOf(), 'bpf')).toBeUndefined();
  });

  test.each([
    { bpfMasquerade: true },
    { values: { bpf: { masquerade: true } } },
    { values: { bpf: { masquerade: 'true' } } },
  ])("masquerading by eBPF, the cluster's DNS does not ask the host (%#)", (options: CiliumOptions) => {
    expect(Cni.cilium(CHART, options).forwardsKubeDnsToHost).toBe(false);
  });

  test.each([false, 'false', null])("with bpf.masquerade %j, the cluster's DNS asks the host", (masquerade) => {
    expect(Cni.cilium(CHART, { values: { bpf: { masquerade } } }).forwardsKubeDnsToHost).toBe(true);
  });

  test.each([
    [CiliumHubble.onEachMachine(), { enabled: true }],
    [CiliumHubble.withRelay(), { enabled: true, relay: { enabled: true } }],
    [CiliumHubble.withUi(), { enabled: true, relay: { enabled: true }, ui: { enabled: true } }],
  ])('has Hubble with certificates that are made in the cluster (%#)', (hubble, parts) => {
    expect(valuesOf({ hubble })).toMatchObject({
      hubble: { ...parts, tls: { auto: { enabled: true, method: 'cronJob' } } },
    });
  });

  test('encrypting, it needs the port of WireGuard, by option and by value', () => {
    const encryption = { enabled: true, type: 'wireguard' };
    expect(valuesOf({ wireGuard: true })).toMatchObject({ encryption });
    expect(Cni.cilium(CHART, { wireGuard: true }).ports).toEqual(['cilium', 'cilium-wireguard']);
    expect(Cni.cilium(CHART, { values: { encryption } }).ports).toEqual(['cilium', 'cilium-wireguard']);
    const asText = { ...encryption, enabled: 'true' };
    expect(Cni.cilium(CHART, { values: { encryption: asText } }).ports).toEqual(['cilium', 'cilium-wireguard']);
    expect(Cni.cilium(CHART, { values: { encryption: { type: 'wireguard' } } }).ports).toEqual(['cilium']);
  });

  test('routing natively, it knows the pod networks: its own, or those of the cluster', () => {
    const options = { routing: CiliumRouting.nativeOnOneSegment() };
    const podCidrs = ['fd00:10::/56', '10.0.0.0/16'];
    expect(valuesOf(options)).toMatchObject({
      routingMode: 'native',
      autoDirectNodeRoutes: true,
      ipv4NativeRoutingCIDR: '10.244.0.0/16',
    });
    expect(valuesOf(options, { podCidrs })).toMatchObject({
      ipv4NativeRoutingCIDR: '10.0.0.0/16',
      ipv6NativeRoutingCIDR: 'fd00:10::/56',
    });
    const byNetwork = valuesOf({
      routing: CiliumRouting.nativeByNetwork(),
      ipam: CiliumIpam.clusterPool(['10.1.0.0/16', '10.2.0.0/16']),
      values: { ipv4NativeRoutingCIDR: '10.0.0.0/8' },
    });
    expect(byNetwork).toMatchObject({ routingMode: 'native', ipv4NativeRoutingCIDR: '10.0.0.0/8' });
    expect(byNetwork.autoDirectNodeRoutes).toBeUndefined();
  });

  test('gives pods addresses of the families that the pod networks have', () => {
    expect(valuesOf({}, { podCidrs: ['10.0.0.0/16', 'fd00::/56'] })).toMatchObject({ ipv6: { enabled: true } });
    expect(valuesOf({}, { podCidrs: ['fd00::/56'] })).toMatchObject({
      ipv4: { enabled: false },
      ipv6: { enabled: true },
    });
    expect(valuesOf()).not.toHaveProperty('ipv6');
  });

  test("finds the machines for Hubble's relay by the domain of the cluster", () => {
    expect(valuesOf({ hubble: CiliumHubble.withRelay() }, { dnsDomain: 'home.example.org' })).toMatchObject({
      hubble: {
        enabled: true,
        peerService: { clusterDomain: 'home.example.org' },
        tls: { auto: { method: 'cronJob' } },
      },
    });
    expect(valueAt(valuesOf(), 'hubble.peerService')).toBeUndefined();
  });

  test('with pools of its own, it gives each machine a part of them', () => {
    expect(valuesOf({ ipam: CiliumIpam.clusterPool(['10.1.0.0/16', 'fd01::/104']) }).ipam).toEqual({
      mode: 'cluster-pool',
      operator: {
        clusterPoolIPv4PodCIDRList: ['10.1.0.0/16'],
        clusterPoolIPv4MaskSize: 24,
        clusterPoolIPv6PodCIDRList: ['fd01::/104'],
        clusterPoolIPv6MaskSize: 120,
      },
    });
    expect(failureOf(() => CiliumIpam.clusterPool(['10.1.0.0']))).toContain('TALOS004');
  });

  test('serves gateways, ingresses and addresses when asked to', () => {
    const options = { gatewayApi: true, ingressController: true, l2Announcements: true, apiVersions: ['a/v1'] };
    expect(valuesOf(options)).toMatchObject({
      gatewayAPI: { enabled: true },
      ingressController: { enabled: true },
      l2announcements: { enabled: true },
    });
    expect(Cni.cilium(CHART, options).chart?.apiVersions).toEqual([
      'gateway.networking.k8s.io/v1/GatewayClass',
      'a/v1',
    ]);
  });

  test("values win over the library's, name by name; lists are replaced, undefined is nothing", () => {
    const values = {
      operator: { replicas: 1, resources: { requests: { cpu: '50m' } } },
      securityContext: { capabilities: { ciliumAgent: ['NET_ADMIN', 'BPF'] } },
      cluster: { name: 'home', id: undefined },
      k8sServicePort: '7445',
      ipv6: null,
    };
    expect(valuesOf({ values }, { podCidrs: ['fd00::/56'] })).toMatchObject({
      operator: { replicas: 1, resources: { requests: { cpu: '50m' } } },
      securityContext: {
        capabilities: { ciliumAgent: ['NET_ADMIN', 'BPF'], cleanCiliumState: expect.anything() as [] },
      },
      cluster: { name: 'home' },
      ipv6: null,
    });
  });

  test('merging leaves both sides as they are', () => {
    const below = { a: { b: 1 } };
    expect(mergedValues(below, { a: { c: [2] } })).toEqual({ a: { b: 1, c: [2] } });
    expect(below).toEqual({ a: { b: 1 } });
  });
});
