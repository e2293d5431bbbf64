import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  ConfigPatch,
  ControlPlaneEndpoint,
  ImageFactorySchematic,
  ImageFactorySchematicProps,
  TalosCluster,
  TalosClusterProps,
  VersionContract,
} from '../../lib';
import { IngressFirewall } from '../../lib/config/ingress-firewall';
import {
  NamedMachine,
  ProxmoxMachines,
  ProxmoxNode,
  ProxmoxPciMapping,
  ProxmoxSdnNetwork,
  ProxmoxSdnZone,
  ProxmoxVersion,
  ProxmoxVmIdRange,
  ProxmoxVmPool,
  ProxmoxVmPoolProps,
} from '../../lib/proxmox';
import { Workspace, testOnRig, told } from './support/workspace';

const STACK = 'home';

/** What a row of the table of changes says about the cluster. */
interface Changes {
  readonly image?: Partial<ImageFactorySchematicProps>;
  readonly cluster?: Partial<TalosClusterProps>;
  readonly place?: Partial<ProxmoxVmPoolProps>;
  readonly general?: Partial<ProxmoxVmPoolProps>;
  readonly storage?: Readonly<Record<string, NamedMachine>>;
}

const node = (name: string): ProxmoxNode => ProxmoxNode.of(name, { cores: 32, memoryMiB: 131_072 });
const NODES = ['pve1', 'pve2', 'pve3'].map(node);
const STORAGE: Readonly<Record<string, NamedMachine>> = {
  a: { address: '10.10.0.31', vmId: 301 },
  b: { address: '10.10.0.32', vmId: 302 },
  c: { address: '10.10.0.33', vmId: 303 },
};

/** Three Proxmox nodes, three control planes, and six workers in a numbered and a named pool. */
function build(app: App, { image = {}, cluster = {}, place = {}, general = {}, storage = STORAGE }: Changes): void {
  const stack = new TerraformStack(app, STACK);
  new LocalBackend(stack, { path: 'terraform.tfstate' });
  const common = {
    image: new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9', ...image }),
    proxmoxNodes: NODES,
    proxmoxVersion: ProxmoxVersion.of('9.1'),
    region: 'home',
    network: { cidr: '10.10.0.0/24', gateway: '10.10.0.1' },
    cores: 4,
    memoryMiB: 8192,
    diskGiB: 40,
    ...place,
  };
  new TalosCluster(stack, 'Cluster', {
    clusterName: 'home',
    kubernetesVersion: 'v1.35.4',
    versionContract: VersionContract.V1_13,
    endpoint: ControlPlaneEndpoint.virtualIp('10.10.0.10'),
    ingressFirewall: IngressFirewall.on({ operators: ['192.168.1.0/24'] }),
    preventDestroy: false,
    controlPlane: new ProxmoxVmPool(stack, 'ControlPlane', {
      ...common,
      vmIds: ProxmoxVmIdRange.of(100, 109),
      machines: ProxmoxMachines.numbered(3, { firstAddress: '10.10.0.11' }),
    }),
    workerPools: [
      new ProxmoxVmPool(stack, 'General', {
        ...common,
        vmIds: ProxmoxVmIdRange.of(200, 249),
        machines: ProxmoxMachines.numbered(3, { firstAddress: '10.10.0.21' }),
        ...general,
      }),
      new ProxmoxVmPool(stack, 'Storage', {
        ...common,
        vmIds: ProxmoxVmIdRange.of(300, 349),
        machines: ProxmoxMachines.named(storage),
      }),
    ],
    ...cluster,
  });
}

const MACHINES = [
  ...['control-plane-0', 'control-plane-1', 'control-plane-2'],
  ...['general-0', 'general-1', 'general-2'],
  ...['storage-a', 'storage-b', 'storage-c'],
];
const poolOf = (machine: string): string =>
  machine.startsWith('control-plane') ? 'ControlPlane' : machine.startsWith('general') ? 'General' : 'Storage';
const vm = (action: string, ...machines: string[]): string[] =>
  machines.map((name) => `proxmox_virtual_environment_vm ${poolOf(name)}_${name}: ${action}`);
const configured = (...machines: string[]): string[] =>
  machines.flatMap((name) => [
    `talos_machine Cluster_${name}: update`,
    `terraform_data Cluster_${name}_Gate: delete then create`,
  ]);
/** All that a machine consists of. */
const whole = (action: string, name: string): string[] => [
  ...vm(action, name),
  `talos_machine Cluster_${name}: ${action}`,
  ...['Born', 'Gate', 'Place', 'Server'].map((part) => `terraform_data Cluster_${name}_${part}: ${action}`),
];
const downloads = (action: string, ...nodes: string[]): string[] =>
  nodes.map((name) => `proxmox_download_file Image_nocloud-amd64-${name}-local: ${action}`);
const every = ['pve1', 'pve2', 'pve3'];
const { b: middle, ...withoutMiddle } = STORAGE;
const GENERAL = MACHINES.filter((name) => name.startsWith('general'));
const sysctl = ConfigPatch.merge({ machine: { sysctls: { 'vm.max_map_count': '262144' } } });

const ROWS: readonly { readonly change: string; readonly changes: Changes; readonly effect: readonly string[] }[] = [
  { change: 'nothing', changes: {}, effect: [] },
  {
    change: 'a machine in the middle of a named pool that goes',
    changes: { storage: withoutMiddle },
    effect: whole('delete', 'storage-b'),
  },
  {
    change: 'a machine in the middle of a named pool that comes',
    changes: {
      storage: {
        a: STORAGE.a as NamedMachine,
        ab: { address: '10.10.0.39', vmId: 309 },
        ...withoutMiddle,
        b: middle as NamedMachine,
      },
    },
    effect: whole('create', 'storage-ab'),
  },
  {
    change: 'a Proxmox node more, in front of the others',
    changes: { place: { proxmoxNodes: ['pve0', ...every].map(node) } },
    // No VM moves; where new machines of these pools would go, the image is fetched, and elsewhere it is dropped.
    effect: [...downloads('create', 'pve0'), ...downloads('delete', 'pve3')],
  },
  {
    change: 'a Proxmox node more, behind the others',
    changes: { place: { proxmoxNodes: [...every, 'pve4'].map(node) } },
    effect: [],
  },
  {
    change: 'a machine more in the numbered pool',
    changes: { general: { machines: ProxmoxMachines.numbered(4, { firstAddress: '10.10.0.21' }) } },
    effect: whole('create', 'general-3'),
  },
  {
    change: 'cores',
    changes: { general: { cores: 8 } },
    effect: [...vm('update', ...GENERAL), ...configured(...GENERAL)],
  },
  {
    change: 'a node label',
    changes: { general: { nodeLabels: { tier: 'web' } } },
    effect: configured(...GENERAL),
  },
  { change: 'a patch', changes: { cluster: { configPatches: [sysctl] } }, effect: configured(...MACHINES) },
  {
    change: 'a system extension',
    changes: { image: { systemExtensions: ['siderolabs/iscsi-tools'] } },
    effect: [
      ...downloads('create then delete', ...every),
      'talos_image_factory_schematic Image: update',
      ...configured(...MACHINES),
    ],
  },
  {
    change: 'the Talos version',
    changes: { image: { talosVersion: 'v1.13.10' } },
    effect: [...downloads('create then delete', ...every), ...configured(...MACHINES)],
  },
  {
    change: 'another range of VM ids',
    changes: { general: { vmIds: ProxmoxVmIdRange.of(500, 549) } },
    effect: [],
  },
  {
    change: 'another address, which a lock refuses',
    changes: { storage: { ...STORAGE, b: { address: '10.10.0.39', vmId: 302 } } },
    effect: [
      ...vm('update', 'storage-b'),
      'talos_machine Cluster_storage-b: delete then create',
      'terraform_data Cluster_storage-b_Gate: delete then create',
    ],
  },
  {
    change: 'an agent that is not asked for addresses',
    changes: { image: { systemExtensions: ['siderolabs/qemu-guest-agent'] } },
    effect: [
      ...downloads('create then delete', ...every),
      'talos_image_factory_schematic Image: update',
      ...vm('update', ...MACHINES),
      ...configured(...MACHINES),
    ],
  },
];

describe('three control planes and six workers in two pools, on three Proxmox nodes', () => {
  const workspace = new Workspace(STACK);
  const synthesize = (changes: Changes = {}): void => {
    workspace.synthesize((app) => {
      build(app, changes);
    });
  };
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('are created without a warning, and stay as they are', () => {
    synthesize();
    workspace.init();
    expect(workspace.validate()).toEqual([]);
    expect(workspace.apply()).not.toContain('Warning');
    expect(workspace.plan()).toEqual([]);
    const vms = workspace.state().filter(({ type }) => type === 'proxmox_virtual_environment_vm');
    expect(vms.map(({ values }) => values.vm_id).sort()).toEqual([100, 101, 102, 200, 201, 202, 301, 302, 303]);
    const controlPlanes = vms.filter(({ values }) => String(values.name).startsWith('control-plane'));
    expect(new Set(controlPlanes.map(({ values }) => values.node_name)).size).toBe(3);
  });

  testOnRig.each(ROWS)('$change: this and nothing else', ({ changes, effect }) => {
    synthesize(changes);
    expect(told(workspace.plan())).toEqual([...effect].sort());
  });

  // What the table says to replace a VM, and nothing else does.
  testOnRig.each<{ change: string; changes: Changes; replaced: readonly string[] }>([
    {
      change: 'another pinned node',
      changes: { storage: { ...STORAGE, b: { address: '10.10.0.32', vmId: 302, proxmoxNode: 'pve1' } } },
      replaced: ['storage-b'],
    },
  ])('$change replaces these VMs alone', ({ changes, replaced }) => {
    synthesize(changes);
    const vms = told(workspace.plan()).filter(
      (line) => line.startsWith('proxmox_virtual_environment_vm') && line.includes('delete'),
    );
    expect(vms).toEqual(vm('delete then create', ...replaced));
  });

  testOnRig('are destroyed without a warning', () => {
    synthesize();
    expect(workspace.destroy()).not.toContain('Warning');
    expect(workspace.state()).toEqual([]);
  });
});

describe('a network and a device that Terraform makes', () => {
  const workspace = new Workspace('devices');
  const synthesize = (vlanId: number): void => {
    workspace.synthesize((app) => {
      const stack = new TerraformStack(app, 'devices');
      new LocalBackend(stack, { path: 'terraform.tfstate' });
      const zone = ProxmoxSdnZone.vlan({ name: 'k8s', bridge: 'vmbr0', vlanId });
      const lan = new ProxmoxSdnNetwork(stack, 'Lan', { name: 'k8slan', zone });
      const gpu = new ProxmoxPciMapping(stack, 'Gpu', {
        name: 'gpu',
        devices: { pve1: [{ path: '0000:01:00', id: '10de:2684', subsystemId: '10de:167c', iommuGroup: 14 }] },
      });
      new ProxmoxVmPool(stack, 'Pool', {
        image: new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' }),
        machines: ProxmoxMachines.numbered(1, { firstAddress: '10.40.0.21' }),
        network: { cidr: '10.40.0.0/24', gateway: '10.40.0.1', bridge: lan.bridge },
        pciDevices: [{ mapping: gpu.mapping }],
        proxmoxNodes: ['pve1'],
        cores: 2,
        memoryMiB: 4096,
        diskGiB: 20,
      });
    });
  };
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('are there before the VM that uses them, and gone after it', () => {
    synthesize(40);
    workspace.init();
    expect(workspace.validate()).toEqual([]);
    expect(workspace.apply()).not.toContain('Warning');
    expect(workspace.plan()).toEqual([]);
    const created = workspace.operations().filter(({ op }) => op === 'create');
    const begun = (type: string): number => created.filter((each) => each.type === type).at(-1)?.began ?? Infinity;
    const vmBegan = begun('proxmox_virtual_environment_vm');
    for (const type of ['proxmox_sdn_vnet', 'proxmox_sdn_applier', 'proxmox_hardware_mapping_pci']) {
      expect(begun(type)).toBeLessThan(vmBegan);
    }
    expect(begun('proxmox_sdn_vnet')).toBeLessThan(begun('proxmox_sdn_applier'));
  });

  testOnRig('are applied again when they change, and the VM stays as it is', () => {
    synthesize(41);
    expect(told(workspace.plan())).toEqual([
      'proxmox_sdn_applier Lan_Applied: delete then create',
      'proxmox_sdn_vnet Lan: update',
    ]);
    workspace.clearLog();
    workspace.destroy();
    const deleted = workspace.operations().filter(({ op }) => op === 'delete');
    const at = (type: string): number => deleted.find((each) => each.type === type)?.ended ?? Infinity;
    expect(at('proxmox_virtual_environment_vm')).toBeLessThan(at('proxmox_sdn_vnet'));
    const last = deleted.filter(({ type }) => type.startsWith('proxmox_sdn')).at(-1);
    expect(last?.type).toBe('proxmox_sdn_applier');
  });
});
