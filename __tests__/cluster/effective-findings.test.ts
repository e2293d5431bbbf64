import { Lazy } from 'cdktf';
import { Cni, ConfigPatch, MergePatch } from '../../lib';
import { SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { reportOf, synthesized } from '../support/synthesis';

const REPLACING = Cni.manifest('cilium', 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n', {
  replacesKubeProxy: true,
});
const label = (value: string): ConfigPatch => ConfigPatch.merge({ machine: { nodeLabels: { role: value } } });
const kubePrism = (port: number): ConfigPatch =>
  ConfigPatch.merge({ machine: { features: { kubePrism: { enabled: true, port } } } });

function report(changes: SmallClusterChanges): string {
  return reportOf((app) => buildSmallCluster(app, changes));
}
function passes(changes: SmallClusterChanges): void {
  expect(() => synthesized((app) => buildSmallCluster(app, changes))).not.toThrow();
}

describe('a mistake that a patch makes together with the rest', () => {
  test('is told of the cluster, once, with its place', () => {
    const [patch] = ConfigPatch.yaml('machine:\n  features:\n    kubePrism:\n      port: 7446\n', {
      name: 'prism.yaml',
    });
    const text = report({ cluster: { cni: REPLACING, configPatches: patch === undefined ? [] : [patch] } });
    expect(text).toContain('1 mistake in this app');
    expect(text).toContain('TALOS027  small/Cluster\n  the pod network reaches the Kubernetes API at localhost:7445');
    expect(text).toContain(
      "given:   machine.features.kubePrism.port: 7446; 'machine.features.kubePrism.port' in configPatches of the cluster, prism.yaml:4:7",
    );
  });

  test('is told of the pool', () => {
    const text = report({ worker: { configPatches: [label('a b')] } });
    expect(text).toContain('1 mistake in this app');
    expect(text).toContain("TALOS007  small/Worker\n  the node label 'role' is not one that Kubernetes takes");
    expect(text).toContain("given:   role: a b; 'machine.nodeLabels.role' in configPatches of the pool");
  });

  test('is told of the machine by its name', () => {
    const text = report({ worker: { machineConfigPatches: { 'worker-1': [label('a b')] } } });
    expect(text).toContain('1 mistake in this app');
    expect(text).toContain("TALOS007  small/Worker\n  worker-1: the node label 'role'");
    expect(text).toContain("'machine.nodeLabels.role' in machineConfigPatches of the pool");
  });

  test('is told of a patch that takes a group of fields away', () => {
    const proxy = { $patch: 'delete' } as unknown as NonNullable<MergePatch['cluster']>['proxy'];
    const text = report({
      cluster: { cni: REPLACING, controlPlaneConfigPatches: [ConfigPatch.merge({ cluster: { proxy } })] },
    });
    expect(text).toContain('TALOS026  small/Cluster\n  kube-proxy would run beside a pod network that does its work');
    expect(text).toContain("'cluster.proxy' in controlPlaneConfigPatches of the cluster");
  });

  test.each([
    [
      'two manifests of one name',
      ConfigPatch.merge({ cluster: { inlineManifests: [{ name: 'cilium', contents: 'a' }] } }),
      "TALOS342  small/Cluster\n  2 inline manifests have the name 'cilium'",
    ],
    [
      'a second pod network',
      ConfigPatch.merge({ cluster: { network: { cni: { name: 'flannel' } } } }),
      'TALOS028  small/Cluster\n  Talos would bring a pod network of its own',
    ],
  ])('is told of %s', (_, patch, told) => {
    expect(report({ cluster: { cni: REPLACING, controlPlaneConfigPatches: [patch] } })).toContain(told);
  });

  test('is told of KubeSpan by a patch and discovery by another', () => {
    const configPatches = [
      ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'KubeSpanConfig', enabled: true }),
      ConfigPatch.merge({ cluster: { discovery: { enabled: false } } }),
    ];
    expect(report({ cluster: { configPatches } })).toContain(
      'TALOS336  small/Cluster\n  KubeSpan cannot work without discovery',
    );
  });

  test('is told of an image without the extension, of each pool by its own', () => {
    const tailscale = ConfigPatch.document({
      apiVersion: 'v1alpha1',
      kind: 'ExtensionServiceConfig',
      name: 'tailscale',
      environment: ['TS_ROUTES=10.0.0.0/8'],
    });
    const text = report({ worker: { configPatches: [tailscale] } });
    expect(text).toContain("TALOS310  small/Worker\n  the extension service 'tailscale' comes from a system extension");
    passes({ worker: { configPatches: [tailscale] }, image: { systemExtensions: ['siderolabs/tailscale'] } });
  });

  test('is told of a TPM that the machines do not have', () => {
    const volume = ConfigPatch.document({
      apiVersion: 'v1alpha1',
      kind: 'VolumeConfig',
      name: 'EPHEMERAL',
      encryption: { provider: 'luks2', keys: [{ slot: 0, tpm: {} }] },
    });
    expect(report({ worker: { configPatches: [volume] } })).toContain(
      "TALOS306  small/Worker\n  the volume 'EPHEMERAL' is encrypted by a TPM, and the machines have none",
    );
    passes({ worker: { configPatches: [volume], tpm: true } });
  });
});

describe('no mistake is', () => {
  test('what a narrower patch puts right', () => {
    const patches = { configPatches: [label('a b')] };
    const right = { configPatches: [label('a')] };
    passes({ cluster: patches, worker: right, controlPlane: right });
  });

  test('what is a reference', () => {
    const reference = Lazy.stringValue({ produce: () => 'a b' });
    passes({ cluster: { configPatches: [label(reference)] } });
  });

  test('another port of KubePrism with a pod network that leaves kube-proxy alone', () => {
    passes({ cluster: { configPatches: [kubePrism(7446)] } });
  });
});

test('what typed options bring about is told once', () => {
  const text = report({
    cluster: { settings: { kernelModules: { drbd: [] } }, configPatches: [label('a')] },
  });
  expect(text).toContain('1 mistake in this app');
  expect(text).toContain('TALOS310  small/Cluster');
});
