import { App, TerraformStack } from 'cdktf';
import { parseAllDocuments } from 'yaml';
import {
  Cni,
  ConfigPatch,
  ControlPlaneEndpoint,
  ImageFactorySchematic,
  StaticMachinePool,
  TalosCluster,
  TalosPlatform,
  Taint,
  UpgradeStrategy,
  VersionContract,
  setProviderVersions,
} from '../../lib';
import { ProxmoxMachines } from '../../lib/proxmox';
import { TalosProvider } from '../../lib/providers/talos/provider';
import { failureOf, told } from '../support/failure';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { StackJson, block, reportOf, synthesized, warningsOf } from '../support/synthesis';

function small(changes: SmallClusterChanges = {}): StackJson | undefined {
  return synthesized((app) => buildSmallCluster(app, changes))[SMALL];
}

/** The documents of a machine's patches, in order. */
function patchesOf(stack: StackJson | undefined, machine: string): Record<string, unknown>[] {
  const patches = block(
    stack,
    'data',
    'talos_machine_configuration',
    `Cluster_${machine}_Configuration`,
  ).config_patches;
  return (patches as string[]).flatMap((patch) =>
    parseAllDocuments(patch).map((document) => document.toJS() as Record<string, unknown>),
  );
}

interface Mistaken {
  readonly mistake: string;
  readonly changes: SmallClusterChanges;
  readonly says: readonly string[];
}

const sysctl = (value: string): ConfigPatch => ConfigPatch.merge({ machine: { sysctls: { 'vm.swappiness': value } } });

describe('a cluster', () => {
  test('gives each machine a configuration of its own', () => {
    const names = Object.keys(small()?.data?.talos_machine_configuration ?? {});
    expect(names.map((name) => name.replace(/_[0-9A-F]{8}$/, ''))).toEqual([
      'Cluster_control-plane-0_Configuration',
      'Cluster_worker-0_Configuration',
      'Cluster_worker-1_Configuration',
    ]);
  });

  test('keeps its secrets when the version contract changes', () => {
    const secrets = block(small(), 'resource', 'talos_machine_secrets', 'Cluster_Secrets');
    expect(secrets.lifecycle).toEqual({ ignore_changes: ['talos_version'] });
  });

  test('protects its secrets from destruction unless told otherwise', () => {
    const secrets = block(
      small({ cluster: { preventDestroy: undefined } }),
      'resource',
      'talos_machine_secrets',
      'Cluster',
    );
    expect(secrets.lifecycle).toMatchObject({ prevent_destroy: true });
  });

  test('takes its credentials for draining from an ephemeral resource, into a write-only argument', () => {
    const stack = small();
    const [name] = Object.keys(stack?.ephemeral?.talos_cluster_kubeconfig ?? {});
    const machine = block(stack, 'resource', 'talos_machine', 'Cluster_worker-0');
    expect(machine.kubeconfig_wo).toBe(`\${ephemeral.talos_cluster_kubeconfig.${String(name)}.kubeconfig_raw}`);
    expect(stack?.terraform.required_version).toBe('>= 1.11');
  });

  test('gives sensitive credentials, the endpoint and the nodes as outputs', () => {
    const output = small()?.output;
    expect(output?.kubeconfig).toMatchObject({ sensitive: true });
    expect(output?.talosconfig).toMatchObject({ sensitive: true });
    expect(output?.endpoint?.value).toBe('https://10.10.0.10:6443');
    expect(output?.nodes?.value).toEqual({
      'control-plane-0': '10.10.0.11',
      'worker-0': '10.10.0.21',
      'worker-1': '10.10.0.22',
    });
  });

  test('is bootstrapped on private addresses, through a bare host', () => {
    const kubernetes = block(small(), 'resource', 'talos_cluster', 'Cluster_Kubernetes');
    expect(kubernetes).toMatchObject({
      node: '10.10.0.11',
      control_plane_nodes: ['10.10.0.11'],
      endpoint: '10.10.0.11',
      kubernetes_version: '1.35.4',
    });
  });

  test('uses no health data source, which would hold up every plan', () => {
    expect(Object.keys(small()?.data ?? {})).not.toContain('talos_cluster_health');
  });

  test('closes the control plane to workloads when there are workers, and opens it when there are none', () => {
    const open = (changes: SmallClusterChanges): unknown =>
      (patchesOf(small(changes), 'control-plane-0')[0]?.cluster as Record<string, unknown>)
        .allowSchedulingOnControlPlanes;
    expect(open({})).toBe(false);
    expect(open({ cluster: { workerPools: [] } })).toBe(true);
  });

  test('names a machine once, with its domain', () => {
    const documents = patchesOf(small({ cluster: { domain: 'k8s.example.org' } }), 'worker-1');
    expect(documents.filter((document) => document.kind === 'HostnameConfig')).toEqual([
      { apiVersion: 'v1alpha1', kind: 'HostnameConfig', auto: 'off', hostname: 'worker-1.k8s.example.org' },
    ]);
  });

  test('puts patches in the order cluster, pool, machine, so that the narrower wins', () => {
    const documents = patchesOf(
      small({
        cluster: { configPatches: [sysctl('1')] },
        worker: { configPatches: [sysctl('2')], machineConfigPatches: { 'worker-1': [sysctl('3')] } },
      }),
      'worker-1',
    );
    const values = documents
      .map(
        (document) =>
          (document.machine as { sysctls?: Record<string, string> } | undefined)?.sysctls?.['vm.swappiness'],
      )
      .filter((value) => value !== undefined);
    expect(values).toEqual(['1', '2', '3']);
  });

  test('gives control plane patches and manifests to control planes only', () => {
    const stack = small({
      cluster: {
        cni: Cni.manifest('cilium', 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n'),
        controlPlaneConfigPatches: [sysctl('9')],
      },
    });
    expect(JSON.stringify(patchesOf(stack, 'control-plane-0'))).toContain('inlineManifests');
    const worker = JSON.stringify(patchesOf(stack, 'worker-0'));
    expect(worker).not.toContain('inlineManifests');
    expect(worker).not.toContain('vm.swappiness');
    expect(worker).not.toContain('"cluster"');
  });

  test('lets nodes resolve the name of a virtual IP by themselves', () => {
    const endpoint = ControlPlaneEndpoint.virtualIp('10.10.0.10', { dnsName: 'k8s.example.org' });
    const stack = small({ cluster: { endpoint } });
    expect(stack?.output?.endpoint?.value).toBe('https://k8s.example.org:6443');
    expect(patchesOf(stack, 'worker-0')).toContainEqual({
      apiVersion: 'v1alpha1',
      kind: 'StaticHostConfig',
      name: '10.10.0.10',
      hostnames: ['k8s.example.org'],
    });
  });

  test('writes taints as Talos reads them', () => {
    const stack = small({ worker: { nodeTaints: [Taint.noSchedule('nvidia.com/gpu', 'present')] } });
    expect(patchesOf(stack, 'worker-0')[0]).toMatchObject({
      machine: { nodeTaints: { 'nvidia.com/gpu': 'present:NoSchedule' } },
    });
  });

  test('changes workers in as many lanes as may be unavailable', () => {
    const stack = small({ cluster: { upgradeStrategy: UpgradeStrategy.rolling({ maxUnavailable: 2 }) } });
    const waits = block(stack, 'resource', 'talos_machine', 'Cluster_worker-1').depends_on as string[];
    expect(waits.filter((address) => address.startsWith('talos_machine.'))).toEqual([]);
  });

  test('waits with each worker for the one before it unless told otherwise', () => {
    const waits = block(small(), 'resource', 'talos_machine', 'Cluster_worker-1').depends_on as string[];
    expect(waits.filter((address) => address.startsWith('talos_machine.Cluster_worker-0'))).toHaveLength(1);
  });

  test('uses the provider that the user created', () => {
    const { providers } = synthesized((app) => {
      const stack = new TerraformStack(app, 'providers');
      new TalosProvider(stack, 'Mine', { imageFactoryUrl: 'https://factory.example.org' });
      const image = new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' });
      staticCluster(stack, image);
    });
    expect(providers?.provider?.talos).toEqual([{ image_factory_url: 'https://factory.example.org' }]);
  });

  test('asks for other provider versions where the stack says so', () => {
    const { versions } = synthesized((app) => {
      const stack = new TerraformStack(app, 'versions');
      setProviderVersions(stack, { talos: '0.12.0' });
      staticCluster(stack, new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' }));
    });
    expect(versions?.terraform.required_providers).toEqual({
      talos: { source: 'siderolabs/talos', version: '0.12.0' },
    });
  });

  test('has plain output names, and its own name in those of a second cluster', () => {
    const { two } = synthesized((app) => {
      const stack = new TerraformStack(app, 'two');
      const image = new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' });
      staticCluster(stack, image, 'a');
      staticCluster(stack, image, 'b');
    });
    expect(Object.keys(two?.output ?? {}).sort()).toEqual(
      ['', 'b-']
        .flatMap((prefix) => ['endpoint', 'kubeconfig', 'nodes', 'talosconfig'].map((name) => prefix + name))
        .sort(),
    );
  });
});

function staticCluster(stack: TerraformStack, image: ImageFactorySchematic, name = 'a'): TalosCluster {
  return new TalosCluster(stack, `Cluster-${name}`, {
    clusterName: name,
    kubernetesVersion: 'v1.36.3',
    versionContract: VersionContract.V1_13,
    endpoint: ControlPlaneEndpoint.external('k8s.example.org'),
    controlPlane: new StaticMachinePool(stack, `Metal-${name}`, {
      image,
      machines: { 'metal-0': { address: '192.0.2.10' } },
    }),
  });
}

describe('a mistake is told with its code, its place, what was given and what is allowed', () => {
  test('fails when the control plane has an even number of machines', () => {
    const report = reportOf((app) => {
      const stack = new TerraformStack(app, 'even');
      const image = new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' });
      new TalosCluster(stack, 'Cluster', {
        clusterName: 'even',
        kubernetesVersion: 'v1.36.3',
        versionContract: VersionContract.V1_13,
        endpoint: ControlPlaneEndpoint.external('k8s.example.org'),
        controlPlane: new StaticMachinePool(stack, 'Metal', {
          image,
          machines: { 'metal-0': { address: '192.0.2.10' }, 'metal-1': { address: '192.0.2.11' } },
        }),
      });
    });
    expect(report).toContain(
      [
        'TALOS050  even/Cluster',
        '  a control plane needs an odd number of machines for etcd quorum, and slows down with more than 7',
        '    given:   2 machines',
        '    allowed: 1, 3, 5 or 7 machines',
        '    do:      Use 3 machines, or 1 where fewer losses need be borne. To replace one of three or more, give the cluster a DeploymentLock: one machine more than was deployed passes with it.',
      ].join('\n'),
    );
  });

  test.each([
    {
      mistake: 'the control plane has no machine',
      changes: { controlPlane: { machines: ProxmoxMachines.numbered(0, { firstAddress: '10.10.0.11' }) } },
      says: [
        'TALOS050  small/Cluster',
        'given:   0 machines',
        'do:      Use 3 or 5 machines, or 1 where losing it is acceptable.',
      ],
    },
    {
      mistake: 'two machines have one name',
      changes: { worker: { name: 'control-plane' } },
      says: ['TALOS051  small/Cluster', "two machines of the cluster are called 'control-plane-0'"],
    },
    {
      mistake: 'two machines have one address',
      changes: { worker: { machines: ProxmoxMachines.numbered(2, { firstAddress: '10.10.0.11' }) } },
      says: [
        'TALOS052  small/Cluster',
        'two machines of the cluster have the address 10.10.0.11',
        'control-plane-0 at 10.10.0.11, worker-0 at 10.10.0.11',
      ],
    },
    {
      mistake: 'Talos does not support the Kubernetes version',
      changes: { cluster: { kubernetesVersion: 'v1.30.0' } },
      says: [
        'TALOS053  small/Cluster',
        'Talos 1.13 does not support Kubernetes 1.30',
        'Kubernetes v1.30.0 on Talos v1.13.9',
        'Kubernetes 1.31 to 1.36 on Talos 1.13',
      ],
    },
    {
      mistake: 'the version contract is newer than the image',
      changes: { image: { talosVersion: 'v1.12.11' } },
      says: ['TALOS054  small/Cluster', 'versionContract v1.13, image v1.12.11', 'a contract up to v1.12'],
    },
    {
      mistake: 'the virtual IP is also the address of a machine',
      changes: { cluster: { endpoint: ControlPlaneEndpoint.virtualIp('10.10.0.22') } },
      says: ['TALOS056  small/Cluster', "the virtual IP is also the address of the machine 'worker-1'"],
    },
    {
      mistake: 'the virtual IP is the gateway',
      changes: { cluster: { endpoint: ControlPlaneEndpoint.virtualIp('10.10.0.1') } },
      says: ['TALOS056  small/Cluster', 'the virtual IP is also the address of the gateway'],
    },
    {
      mistake: 'the virtual IP is outside the network of the control plane',
      changes: { cluster: { endpoint: ControlPlaneEndpoint.virtualIp('10.99.0.10') } },
      says: ['TALOS057  small/Cluster', "'10.99.0.10'", 'a free host address in 10.10.0.0/24'],
    },
    {
      mistake: 'a worker has a label that it may not give itself',
      changes: { worker: { nodeLabels: { 'node-role.kubernetes.io/worker': '' } } },
      says: ['TALOS008  small/Worker', "a worker may not give itself the label 'node-role.kubernetes.io/worker'"],
    },
    {
      mistake: 'two taints have one key',
      changes: { worker: { nodeTaints: [Taint.noSchedule('gpu', 'a'), Taint.noExecute('gpu', 'b')] } },
      says: ['TALOS015  small/Worker', "the pool has two taints of the key 'gpu'", 'gpu=a:NoSchedule, gpu=b:NoExecute'],
    },
    {
      mistake: 'a label is none',
      changes: { controlPlane: { nodeLabels: { tier: 'not a value' } } },
      says: [
        'TALOS007  small/ControlPlane',
        "the node label 'tier' is not one that Kubernetes takes",
        'tier: not a value',
      ],
    },
    {
      mistake: 'an annotation is none',
      changes: { worker: { nodeAnnotations: { 'a b': 'c' } } },
      says: ['TALOS014  small/Worker', "'a b'"],
    },
    {
      mistake: 'the Kubernetes version is none',
      changes: { cluster: { kubernetesVersion: 'latest' } },
      says: ['TALOS003  small/Cluster', "given:   'latest'"],
    },
    {
      mistake: 'the domain is none',
      changes: { cluster: { domain: 'https://example.org' } },
      says: ['TALOS011  small/Cluster', "given:   'https://example.org'"],
    },
    {
      mistake: 'the cluster name is none',
      changes: { cluster: { clusterName: 'My Cluster' } },
      says: ['TALOS063  small/Cluster', "given:   'My Cluster'"],
    },
    {
      mistake: 'a machine name is none',
      changes: { worker: { name: 'Worker' } },
      says: [
        'TALOS010  small/Worker',
        "2 machines of this pool have names that cannot be host names\n    given:   'Worker-0', 'Worker-1'",
        "the pool's 'name', which theirs begin with",
      ],
    },
    {
      mistake: 'a patch is for a machine that the pool has not',
      changes: { worker: { machineConfigPatches: { 'worker-7': [] } } },
      says: ['TALOS071  small/Worker', "the pool has no machine 'worker-7' to patch", "'worker-0', 'worker-1'"],
    },
    {
      mistake: 'a patch is for a machine of a pool that has none',
      changes: {
        worker: {
          machines: ProxmoxMachines.numbered(0, { firstAddress: '10.10.0.21' }),
          machineConfigPatches: { 'worker-0': [] },
        },
      },
      says: [
        'TALOS071  small/Worker',
        'allowed: nothing: the pool has no machines',
        "as the key in 'machineConfigPatches'.",
      ],
    },
  ] as readonly Mistaken[])('fails when $mistake', ({ changes, says }) => {
    const report = reportOf((app) => buildSmallCluster(app, changes));
    for (const part of says) expect(report).toContain(part);
  });

  test('fails when a virtual IP is asked of a platform without a shared segment', () => {
    const report = reportOf((app) => {
      const stack = new TerraformStack(app, 'cloud');
      const image = new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' });
      new TalosCluster(stack, 'Cluster', {
        clusterName: 'cloud',
        kubernetesVersion: 'v1.36.3',
        versionContract: VersionContract.V1_13,
        endpoint: ControlPlaneEndpoint.virtualIp('192.0.2.9'),
        controlPlane: new StaticMachinePool(stack, 'Cloud', {
          image,
          platform: TalosPlatform.AWS,
          machines: { 'cloud-0': { address: '192.0.2.10' } },
        }),
      });
    });
    expect(report).toContain("a virtual IP needs a shared layer 2 segment, which platform 'aws' has not");
  });

  test("fails when the endpoint is one machine's own address, of several", () => {
    const report = reportOf((app) => {
      const stack = new TerraformStack(app, 'spof');
      const image = new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' });
      new TalosCluster(stack, 'Cluster', {
        clusterName: 'spof',
        kubernetesVersion: 'v1.36.3',
        versionContract: VersionContract.V1_13,
        endpoint: ControlPlaneEndpoint.external('192.0.2.10'),
        controlPlane: new StaticMachinePool(stack, 'Metal', {
          image,
          machines: {
            'metal-0': { address: '192.0.2.10' },
            'metal-1': { address: '192.0.2.11' },
            'metal-2': { address: '192.0.2.12' },
          },
        }),
      });
    });
    expect(report).toContain(
      "TALOS069  spof/Cluster\n  the endpoint is the address of one control plane machine, 'metal-0', of 3",
    );
  });

  test('fails when a pool is given to two clusters, and when it lives in another stack', () => {
    const report = reportOf((app: App) => {
      const here = new TerraformStack(app, 'here');
      const there = new TerraformStack(app, 'there');
      const image = new ImageFactorySchematic(here, 'Image', { talosVersion: 'v1.13.9' });
      const pool = new StaticMachinePool(here, 'Metal', { image, machines: { 'metal-0': { address: '192.0.2.10' } } });
      const props = {
        kubernetesVersion: 'v1.36.3',
        versionContract: VersionContract.V1_13,
        endpoint: ControlPlaneEndpoint.external('k8s.example.org'),
        controlPlane: pool,
      };
      new TalosCluster(there, 'First', { ...props, clusterName: 'first' });
      new TalosCluster(here, 'Second', { ...props, clusterName: 'second' });
    });
    expect(report).toContain('TALOS059  there/First\n  pool and cluster must live in one stack');
    expect(report).toContain(
      "TALOS058  here/Second\n  the pool 'here/Metal' already belongs to the cluster 'there/First'",
    );
  });

  test('fails when a stack has two providers of one kind without an alias', () => {
    const report = reportOf((app) => {
      buildSmallCluster(app);
      new TalosProvider(app.node.findChild(SMALL), 'Late');
    });
    expect(report).toContain('TALOS065  small\n  the stack has more than one talos provider without an alias');
  });

  test('fails at once when no worker may be unavailable', () => {
    expect(failureOf(() => UpgradeStrategy.rolling({ maxUnavailable: 0 }))).toContain(
      told(
        'TALOS400',
        "'maxUnavailable' is out of range",
        '0',
        "a whole number from 1 on, or a share above '0%' and up to '100%'",
      ),
    );
  });

  test('warns when nothing accepts workloads', () => {
    const warnings = warningsOf((app) =>
      buildSmallCluster(app, { cluster: { workerPools: [], allowSchedulingOnControlPlanes: false } }),
    );
    expect(warnings.join('\n')).toContain('small/Cluster: TALOS067 no machine of this cluster accepts workloads');
  });

  test('fails when a virtual IP on bare metal has no link', () => {
    const report = reportOf((app) => {
      const stack = new TerraformStack(app, 'metal');
      const image = new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' });
      new TalosCluster(stack, 'Cluster', {
        clusterName: 'metal',
        kubernetesVersion: 'v1.36.3',
        versionContract: VersionContract.V1_13,
        endpoint: ControlPlaneEndpoint.virtualIp('192.0.2.9'),
        controlPlane: new StaticMachinePool(stack, 'Metal', {
          image,
          machines: { 'metal-0': { address: '192.0.2.10' } },
        }),
      });
    });
    expect(report).toContain(
      'TALOS074  metal/Cluster\n  a virtual IP on bare metal needs the name of the link that carries it',
    );
  });

  test('fails at once when the port of an endpoint is none', () => {
    expect(failureOf(() => ControlPlaneEndpoint.external('k8s.example.org', { port: 70_000 }))).toContain(
      told('TALOS070', 'this is no port', 'port: 70000', 'a whole number from 1 to 65535'),
    );
  });

  test('warns when the next Talos minor drops the Kubernetes version', () => {
    const warnings = warningsOf((app) => buildSmallCluster(app, { cluster: { kubernetesVersion: 'v1.31.0' } }));
    expect(warnings.join('\n')).toContain('TALOS068 the Talos minor after 1.13 does not support Kubernetes 1.31');
  });
});
