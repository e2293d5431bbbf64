import { App } from 'cdktf';
import {
  ProxmoxHighAvailability,
  ProxmoxMachines,
  ProxmoxNode,
  ProxmoxNodeCapacity,
  ProxmoxVersion,
  ProxmoxVmPoolProps,
} from '../../../lib/proxmox';
import { failureOf, told } from '../../support/failure';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../../support/small-cluster';
import { StackJson, block, reportOf, synthesized, warningsOf } from '../../support/synthesis';
import { FULL, buildFullCluster } from './support/full-cluster';
import { buildOtherCluster } from './support/other-cluster';

const full = (): StackJson | undefined =>
  synthesized((app) => {
    buildFullCluster(app);
  })[FULL];
const small = (changes: SmallClusterChanges = {}): StackJson | undefined =>
  synthesized((app) => buildSmallCluster(app, changes))[SMALL];
const reportFor = (worker: Partial<ProxmoxVmPoolProps>): string =>
  reportOf((app) => buildSmallCluster(app, { worker }));

describe('the capacity of Proxmox nodes', () => {
  const nodes = (cores: number, memoryMiB: number): Partial<ProxmoxVmPoolProps> => ({
    proxmoxNodes: ['pve1', 'pve2'].map((name) => ProxmoxNode.of(name, { cores, memoryMiB })),
  });

  test('is kept, without a word', () => {
    expect(warningsOf((app) => buildSmallCluster(app, { worker: nodes(2, 8192) })).join('\n')).not.toMatch(
      /TALOS21[0-2]/,
    );
  });

  test('fails when a VM is larger than its node', () => {
    const report = reportFor(nodes(1, 8192));
    expect(report).toContain('TALOS210  small/Worker');
    expect(report).toContain("'worker-0' is larger than its Proxmox node 'pve1'");
    expect(report).toContain('2 virtual CPUs and 4096 MiB');
  });

  test('fails when all VMs of the app have more memory than the nodes', () => {
    const report = reportFor({
      ...nodes(8, 5000),
      machines: ProxmoxMachines.numbered(2, { firstAddress: '10.10.0.21' }),
    });
    expect(report).toContain('all VMs of the app together have more memory than the Proxmox nodes');
    expect(report).toContain("12288 MiB on 'pve1', 'pve2'");
    expect(report).toContain('10000 MiB at the most');
  });

  test('warns when one node is crowded', () => {
    const warnings = warningsOf((app) => buildSmallCluster(app, { worker: nodes(8, 7000) }));
    expect(warnings.join('\n')).toContain("TALOS212 the VMs that are created on 'pve1' have more memory than it");
  });

  test('fails when it is missing, and so do machines without addresses', () => {
    expect(failureOf(() => ProxmoxNode.of('pve1', undefined as never))).toContain(
      "Say what it has, or write its name alone, 'pve1', where that is not to be checked.",
    );
    expect(failureOf(() => ProxmoxMachines.named({ a: { vmId: 100 } as never }))).toContain(
      told('TALOS484', "'address' of the machine 'a' is missing", 'undefined', "an address, such as '10.10.0.11'"),
    );
    expect(failureOf(() => ProxmoxMachines.numbered(2, undefined as never))).toContain("'firstAddress' is missing");
  });

  test('fails when it is no capacity', () => {
    expect(failureOf(() => ProxmoxNode.of('pve1', { cores: 0, memoryMiB: 1024 }))).toContain(
      told('TALOS211', "the Proxmox node 'pve1' cannot have that much", 'cores: 0', 'whole numbers from 1 on'),
    );
    const partly = { cores: 8 } as ProxmoxNodeCapacity;
    expect(failureOf(() => ProxmoxNode.of('pve1', partly))).toContain('given:   memoryMiB: undefined');
  });

  test('fails when two pools say two of one node, and not when they say the same', () => {
    const pools = (cores: number) => (app: App) =>
      buildSmallCluster(app, { controlPlane: nodes(8, 8192), worker: nodes(cores, 8192) });
    expect(reportOf(pools(16))).toContain(`TALOS211  small/Worker
  the Proxmox node 'pve1' cannot have two capacities
    given:   16 cores and 8192 MiB; 8 cores and 8192 MiB in 'small/ControlPlane'
    allowed: one capacity for each node
    do:      Say what the node has once, and give that to each pool.`);
    expect(() => synthesized(pools(8))).not.toThrow();
  });
});

describe('what a Proxmox cluster has once', () => {
  const machines = ProxmoxMachines.numbered(1, { firstAddress: '10.0.0.2', firstVmId: 121 });

  test('fails when clusters of the app share a VM id', () => {
    const report = reportOf((app) => {
      buildSmallCluster(app);
      buildOtherCluster(app, { machines });
    });
    expect(report).toContain('TALOS206  other/Pool');
    expect(report).toContain("'small/Worker/worker-0' and 'other/Pool/pool-0'");
    expect(report).toContain("name the Proxmox clusters by 'region'");
  });

  test('is free again on another Proxmox cluster', () => {
    const build = (app: App): void => {
      buildSmallCluster(app);
      buildOtherCluster(app, { machines, region: 'elsewhere' });
    };
    expect(() => synthesized(build)).not.toThrow();
  });
});

describe('control planes', () => {
  const three = ProxmoxMachines.numbered(3, { firstAddress: '10.10.0.11', firstVmId: 111 });

  test('warn when they share a Proxmox node', () => {
    const warnings = warningsOf((app) => buildSmallCluster(app, { controlPlane: { machines: three } })).join('\n');
    expect(warnings).toContain('TALOS213 control planes share a Proxmox node');
    expect(warnings).toContain("3 machines, more than one of them on 'pve1'");
  });

  test('are told nothing on nodes of their own, and neither are workers that share one', () => {
    const proxmoxNodes = ['pve1', 'pve2', 'pve3'];
    const controlPlane = { machines: three, proxmoxNodes };
    const build = (app: App): unknown => buildSmallCluster(app, { controlPlane, worker: { proxmoxNodes: ['pve1'] } });
    expect(warningsOf(build).join('\n')).not.toContain('TALOS213');
  });
});

describe('high availability', () => {
  const rules = (options: Partial<Parameters<typeof ProxmoxHighAvailability.rules>[0]> = {}): ProxmoxHighAvailability =>
    ProxmoxHighAvailability.rules({ sharedDatastores: ['local-lvm'], ...options });
  const proxmoxVersion = ProxmoxVersion.of('9.0');

  test('is resources and rules of Proxmox VE 9', () => {
    const stack = full();
    expect(block(stack, 'resource', 'proxmox_haresource', 'Worker_HighAvailability_worker-a')).toMatchObject({
      resource_id: expect.stringMatching(/^vm:\$\{proxmox_virtual_environment_vm\.Worker_worker-a.*\.id\}$/) as string,
      state: 'started',
      max_restart: 1,
      max_relocate: 2,
    });
    expect(block(stack, 'resource', 'proxmox_harule', 'Worker_HighAvailability_Nodes')).toMatchObject({
      rule: 'full-worker-nodes',
      type: 'node-affinity',
      strict: true,
      nodes: { pve1: null, pve2: null, pve3: null },
    });
    expect(block(stack, 'resource', 'proxmox_harule', 'Worker_HighAvailability_Apart')).toMatchObject({
      rule: 'full-worker-apart',
      type: 'resource-affinity',
      affinity: 'negative',
    });
  });

  test('keeps nothing apart unless it is asked to', () => {
    const stack = small({ worker: { proxmoxVersion, highAvailability: rules() } });
    expect(Object.keys(stack?.resource?.proxmox_harule ?? {})).toHaveLength(1);
  });

  test('fails on Proxmox VE 8, and where the release is not stated', () => {
    const old = reportFor({ proxmoxVersion: ProxmoxVersion.of('8.4'), highAvailability: rules() });
    expect(old).toContain('TALOS225  small/Worker\n  Proxmox VE 8.4 has no rules for high availability');
    expect(old).toContain("a release from 9.0 on, such as ProxmoxVersion.of('9.1')");
    expect(reportFor({ highAvailability: rules() })).toContain('highAvailability, no proxmoxVersion');
  });

  test('fails for control planes on local disks, and warns for workers', () => {
    const pool = { proxmoxVersion, highAvailability: rules({ sharedDatastores: ['ceph'] }) };
    const report = reportOf((app) => buildSmallCluster(app, { controlPlane: pool }));
    expect(report).toContain('TALOS226  small/ControlPlane');
    expect(report).toContain("disks on 'local-lvm'; shared: 'ceph'");
    const warnings = warningsOf((app) => buildSmallCluster(app, { worker: pool })).join('\n');
    expect(warnings).toContain('TALOS227 the VMs have disks that another Proxmox node does not reach');
  });

  test('fails without a node to move to, and with too few to keep machines apart', () => {
    const single = reportFor({ proxmoxNodes: ['pve1'], proxmoxVersion, highAvailability: rules() });
    expect(single).toContain('TALOS228  small/Worker\n  there is no other node to move to');
    const leaveOut = "do:      Give the pool more Proxmox nodes, or leave 'highAvailability' out.";
    expect(single).toContain(leaveOut);
    const apart = rules({ keepApart: true });
    expect(reportFor({ proxmoxNodes: ['pve1'], proxmoxVersion, highAvailability: apart })).toContain(leaveOut);
    const crowded = reportFor({
      machines: ProxmoxMachines.numbered(3, { firstAddress: '10.10.0.21' }),
      proxmoxVersion,
      highAvailability: rules({ keepApart: true }),
    });
    expect(crowded).toContain('the machines cannot be kept apart');
    expect(crowded).toContain('3 machines, 2 Proxmox nodes');
    expect(crowded).toContain("do:      Give the pool more Proxmox nodes, or say 'keepApart: false' where it has two.");
  });

  test('warns where it may bring control planes together, and of a start order', () => {
    const controlPlane = {
      machines: ProxmoxMachines.numbered(3, { firstAddress: '10.10.0.11', firstVmId: 111 }),
      proxmoxNodes: ['pve1', 'pve2', 'pve3'],
      startOrder: { order: 1 },
      proxmoxVersion,
      highAvailability: rules(),
    };
    const warnings = warningsOf((app) => buildSmallCluster(app, { controlPlane })).join('\n');
    expect(warnings).toContain('TALOS213 high availability may bring two control planes together');
    expect(warnings).toContain('TALOS231 the pool has both a start order and high availability');
  });

  test('fails when a number is out of range', () => {
    expect(failureOf(() => rules({ maxRestart: 11 }))).toContain(
      told('TALOS215', 'Proxmox does not try that often', 'maxRestart: 11', 'whole numbers from 0 to 10'),
    );
  });
});
