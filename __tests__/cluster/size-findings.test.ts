import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { DeploymentLock, DeploymentRisk, Taint, TalosCluster } from '../../lib';
import { lockText } from '../../lib/config/deployment/deployed-cluster';
import { ProxmoxMachines } from '../../lib/proxmox';
import { SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { reportOf, warningsOf } from '../support/synthesis';

const folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-lock-'));
const file = join(folder, 'small.json');
afterAll(() => {
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  rmSync(file, { force: true });
});

/** The small cluster as it was deployed, but for its machines. */
const LOCKED = {
  clusterName: 'small',
  kubernetesVersion: 'v1.35.4',
  versionContract: 'v1.13',
  podNetwork: 'flannel',
  podCidrs: ['10.244.0.0/16'],
  serviceCidrs: ['10.96.0.0/12'],
  dnsDomain: 'cluster.local',
};

describe('a control plane of an even number of machines', () => {
  const ofSize = (count: number): SmallClusterChanges['controlPlane'] => ({
    machines: ProxmoxMachines.numbered(count, { firstAddress: '10.10.0.11', firstVmId: 111 }),
    proxmoxNodes: Array.from({ length: 8 }, (_, index) => `pve${String(index + 1)}`),
  });
  const sized =
    (count: number, accept: readonly DeploymentRisk[] = []) =>
    (app: App): TalosCluster =>
      buildSmallCluster(app, {
        controlPlane: ofSize(count),
        cluster: { lock: DeploymentLock.file(file, { accept }) },
      });
  const deployed = (count: number): void => {
    const machine = { role: 'controlplane', talosVersion: 'v1.13.9', schematic: 'abc', configuration: 'def' } as const;
    const names = Array.from({ length: count }, (_, index) => `control-plane-${String(index)}`);
    writeFileSync(file, lockText({ ...LOCKED, machines: Object.fromEntries(names.map((name) => [name, machine])) }));
  };

  test.each([
    [3, 4],
    [5, 6],
    [7, 8],
    [4, 3],
    [4, 5],
  ])('is let pass as a step of one machine: %d deployed, %d asked for', (before, after) => {
    deployed(before);
    expect(warningsOf(sized(after))).toEqual([]);
  });

  test.each([
    [2, '1 or 3'],
    [4, '3 or 5'],
    [8, '7'],
  ])('is warned of where it stays at %d', (size, odd) => {
    deployed(size);
    expect(warningsOf(sized(size))).toEqual([
      `small/Cluster: TALOS083 the control plane stays at an even number of machines, which is a step on the way
  given:   ${String(size)} machines deployed, ${String(size)} asked for
  allowed: ${odd} machines
  do:      Go on: take a machine out, or add one.`,
    ]);
  });

  test('is refused as a larger step, and says which one passes', () => {
    deployed(3);
    expect(reportOf(sized(6))).toContain(
      'do:      Use 7 machines, or 5 where fewer losses need be borne. One machine more than the 3 that were deployed passes, as a step.',
    );
  });

  test.each([
    [3, 2],
    [5, 4],
    [1, 2],
  ])('is refused as what would bear no more losses: %d deployed, %d asked for', (before, after) => {
    deployed(before);
    expect(reportOf(sized(after))).toContain(`TALOS050  small/Cluster\n`);
  });

  test('is refused before the first deployment, and says what a lock is for', () => {
    expect(reportOf(sized(4))).toContain(
      'do:      Use 5 machines, or 3 where fewer losses need be borne. To replace one of three or more, give the cluster a DeploymentLock',
    );
  });

  test('leads to a control plane of one with the accepted risk alone', () => {
    deployed(2);
    expect(reportOf(sized(1))).toContain('TALOS418  small/Cluster\n  1 of 2 control plane machines would go at once');
    expect(warningsOf(sized(1, ['removing half of the control plane']))).toEqual([]);
  });
});

describe('a cluster whose machines are tainted', () => {
  test.each([
    ['NoSchedule', Taint.noSchedule('gpu')],
    ['NoExecute', Taint.noExecute('gpu')],
  ])('warns when every worker has a taint of %s', (effect, taint) => {
    expect(warningsOf((app) => buildSmallCluster(app, { worker: { nodeTaints: [taint] } }))).toEqual([
      `small/Cluster: TALOS067 every machine of this cluster turns away workloads that do not tolerate a taint
  given:   small/Worker: gpu=:${effect}; allowSchedulingOnControlPlanes: false
  allowed: a pool without such a taint, or PreferNoSchedule in its place
  do:      Add a worker pool without the taint, or accept the warning where every workload tolerates it.`,
    ]);
  });

  test.each([
    ['one that an agent takes away', { worker: { nodeTaints: [Taint.noExecute('node.cilium.io/agent-not-ready')] } }],
    ['a preference alone', { worker: { nodeTaints: [Taint.preferNoSchedule('gpu')] } }],
    [
      'one beside control planes that run workloads',
      { worker: { nodeTaints: [Taint.noSchedule('gpu')] }, cluster: { allowSchedulingOnControlPlanes: true } },
    ],
  ] as [string, SmallClusterChanges][])('does not warn when the taint of the workers is %s', (_, changes) => {
    expect(warningsOf((app) => buildSmallCluster(app, changes))).toEqual([]);
  });
});
