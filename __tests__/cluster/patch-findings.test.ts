import { Lazy } from 'cdktf';
import { ConfigDocument, ConfigPatch, VersionContract } from '../../lib';
import { SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { reportOf, synthesized, warningsOf } from '../support/synthesis';

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
    merge({ machine: { install: { disk: Lazy.stringValue({ produce: () => '/dev/sda' }) }, certSANs: [reference] } }),
    merge({ machine: { kubelet: reference } }),
  ];
  const check = (): unknown => synthesized((app) => buildSmallCluster(app, { cluster: { configPatches: patches } }));
  expect(check).not.toThrow();
});

describe('a cluster tells of a patch of control planes that reaches workers', () => {
  const etcd = merge({ cluster: { etcd: { extraArgs: { 'election-timeout': '5000' } } } });
  const told = "'cluster.etcd' belongs to control planes, and this patch reaches workers";

  test.each([
    ['the cluster', { cluster: { configPatches: [etcd] } }, 'TALOS022  small/Cluster\n'],
    ['a worker pool', { worker: { configPatches: [etcd] } }, 'TALOS022  small/Worker\n'],
    ['a worker', { worker: { machineConfigPatches: { 'worker-0': [etcd] } } }, 'TALOS022  small/Worker\n'],
    [
      'the cluster, also where the same patch is said of control planes',
      { cluster: { configPatches: [etcd], controlPlaneConfigPatches: [etcd] } },
      "'cluster.etcd' in configPatches of the cluster\n",
    ],
  ])('from %s', (_, changes, part) => {
    const report = reportOf((app) => buildSmallCluster(app, changes));
    expect(report).toContain('1 mistake in this app');
    expect(report).toContain(told);
    expect(report).toContain(part);
  });

  test.each([
    ['the control planes', { cluster: { controlPlaneConfigPatches: [etcd] } }],
    ['their pool', { controlPlane: { configPatches: [etcd] } }],
    ['one of them', { controlPlane: { machineConfigPatches: { 'control-plane-0': [etcd] } } }],
    ['a cluster without workers', { cluster: { configPatches: [etcd], workerPools: [] } }],
  ])('not of one of %s', (_, changes) => {
    expect(() => synthesized((app) => buildSmallCluster(app, changes))).not.toThrow();
  });
});

test('a cluster tells of a patch that takes over what it decides, with its place', () => {
  const [patch] = ConfigPatch.yaml('machine:\n  token: abc\n', { name: 'patches/all.yaml' });
  const configPatches = patch === undefined ? [] : [patch];
  const report = reportOf((app) => buildSmallCluster(app, { controlPlane: { configPatches } }));
  expect(report).toContain("TALOS021  small/ControlPlane\n  'machine.token' is not for patches to say");
  expect(report).toContain("given:   'machine.token' in configPatches of the pool, patches/all.yaml:2:3");
});

describe('a name in a HostnameConfig', () => {
  const hostname = ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'HostnameConfig', hostname: 'a', auto: 'off' });

  test('is refused for a pool', () => {
    expect(reportOf((app) => buildSmallCluster(app, { worker: { configPatches: [hostname] } }))).toContain(
      'TALOS023  small/Worker\n  a host name belongs to one machine, and this patch goes to every machine, those added later as well',
    );
  });

  test('is taken for one machine', () => {
    const worker = { machineConfigPatches: { 'worker-0': [hostname] } };
    expect(() => synthesized((app) => buildSmallCluster(app, { worker }))).not.toThrow();
  });
});

describe('host names of single machines', () => {
  const called = (hostname: string): ConfigPatch =>
    ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'HostnameConfig', hostname });
  const workers = (zero: string, one?: string): SmallClusterChanges['worker'] => ({
    machineConfigPatches: { 'worker-0': [called(zero)], ...(one === undefined ? {} : { 'worker-1': [called(one)] }) },
  });
  const report = (worker: SmallClusterChanges['worker'], cluster: SmallClusterChanges['cluster'] = {}): string =>
    reportOf((app) => buildSmallCluster(app, { worker: worker ?? {}, cluster }));
  const passes = (worker: SmallClusterChanges['worker'], cluster: SmallClusterChanges['cluster'] = {}): void => {
    expect(() => synthesized((app) => buildSmallCluster(app, { worker: worker ?? {}, cluster }))).not.toThrow();
  };

  test('are refused where two machines are given one', () => {
    const text = report(workers('rack-1', 'rack-1'));
    expect(text).toContain('1 mistake in this app');
    expect(text).toContain(
      [
        "TALOS023  small/Worker\n  the machines 'worker-0' and 'worker-1' would be one node by their names",
        "    given:   'rack-1' for 'hostname' of HostnameConfig in machineConfigPatches['worker-0'] of the pool; " +
          "'rack-1' for 'hostname' of HostnameConfig in machineConfigPatches['worker-1'] of the pool",
        '    allowed: a host name of its own for each machine of the cluster, up to the first dot',
        '    do:      Give each machine another host name.',
      ].join('\n'),
    );
  });

  test.each(['worker-1', 'control-plane-0', 'worker-1.example.org'])('are refused where %s has it already', (name) => {
    expect(report(workers(name))).toContain('would be one node by their names');
  });

  test('differ up to the first dot, but where kubelets register the whole name', () => {
    const racks = workers('a.rack-1.example.org', 'a.rack-2.example.org');
    expect(report(racks)).toContain("the machines 'worker-0' and 'worker-1' would be one node by their names");
    passes(racks, { settings: { kubeletRegistersFqdn: true } });
  });

  test('are compared as Talos makes names of nodes of them', () => {
    passes(workers('RACK-1', 'rack_2'));
    passes(workers('101', '102'));
    expect(report(workers('RACK_1', 'rack-1'))).toContain('would be one node by their names');
  });

  test.each(['A b', '-rack', '10.0.0.1', ''])('are refused where %j is none', (name) => {
    expect(report(workers(name))).toContain(
      "TALOS010  small/Worker\n  the machine 'worker-0' is given a host name that is none\n" +
        `    given:   '${name}' for 'hostname' of HostnameConfig in machineConfigPatches['worker-0'] of the pool`,
    );
  });

  test('are taken where each has its own, also one of another machine that is called otherwise, and as references', () => {
    passes(workers('rack-1', 'rack-2'));
    passes(workers('worker-1', 'worker-0'));
    const later = Lazy.stringValue({ produce: () => 'rack-1' });
    passes(workers(later, 'worker-1'));
  });
});

describe('a secret that is written out', () => {
  const auth = (password: string): ConfigPatch =>
    ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'RegistryAuthConfig', name: 'a.example.org', password });

  test('is refused in a patch and not repeated, and taken as a reference', () => {
    const report = reportOf((app) => buildSmallCluster(app, { cluster: { configPatches: [auth('hunter2')] } }));
    expect(report).toContain("TALOS326  small/Cluster\n  the secret 'password' is written into the patch");
    expect(report).not.toContain('hunter2');
    const configPatches = [auth(Lazy.stringValue({ produce: () => '${var.password}' }))];
    expect(() => synthesized((app) => buildSmallCluster(app, { cluster: { configPatches } }))).not.toThrow();
  });

  test('is a warning in a variable, of a patch or of the settings', () => {
    const variables = { API_TOKEN: 'hunter2' };
    const patch = ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'EnvironmentConfig', variables });
    const text = "the environment variable 'API_TOKEN' has the name of a secret, and its value is written out";
    const service = { mine: { environment: variables } };
    for (const cluster of [
      { configPatches: [patch] },
      { settings: { environment: variables } },
      { settings: { extensionServices: service } },
    ]) {
      const warnings = warningsOf((app) => buildSmallCluster(app, { cluster })).filter((each) => each.includes('API_'));
      expect(warnings).toEqual([expect.stringContaining(`TALOS025 ${text}`)]);
      expect(warnings.join()).not.toContain('hunter2');
    }
  });
});
