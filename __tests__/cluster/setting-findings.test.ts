import { App } from 'cdktf';
import {
  ConfigPatch,
  DiskEncryption,
  ImageFactorySchematic,
  KubeletServingCertificates,
  MachineSettings,
  NetworkLink,
} from '../../lib';
import { ProxmoxAddressing } from '../../lib/proxmox';
import { buildSmallAwsCluster } from '../platforms/aws/support/small-aws-cluster';
import { addMetalCluster, metalStack } from '../support/metal-cluster';
import { buildSmallCluster } from '../support/small-cluster';
import { reportOf, synthesized, warningsOf } from '../support/synthesis';

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

describe('links that the platform gives addresses', () => {
  const links = { br0: NetworkLink.bridge({ members: ['eth0'], addresses: ['10.10.0.99/24'] }) };

  test('are no members of others, and stay up', () => {
    expect(placesOf(reportOf((app) => buildSmallCluster(app, { worker: { settings: { links } } })))).toEqual([
      'TALOS323 small/Worker',
    ]);
    const down = { links: { eth0: NetworkLink.physical({ up: false }) } };
    expect(placesOf(reportOf((app) => buildSmallCluster(app, { worker: { settings: down } })))).toEqual([
      'TALOS325 small/Worker',
    ]);
  });

  test('may be once a patch has taken the addresses away', () => {
    const configPatches = ConfigPatch.yaml('apiVersion: v1alpha1\nkind: LinkConfig\nname: eth0\n$patch: delete\n');
    const worker = { settings: { links }, configPatches };
    expect(() => synthesized((app) => buildSmallCluster(app, { worker }))).not.toThrow();
  });

  test('are not those of a further network without addresses', () => {
    const settings = { links: { br0: NetworkLink.bridge({ members: ['eth1'] }) } };
    const additionalNetworks = [{ bridge: 'vmbr1', addressing: ProxmoxAddressing.none() }];
    const worker = { settings, additionalNetworks };
    expect(() => synthesized((app) => buildSmallCluster(app, { worker }))).not.toThrow();
  });

  test('are the first card of an instance whose network has IPv6: another one does not take its place', () => {
    const settings = { links: { eth1: NetworkLink.physical({ mtu: 9000 }) } };
    const network = { ipv6: true };
    expect(() => synthesized((app) => void buildSmallAwsCluster(app, { network, worker: { settings } }))).not.toThrow();
    expect(reportOf((app) => void buildSmallAwsCluster(app, { worker: { settings } }))).toContain('TALOS325');
  });
});

describe('a field of the kubelet that asks for certificates', () => {
  const settings = { kubeletConfig: { serverTLSBootstrap: true } };

  test('is warned of, but not beside the option that says who approves them', () => {
    const asking = warningsOf((app) => buildSmallCluster(app, { cluster: { settings } }));
    expect(asking.join('\n')).toContain('TALOS354');
    const kubernetes = { kubeletServingCertificates: KubeletServingCertificates.approvedElsewhere() };
    expect(warningsOf((app) => buildSmallCluster(app, { cluster: { settings, kubernetes } }))).toEqual([]);
  });
});

test.each([true, false])('machines that exist already have a TPM where their pool says so: %s', (tpm) => {
  const build = (app: App): void => {
    const stack = metalStack(app);
    addMetalCluster(stack, {
      controlPlane: {
        image: new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9', secureBoot: {} }),
        settings: { ephemeralVolume: { encryption: DiskEncryption.tpm() } },
        tpm,
      },
      cluster: { allowSchedulingOnControlPlanes: true },
    });
  };
  if (tpm) expect(() => synthesized(build)).not.toThrow();
  else expect(placesOf(reportOf(build))).toEqual(['TALOS306 metal/Metal']);
});

test('settings of a machine that the pool has not are refused, with those that it has', () => {
  const report = reportOf((app) => buildSmallCluster(app, { worker: { machineSettings: { 'worker-7': {} } } }));
  expect(report).toContain("TALOS071  small/Worker\n  the pool has no machine 'worker-7' to set anything for");
  expect(report).toContain("do:      Use the full machine name, such as 'worker-0', as the key in 'machineSettings'.");
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
