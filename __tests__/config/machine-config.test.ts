import fc from 'fast-check';
import { Cni } from '../../lib/config/cni';
import { ConfigPatch } from '../../lib/config/config-patch';
import { InstallDisk } from '../../lib/config/install-disk';
import { MachineConfigInput, OriginalPatch, machineConfigPatches } from '../../lib/config/machine-config';
import { Taint } from '../../lib/config/taint';

const MANIFEST = Cni.manifest('cilium', 'kind: Namespace\n');

const MACHINE: MachineConfigInput = {
  machineType: 'controlplane',
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
  patches: [],
};

/** Every input, for what holds of all of them. */
const anyMachine: fc.Arbitrary<MachineConfigInput> = fc.record({
  machineType: fc.constantFrom('controlplane' as const, 'worker' as const),
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
  cni: fc.constantFrom(Cni.flannel(), Cni.none(), MANIFEST),
  allowSchedulingOnControlPlanes: fc.boolean(),
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
  test('nothing is said about the cluster, which the node would refuse', () => {
    fc.assert(
      fc.property(anyMachine, (machine) => {
        const contents = contentsOf({ ...machine, machineType: 'worker' });
        expect(contents.filter((content) => 'cluster' in content)).toEqual([]);
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

  test("a CNI's manifest can wait until the machine is reached, and nothing else of the library can", () => {
    const later = machineConfigPatches({ ...MACHINE, cni: MANIFEST }).filter((patch) => patch.later === true);
    expect(later.map(({ origin, patch }) => [origin, patch.content])).toEqual([
      ['the CNI manifest', { cluster: { inlineManifests: [{ name: 'cilium', contents: 'kind: Namespace\n' }] } }],
    ]);
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
