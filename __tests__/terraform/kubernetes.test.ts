import { parseAllDocuments } from 'yaml';
import { VersionContract } from '../../lib';
import { FULL_KUBELET_SETTINGS, FULL_KUBERNETES_SETTINGS, FULL_MANIFESTS } from '../support/settings/kubernetes';
import { SMALL, buildSmallCluster } from '../support/small-cluster';
import { Workspace, testOnRig } from './support/workspace';

interface Merged {
  readonly machine: { readonly kubelet: Record<string, unknown> };
  readonly cluster: Record<string, unknown> & {
    readonly apiServer: {
      readonly extraArgs: Record<string, string>;
      readonly admissionControl: readonly { readonly name: string; readonly configuration: object }[];
      readonly auditPolicy: { readonly rules: readonly object[] };
    };
  };
}

describe('Kubernetes', () => {
  const workspace = new Workspace(SMALL);
  afterAll(() => {
    workspace.remove();
  });

  testOnRig('is told everything as Talos takes it, once and without a warning', () => {
    workspace.synthesize((app) =>
      buildSmallCluster(app, {
        cluster: {
          versionContract: VersionContract.V1_13,
          kubernetes: FULL_KUBERNETES_SETTINGS,
          settings: FULL_KUBELET_SETTINGS,
          manifests: FULL_MANIFESTS,
        },
      }),
    );
    workspace.init();
    expect(workspace.validate()).toEqual([]);
    expect(workspace.apply()).not.toContain('Warning');
    const merged = (name: string): Merged => {
      const found = workspace
        .state()
        .find(({ type, address }) => type === 'talos_machine_configuration' && address.includes(name));
      const [document] = parseAllDocuments(found?.values.machine_configuration as string);
      return document?.toJS() as Merged;
    };

    const { machine, cluster } = merged('control-plane-0');
    const { apiServer } = cluster;
    expect(apiServer.admissionControl.map(({ name }) => name)).toEqual(['PodSecurity', 'EventRateLimit']);
    expect(apiServer.admissionControl[0]?.configuration).toEqual({
      apiVersion: 'pod-security.admission.config.k8s.io/v1',
      kind: 'PodSecurityConfiguration',
      defaults: {
        enforce: 'restricted',
        'enforce-version': 'v1.35',
        audit: 'restricted',
        'audit-version': 'latest',
        warn: 'restricted',
        'warn-version': 'latest',
      },
      exemptions: { usernames: ['breakglass'], runtimeClasses: ['kata'], namespaces: ['kube-system', 'storage'] },
    });
    expect(apiServer.auditPolicy.rules.length).toBeGreaterThan(5);
    expect(apiServer.auditPolicy.rules.at(-1)).toEqual({ level: 'Metadata' });
    expect(apiServer.extraArgs).toMatchObject({ 'oidc-required-claim': 'cluster=small' });
    expect(cluster.externalCloudProvider).toMatchObject({ enabled: true });
    expect(cluster.coreDNS).toMatchObject({ disabled: false });
    expect(machine.kubelet.extraArgs).toEqual({ 'rotate-server-certificates': 'true', v: '2' });
    expect(machine.kubelet.extraConfig).toMatchObject({
      featureGates: { AnonymousAuthConfigurableEndpoints: false, ImageVolume: true, NodeSwap: true },
    });

    const worker = merged('worker-0');
    expect(Object.keys(worker.cluster)).not.toContain('apiServer');
    expect(worker.cluster.externalCloudProvider).toEqual({ enabled: true });
    expect(worker.machine.kubelet.extraArgs).toEqual({ 'rotate-server-certificates': 'true', v: '2' });
  });
});
