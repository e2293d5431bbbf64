import { Lazy } from 'cdktf';
import { Finding, describe as told } from '../../lib/checks/check';
import { CiliumChart } from '../../lib/config/cilium/cilium-chart';
import { CiliumHubble, CiliumIpam, CiliumRouting } from '../../lib/config/cilium/cilium-choices';
import { CiliumOptions } from '../../lib/config/cilium/cilium-options';
import { CILIUM_PORTS } from '../../lib/config/cilium/cilium-ports';
import { Cni } from '../../lib/config/cni';
import {
  ChartCircumstances,
  HelmChart,
  HelmValues,
  NetworkInEffect,
  chartIdentity,
  valueAt,
} from '../../lib/config/helm-chart';
import { PORTS } from '../../lib/config/ports';

const RELEASE = CiliumChart.release('1.18.4');
const NETWORK: NetworkInEffect = {
  podCidrs: ['10.244.0.0/16'],
  kubeSpan: false,
  advertisesKubernetesNetworks: false,
  isFiltered: false,
};
const THREE: ChartCircumstances = {
  kubeSpan: false,
  machines: 3,
  podCidrs: ['10.244.0.0/16'],
  dnsDomain: 'cluster.local',
};
const TEXT = Lazy.stringValue({ produce: () => 'a' });
const LIST = Lazy.listValue({ produce: () => ['10.1.0.0/16'] });

function chartOf(options: CiliumOptions = {}, release = RELEASE): HelmChart {
  const { chart } = Cni.cilium(release, options);
  if (chart === undefined) throw new Error('Cilium without a chart');
  return chart;
}

function textsOf(findings: readonly Finding[]): string[] {
  return findings.map((finding) => `${finding.code} ${finding.severity} ${told(finding)}`);
}

function inNetwork(options: CiliumOptions, network: Partial<NetworkInEffect>): string[] {
  return textsOf(chartOf(options).networkFindings({ ...NETWORK, ...network }));
}

describe("Cilium's own pools", () => {
  test.each<[string[], string[], string]>([
    [['10.1.0.0/16'], ['10.244.0.0/16'], '10.1.0.0/16'],
    [['10.0.0.0/8'], ['10.244.0.0/16'], '10.0.0.0/8'],
    [['10.244.0.0/17', 'fd01::/104'], ['10.244.0.0/16'], 'fd01::/104'],
    [['10.96.0.0/16', '10.10.0.0/16'], ['10.244.0.0/16', 'fd00::/56'], '10.96.0.0/16, 10.10.0.0/16'],
  ])('of %j are refused with pods in %j', ([first = '', ...more], podCidrs, outside) => {
    expect(inNetwork({ ipam: CiliumIpam.clusterPool([first, ...more]) }, { podCidrs })).toEqual([
      [
        "TALOS368 error Cilium would give pods addresses outside the cluster's pod networks",
        `  given:   pools ${outside}; pods in ${podCidrs.join(', ')}`,
        `  allowed: pools within ${podCidrs.join(' or ')}`,
        "  do:      Choose pools within the cluster's network.podCidrs, or give network.podCidrs that hold the pools.",
      ].join('\n'),
    ]);
  });

  test('are refused by value as by option', () => {
    const ipam = CiliumIpam.clusterPool(['10.244.0.0/17']);
    const pools = (list: string | string[]): CiliumOptions => ({
      ipam,
      values: { ipam: { operator: { clusterPoolIPv4PodCIDRList: list } } },
    });
    expect(inNetwork(pools(['10.1.0.0/16']), {})).toHaveLength(1);
    expect(inNetwork(pools('10.1.0.0/16'), {})).toHaveLength(1);
    expect(inNetwork(pools('lan'), {})[0]).toContain('TALOS004');
  });

  test('are taken within the pod networks, and where these are references', () => {
    const ipam = CiliumIpam.clusterPool(['10.244.128.0/17', 'fd00::/104']);
    expect(inNetwork({ ipam }, { podCidrs: ['10.244.0.0/16', 'fd00::/56'] })).toEqual([]);
    expect(inNetwork({ ipam: CiliumIpam.clusterPool(['10.244.0.0/16']) }, {})).toEqual([]);
    expect(inNetwork({ ipam }, { podCidrs: [TEXT] })).toEqual([]);
    expect(inNetwork({ ipam }, { podCidrs: LIST })).toEqual([]);
    expect(inNetwork({}, { podCidrs: ['10.1.0.0/16'] })).toEqual([]);
  });
});

describe('what needs ports that the library does not open', () => {
  const ENCRYPTION = 'the library opens the port of WireGuard between machines, and nothing for other ways to encrypt';
  const DEFAULT = "nothing, which means the chart's own default";
  const filtered = (values: HelmValues, options: CiliumOptions = {}): string[] =>
    inNetwork({ ...options, values }, { isFiltered: true });

  test.each<[HelmValues, string, string, string]>([
    [
      { tunnelProtocol: 'geneve' },
      'the library opens the port of VXLAN between machines, and of no other tunnel',
      "tunnelProtocol: 'geneve'",
      "'vxlan'",
    ],
    [
      { tunnelPort: 8473 },
      "the library opens port 8472 between machines for Cilium's tunnels, and no other",
      'tunnelPort: 8473',
      '8472',
    ],
    [
      { healthPort: 9879 },
      "the library opens port 4240 between machines for Cilium's health checks, and no other",
      'healthPort: 9879',
      '4240',
    ],
    [
      { hubble: { peerService: { targetPort: 4245 } } },
      'the library opens port 4244 between machines for Hubble, and no other',
      'hubble.peerService.targetPort: 4245',
      '4244',
    ],
    [
      { hubble: { listenAddress: ':4245' } },
      'the library opens port 4244 between machines for Hubble, and no other',
      "hubble.listenAddress: ':4245'",
      "':4244'",
    ],
    [{ encryption: { enabled: true, type: 'ipsec' } }, ENCRYPTION, "encryption.type: 'ipsec'", "'wireguard'"],
    [{ encryption: { enabled: true } }, ENCRYPTION, `encryption.type: ${DEFAULT}`, "'wireguard'"],
    [{ encryption: { enabled: 'true', type: 'ipsec' } }, ENCRYPTION, "encryption.type: 'ipsec'", "'wireguard'"],
  ])('is refused behind a packet filter: %j', (values, wrong, given, allowed) => {
    expect(filtered(values)).toEqual([
      expect.stringMatching(
        /\n {2}do: {6}(Drop the value, or render the chart yourself|Say it by the option: wireGuard)/,
      ),
    ]);
    expect(filtered(values).join()).toContain(`TALOS362 error ${wrong}\n  given:   ${given}\n  allowed: ${allowed}\n`);
  });

  test.each<HelmValues>([{ tunnelProtocol: 'geneve' }, { healthPort: 9879 }, { encryption: { enabled: true } }])(
    'is taken where nothing filters packets: %j',
    (values) => {
      expect(inNetwork({ values }, {})).toEqual([]);
    },
  );

  test('is not what says the same as the library, or nothing', () => {
    const hubble = { listenAddress: ':4244', peerService: { targetPort: 4244 } };
    expect(filtered({})).toEqual([]);
    expect(filtered({ tunnelProtocol: 'vxlan', tunnelPort: 8472, healthPort: '4240' })).toEqual([]);
    expect(filtered({ tunnelProtocol: '', tunnelPort: 0, encryption: { type: 'ipsec' }, hubble })).toEqual([]);
    expect(filtered({ encryption: { nodeEncryption: true } }, { wireGuard: true })).toEqual([]);
  });

  test('has the ports that the library opens', () => {
    const opened = ['cilium-vxlan', 'cilium-health', 'hubble'].map((name) => PORTS.find((port) => port.name === name));
    expect(opened.map((port) => port?.from)).toEqual([CILIUM_PORTS.tunnel, CILIUM_PORTS.health, CILIUM_PORTS.hubble]);
    expect(opened.map((port) => port?.to)).toEqual(opened.map((port) => port?.from));
  });
});

describe('KubeSpan', () => {
  const advertising = { kubeSpan: true, advertisesKubernetesNetworks: true };

  test("with Cilium's WireGuard is a warning", () => {
    const [warning, ...more] = inNetwork({ wireGuard: true }, { kubeSpan: true });
    expect(more).toEqual([]);
    expect(warning).toBe(
      [
        'TALOS369 warning packets between pods of different machines are encrypted twice',
        "  given:   KubeSpan, and Cilium's WireGuard",
        "  allowed: KubeSpan, or Cilium's WireGuard",
        '  do:      Leave out one of them: KubeSpan also covers what is not a pod.',
      ].join('\n'),
    );
  });

  test("that carries the packets between pods is a warning with Cilium's tunnels", () => {
    const [warning, ...more] = inNetwork({}, advertising);
    expect(more).toEqual([]);
    expect(warning).toBe(
      [
        'TALOS369 warning KubeSpan takes the packets between pods for itself, and Cilium sends them through tunnels of its own',
        '  given:   KubeSpan with advertiseKubernetesNetworks, CiliumRouting.tunnel()',
        '  allowed: KubeSpan without advertiseKubernetesNetworks, or Cilium with native routing',
        '  do:      Leave out advertiseKubernetesNetworks: the tunnels go through KubeSpan then.',
      ].join('\n'),
    );
  });

  test("that carries the packets between pods is a warning with Cilium's own pools", () => {
    const options = { ipam: CiliumIpam.clusterPool(['10.244.0.0/16']), routing: CiliumRouting.nativeByNetwork() };
    const [warning, ...more] = inNetwork(options, advertising);
    expect(more).toEqual([]);
    expect(warning).toBe(
      [
        'TALOS369 warning KubeSpan looks for pods in the networks that Kubernetes has for each machine, and Cilium gives others',
        '  given:   KubeSpan with advertiseKubernetesNetworks, CiliumIpam.clusterPool(…)',
        '  allowed: KubeSpan without advertiseKubernetesNetworks, or CiliumIpam.kubernetes()',
        '  do:      Leave out advertiseKubernetesNetworks, or use CiliumIpam.kubernetes().',
      ].join('\n'),
    );
  });

  test('alone is none', () => {
    expect(inNetwork({}, { kubeSpan: true })).toEqual([]);
    expect(inNetwork({ routing: CiliumRouting.nativeByNetwork() }, advertising)).toEqual([]);
    expect(inNetwork({ wireGuard: true }, { advertisesKubernetesNetworks: true })).toEqual([]);
  });
});

describe('references of the cluster', () => {
  function given(options: CiliumOptions, circumstances: Partial<ChartCircumstances>): string[] {
    return textsOf(chartOf(options).circumstanceFindings({ ...THREE, ...circumstances }));
  }
  const DO = '  do:      Give the value itself, or render the chart with a data source of yours and use Cni.manifest.';

  test.each([[[TEXT]], [['10.244.0.0/16', TEXT]], [LIST]])('are no networks of pods (%#)', (podCidrs) => {
    expect(given({}, { podCidrs })).toEqual([
      [
        "TALOS365 error Cilium's values follow from the networks of the pods, and one of them is a reference",
        '  given:   a reference in network.podCidrs',
        '  allowed: networks that are known at synthesis',
        DO,
      ].join('\n'),
    ]);
  });

  test("are no domain by which Hubble's relay could find the machines", () => {
    expect(given({ hubble: CiliumHubble.withRelay() }, { dnsDomain: TEXT })).toEqual([
      [
        "TALOS365 error Hubble's relay finds the machines by the domain of the cluster, which is a reference",
        '  given:   a reference in network.dnsDomain',
        '  allowed: a domain that is known at synthesis',
        DO,
      ].join('\n'),
    ]);
  });

  test('are left out where nothing needs them', () => {
    expect(given({}, { dnsDomain: TEXT })).toEqual([]);
    expect(given({ ipam: CiliumIpam.clusterPool(['10.1.0.0/16']) }, { podCidrs: [TEXT] })).toEqual([]);
    const own = { hubble: { peerService: { clusterDomain: 'home.example.org' } } };
    expect(given({ hubble: CiliumHubble.withRelay(), values: own }, { dnsDomain: TEXT })).toEqual([]);
    expect(valueAt(chartOf().values({ ...THREE, dnsDomain: TEXT }), 'hubble.peerService')).toBeUndefined();
    expect(given({ hubble: CiliumHubble.withRelay() }, {})).toEqual([]);
  });
});

describe('what a chart renders to', () => {
  const identity = (options: CiliumOptions = {}, circumstances: Partial<ChartCircumstances> = {}): string =>
    chartIdentity(chartOf(options), { ...THREE, ...circumstances });

  test('is told by a text that says all of it', () => {
    expect(JSON.parse(identity({ gatewayApi: true }))).toMatchObject({
      name: 'cilium',
      version: '1.18.4',
      source: 'https://helm.cilium.io',
      releaseName: 'cilium',
      namespace: 'kube-system',
      kubeVersion: '1.30.0',
      apiVersions: ['gateway.networking.k8s.io/v1/GatewayClass'],
      values: { operator: { replicas: 2 }, routingMode: 'tunnel' },
    });
  });

  test.each<[string, CiliumOptions, Partial<ChartCircumstances>]>([
    ['a value', { values: { debug: { enabled: true } } }, {}],
    ['an item of a list', { values: { extraArgs: ['a'] } }, {}],
    ['an option', { hubble: CiliumHubble.withUi() }, {}],
    ['an API', { apiVersions: ['monitoring.coreos.com/v1'] }, {}],
    ['KubeSpan', {}, { kubeSpan: true }],
    ['the only machine', {}, { machines: 1 }],
    ['a domain', {}, { dnsDomain: 'home.example.org' }],
  ])('changes with %s', (_, options, circumstances) => {
    expect(identity(options, circumstances)).not.toBe(identity());
  });

  test('does not change with the order of values, with undefined ones, or with machines that change no value', () => {
    const values = { debug: { enabled: true, verbose: 'flow' }, extraArgs: ['b', 'a'] };
    const reordered = { extraArgs: ['b', 'a'], debug: { verbose: 'flow', enabled: true }, more: undefined };
    expect(identity({ values })).toBe(identity({ values: reordered }));
    expect(identity({ values })).not.toBe(identity({ values: { ...values, extraArgs: ['a', 'b'] } }));
    expect(identity({}, { machines: 7 })).toBe(identity());
  });

  test('changes with the version and with where the chart comes from', () => {
    const mirror = CiliumChart.fromRepository('https://charts.example.org', '1.18.4');
    expect(chartIdentity(chartOf({}, CiliumChart.release('1.18.5')), THREE)).not.toBe(identity());
    expect(chartIdentity(chartOf({}, mirror), THREE)).not.toBe(identity());
  });

  test('of a chart on disk, changes with what it holds, and not with its path', () => {
    const at = (path: string, content?: string): string =>
      chartIdentity(chartOf({}, CiliumChart.local(path, '1.18.4')), THREE, content);
    expect(at('/home/a/cilium', '11')).toBe(at('/home/b/cilium', '11'));
    expect(at('/home/a/cilium', '11')).not.toBe(at('/home/a/cilium', '22'));
    expect(at('/home/a/cilium')).not.toBe(identity());
  });
});
