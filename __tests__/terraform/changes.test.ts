import { ConfigPatch, VersionContract } from '../../lib';
import { ProxmoxMachines } from '../../lib/proxmox';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { Workspace, testOnRig, told } from './support/workspace';

const workspace = new Workspace(SMALL);
const synthesize = (changes: SmallClusterChanges = {}): void => {
  workspace.synthesize((app) => buildSmallCluster(app, changes));
};

const MACHINES = ['Cluster_control-plane-0', 'Cluster_worker-0', 'Cluster_worker-1'];
const updated = (...names: string[]): string[] => names.map((name) => `talos_machine ${name}: update`);
/** Machines that are changed, and the gates behind them. */
const changed = (...names: string[]): string[] => [
  ...updated(...names),
  ...names.map((name) => `terraform_data ${name}_Gate: delete then create`),
];
const patch = ConfigPatch.merge({ machine: { sysctls: { 'vm.max_map_count': '262144' } } });

const DOWNLOADS = ['Image_nocloud-amd64-pve1-local', 'Image_nocloud-amd64-pve2-local'].map(
  (name) => `proxmox_download_file ${name}: create then delete`,
);

interface Row {
  readonly change: string;
  readonly props: SmallClusterChanges;
  readonly effect: readonly string[];
}

/** What each change does, and that it does no more. */
const EFFECTS: readonly Row[] = [
  { change: 'nothing', props: {}, effect: [] },
  {
    change: 'a node label of the worker pool',
    props: { worker: { nodeLabels: { tier: 'web' } } },
    effect: changed('Cluster_worker-0', 'Cluster_worker-1'),
  },
  { change: 'a patch of the cluster', props: { cluster: { configPatches: [patch] } }, effect: changed(...MACHINES) },
  {
    change: 'a patch of one machine',
    props: { worker: { machineConfigPatches: { 'worker-1': [patch] } } },
    effect: changed('Cluster_worker-1'),
  },
  {
    change: 'the Talos version',
    props: { image: { talosVersion: 'v1.13.10' } },
    effect: [...DOWNLOADS, ...changed(...MACHINES)],
  },
  {
    change: 'a system extension',
    props: { image: { systemExtensions: ['siderolabs/iscsi-tools'] } },
    effect: [...DOWNLOADS, 'talos_image_factory_schematic Image: update', ...changed(...MACHINES)],
  },
  {
    change: 'another list of Proxmox nodes',
    props: { worker: { proxmoxNodes: ['pve3', 'pve1', 'pve2'] } },
    effect: [
      'proxmox_download_file Image_nocloud-amd64-pve2-local: delete',
      'proxmox_download_file Image_nocloud-amd64-pve3-local: create',
    ],
  },
  {
    change: 'DNS servers',
    props: { worker: { network: { cidr: '10.10.0.0/24', gateway: '10.10.0.1', nameservers: ['10.10.0.2'] } } },
    effect: changed('Cluster_worker-0', 'Cluster_worker-1'),
  },
  {
    change: 'other VM ids',
    props: { controlPlane: { machines: ProxmoxMachines.numbered(1, { firstAddress: '10.10.0.11', firstVmId: 911 }) } },
    effect: [],
  },
  {
    change: 'a larger disk',
    props: { worker: { diskGiB: 30 } },
    effect: [0, 1].map((index) => `proxmox_virtual_environment_vm Worker_worker-${String(index)}: update`),
  },
  {
    change: 'one worker more',
    props: { worker: { machines: ProxmoxMachines.numbered(3, { firstAddress: '10.10.0.21', firstVmId: 121 }) } },
    effect: [
      'proxmox_virtual_environment_vm Worker_worker-2: create',
      'talos_machine Cluster_worker-2: create',
      'terraform_data Cluster_worker-2_Born: create',
      'terraform_data Cluster_worker-2_Gate: create',
      'terraform_data Cluster_worker-2_Place: create',
      'terraform_data Cluster_worker-2_Server: create',
    ],
  },
  {
    change: 'one worker fewer',
    props: { worker: { machines: ProxmoxMachines.numbered(1, { firstAddress: '10.10.0.21', firstVmId: 121 }) } },
    effect: [
      'proxmox_download_file Image_nocloud-amd64-pve2-local: delete',
      'proxmox_virtual_environment_vm Worker_worker-1: delete',
      'talos_machine Cluster_worker-1: delete',
      'terraform_data Cluster_worker-1_Born: delete',
      'terraform_data Cluster_worker-1_Gate: delete',
      'terraform_data Cluster_worker-1_Place: delete',
      'terraform_data Cluster_worker-1_Server: delete',
    ],
  },
];

beforeAll(() => {
  synthesize();
  workspace.init();
});
afterAll(() => {
  workspace.remove();
});

testOnRig('the cluster is created', () => {
  workspace.apply();
  expect(workspace.plan()).toEqual([]);
});

describe('on a running cluster', () => {
  testOnRig.each(EFFECTS)('$change changes this and nothing else', ({ props, effect }) => {
    synthesize(props);
    expect(told(workspace.plan())).toEqual([...effect].sort());
  });

  // The provider keeps the component tags out of what it compares: of the machines, nothing is applied.
  testOnRig(
    'another Kubernetes version is brought in by talos_cluster, and shows as an update of every machine',
    () => {
      synthesize({ cluster: { kubernetesVersion: 'v1.36.3' } });
      expect(told(workspace.plan())).toEqual(['talos_cluster Cluster_Kubernetes: update', ...updated(...MACHINES)]);
    },
  );

  testOnRig('a server that is gone is made anew, and its machine alone is configured anew', () => {
    synthesize();
    const lost = { RIG_GONE: 'proxmox_virtual_environment_vm .*name=worker-1 ' };
    expect(told(workspace.plan(lost))).toEqual([
      'proxmox_virtual_environment_vm Worker_worker-1: create',
      'talos_machine Cluster_worker-1: delete then create',
      'terraform_data Cluster_worker-1_Born: delete then create',
      'terraform_data Cluster_worker-1_Gate: delete then create',
      'terraform_data Cluster_worker-1_Server: delete then create',
    ]);
  });

  testOnRig('the only control plane machine that is gone is made anew, and bootstrapped anew', () => {
    synthesize();
    const lost = { RIG_GONE: 'proxmox_virtual_environment_vm .*name=control-plane-0 ' };
    expect(told(workspace.plan(lost))).toEqual([
      'proxmox_virtual_environment_vm ControlPlane_control-plane-0: create',
      'talos_cluster Cluster_Kubernetes: delete then create',
      'talos_machine Cluster_control-plane-0: delete then create',
      'terraform_data Cluster_control-plane-0_Born: delete then create',
      'terraform_data Cluster_control-plane-0_Gate: delete then create',
      'terraform_data Cluster_control-plane-0_Server: delete then create',
    ]);
  });

  testOnRig('another version contract makes no new secrets', () => {
    synthesize({ cluster: { versionContract: VersionContract.V1_12 } });
    expect(workspace.plan().filter(({ type }) => type === 'talos_machine_secrets')).toEqual([]);
  });
});
