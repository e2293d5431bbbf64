import { ProxmoxMachines, ProxmoxVmIdRange, ProxmoxVmPoolProps } from '../../../lib/proxmox';
import { failureOf, told } from '../../support/failure';
import fc from '../../support/property';
import { SMALL, buildSmallCluster } from '../../support/small-cluster';
import { block, reportOf, synthesized } from '../../support/synthesis';
import { buildOtherCluster } from './support/other-cluster';

const range = ProxmoxVmIdRange.of(200, 202);

function idsOf(worker: Partial<ProxmoxVmPoolProps>): unknown[] {
  const stack = synthesized((app) => buildSmallCluster(app, { worker }))[SMALL];
  return Object.entries(stack?.resource?.proxmox_virtual_environment_vm ?? {})
    .filter(([name]) => name.startsWith('Worker_'))
    .map(([, vm]) => vm.vm_id);
}

function reportFor(worker: Partial<ProxmoxVmPoolProps>): string {
  return reportOf((app) => buildSmallCluster(app, { worker }));
}

const numbered = (count: number, firstVmId?: number): ProxmoxMachines =>
  ProxmoxMachines.numbered(count, { firstAddress: '10.10.0.21', ...(firstVmId === undefined ? {} : { firstVmId }) });

describe('VM ids that are kept for a pool', () => {
  test('are taken by numbered machines from the first one on, or from where the machines say', () => {
    expect(idsOf({ vmIds: range, machines: numbered(2) })).toEqual([200, 201]);
    expect(idsOf({ vmIds: range, machines: numbered(2, 201) })).toEqual([201, 202]);
  });

  test('hold those of machines with names', () => {
    const machines = ProxmoxMachines.named({ a: { address: '10.10.0.21', vmId: 202 } });
    expect(idsOf({ vmIds: range, machines })).toEqual([202]);
  });

  test('fail when there are more machines than ids', () => {
    const report = reportFor({ vmIds: range, machines: numbered(5) });
    expect(report).toContain('TALOS236  small/Worker\n  machines of the pool have ids outside its range');
    expect(report).toContain("given:   '3': 203, '4': 204");
    expect(report).toContain('allowed: 200 to 202, which is 3 machines');
  });

  test('fail when a machine with a name has an id outside of them, or none', () => {
    const machines = ProxmoxMachines.named({
      a: { address: '10.10.0.21', vmId: 300 },
      b: { address: '10.10.0.22' },
    });
    const report = reportFor({ vmIds: range, machines });
    expect(report).toContain("given:   'a': 300");
    expect(report).toContain("machines with names have no id of the range\n    given:   'b'");
  });

  test('fail when the ids of an earlier pool are among them', () => {
    const report = reportFor({ vmIds: ProxmoxVmIdRange.of(100, 199), machines: numbered(1, 150) });
    expect(report).toContain('TALOS237  small/Worker\n  another pool uses one of the VM ids that this pool keeps');
    expect(report).toContain("given:   100 to 199, and 111 for 'control-plane-0'");
    expect(report).toContain('do:      Give each pool a range of its own.');
  });

  test('fail when a later pool takes one of them, or keeps some of them too', () => {
    const build = (changes: Partial<ProxmoxVmPoolProps>): string =>
      reportOf((app) => {
        buildSmallCluster(app, { worker: { vmIds: range, machines: numbered(1) } });
        buildOtherCluster(app, changes);
      });
    expect(build({ machines: ProxmoxMachines.numbered(1, { firstAddress: '10.0.0.2', firstVmId: 202 }) })).toContain(
      "TALOS237  other/Pool\n  a VM id is kept for another pool\n    given:   202; 200 to 202 for 'small/Worker'",
    );
    const report = build({ vmIds: ProxmoxVmIdRange.of(202, 210) });
    expect(report).toContain(
      "two pools keep the same VM ids\n    given:   202 to 210 here, 200 to 202 for 'small/Worker'",
    );
    expect(report).toContain(
      "do:      Give each pool a range of its own, or name the Proxmox clusters by 'region' where they are two.",
    );
  });

  test('may lie side by side, and be the same on another Proxmox cluster', () => {
    expect(() =>
      synthesized((app) => {
        buildSmallCluster(app, { worker: { vmIds: range, machines: numbered(1) } });
        buildOtherCluster(app, { vmIds: ProxmoxVmIdRange.of(203, 210) });
      }),
    ).not.toThrow();
    expect(() =>
      synthesized((app) => {
        buildSmallCluster(app, { worker: { vmIds: range, machines: numbered(1) } });
        buildOtherCluster(app, { vmIds: range, region: 'elsewhere' });
      }),
    ).not.toThrow();
  });

  test('fail when they are no range', () => {
    expect(failureOf(() => ProxmoxVmIdRange.of(200, 100))).toContain(
      told(
        'TALOS205',
        'this is no range of VM ids',
        '200 to 100',
        'whole numbers from 100 to 999999999, the smaller one first',
      ),
    );
    expect(failureOf(() => ProxmoxVmIdRange.of(99, 200))).toContain('TALOS205');
  });

  test('meet where, and only where, an id is in both', () => {
    const small = fc.integer({ min: 100, max: 130 });
    const ranges = fc.tuple(small, small).map(([a, b]) => ProxmoxVmIdRange.of(Math.min(a, b), Math.max(a, b)));
    fc.assert(
      fc.property(ranges, ranges, (one, other) => {
        const shared = Array.from({ length: 40 }, (_, index) => 100 + index).some(
          (id) => one.holds(id) && other.holds(id),
        );
        expect(one.meets(other)).toBe(shared);
        expect(other.meets(one)).toBe(shared);
      }),
    );
  });

  test('are advised on by how the machines were made', () => {
    const named = (a: number, b: number): Partial<ProxmoxVmPoolProps> => ({
      machines: ProxmoxMachines.named({
        a: { address: '10.10.0.21', vmId: a },
        b: { address: '10.10.0.22', vmId: b },
      }),
    });
    expect(reportFor({ machines: numbered(2, 110) })).toContain('do:      Give the pools ranges that do not touch.');
    expect(reportFor(named(300, 300))).toContain("do:      Give one of the machines another 'vmId'.");
    expect(reportFor(named(300, 111))).toContain(
      "do:      Give the machine with a name another 'vmId', or let the numbered ones begin elsewhere.",
    );
    expect(reportFor({ machines: numbered(2, 98) })).toContain(
      'given:   98\n    allowed: whole numbers from 100 to 999999999\n    do:      Choose a first id that leaves room',
    );
    const report = reportFor(named(99, 98));
    expect(report).toContain("given:   vmId of 'a': 99");
    expect(report).toContain("given:   vmId of 'b': 98");
    expect(report).toContain('do:      Give this machine another id.');
  });

  test('leave the record of a VM id as it was without them', () => {
    const stack = synthesized((app) => buildSmallCluster(app))[SMALL];
    expect(block(stack, 'resource', 'proxmox_virtual_environment_vm', 'Worker_worker-1').vm_id).toBe(122);
  });
});
