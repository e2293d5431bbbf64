import { Lazy } from 'cdktf';
import { ConfigDocument, ConfigPatch, VersionContract } from '../../lib';
import { buildSmallCluster } from '../support/small-cluster';
import { reportOf, synthesized } from '../support/synthesis';

/** Patches that the compiler would refuse: JavaScript and YAML know no types. */
function merge(content: object): ConfigPatch {
  return ConfigPatch.merge(content);
}
const misspelt = merge({ machine: { sysctl: { 'vm.swappiness': '1' } } });
const environment = ConfigPatch.document({
  apiVersion: 'v1alpha1',
  kind: 'EnvironmentConfig',
  variables: { A: 'b' },
});

describe('a cluster tells of an unknown field', () => {
  test('once, however many machines the patch goes to', () => {
    const report = reportOf((app) =>
      buildSmallCluster(app, { cluster: { configPatches: [misspelt], controlPlaneConfigPatches: [misspelt] } }),
    );
    expect(report).toContain('1 mistake in this app');
    expect(report).toContain('TALOS017  small/Cluster\n');
    expect(report).toContain("Talos 1.13 has no field 'machine.sysctl'; did you mean 'sysctls'?");
  });

  test.each([
    [
      { cluster: { configPatches: [misspelt] } },
      "small/Cluster\n    Talos 1.13 has no field 'machine.sysctl'",
      "'sysctl' in configPatches of the cluster; versionContract v1.13",
    ],
    [
      { cluster: { controlPlaneConfigPatches: [misspelt] } },
      'small/Cluster\n',
      "'sysctl' in controlPlaneConfigPatches of the cluster",
    ],
    [{ worker: { configPatches: [misspelt] } }, 'small/Worker\n', "'sysctl' in configPatches of the pool"],
    [
      { worker: { machineConfigPatches: { 'worker-1': [misspelt] } } },
      'small/Worker\n',
      "'sysctl' in machineConfigPatches['worker-1'] of the pool",
    ],
  ])('on the construct whose props hold it (%#)', (changes, scope, given) => {
    const report = reportOf((app) => buildSmallCluster(app, changes)).replace(/\n {2}/g, '\n');
    expect(report).toContain(`TALOS017  ${scope.replace(/\n {4}/g, '\n')}`);
    expect(report).toContain(`  given:   ${given}`);
  });
});

describe('a cluster tells of a kind', () => {
  test('that its contract does not know, though its machines do', () => {
    const report = reportOf((app) =>
      buildSmallCluster(app, {
        cluster: { versionContract: VersionContract.V1_12, configPatches: [environment] },
      }),
    );
    expect(report).toContain("the kind 'EnvironmentConfig' is not known to Talos 1.12; 1.13 has it");
    expect(report).toContain("Raise 'versionContract' in a change of its own");
  });

  test('of 1.14 that no contract has yet', () => {
    const sysctls = ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'SysctlConfig' } as object as ConfigDocument);
    expect(reportOf((app) => buildSmallCluster(app, { worker: { configPatches: [sysctls] } }))).toContain(
      "only Talos 1.14 knows the kind 'SysctlConfig', and a contract of 1.14 cannot be used with the provider yet",
    );
  });
});

test('a cluster tells of a replaced field with the document to write instead', () => {
  const registries = merge({ machine: { registries: { mirrors: {} } } });
  const report = reportOf((app) => buildSmallCluster(app, { cluster: { configPatches: [registries] } }));
  expect(report).toContain("TALOS018  small/Cluster\n  Talos 1.13 has replaced the field 'machine.registries.mirrors'");
  expect(report).toContain("kind: 'RegistryMirrorConfig'");
});

test('a cluster takes what its contract knows, and looks into no reference', () => {
  const reference = Lazy.stringValue({ produce: () => 'later' });
  const patches = [
    environment,
    ...ConfigPatch.yaml('machine:\n  certSANs: [a]\n---\napiVersion: v1alpha1\nkind: OOMConfig\n'),
    merge({ machine: { install: { image: Lazy.stringValue({ produce: () => 'a' }) }, certSANs: [reference] } }),
    merge({ machine: { kubelet: reference } }),
  ];
  const check = (): unknown => synthesized((app) => buildSmallCluster(app, { cluster: { configPatches: patches } }));
  expect(check).not.toThrow();
});
