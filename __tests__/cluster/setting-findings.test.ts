import { MachineSettings } from '../../lib';
import { buildSmallCluster } from '../support/small-cluster';
import { reportOf } from '../support/synthesis';

/** A kernel module that a system extension brings, which the image has not. */
const MODULE = { kernelModules: { drbd: [] } };

/** Codes and constructs of a report. */
function placesOf(report: string): string[] {
  return [...report.matchAll(/^(TALOS\d{3}) {2}(\S+)$/gm)].map(([, code = '', path = '']) => `${code} ${path}`);
}

describe('a setting that cannot work', () => {
  test('everywhere is told once, of the cluster', () => {
    const report = reportOf((app) => buildSmallCluster(app, { cluster: { settings: MODULE } }));
    expect(placesOf(report)).toEqual(['TALOS310 small/Cluster']);
  });

  test('in one pool is told of the pool', () => {
    const report = reportOf((app) => buildSmallCluster(app, { worker: { settings: MODULE } }));
    expect(placesOf(report)).toEqual(['TALOS310 small/Worker']);
  });

  test('on the control plane is told of its pool', () => {
    const report = reportOf((app) => buildSmallCluster(app, { cluster: { controlPlaneSettings: MODULE } }));
    expect(placesOf(report)).toEqual(['TALOS310 small/ControlPlane']);
  });

  test('on one machine is told with its name', () => {
    const report = reportOf((app) => buildSmallCluster(app, { worker: { machineSettings: { 'worker-1': MODULE } } }));
    expect(placesOf(report)).toEqual(['TALOS310 small/Worker']);
    expect(report).toContain('worker-1: ');
  });
});

test('settings of a machine that the pool has not are refused, with those that it has', () => {
  const report = reportOf((app) => buildSmallCluster(app, { worker: { machineSettings: { 'worker-7': {} } } }));
  expect(report).toContain("TALOS071  small/Worker\n  the pool has no machine 'worker-7' to set anything for");
  expect(report).toContain("allowed: 'worker-0', 'worker-1'");
});

test('options that there are not, and numbers for texts, are told as any other mistake', () => {
  const settings = { sysctl: { a: '1' }, sysctls: { 'vm.swappiness': 1 } } as unknown as MachineSettings;
  const report = reportOf((app) => buildSmallCluster(app, { worker: { settings } }));
  expect(placesOf(report)).toEqual(['TALOS442 small/Worker', 'TALOS309 small/Worker']);
  expect(report).toContain("there is no option 'sysctl' in 'settings'; did you mean 'sysctls'?");
});

test('an option of one machine that there is not is told with its name', () => {
  const machineSettings = { 'worker-1': { diskz: 1 } as MachineSettings };
  const report = reportOf((app) => buildSmallCluster(app, { worker: { machineSettings } }));
  expect(placesOf(report)).toEqual(['TALOS442 small/Worker']);
  expect(report).toContain("worker-1: there is no option 'diskz'");
});
