import { App } from 'cdktf';
import fc from '../support/property';
import { parseAllDocuments } from 'yaml';
import { Cni, ConfigPatch, IControlPlaneEndpoint, TalosClusterProps, VersionContract } from '../../lib';
import { FirewallTopology, distinctNetworks, firewallDocuments } from '../../lib/cluster/private/firewall-documents';
import { FirewallRule, IngressFirewall } from '../../lib/config/ingress-firewall';
import { KubeSpan } from '../../lib/config/kubespan';
import { IpAddress, IpNetwork } from '../../lib/config/ip-network';
import { NodeRole, PORTS, PortCaller, PortFeature } from '../../lib/config/ports';
import { ProxmoxMachines } from '../../lib/proxmox';
import { SMALL_AWS, SmallAwsChanges, buildSmallAwsCluster } from '../platforms/aws/support/small-aws-cluster';
import { METAL, buildMetalCluster } from '../support/metal-cluster';
import { OPERATORS, SMALL, SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { StackJson, block, reportOf, synthesized } from '../support/synthesis';

const NODES = '10.10.0.0/24';
const PODS = '10.244.0.0/16';
const RULE: FirewallRule = {
  name: 'ingress-http',
  ports: [80, '440-443'],
  protocol: 'tcp',
  on: 'workers',
  from: ['0.0.0.0/0'],
};

interface RuleDocument {
  readonly kind: string;
  readonly name: string;
  readonly portSelector: { readonly ports: readonly (number | string)[]; readonly protocol: string };
  readonly ingress: readonly { readonly subnet: string }[];
}

/** What a configuration lets in, as `ports/protocol from networks` by rule; undefined where packets are not dropped. */
type Admitted = Readonly<Record<string, string>> | undefined;

function admitted(documents: readonly object[]): Admitted {
  const blocks = documents.some((each) => 'kind' in each && each.kind === 'NetworkDefaultActionConfig');
  const rules = documents.filter((each): each is RuleDocument => 'kind' in each && each.kind === 'NetworkRuleConfig');
  return blocks
    ? Object.fromEntries(
        rules.map(({ name, portSelector: { ports, protocol }, ingress }) => [
          name,
          `${ports.join()}/${protocol} from ${ingress.map(({ subnet }) => subnet).join()}`,
        ]),
      )
    : undefined;
}

function of(stack: StackJson | undefined, machine: string, which = 'Configuration'): Admitted {
  const { config_patches: patches } = block(
    stack,
    'data',
    'talos_machine_configuration',
    `Cluster_${machine}_${which}`,
  );
  return admitted(
    (patches as string[]).flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as object)),
  );
}

const small = (changes: SmallClusterChanges = {}): StackJson | undefined =>
  synthesized((app) => buildSmallCluster(app, changes))[SMALL];
const aws = (changes: SmallAwsChanges = {}): StackJson | undefined =>
  synthesized((app) => buildSmallAwsCluster(app, changes))[SMALL_AWS];

/** Machines that exist already, in networks of their own, without a word on the firewall. */
function metal(app: App, changes: Partial<TalosClusterProps> = {}, nodeSubnets: readonly string[] = [NODES]): void {
  buildMetalCluster(app, { controlPlane: { nodeSubnets }, cluster: { ingressFirewall: undefined, ...changes } });
}
const metalJson = (changes: Partial<TalosClusterProps> = {}, nodeSubnets?: readonly string[]): StackJson | undefined =>
  synthesized((app) => {
    metal(app, changes, nodeSubnets);
  })[METAL];
const metalReport = (changes: Partial<TalosClusterProps> = {}, nodeSubnets?: readonly string[]): string =>
  reportOf((app) => {
    metal(app, changes, nodeSubnets);
  });

const operators = (...cidrs: string[]): IngressFirewall => IngressFirewall.on({ operators: cidrs });

describe('the ingress firewall of a cluster', () => {
  test('lets in what a control plane machine is reached on, and nothing else', () => {
    expect(of(small(), 'control-plane-0')).toEqual({
      'kubernetes-api': `6443/tcp from ${NODES},${PODS},${OPERATORS}`,
      'talos-api': `50000/tcp from ${NODES},${OPERATORS}`,
      trustd: `50001/tcp from ${NODES}`,
      etcd: '2379-2380/tcp from 10.10.0.11/32',
      kubelet: `10250/tcp from ${NODES},${PODS}`,
      'flannel-vxlan': `4789/udp from ${NODES}`,
    });
  });

  test('lets in what a worker is reached on: no etcd, no trustd, no Kubernetes API', () => {
    expect(of(small(), 'worker-1')).toEqual({
      'talos-api': `50000/tcp from ${NODES},${OPERATORS}`,
      kubelet: `10250/tcp from ${NODES},${PODS}`,
      'flannel-vxlan': `4789/udp from ${NODES}`,
    });
  });

  test('can be off', () => {
    const stack = small({ cluster: { ingressFirewall: IngressFirewall.off() } });
    expect(of(stack, 'control-plane-0')).toBeUndefined();
    expect(of(stack, 'worker-0')).toBeUndefined();
  });

  test('is off where the networks of machines are not known', () => {
    expect(of(metalJson({}, []), 'metal-0')).toBeUndefined();
  });

  test('tells networks of pools apart', () => {
    const stack = small({
      worker: {
        network: { cidr: '10.11.0.0/24', gateway: '10.11.0.1' },
        machines: ProxmoxMachines.numbered(1, { firstAddress: '10.11.0.21' }),
      },
    });
    expect(of(stack, 'control-plane-0')).toMatchObject({
      trustd: '50001/tcp from 10.11.0.0/24',
      'talos-api': `50000/tcp from ${NODES},${OPERATORS}`,
      kubelet: `10250/tcp from ${NODES},10.11.0.0/24,${PODS}`,
    });
    expect(of(stack, 'worker-0')).toMatchObject({ 'talos-api': `50000/tcp from ${NODES},${OPERATORS}` });
  });

  test('has no rule for callers that there are none of', () => {
    expect(Object.keys(of(small({ cluster: { workerPools: [] } }), 'control-plane-0') ?? {})).not.toContain('trustd');
  });

  test('works with IPv6', () => {
    const stack = metalJson(
      {
        ingressFirewall: operators(OPERATORS, '2001:db8:1::/48'),
        network: { podCidrs: ['fd10::/56'], serviceCidrs: ['fd20::/112'] },
      },
      ['10.10.0.0/24', 'fd00:10::/64'],
    );
    expect(of(stack, 'metal-0')).toMatchObject({
      'kubernetes-api': `6443/tcp from 10.10.0.0/24,fd00:10::/64,fd10::/56,${OPERATORS},2001:db8:1::/48`,
      // With two networks it is Talos that chooses etcd's addresses.
      etcd: '2379-2380/tcp from 10.10.0.0/24,fd00:10::/64',
    });
  });

  test('holds etcd to the network where addresses are leased', () => {
    const stack = small({
      image: { systemExtensions: ['siderolabs/qemu-guest-agent'] },
      controlPlane: { machines: ProxmoxMachines.leased(1) },
    });
    expect(of(stack, 'control-plane-0')).toMatchObject({ etcd: `2379-2380/tcp from ${NODES}` });
  });

  test('changes with two control plane machines more for etcd, on control planes, alone', () => {
    const machines = (count: number): SmallClusterChanges => ({
      controlPlane: { machines: ProxmoxMachines.numbered(count, { firstAddress: '10.10.0.11' }) },
    });
    const [three, five] = [small(machines(3)), small(machines(5))];
    expect(of(five, 'worker-0')).toEqual(of(three, 'worker-0'));
    const addresses = (count: number): string =>
      Array.from({ length: count }, (_, index) => `10.10.0.${String(11 + index)}/32`).join();
    expect(of(three, 'control-plane-0')?.etcd).toBe(`2379-2380/tcp from ${addresses(3)}`);
    expect(of(five, 'control-plane-0')).toEqual({
      ...of(three, 'control-plane-0'),
      etcd: `2379-2380/tcp from ${addresses(5)}`,
    });
  });

  test('does not change with a worker more', () => {
    const more = small({ worker: { machines: ProxmoxMachines.numbered(3, { firstAddress: '10.10.0.21' }) } });
    expect(of(more, 'control-plane-0')).toEqual(of(small(), 'control-plane-0'));
    expect(of(more, 'worker-0')).toEqual(of(small(), 'worker-0'));
  });

  test('opens the ports of the pod network in use, and of no other', () => {
    const cni = Cni.manifest('cilium', 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n', {
      ports: ['cilium', 'cilium-wireguard'],
    });
    const names = Object.keys(of(small({ cluster: { cni } }), 'worker-0') ?? {});
    expect(names).toEqual(['talos-api', 'kubelet', 'cilium-vxlan', 'cilium-health', 'hubble', 'cilium-wireguard']);
  });

  test.each([
    ['a setting', { network: { podCidrs: ['10.200.0.0/16'] } }],
    ['a patch', { configPatches: [ConfigPatch.merge({ cluster: { network: { podSubnets: ['10.200.0.0/16'] } } })] }],
  ] as [string, Partial<TalosClusterProps>][])('knows the network of pods from %s', (_, cluster) => {
    expect(of(small({ cluster }), 'worker-0')?.kubelet).toBe(`10250/tcp from ${NODES},10.200.0.0/16`);
  });

  test('knows of KubeSpan in both forms of the configuration', () => {
    const document = ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'KubeSpanConfig', enabled: true });
    const field = ConfigPatch.merge({ machine: { network: { kubespan: { enabled: true } } } });
    const rule = `51820/udp from ${NODES}`;
    expect(of(small({ cluster: { configPatches: [document] } }), 'worker-0')?.kubespan).toBe(rule);
    const older = { configPatches: [field], versionContract: VersionContract.V1_12 };
    expect(of(small({ cluster: older }), 'worker-0')?.kubespan).toBe(rule);
  });

  test('knows of KubeSpan by a word that Talos reads as a boolean', () => {
    const configPatches = ConfigPatch.yaml('apiVersion: v1alpha1\nkind: KubeSpanConfig\nenabled: yes\n');
    expect(of(small({ cluster: { configPatches } }), 'worker-0')?.kubespan).toBe(`51820/udp from ${NODES}`);
  });

  test('knows of KubeSpan from a pool of workers alone', () => {
    const document = ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'KubeSpanConfig', enabled: true });
    const stack = small({ worker: { configPatches: [document] } });
    expect(of(stack, 'worker-0')?.kubespan).toBe(`51820/udp from ${NODES}`);
    expect(of(stack, 'control-plane-0')?.kubespan).toBe(`51820/udp from ${NODES}`);
  });

  test('lets pods reach the Talos API where they were given access', () => {
    const kubernetesTalosAPIAccess = {
      enabled: true,
      allowedRoles: ['os:reader'],
      allowedKubernetesNamespaces: ['ops'],
    };
    const stack = small({
      cluster: {
        controlPlaneConfigPatches: [ConfigPatch.merge({ machine: { features: { kubernetesTalosAPIAccess } } })],
      },
    });
    expect(of(stack, 'control-plane-0')?.['talos-api-from-pods']).toBe(`50000/tcp from ${NODES},${PODS}`);
    expect(Object.keys(of(stack, 'worker-0') ?? {})).not.toContain('talos-api-from-pods');
  });

  test('knows of both from the settings as well', () => {
    const stack = small({
      cluster: {
        network: { kubeSpan: KubeSpan.enabled() },
        settings: { kubernetesTalosApiAccess: { allowedRoles: ['os:reader'], allowedKubernetesNamespaces: ['ops'] } },
      },
    });
    expect(Object.keys(of(stack, 'control-plane-0') ?? {})).toEqual(
      expect.arrayContaining(['kubespan', 'talos-api-from-pods']),
    );
    expect(Object.keys(of(stack, 'worker-0') ?? {})).toContain('kubespan');
  });

  test('lets in what the rules name, on the machines that they name', () => {
    const rules: FirewallRule[] = [
      RULE,
      { name: 'node-exporter', ports: [9100], protocol: 'tcp', on: 'all', fromCluster: true },
      { name: 'dhcpv6', ports: [546], protocol: 'udp', on: 'control-planes', from: ['fe80::/10'] },
    ];
    const stack = small({ cluster: { ingressFirewall: IngressFirewall.on({ operators: [OPERATORS], rules }) } });
    expect(of(stack, 'worker-0')).toMatchObject({
      'ingress-http': '80,440-443/tcp from 0.0.0.0/0',
      'node-exporter': `9100/tcp from ${NODES},${PODS}`,
    });
    expect(Object.keys(of(stack, 'worker-0') ?? {})).not.toContain('dhcpv6');
    expect(of(stack, 'control-plane-0')).toMatchObject({
      'node-exporter': `9100/tcp from ${NODES},${PODS}`,
      dhcpv6: '546/udp from fe80::/10',
    });
    expect(Object.keys(of(stack, 'control-plane-0') ?? {})).not.toContain('ingress-http');
  });
});

describe('on AWS, the ingress firewall', () => {
  const VPC = '10.140.0.0/16';

  test('is on without a word: the load balancer is the way in, and its subnets are in the VPC', () => {
    expect(of(aws(), 'control-plane-0')).toEqual({
      'kubernetes-api': `6443/tcp from ${VPC},${PODS}`,
      'talos-api': `50000/tcp from ${VPC}`,
      trustd: `50001/tcp from ${VPC}`,
      etcd: `2379-2380/tcp from ${VPC}`,
      kubelet: `10250/tcp from ${VPC},${PODS}`,
      'flannel-vxlan': `4789/udp from ${VPC}`,
    });
    expect(Object.keys(of(aws(), 'worker-0') ?? {})).toEqual(['talos-api', 'kubelet', 'flannel-vxlan']);
  });

  test('does not change with a zone more', () => {
    const zones = { network: { availabilityZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'] } };
    expect(of(aws(zones), 'control-plane-0')).toEqual(of(aws(), 'control-plane-0'));
  });

  test('waits until a machine is reached: no seed holds it', () => {
    expect(of(aws(), 'control-plane-0', 'Seed')).toBeUndefined();
    expect(of(aws(), 'worker-0', 'Seed')).toBeUndefined();
  });

  test.each(['internal', 'internet-facing'] as const)('lets in operators beside an %s load balancer', (scheme) => {
    const stack = aws({ loadBalancer: { scheme }, cluster: { ingressFirewall: operators(OPERATORS) } });
    expect(of(stack, 'control-plane-0')?.['talos-api']).toBe(`50000/tcp from ${VPC},${OPERATORS}`);
    expect(of(stack, 'worker-0')?.['talos-api']).toBe(`50000/tcp from ${VPC},${OPERATORS}`);
  });
});

describe('whoever stands before the machines', () => {
  const balancer = (over: object): IControlPlaneEndpoint => ({
    host: 'k8s.example.org',
    port: 6443,
    bind: () => ({ talosApiHost: 'k8s.example.org', callerSubnets: ['10.50.0.0/28', '10.10.0.128/28'], ...over }),
  });

  test('reaches both APIs of the control plane, and needs no operators', () => {
    const admits = of(metalJson({ endpoint: balancer({}) }), 'metal-0');
    expect(admits?.['talos-api']).toBe(`50000/tcp from ${NODES},10.50.0.0/28`);
    expect(admits?.['kubernetes-api']).toBe(`6443/tcp from ${NODES},${PODS},10.50.0.0/28`);
    expect(admits?.kubelet).toBe(`10250/tcp from ${NODES},${PODS}`);
  });

  test.each([{ callerSubnets: [] }, { callerSubnets: undefined }, { talosApiHost: undefined }])(
    'is no way in for Terraform with %j',
    (over) => {
      expect(metalReport({ endpoint: balancer(over) })).toContain('TALOS380');
    },
  );
});

describe('a mistake with the ingress firewall is told', () => {
  test('when nothing is said of it and Terraform reaches the machines themselves', () => {
    const report = metalReport();
    expect(report).toContain(
      [
        'TALOS380  metal/Cluster',
        "  the ingress firewall would lock Terraform out: it reaches each machine by the machine's own address",
        '    given:   no ingressFirewall',
        "    allowed: IngressFirewall.on({ operators: ['192.168.1.0/24'] }), or IngressFirewall.off()",
        "    do:      Name the networks that Terraform and people connect from, ingressFirewall: IngressFirewall.on({ operators: ['192.168.1.0/24'] }), or leave the machines open with IngressFirewall.off().",
      ].join('\n'),
    );
    expect(metalJson({ ingressFirewall: IngressFirewall.off() })).toBeDefined();
    expect(metalJson({ ingressFirewall: operators('192.168.1.0/24') })).toBeDefined();
  });

  test('when it is on without operators', () => {
    const report = metalReport({ ingressFirewall: IngressFirewall.on({ rules: [RULE] }) });
    expect(report).toContain('TALOS380');
    expect(report).toContain('given:   IngressFirewall.on, no operators');
  });

  test('when it is on for machines whose networks are not known', () => {
    expect(metalReport({ ingressFirewall: operators(OPERATORS) }, [])).toContain(
      [
        'TALOS381  metal/Metal',
        "  the ingress firewall does not know which networks the machines of 'metal/Metal' are in",
        '    given:   a pool without nodeSubnets',
        "    allowed: the networks of the machines, such as nodeSubnets: ['10.10.0.0/24']",
      ].join('\n'),
    );
  });

  test('when a network of a static pool is none', () => {
    expect(metalReport({ ingressFirewall: operators(OPERATORS) }, ['10.10.0.11/24'])).toContain(
      "TALOS004  metal/Metal\n  this is an address inside a network, not the network\n    given:   '10.10.0.11/24'",
    );
  });

  test('when the security groups were made for another pod network', () => {
    const cni = Cni.manifest('cilium', 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n', {
      ports: ['cilium'],
    });
    const report = reportOf((app) => {
      buildSmallAwsCluster(app, { cluster: { cni } });
    });
    expect(report).toContain(
      [
        'TALOS385  small/Worker',
        "  the firewall before the machines of 'small/Worker' does not let through what the cluster uses: cilium",
        '    given:   a firewall for flannel; a cluster with cilium',
        '    allowed: a firewall that is told of all of them',
        "    do:      Give the firewall the cluster's own 'cni'.",
      ].join('\n'),
    );
    expect(report).toContain('TALOS385  small/ControlPlane');
    expect(aws({ cluster: { cni }, firewall: { cni } })).toBeDefined();
  });

  test('when the security groups know nothing of KubeSpan or of the Talos API for pods', () => {
    const cluster = {
      controlPlaneConfigPatches: [
        ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'KubeSpanConfig', enabled: true }),
        ConfigPatch.merge({
          machine: {
            features: {
              kubernetesTalosAPIAccess: {
                enabled: true,
                allowedRoles: ['os:reader'],
                allowedKubernetesNamespaces: ['a'],
              },
            },
          },
        }),
      ],
    };
    const report = reportOf((app) => {
      buildSmallAwsCluster(app, { cluster, firewall: { cni: Cni.none() } });
    });
    expect(report).toContain(
      'given:   a firewall for no pod network; a cluster with flannel, kubespan, talos-api-access',
    );
    expect(report).toContain(
      "do:      Give the firewall the cluster's own 'cni' and 'kubeSpan: true' and 'talosApiFromPods: true'.",
    );
    expect(aws({ cluster, firewall: { kubeSpan: true, talosApiFromPods: true } })).toBeDefined();
  });

  test('and a firewall that admits more than the cluster uses is no mistake', () => {
    expect(aws({ cluster: { cni: Cni.none() }, firewall: { kubeSpan: true } })).toBeDefined();
  });
});

describe('networks', () => {
  test('are kept once, and not beside a wider one', () => {
    expect(distinctNetworks(['10.0.1.0/24', '10.0.0.0/16', '10.0.0.0/16', 'fd00::/64', '10.1.0.0/16'])).toEqual([
      '10.0.0.0/16',
      'fd00::/64',
      '10.1.0.0/16',
    ]);
  });

  test('that are references are kept as they are', () => {
    const reference = '${TfToken[TOKEN.7]}';
    expect(distinctNetworks([reference, '10.0.0.0/16', reference])).toEqual([reference, '10.0.0.0/16']);
  });
});

describe('whatever the topology', () => {
  const CALLERS: readonly PortCaller[] = ['control-plane', 'worker', 'pod', 'load-balancer', 'operator'];
  const FEATURES: readonly PortFeature[] = ['flannel', 'cilium', 'cilium-wireguard', 'kubespan', 'talos-api-access'];
  /** Networks apart from each other, so that an address tells whose it is. */
  const networkOf = (caller: PortCaller, index: number, v6: boolean): string => {
    const kind = String(CALLERS.indexOf(caller) + 1);
    return v6 ? `fd00:${kind}:${String(index)}::/64` : `10.${kind}.${String(index)}.0/24`;
  };
  const cidrs = (caller: PortCaller): fc.Arbitrary<readonly string[]> =>
    fc
      .array(fc.boolean(), { maxLength: 3 })
      .map((families) => families.map((v6, index) => networkOf(caller, index, v6)));
  const topologies = fc
    .tuple(...CALLERS.map(cidrs), fc.subarray([...FEATURES]), fc.boolean())
    .map(([controlPlane, worker, pod, balancer, operator, features, exact]): FirewallTopology => {
      const controlPlanes = controlPlane as readonly string[];
      return {
        sources: {
          'control-plane': controlPlanes,
          worker: worker as readonly string[],
          pod: pod as readonly string[],
          'load-balancer': balancer as readonly string[],
          operator: operator as readonly string[],
        },
        controlPlaneAddresses: exact ? controlPlanes.map((cidr) => hostOf(cidr, 7)) : [],
        features: features as readonly PortFeature[],
        rules: [],
      };
    });

  function hostOf(cidr: string, host: number): string {
    const base = IpAddress.of(cidr.replace(/\/.*/, '')).plus(host)?.text ?? '';
    return `${base}/${base.includes(':') ? '128' : '32'}`;
  }

  /** Remembered, since the same few networks and addresses meet many thousand times. */
  const known = new Map<string, boolean>();
  const isIn = (subnet: string, address: IpAddress): boolean => {
    const key = `${subnet} ${address.text}`;
    const is = known.get(key) ?? IpNetwork.of(subnet).contains(address);
    known.set(key, is);
    return is;
  };

  /** Whether the documents let a packet through, as Talos reads them. */
  function admits(documents: readonly RuleDocument[], source: string, port: number, protocol: string): boolean {
    const address = IpAddress.of(source.replace(/\/.*/, ''));
    return documents.some(
      ({ portSelector: { ports, protocol: of }, ingress }) =>
        of === protocol &&
        ports.some((each) => {
          const [first = 0, last = first] = String(each).split('-').map(Number);
          return port >= first && port <= last;
        }) &&
        ingress.some(({ subnet }) => isIn(subnet, address)),
    );
  }

  const expected = (
    topology: FirewallTopology,
    listener: NodeRole,
    caller: PortCaller,
    port: number,
    protocol: string,
    exact: boolean,
  ): boolean =>
    PORTS.some(
      (each) =>
        each.protocol === protocol &&
        port >= each.from &&
        port <= each.to &&
        each.listeners.includes(listener) &&
        each.callers.includes(caller) &&
        (each.feature === undefined || topology.features.includes(each.feature)) &&
        (each.byAddress !== true || topology.controlPlaneAddresses.length === 0 || exact),
    );

  test('every port is reached by its callers, and by nobody else', () => {
    const edges = PORTS.filter(({ protocol }) => protocol !== 'icmp').flatMap(({ protocol, from, to }) =>
      [from - 1, from, to, to + 1].map((port) => [port, protocol] as const),
    );
    fc.assert(
      fc.property(topologies, fc.constantFrom<NodeRole>('control-plane', 'worker'), (topology, listener) => {
        const documents = firewallDocuments(topology, listener)
          .map(({ content }) => content as unknown as RuleDocument)
          .filter(({ kind }) => kind === 'NetworkRuleConfig');
        for (const caller of CALLERS) {
          for (const network of topology.sources[caller]) {
            for (const host of [7, 9]) {
              const source = hostOf(network, host);
              const exact = topology.controlPlaneAddresses.includes(source);
              for (const [port, protocol] of edges) {
                const wanted = expected(topology, listener, caller, port, protocol, exact);
                if (admits(documents, source, port, protocol) !== wanted) {
                  throw new Error(
                    `${caller} ${source} on ${String(port)}/${protocol} of a ${listener}: ${String(!wanted)}`,
                  );
                }
              }
            }
          }
        }
        for (const stranger of ['172.16.0.1', '2001:db8::1', '10.9.0.1']) {
          const open = edges.filter(([port, protocol]) => admits(documents, stranger, port, protocol));
          expect(open).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
