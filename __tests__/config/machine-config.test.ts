import fc from '../support/property';
import { Cni } from '../../lib/config/cni';
import { ConfigPatch } from '../../lib/config/config-patch';
import { linkDocument } from '../../lib/config/documents/link';
import { resolverDocument } from '../../lib/config/documents/resolver';
import { staticHostDocument } from '../../lib/config/documents/static-host';
import { InstallDisk } from '../../lib/config/install-disk';
import { MachineConfigInput, OriginalPatch, machineConfigPatches } from '../../lib/config/machine-config';
import { NetworkLink } from '../../lib/config/settings/network/network-link';
import { Taint } from '../../lib/config/taint';
import { VersionContract } from '../../lib/config/version-contract';

const MANIFEST = { name: 'cilium', contents: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n' };

const MACHINE: MachineConfigInput = {
  machineType: 'controlplane',
  contract: VersionContract.V1_13,
  hostname: 'control-plane-0.example.org',
  installImage: 'factory.talos.dev/nocloud-installer/abc:v1.13.9',
  installDisk: InstallDisk.path('/dev/vda'),
  nodeLabels: {},
  lateNodeLabels: {},
  nodeAnnotations: {},
  nodeTaints: [],
  nodeSubnets: [],
  sharedAddresses: [],
  certSans: [],
  apiServerCertSans: [],
  cni: Cni.flannel(),
  allowSchedulingOnControlPlanes: false,
  network: {},
  settings: {},
  kubernetes: {},
  manifests: [],
  manifestUrls: [],
  firewallPatches: [],
  platformPatches: [],
  patches: [],
};

const BLOCK = ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'NetworkDefaultActionConfig', ingress: 'block' });

/** Every input, for what holds of all of them. */
const anyMachine: fc.Arbitrary<MachineConfigInput> = fc.record({
  machineType: fc.constantFrom('controlplane' as const, 'worker' as const),
  contract: fc.constantFrom(VersionContract.V1_12, VersionContract.V1_13),
  hostname: fc.constantFrom(undefined, 'node-0', 'node-0.example.org'),
  installImage: fc.constant(MACHINE.installImage),
  installDisk: fc.constantFrom(InstallDisk.path('/dev/sda'), InstallDisk.matching({ type: 'ssd' })),
  nodeLabels: fc.dictionary(fc.constantFrom('role', 'zone'), fc.constantFrom('a', 'b')),
  lateNodeLabels: fc.dictionary(fc.constantFrom('zone', 'type'), fc.constantFrom('a', 'b')),
  nodeAnnotations: fc.dictionary(fc.constantFrom('note'), fc.constantFrom('a', 'b')),
  nodeTaints: fc.subarray([Taint.noSchedule('gpu'), Taint.noExecute('db', 'yes')]),
  nodeSubnets: fc.array(fc.constantFrom('10.10.0.0/24', '10.20.0.0/24', 'fd00::/64')),
  sharedAddresses: fc.array(fc.constantFrom('10.10.0.10', 'fd00::10')),
  certSans: fc.array(fc.constantFrom('10.10.0.11', 'k8s.example.org', 'node-0')),
  apiServerCertSans: fc.array(fc.constantFrom('10.10.0.10', 'k8s.example.org')),
  cni: fc.constantFrom(
    Cni.flannel(),
    Cni.none(),
    Cni.manifest('cilium', 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n', { replacesKubeProxy: true }),
  ),
  allowSchedulingOnControlPlanes: fc.boolean(),
  network: fc.record({ podCidrs: fc.constantFrom(undefined, ['10.200.0.0/16']) }),
  settings: fc.record({
    sysctls: fc.constantFrom(undefined, { 'vm.swappiness': '1' }),
    timeServers: fc.constantFrom(undefined, ['time.example.org']),
  }),
  kubernetes: fc.record({ apiServerArgs: fc.constantFrom(undefined, { v: '2' }) }),
  manifests: fc.subarray([{ name: 'cilium', contents: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n' }]),
  manifestUrls: fc.subarray(['https://example.org/v1.0.0/a.yaml']),
  firewallPatches: fc.constantFrom([], [BLOCK]),
  platformPatches: fc.subarray([{ origin: 'the platform', patch: resolverDocument(['10.0.0.1']) }]),
  patches: fc.array(fc.constantFrom(given('the pool', { sysctls: { a: '1' } }), given('the machine', { pods: [] }))),
});

function given(
  origin: string,
  machine: NonNullable<Parameters<typeof ConfigPatch.merge>[0]['machine']>,
): OriginalPatch {
  return { origin, patch: ConfigPatch.merge({ machine }) };
}

function contentsOf(machine: Partial<MachineConfigInput>): ConfigPatch['content'][] {
  return machineConfigPatches({ ...MACHINE, ...machine }).map(({ patch }) => patch.content);
}

/** The library's own fields of a machine: its first patch. */
function ownFields(machine: Partial<MachineConfigInput>): ConfigPatch['content'] {
  return contentsOf(machine)[0] ?? {};
}

/** Every list in some content, at any depth. */
function listsOf(content: unknown): unknown[][] {
  if (typeof content !== 'object' || content === null) return [];
  const inner = Object.values(content).flatMap(listsOf);
  return Array.isArray(content) ? [content, ...inner] : inner;
}

describe('of every machine', () => {
  test('install image and disk are stated', () => {
    fc.assert(
      fc.property(anyMachine, (machine) => {
        expect(ownFields(machine)).toMatchObject({
          machine: { install: { image: machine.installImage, ...machine.installDisk.config } },
        });
      }),
    );
  });

  test('what is given comes last and in the order it was given, so that it wins', () => {
    fc.assert(
      fc.property(anyMachine, (machine) => {
        const patches = machineConfigPatches(machine);
        const own = patches.slice(0, patches.length - machine.patches.length);
        expect(patches.slice(own.length)).toEqual(machine.patches);
        expect(own.filter(({ origin }) => origin === 'the pool' || origin === 'the machine')).toEqual([]);
      }),
    );
  });

  test('a host name is stated once, or not at all where the platform names the nodes', () => {
    fc.assert(
      fc.property(anyMachine, (machine) => {
        const documents = contentsOf(machine).filter(({ kind }) => kind === 'HostnameConfig');
        expect(documents.map(({ hostname }) => hostname)).toEqual(
          machine.hostname === undefined ? [] : [machine.hostname],
        );
        expect(JSON.stringify(contentsOf(machine)).match(/"hostname":/g) ?? []).toHaveLength(documents.length);
      }),
    );
  });

  test('no list has a value twice', () => {
    fc.assert(
      fc.property(anyMachine, (machine) => {
        for (const list of contentsOf(machine).flatMap(listsOf)) expect(list).toEqual([...new Set(list)]);
      }),
    );
  });

  test('no list and no map of the library is empty', () => {
    fc.assert(
      fc.property(anyMachine, (machine) => {
        const own = contentsOf({ ...machine, patches: [] });
        expect(JSON.stringify(own)).not.toMatch(/\[\]|\{\}/);
      }),
    );
  });

  test('KubePrism and host DNS are on', () => {
    expect(ownFields({})).toMatchObject({
      machine: {
        features: { kubePrism: { enabled: true }, hostDNS: { enabled: true, forwardKubeDNSToHost: true } },
      },
    });
  });
});

describe('of a worker', () => {
  test('of the cluster no more is said than its networks: the node would refuse the rest', () => {
    fc.assert(
      fc.property(anyMachine, (machine) => {
        const contents = contentsOf({ ...machine, machineType: 'worker' });
        const { podCidrs } = machine.network;
        expect(contents.flatMap(({ cluster }) => cluster ?? [])).toEqual(
          podCidrs === undefined ? [] : [{ network: { podSubnets: podCidrs } }],
        );
      }),
    );
  });
});

describe('of a control plane machine', () => {
  test.each([true, false])('whether it runs workloads is stated: %p', (allowSchedulingOnControlPlanes) => {
    expect(ownFields({ allowSchedulingOnControlPlanes })).toMatchObject({
      cluster: { allowSchedulingOnControlPlanes },
    });
  });

  test('the names of the Kubernetes API are in its certificate', () => {
    expect(ownFields({ apiServerCertSans: ['k8s.example.org', '10.10.0.10'] })).toMatchObject({
      cluster: { apiServer: { certSANs: ['k8s.example.org', '10.10.0.10'] } },
    });
  });

  test("Talos's own CNI is not mentioned, and no CNI is", () => {
    expect(ownFields({ cni: Cni.flannel() })).not.toHaveProperty('cluster.network');
    expect(ownFields({ cni: Cni.none() })).toHaveProperty('cluster.network', { cni: { name: 'none' } });
  });

  test('a manifest can wait until the machine is reached, and nothing else of the library can', () => {
    const later = machineConfigPatches({ ...MACHINE, manifests: [MANIFEST] }).filter((patch) => patch.later === true);
    expect(later.map(({ origin, patch }) => [origin, patch.content])).toEqual([
      [
        'the manifests',
        {
          cluster: {
            inlineManifests: [{ name: 'cilium', contents: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n' }],
          },
        },
      ],
    ]);
  });
});

describe('what is said in settings', () => {
  const settings = { timeServers: ['time.example.org'], sysctls: { 'vm.swappiness': '1' }, kubeletArgs: { v: '2' } };

  test('stands in one patch and in its documents, behind the library and before every patch of a user', () => {
    const patches = machineConfigPatches({
      ...MACHINE,
      settings,
      patches: [given('the pool', { sysctls: { a: '1' } })],
    });
    expect(patches.map(({ origin }) => origin)).toEqual([
      'the library',
      'the library',
      'the settings',
      'the settings',
      'the pool',
    ]);
    expect(patches[2]?.patch.content).toEqual({
      machine: { sysctls: { 'vm.swappiness': '1' }, kubelet: { extraArgs: { v: '2' } } },
    });
  });

  test('wins field by field where the platform has the document too, and names of an address are added', () => {
    const platformPatches = [
      linkDocument({ name: 'eth0', addresses: ['10.0.0.2/24'], gateway: '10.0.0.1' }),
      resolverDocument(['10.0.0.1'], ['platform.example.org']),
      staticHostDocument('10.0.0.9', ['api.example.org']),
    ].map((patch) => ({ origin: 'the platform', patch }));
    const documents = machineConfigPatches({
      ...MACHINE,
      settings: {
        nameservers: ['10.0.0.53'],
        links: { eth0: NetworkLink.physical({ mtu: 9000 }) },
        staticHosts: { '10.0.0.9': ['alias.example.org'] },
      },
      platformPatches,
    })
      .map(({ patch }) => patch.content)
      .filter(({ kind }) => kind !== undefined && kind !== 'HostnameConfig');
    expect(documents).toHaveLength(3);
    expect(documents).toContainEqual(
      expect.objectContaining({ kind: 'LinkConfig', mtu: 9000, addresses: [{ address: '10.0.0.2/24' }] }),
    );
    expect(documents).toContainEqual(
      expect.objectContaining({
        kind: 'ResolverConfig',
        nameservers: [{ address: '10.0.0.53' }],
        searchDomains: { domains: ['platform.example.org'] },
      }),
    );
    expect(documents).toContainEqual(
      expect.objectContaining({ name: '10.0.0.9', hostnames: ['api.example.org', 'alias.example.org'] }),
    );
  });
});

describe('a pod network that does the work of kube-proxy', () => {
  test('turns it off on control planes, which carry its manifest', () => {
    const cni = Cni.manifest('cilium', 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n', {
      replacesKubeProxy: true,
    });
    expect(ownFields({ cni })).toHaveProperty('cluster.proxy', { disabled: true });
    expect(ownFields({ cni: Cni.none() })).not.toHaveProperty('cluster.proxy');
  });
});

describe('the networks of the nodes', () => {
  const nodeSubnets = ['10.10.0.0/24', 'fd00::/64'];
  const sharedAddresses = ['10.10.0.10', 'fd00::10'];
  const own = ['10.10.0.0/24', 'fd00::/64', '!10.10.0.10/32', '!fd00::10/128'];

  test('bind kubelet and etcd, less the addresses that move between nodes', () => {
    const fields = ownFields({ nodeSubnets, sharedAddresses });
    expect(fields).toHaveProperty('machine.kubelet.nodeIP.validSubnets', own);
    expect(fields).toHaveProperty('cluster.etcd.advertisedSubnets', own);
  });

  test('bind the kubelet of a worker too', () => {
    expect(ownFields({ machineType: 'worker', nodeSubnets, sharedAddresses })).toHaveProperty(
      'machine.kubelet.nodeIP.validSubnets',
      own,
    );
  });

  test('leave kubelet and etcd alone where they are not known', () => {
    const fields = ownFields({ nodeSubnets: [], sharedAddresses });
    expect(fields).not.toHaveProperty('machine.kubelet');
    expect(fields).not.toHaveProperty('cluster.etcd');
  });
});

describe('the registration of a node', () => {
  test('has labels, annotations, and taints by their keys', () => {
    const fields = ownFields({
      nodeLabels: { role: 'db' },
      nodeAnnotations: { note: 'x' },
      nodeTaints: [Taint.noSchedule('dedicated', 'db'), Taint.noExecute('gpu')],
    });
    expect(fields).toHaveProperty('machine.nodeLabels', { role: 'db' });
    expect(fields).toHaveProperty('machine.nodeAnnotations', { note: 'x' });
    expect(fields).toHaveProperty('machine.nodeTaints', { dedicated: 'db:NoSchedule', gpu: ':NoExecute' });
  });

  test('has labels that are known late in a patch of their own, which can wait', () => {
    const patches = machineConfigPatches({ ...MACHINE, nodeLabels: { role: 'db' }, lateNodeLabels: { zone: 'a' } });
    expect(patches.filter((patch) => patch.later === true).map(({ patch }) => patch.content)).toEqual([
      { machine: { nodeLabels: { zone: 'a' } } },
    ]);
    expect(patches[0]?.patch.content).toHaveProperty('machine.nodeLabels', { role: 'db' });
  });

  test('has every name by which the Talos API is reached in its certificate', () => {
    expect(ownFields({ certSans: ['10.10.0.11', 'k8s.example.org'] })).toHaveProperty('machine.certSANs', [
      '10.10.0.11',
      'k8s.example.org',
    ]);
  });
});
