import { Lazy } from 'cdktf';
import { AddOnParts, ClusterAddOn, ConfigPatch, ExternalCloudProvider, KubeletMount, MachineSettings } from '../../lib';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { reportOf, synthesized } from '../support/synthesis';

function addOn(name: string, parts: AddOnParts = {}): ClusterAddOn {
  return { name, addTo: () => parts };
}

function withAddOns(addOns: readonly ClusterAddOn[], changes: SmallClusterChanges = {}): SmallClusterChanges {
  return { ...changes, cluster: { ...changes.cluster, addOns } };
}

function stackOf(changes: SmallClusterChanges): unknown {
  return synthesized((app) => buildSmallCluster(app, changes))[SMALL];
}

function report(changes: SmallClusterChanges): string {
  return reportOf((app) => buildSmallCluster(app, changes));
}

describe('two add-ons', () => {
  const sysctl = (value: string): AddOnParts => ({ settings: { sysctls: { 'vm.swappiness': value } } });

  test('that say different things are refused', () => {
    expect(report(withAddOns([addOn('a', sysctl('1')), addOn('b', sysctl('2'))]))).toContain(
      [
        "TALOS451  small/Cluster\n  the add-ons 'a' and 'b' set 'vm.swappiness' of 'sysctls' to different values",
        "    given:   'a', 'b'",
        "    allowed: add-ons of which one alone sets 'vm.swappiness' of 'sysctls'",
        "    do:      Use one of the two, or say 'vm.swappiness' of 'sysctls' yourself: what you say wins over both.",
      ].join('\n'),
    );
    const provider = (kubernetes: AddOnParts['kubernetes']): AddOnParts => ({ kubernetes });
    const apart = ExternalCloudProvider.installedApart();
    const urls = ExternalCloudProvider.fromUrls(['https://github.com/a/b/releases/download/v1.0.0/c.yaml']);
    expect(
      report(
        withAddOns([
          addOn('a', provider({ externalCloudProvider: apart })),
          addOn('b', provider({ externalCloudProvider: urls })),
        ]),
      ),
    ).toContain("set 'externalCloudProvider' to different values");
  });

  test('that say the same, or different parts of a map or list, go together', () => {
    const mount = (path: string): KubeletMount => KubeletMount.writable(path);
    const parts = (key: string): AddOnParts => ({
      settings: { sysctls: { [`vm.${key}`]: '1', 'vm.swappiness': '1' }, kubeletMounts: [mount(`/var/${key}`)] },
    });
    expect(() => stackOf(withAddOns([addOn('a', parts('a')), addOn('b', parts('b'))]))).not.toThrow();
  });

  test('do not contradict each other where the user has the last word', () => {
    const settings = { sysctls: { 'vm.swappiness': '3' } };
    expect(() =>
      stackOf(withAddOns([addOn('a', sysctl('1')), addOn('b', sysctl('2'))], { cluster: { settings } })),
    ).not.toThrow();
  });

  const swappinessOf = (value: string): MachineSettings => ({ sysctls: { 'vm.swappiness': value } });
  const contradictory = (changes: SmallClusterChanges): SmallClusterChanges =>
    withAddOns([addOn('a', sysctl('1')), addOn('b', sysctl('2'))], changes);

  test.each([
    ['another key of the same map', { cluster: { settings: { sysctls: { 'vm.max_map_count': '262144' } } } }],
    ['the key for the control planes alone', { cluster: { controlPlaneSettings: swappinessOf('3') } }],
    ['the key for one pool alone', { worker: { settings: swappinessOf('3') } }],
  ])('contradict each other where the user says %s', (_, changes) => {
    expect(report(contradictory(changes))).toContain("set 'vm.swappiness' of 'sysctls' to different values");
  });

  test.each([
    ['of every pool', { worker: { settings: swappinessOf('3') }, controlPlane: { settings: swappinessOf('4') } }],
    [
      'of control planes, and of each machine of the other pool',
      {
        cluster: { controlPlaneSettings: swappinessOf('3') },
        worker: { machineSettings: { 'worker-0': swappinessOf('3'), 'worker-1': swappinessOf('4') } },
      },
    ],
  ])('do not contradict each other where the user says it %s', (_, changes) => {
    expect(() => stackOf(contradictory(changes))).not.toThrow();
  });

  test('are compared argument by argument in what they say about Kubernetes', () => {
    const ttl = (value: string): AddOnParts => ({ kubernetes: { apiServerArgs: { 'event-ttl': value } } });
    const addOns = [addOn('a', ttl('1h')), addOn('b', ttl('2h'))];
    const saying = (apiServerArgs: Record<string, string>): SmallClusterChanges =>
      withAddOns(addOns, { cluster: { kubernetes: { apiServerArgs } } });
    expect(report(saying({ 'max-requests-inflight': '800' }))).toContain("set 'event-ttl' of 'apiServerArgs'");
    expect(() => stackOf(saying({ 'event-ttl': '3h' }))).not.toThrow();
  });
});

describe('an add-on that cannot do without something', () => {
  test('fails where the user says something else, of the cluster or of a machine', () => {
    const needy = addOn('needy', {
      settings: { kubeletRegistersFqdn: true },
      kubernetes: { apiServerArgs: { a: '1' } },
      needs: { settings: ['kubeletRegistersFqdn'], kubernetes: ['apiServerArgs'] },
    });
    const text = report(
      withAddOns([needy], {
        cluster: { kubernetes: { apiServerArgs: { a: '2' } } },
        worker: { machineSettings: { 'worker-1': { kubeletRegistersFqdn: false } } },
      }),
    );
    expect(text).toContain(
      [
        "TALOS452  small/Cluster/AddOns/needy\n  the add-on 'needy' cannot do without its own 'kubeletRegistersFqdn'",
        "    given:   'kubeletRegistersFqdn': false for the machines of 'small/Worker'",
      ].join('\n'),
    );
    expect(text).toContain(
      "cannot do without its own 'a' of 'apiServerArgs'\n    given:   'a' of 'apiServerArgs': \"2\" for the cluster",
    );
    expect(() =>
      stackOf(withAddOns([needy], { cluster: { kubernetes: { apiServerArgs: { b: '2' } } } })),
    ).not.toThrow();
  });

  describe('fails where a patch says something else:', () => {
    const needy = addOn('needy', {
      settings: { kubeletRegistersFqdn: true, kernelModules: { nvme_tcp: [] } },
      kubernetes: { apiServerArgs: { 'event-ttl': '15m' } },
      needs: { settings: ['kubeletRegistersFqdn', 'kernelModules'], kubernetes: ['apiServerArgs'] },
    });
    const patched = (fields: object, place = 'controlPlaneConfigPatches'): SmallClusterChanges =>
      withAddOns([needy], { cluster: { [place]: [ConfigPatch.merge(fields)] } });
    const arg = (value: unknown): object => ({ cluster: { apiServer: { extraArgs: { 'event-ttl': value } } } });

    test('of an argument, which is named', () => {
      expect(report(patched(arg('2h')))).toContain(
        [
          'TALOS452  small/Cluster/AddOns/needy',
          "  the add-on 'needy' cannot do without its own 'cluster.apiServer.extraArgs.event-ttl'",
          '    given:   "2h" for \'cluster.apiServer.extraArgs.event-ttl\' in controlPlaneConfigPatches of the cluster',
          '    allowed: "15m", as the add-on says',
          '    do:      Take it out of the patch, or leave the add-on out.',
        ].join('\n'),
      );
    });

    test('of one machine', () => {
      const patch = ConfigPatch.merge({ machine: { kubelet: { registerWithFQDN: false } } });
      const text = report(withAddOns([needy], { worker: { machineConfigPatches: { 'worker-1': [patch] } } }));
      expect(text).toContain('1 mistake in this app');
      expect(text).toContain("false for 'machine.kubelet.registerWithFQDN' in machineConfigPatches of the pool");
    });

    test('of what is around it, or that takes it away', () => {
      expect(report(patched({ cluster: { apiServer: { $patch: 'delete' } } }))).toContain(
        "given:   taken away by 'cluster.apiServer' in controlPlaneConfigPatches of the cluster",
      );
    });

    test('of another add-on', () => {
      const other = addOn('other', { controlPlaneConfigPatches: [ConfigPatch.merge(arg('2h'))] });
      expect(report(withAddOns([needy, other]))).toContain("in the add-on 'other'");
    });

    test.each([
      ['the same', arg('15m')],
      ['another argument', { cluster: { apiServer: { extraArgs: { 'max-requests-inflight': '800' } } } }],
    ])('not where it says %s', (_, fields) => {
      expect(() => stackOf(patched(fields))).not.toThrow();
    });

    test('not where it adds to a list, or says the same in a word of YAML 1.1', () => {
      const more = {
        machine: { kernel: { modules: [{ name: 'br_netfilter' }] }, kubelet: { registerWithFQDN: 'yes' } },
      };
      expect(() => stackOf(patched(more, 'configPatches'))).not.toThrow();
    });

    test('not where it is a reference', () => {
      expect(() => stackOf(patched(arg(Lazy.stringValue({ produce: () => '2h' }))))).not.toThrow();
    });
  });

  test('fails where the platform does not name the nodes', () => {
    expect(report(withAddOns([addOn('needy', { needs: { platformNamesNodes: true } })]))).toContain(
      "TALOS453  small/Cluster/AddOns/needy\n  the add-on 'needy' knows nodes only by the names that the platform gives them\n" +
        "    given:   the library names the nodes of 'small/ControlPlane', 'small/Worker'",
    );
  });

  test('fails where an extension is missing', () => {
    const needs = { systemExtensions: ['siderolabs/iscsi-tools' as const] };
    expect(report(withAddOns([addOn('needy', { needs })]))).toContain(
      "the add-on 'needy' needs the system extension 'siderolabs/iscsi-tools'",
    );
    expect(() => stackOf(withAddOns([addOn('needy', { needs })], { image: needs }))).not.toThrow();
  });

  test('fails where another add-on is missing', () => {
    const needy = addOn('needy', { needs: { addOns: ['friend'] } });
    expect(report(withAddOns([needy]))).toContain(
      "the add-on 'needy' needs the add-on 'friend'\n    given:   addOns 'needy'",
    );
    expect(() => stackOf(withAddOns([needy, addOn('friend')]))).not.toThrow();
  });
});
