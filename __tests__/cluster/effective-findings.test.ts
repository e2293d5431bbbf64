import { Lazy } from 'cdktf';
import {
  Cni,
  ConfigPatch,
  ControlPlaneEndpoint,
  IControlPlaneEndpoint,
  KubeletServingCertificates,
  MergePatch,
} from '../../lib';
import { SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { reportOf, synthesized, warningsOf } from '../support/synthesis';

const REPLACING = Cni.manifest('cilium', 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n', {
  replacesKubeProxy: true,
});
const label = (value: string): ConfigPatch => ConfigPatch.merge({ machine: { nodeLabels: { role: value } } });
const kubePrism = (port: number): ConfigPatch =>
  ConfigPatch.merge({ machine: { features: { kubePrism: { enabled: true, port } } } });

function report(changes: SmallClusterChanges): string {
  return reportOf((app) => buildSmallCluster(app, changes));
}
function warnings(changes: SmallClusterChanges): string {
  return warningsOf((app) => buildSmallCluster(app, changes)).join('\n');
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

  test('is told of words that YAML text has for booleans', () => {
    const text =
      'cluster:\n  discovery:\n    enabled: off\n---\napiVersion: v1alpha1\nkind: KubeSpanConfig\nenabled: yes\n';
    expect(report({ cluster: { configPatches: ConfigPatch.yaml(text) } })).toContain(
      'TALOS336  small/Cluster\n  KubeSpan cannot work without discovery',
    );
    const proxy = (word: string): SmallClusterChanges => ({
      cluster: {
        cni: REPLACING,
        controlPlaneConfigPatches: ConfigPatch.yaml(`cluster:\n  proxy:\n    disabled: ${word}\n`),
      },
    });
    expect(report(proxy('no'))).toContain('given:   cluster.proxy.disabled: no;');
    passes(proxy('yes'));
  });

  test('is told of an effect that a taint does not have, with the form of one that has it', () => {
    const text = report({
      worker: { configPatches: [ConfigPatch.merge({ machine: { nodeTaints: { gpu: 'present:NoRun' } } })] },
    });
    expect(text).toContain("TALOS006  small/Worker\n  the taint 'gpu' has no effect that Kubernetes knows");
    expect(text).toContain(
      "do:      Write an effect after the value and a colon, such as 'present:NoSchedule', or alone: 'NoSchedule'.",
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
    passes({ worker: { configPatches: [volume], tpm: true }, image: { secureBoot: {} } });
    expect(report({ worker: { configPatches: [volume], tpm: true } })).toContain(
      [
        "TALOS307  small/Worker\n  the volume 'EPHEMERAL' is encrypted by a TPM, and the image is not made for secure boot",
        "    given:   a key with 'tpm' in the VolumeConfig 'EPHEMERAL'; 'encryption.keys' of VolumeConfig in configPatches of the pool",
      ].join('\n'),
    );
  });

  test('is told of a STATE volume whose key is locked to itself', () => {
    const locked = (name: string): ConfigPatch =>
      ConfigPatch.document({
        apiVersion: 'v1alpha1',
        kind: 'VolumeConfig',
        name,
        encryption: { provider: 'luks2', keys: [{ slot: 0, nodeID: {}, lockToState: true }] },
      });
    expect(report({ worker: { configPatches: [locked('STATE')] } })).toContain(
      'TALOS308  small/Worker\n  the key of the STATE volume is locked to the STATE volume itself',
    );
    passes({ worker: { configPatches: [locked('EPHEMERAL')] } });
  });

  test('is told of discovery that is off where nothing else leads to trustd', () => {
    const configPatches = [ConfigPatch.merge({ cluster: { discovery: { enabled: false } } })];
    const endpoint: IControlPlaneEndpoint = {
      host: 'lb.example.org',
      port: 6443,
      bind: () => ({ answersForTrustd: false }),
    };
    const text = report({ cluster: { endpoint, configPatches } });
    expect(text).toContain('1 mistake in this app');
    expect(text).toContain(
      [
        'TALOS337  small/Cluster',
        '  without discovery, workers would never find trustd: the endpoint does not forward port 50001',
        "    given:   cluster.discovery.enabled: false, endpoint 'lb.example.org'; 'cluster.discovery.enabled' in configPatches of the cluster",
      ].join('\n'),
    );
    passes({ cluster: { configPatches } });
    const external = ControlPlaneEndpoint.external('k8s.example.org');
    expect(warnings({ cluster: { endpoint: external, configPatches } })).toContain('TALOS338 without discovery');
  });

  test.each<[string, MergePatch]>([
    ['an argument', { machine: { kubelet: { extraArgs: { 'rotate-server-certificates': 'true' } } } }],
    ['a field', { machine: { kubelet: { extraConfig: { serverTLSBootstrap: true } } } }],
  ])(
    'is told of certificates that nobody approves, by %s, unless an option of the cluster asks for them',
    (_, content) => {
      const configPatches = [ConfigPatch.merge(content)];
      expect(warnings({ cluster: { configPatches } })).toContain(
        'TALOS354 kubelets would ask the cluster for a certificate, and nothing that is known of approves it',
      );
      const kubernetes = { kubeletServingCertificates: KubeletServingCertificates.rotated() };
      expect(warnings({ cluster: { configPatches, kubernetes } })).toBe('');
    },
  );
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
