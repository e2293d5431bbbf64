import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TerraformVariable } from 'cdktf';
import { parse } from 'yaml';
import {
  AddOnChart,
  AddOnCluster,
  AddOnParts,
  CiliumChart,
  ClusterAddOn,
  ClusterManifest,
  ClusterProfile,
  Cni,
  ConfigPatch,
  DeploymentLock,
  MachineSettings,
} from '../../lib';
import { ADD_ON_NEEDS } from '../../lib/checks/add-on-checks';
import { failureOf, told } from '../support/failure';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { block, reportOf, synthesized } from '../support/synthesis';

const OBJECT = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';

function addOn(name: string, parts: AddOnParts = {}): ClusterAddOn {
  return { name, addTo: () => parts };
}

function releaseOf(chart: AddOnChart, more: object = {}): NonNullable<AddOnParts['releases']>[number] {
  return {
    chart,
    chartName: 'driver',
    repository: 'https://charts.example.org',
    namespace: 'kube-system',
    values: { replicas: 2, image: { tag: 'a', pull: 'Always' } },
    ...more,
  };
}

function withAddOns(addOns: readonly ClusterAddOn[], changes: SmallClusterChanges = {}): SmallClusterChanges {
  return { ...changes, cluster: { ...changes.cluster, addOns } };
}

function stackOf(changes: SmallClusterChanges): ReturnType<typeof synthesized>[string] {
  const stack = synthesized((app) => buildSmallCluster(app, changes))[SMALL];
  if (stack === undefined) throw new Error('no stack');
  return stack;
}

function report(changes: SmallClusterChanges): string {
  return reportOf((app) => buildSmallCluster(app, changes));
}

type Configuration = Readonly<Record<string, Record<string, unknown> | undefined>>;

/** The patches of a machine, as plain data, in the order in which they are merged. */
function patchesOf(changes: SmallClusterChanges, machine: string): Configuration[] {
  const data = block(stackOf(changes), 'data', 'talos_machine_configuration', `Cluster_${machine}`);
  return (data.config_patches as string[]).map((text) => parse(text) as Configuration);
}

function manifestNames(changes: SmallClusterChanges): string[] {
  return patchesOf(changes, 'control-plane-0').flatMap(({ cluster }) =>
    ((cluster?.inlineManifests ?? []) as { name: string }[]).map(({ name }) => name),
  );
}

describe('an add-on', () => {
  test('is told what its cluster is, and gets a scope of its own below it', () => {
    let seen: AddOnCluster | undefined;
    let path = '';
    const curious: ClusterAddOn = {
      name: 'curious',
      addTo: (scope, cluster) => {
        seen = cluster;
        path = scope.node.path;
        return {};
      },
    };
    stackOf(withAddOns([curious, addOn('other')]));
    expect(path).toBe('small/Cluster/AddOns/curious');
    expect(seen).toMatchObject({
      clusterName: 'small',
      kubernetesVersion: 'v1.35.4',
      endpointUrl: 'https://10.10.0.10:6443',
      machines: 3,
      podCidrs: ['10.244.0.0/16'],
      dnsDomain: 'cluster.local',
      kubeSpan: false,
      allowSchedulingOnControlPlanes: false,
      addOnNames: ['curious', 'other'],
    });
    expect(seen?.controlPlane.node.id).toBe('ControlPlane');
    expect(seen?.workerPools.map((pool) => pool.node.id)).toEqual(['Worker']);
  });

  test('that brings nothing changes nothing, and neither does an empty list', () => {
    const plain = JSON.stringify(stackOf({}));
    expect(JSON.stringify(stackOf(withAddOns([])))).toBe(plain);
    expect(JSON.stringify(stackOf(withAddOns([addOn('nothing')])))).toBe(plain);
  });

  test('needs a name that is free and can be part of an address', () => {
    const text = report(withAddOns([addOn('a'), addOn('a'), addOn('B c')]));
    expect(text).toContain(
      "TALOS450  small/Cluster\n  two add-ons of the cluster are called 'a'\n    given:   'a', 'a', 'B c'",
    );
    expect(text).toContain('do:      Put the add-on into the list once; another add-on gets a name of its own.');
    expect(text).toMatch(
      /this cannot be the name of an add-on\n    given:   'B c'\n.*\n    do:      Correct the name\./,
    );
  });

  test('tells what is wrong with it by itself', () => {
    const finding = ADD_ON_NEEDS.finding({ wrong: 'no moon', given: 'sun', allowed: 'moon' });
    expect(report(withAddOns([addOn('night', { findings: [finding] })]))).toContain(
      'TALOS453  small/Cluster/AddOns/night\n  no moon',
    );
  });
});

describe('what an add-on says about machines', () => {
  const sysctls = (value: string): MachineSettings => ({ sysctls: { 'vm.swappiness': value } });
  const swappiness = (changes: SmallClusterChanges, machine: string): unknown =>
    patchesOf(changes, machine)
      .flatMap((patch) => (patch.machine?.sysctls as Record<string, unknown> | undefined)?.['vm.swappiness'] ?? [])
      .pop();

  test('is weaker than the user, of the cluster or of a pool', () => {
    const own = withAddOns([addOn('a', { settings: sysctls('1') })], {
      worker: { settings: sysctls('3') },
    });
    expect(swappiness(own, 'control-plane-0')).toBe('1');
    expect(swappiness(own, 'worker-0')).toBe('3');
    expect(swappiness({ cluster: { ...own.cluster, settings: sysctls('2') } }, 'control-plane-0')).toBe('2');
  });

  test('is stronger than the profile', () => {
    const profile = ClusterProfile.hardened();
    const settings = { kubeletConfig: { podPidsLimit: 100 } };
    const limits = (addOns: readonly ClusterAddOn[]): unknown[] =>
      patchesOf(withAddOns(addOns, { cluster: { profile } }), 'worker-0').flatMap(({ machine }) => {
        const { extraConfig } = (machine?.kubelet ?? {}) as { extraConfig?: { podPidsLimit?: number } };
        return extraConfig?.podPidsLimit ?? [];
      });
    expect(limits([])).toEqual([4096]);
    expect(limits([addOn('a', { settings })])).toEqual([100]);
  });

  test('can be for control planes or one machine alone', () => {
    const changes = withAddOns([
      addOn('a', { controlPlaneSettings: sysctls('5'), machineSettings: { 'worker-1': sysctls('6') } }),
    ]);
    expect(swappiness(changes, 'control-plane-0')).toBe('5');
    expect(swappiness(changes, 'worker-0')).toBeUndefined();
    expect(swappiness(changes, 'worker-1')).toBe('6');
  });

  test('goes for patches too, which come after all settings and before the patches of the user', () => {
    const label = (value: string): ConfigPatch => ConfigPatch.merge({ machine: { nodeLabels: { of: value } } });
    const changes = withAddOns(
      [
        addOn('a', {
          configPatches: [label('every')],
          controlPlaneConfigPatches: [label('control plane')],
          machineConfigPatches: { 'worker-1': [label('machine')] },
        }),
      ],
      { cluster: { configPatches: [label('user')] } },
    );
    const labels = (machine: string): unknown[] =>
      patchesOf(changes, machine).flatMap(({ machine: fields }) => {
        const { of } = (fields?.nodeLabels ?? {}) as { of?: string };
        return of ?? [];
      });
    expect(labels('control-plane-0')).toEqual(['every', 'control plane', 'user']);
    expect(labels('worker-0')).toEqual(['every', 'user']);
    expect(labels('worker-1')).toEqual(['every', 'machine', 'user']);
  });

  test('is checked as if the user had said it, a patch with the name of the add-on', () => {
    const patch = ConfigPatch.merge({ machine: { sysctl: {} } } as never);
    const text = report(
      withAddOns([addOn('a', { configPatches: [patch], kubernetes: { apiServerArgs: { '--v': '1' } } })]),
    );
    expect(text).toContain('small/Cluster/AddOns/a');
    expect(text).toContain("the add-on 'a'");
    expect(text).toContain('TALOS344  small/Cluster');
  });
});

describe('what an add-on says about Kubernetes', () => {
  test('is weaker than the user, argument by argument', () => {
    const kubernetes = { apiServerArgs: { 'max-requests-inflight': '1', 'event-ttl': '2h' } };
    const changes = withAddOns([addOn('a', { kubernetes })], {
      cluster: { kubernetes: { apiServerArgs: { 'event-ttl': '3h' } } },
    });
    const args = patchesOf(changes, 'control-plane-0').flatMap(({ cluster }) => {
      const { extraArgs } = (cluster?.apiServer ?? {}) as { extraArgs?: object };
      return extraArgs ?? [];
    });
    expect(args).toEqual([{ 'max-requests-inflight': '1', 'event-ttl': '3h' }]);
  });
});

describe('the objects of add-ons', () => {
  test('come after the pod network and before those of the user, namespaces before all others', () => {
    const cni = Cni.manifest('network', OBJECT);
    const changes = withAddOns(
      [
        addOn('one', {
          manifests: [ClusterManifest.inline('one', OBJECT)],
          releases: [releaseOf(AddOnChart.release('1.2.3'))],
        }),
        addOn('two', {
          namespaces: [{ name: 'storage', podSecurity: 'privileged' }],
          manifests: [ClusterManifest.inline('two', OBJECT)],
        }),
      ],
      { cluster: { cni, manifests: [ClusterManifest.inline('mine', OBJECT)] } },
    );
    expect(manifestNames(changes)).toEqual(['namespace-storage', 'network', 'one', 'driver', 'two', 'mine']);
  });

  test('hold a namespace once, with the level that one of two add-ons asks for', () => {
    const changes = withAddOns([
      addOn('one', { namespaces: [{ name: 'storage' }] }),
      addOn('two', { namespaces: [{ name: 'storage', podSecurity: 'privileged' }, { name: 'plain' }] }),
    ]);
    const [first, second] = patchesOf(changes, 'control-plane-0').flatMap(
      ({ cluster }) => (cluster?.inlineManifests ?? []) as { name: string; contents: string }[],
    );
    expect(parse(first?.contents ?? '')).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'storage',
        labels: {
          'pod-security.kubernetes.io/enforce': 'privileged',
          'pod-security.kubernetes.io/audit': 'privileged',
          'pod-security.kubernetes.io/warn': 'privileged',
        },
      },
    });
    expect(parse(second?.contents ?? '')).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'plain' },
    });
  });

  test('fail where two add-ons want another level, or a namespace cannot be made', () => {
    const text = report(
      withAddOns([
        addOn('one', { namespaces: [{ name: 'storage', podSecurity: 'baseline' }, { name: 'No' }] }),
        addOn('two', { namespaces: [{ name: 'storage', podSecurity: 'privileged' }] }),
      ]),
    );
    expect(text).toContain(
      "TALOS454  small/Cluster\n  add-ons want different levels of Pod Security in the namespace 'storage'\n" +
        "    given:   'baseline', 'privileged'",
    );
    expect(text).toContain(
      [
        "this cannot be the name of a namespace\n    given:   'No'",
        '    allowed: lower-case letters, digits and dashes, up to 63, no dash at either end',
        '    do:      Correct the name of the namespace.',
      ].join('\n'),
    );
  });

  test('may be in a namespace whose name begins with a digit', () => {
    expect(manifestNames(withAddOns([addOn('one', { namespaces: [{ name: '2fa' }] })]))).toEqual(['namespace-2fa']);
  });

  test('can be at an address, before the addresses of the user', () => {
    const url = (version: string): ClusterManifest =>
      ClusterManifest.url(`https://github.com/example/example/releases/download/${version}/a.yaml`);
    const changes = withAddOns([addOn('a', { manifests: [url('v1.0.0')] })], {
      cluster: { manifests: [url('v2.0.0')] },
    });
    const urls = patchesOf(changes, 'control-plane-0').flatMap(({ cluster }) => cluster?.extraManifests ?? []);
    expect(urls).toEqual([url('v1.0.0').url, url('v2.0.0').url]);
  });

  test('fail where two of them have one name', () => {
    const manifests = [ClusterManifest.inline('driver', OBJECT)];
    const text = report(
      withAddOns([addOn('a', { manifests }), addOn('b', { releases: [releaseOf(AddOnChart.release('1.2.3'))] })]),
    );
    expect(text).toContain("2 inline manifests have the name 'driver'");
  });
});

describe('the chart of an add-on', () => {
  const data = (chart: AddOnChart, more: object = {}): Readonly<Record<string, unknown>> =>
    block(
      stackOf(withAddOns([addOn('driver', { releases: [releaseOf(chart, more)] })])),
      'data',
      'helm_template',
      'Cluster_AddOns_driver_Helm-driver',
    );

  test('is rendered by the helm provider for a fixed Kubernetes release, with values of the user over its own', () => {
    const {
      values,
      '//': metadata,
      ...template
    } = data(AddOnChart.release('v1.2.3', { values: { image: { tag: 'b' } }, apiVersions: ['x.example.org/v1'] }), {
      apiVersions: ['y.example.org/v1'],
    });
    expect(metadata).toBeDefined();
    expect(template).toEqual({
      name: 'driver',
      namespace: 'kube-system',
      chart: 'driver',
      repository: 'https://charts.example.org',
      version: '1.2.3',
      api_versions: ['y.example.org/v1', 'x.example.org/v1'],
      include_crds: true,
      skip_tests: true,
      kube_version: '1.30.0',
    });
    expect((values as string[]).map((text) => parse(text) as unknown)).toEqual([
      { replicas: 2, image: { tag: 'b', pull: 'Always' } },
    ]);
  });

  test('comes from a mirror, or from disk', () => {
    expect(data(AddOnChart.fromRepository('oci://mirror.example.org/charts', '1.2.3'))).toMatchObject({
      repository: 'oci://mirror.example.org/charts',
    });
    const folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-chart-'));
    try {
      writeFileSync(join(folder, 'Chart.yaml'), 'name: driver\nversion: 1.2.3\n');
      const local = data(AddOnChart.local(folder, '1.2.3'));
      expect(local.chart).toMatch(/^assets\//);
      expect(local).not.toHaveProperty('repository');
      const other = AddOnChart.local(folder, '1.2.4');
      expect(report(withAddOns([addOn('driver', { releases: [releaseOf(other)] })]))).toContain(
        'TALOS366  small/Cluster/AddOns/driver\n  the chart on disk is of another version',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('that is rendered already needs neither the provider nor values', () => {
    const changes = withAddOns([addOn('driver', { releases: [releaseOf(AddOnChart.rendered(OBJECT))] })]);
    expect(stackOf(changes).provider).not.toHaveProperty('helm');
    expect(manifestNames(changes)).toEqual(['driver']);
  });

  test('takes references in values as texts between quotes, which Terraform fills in', () => {
    const stack = synthesized((app) => {
      buildSmallCluster(app, {
        cluster: {
          addOns: [
            {
              name: 'driver',
              addTo: (scope) => {
                const account = new TerraformVariable(scope, 'Account', { type: 'string' });
                return { releases: [releaseOf(AddOnChart.release('1.2.3', { values: { id: account.stringValue } }))] };
              },
            },
          ],
        },
      });
    })[SMALL];
    const [text] = block(stack, 'data', 'helm_template', 'Cluster_AddOns_driver').values as string[];
    expect(text).toMatch(/id: \$\{jsonencode\(tostring\(var\.\w+\)\)\}/);
  });

  test('fails with a version that is not exact, a place that is none, or a private key', () => {
    const exact = "one release, such as '1.18.4'";
    expect(failureOf(() => AddOnChart.release('latest'))).toContain(
      told('TALOS455', 'this is no exact version of a chart', "'latest'", exact),
    );
    expect(failureOf(() => AddOnChart.local('https://example.org/a.tgz', '1.0.0'))).toContain(
      'TALOS455 this is no path of a chart on disk',
    );
    const secretive = failureOf(() => AddOnChart.fromRepository('http://me:word@example.org', '1.0.0'));
    expect(secretive).toContain('TALOS455 a chart is not fetched from this repository');
    expect(secretive).not.toContain('word');
    const key = '-----BEGIN EC PRIVATE KEY-----\nabc';
    const values = { tls: { key } };
    expect(failureOf(() => AddOnChart.release('1.0.0', { values }))).toContain('TALOS456 a private key in the values');
    expect(failureOf(() => AddOnChart.rendered('a: 1'))).toContain('TALOS340');
    const secret = `apiVersion: v1\nkind: Secret\ndata:\n  key: ${Buffer.from(key).toString('base64')}\n`;
    expect(failureOf(() => AddOnChart.rendered(secret))).toContain('TALOS456 a private key in the rendered chart');
    const own = releaseOf(AddOnChart.release('1.2.3'), { values });
    expect(report(withAddOns([addOn('driver', { releases: [own] })]))).toContain(
      "TALOS456  small/Cluster/AddOns/driver\n  a private key in the values of the release 'driver' would stand readable",
    );
  });

  test('may say what its version was built of', () => {
    expect(AddOnChart.release('104.0.0+up1.2.3').version).toBe('104.0.0+up1.2.3');
    expect(AddOnChart.release('v1.2.3-rc.1+up4.5.6').version).toBe('1.2.3-rc.1+up4.5.6');
  });

  test('belongs to what the lock knows of a control plane: another value is another configuration', () => {
    const locked = (chart: AddOnChart): unknown =>
      stackOf(
        withAddOns([addOn('driver', { releases: [releaseOf(chart)] })], {
          cluster: { lock: DeploymentLock.file(join(tmpdir(), 'no-such-lock.json')) },
        }),
      ).resource?.terraform_data;
    const one = JSON.stringify(locked(AddOnChart.release('1.2.3')));
    expect(JSON.stringify(locked(AddOnChart.release('1.2.3')))).toBe(one);
    expect(JSON.stringify(locked(AddOnChart.release('1.2.3', { values: { replicas: 3 } })))).not.toBe(one);
  });
});

test('a chart of Cilium stays what it was beside the charts of add-ons', () => {
  const cni = Cni.cilium(CiliumChart.release('1.18.4'));
  const changes = withAddOns([addOn('driver', { releases: [releaseOf(AddOnChart.release('1.2.3'))] })], {
    cluster: { cni },
  });
  expect(manifestNames(changes)).toEqual(['cilium', 'driver']);
  expect(block(stackOf(changes), 'data', 'helm_template', 'Cluster_Cni')).toMatchObject({ chart: 'cilium' });
});
