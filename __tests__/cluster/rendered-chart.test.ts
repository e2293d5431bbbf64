import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Lazy, TerraformStack } from 'cdktf';
import { parse } from 'yaml';
import { Construct } from 'constructs';
import { podNetworkIdentity, podNetworkManifests } from '../../lib/cluster/private/rendered-chart';
import { CiliumChart } from '../../lib/config/cilium/cilium-chart';
import { CiliumHubble, CiliumIpam, CiliumRouting } from '../../lib/config/cilium/cilium-choices';
import { ClusterNetwork } from '../../lib/config/cluster-network';
import { Cni } from '../../lib/config/cni';
import { ConfigPatch } from '../../lib/config/config-patch';
import { IngressFirewall } from '../../lib/config/ingress-firewall';
import { KubeSpan } from '../../lib/config/kubespan';
import { ChartCircumstances, chartIdentity } from '../../lib/config/helm-chart';
import { InlineManifest } from '../../lib/config/inline-manifest';
import { HelmProvider } from '../../lib/providers/helm/provider';
import { SMALL, SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { StackJson, block, reportOf, synthesized, warningsOf } from '../support/synthesis';

const CIRCUMSTANCES: ChartCircumstances = {
  kubeSpan: false,
  machines: 3,
  podCidrs: ['10.244.0.0/16'],
  dnsDomain: 'cluster.local',
};
const RELEASE = CiliumChart.release('1.18.4');

function build(cni: Cni, circumstances: Partial<ChartCircumstances> = {}, before?: (stack: TerraformStack) => void) {
  return (app: App): InlineManifest[] => {
    const stack = new TerraformStack(app, 'stack');
    before?.(stack);
    return podNetworkManifests(new Construct(stack, 'Cluster'), cni, { ...CIRCUMSTANCES, ...circumstances });
  };
}

function rendered(...args: Parameters<typeof build>): { stack: StackJson; manifests: InlineManifest[] } {
  let manifests: InlineManifest[] = [];
  const { stack } = synthesized((app) => {
    manifests = build(...args)(app);
  });
  if (stack === undefined) throw new Error('no stack');
  return { stack, manifests };
}

describe('the chart of a pod network', () => {
  test('is a data source of the helm provider, whose block is empty', () => {
    const { stack, manifests } = rendered(Cni.cilium(RELEASE));
    const { values, '//': metadata, ...template } = block(stack, 'data', 'helm_template', 'Cluster_Cni');
    expect(metadata).toBeDefined();
    expect(template).toEqual({
      name: 'cilium',
      namespace: 'kube-system',
      chart: 'cilium',
      repository: 'https://helm.cilium.io',
      version: '1.18.4',
      include_crds: true,
      kube_version: '1.30.0',
    });
    expect(values).toHaveLength(1);
    expect(stack.provider).toEqual({ helm: [{}] });
    expect(manifests.map(({ name }) => name)).toEqual(['cilium']);
  });

  test("has its values as YAML, in which nothing is a template of Terraform's", () => {
    const extraConfig = { text: '${HOME} %{ if }', old: 'off', mode: '0640' };
    const { stack } = rendered(Cni.cilium(RELEASE, { values: { extraConfig } }), { machines: 1 });
    const [text = ''] = block(stack, 'data', 'helm_template', 'Cluster_Cni').values as string[];
    expect(text).toContain('old: "off"');
    expect(text).toContain('$${HOME} %%{ if }');
    expect(parse(text.replaceAll('$$', '$').replaceAll('%%', '%'))).toMatchObject({
      k8sServicePort: 7445,
      operator: { replicas: 1 },
      extraConfig,
    });
  });

  test('is told which further APIs the cluster has', () => {
    const { stack } = rendered(Cni.cilium(RELEASE, { gatewayApi: true }));
    expect(block(stack, 'data', 'helm_template', 'Cluster_Cni')).toMatchObject({
      api_versions: ['gateway.networking.k8s.io/v1/GatewayClass'],
    });
  });

  test('uses the helm provider that is there', () => {
    const { stack } = rendered(Cni.cilium(RELEASE), {}, (scope) => {
      new HelmProvider(scope, 'Helm', { registryConfigPath: 'registry.json' });
    });
    expect(stack.provider).toEqual({ helm: [{ registry_config_path: 'registry.json' }] });
  });

  test('is no matter for a pod network without one, which needs no provider', () => {
    const manifest = Cni.manifest('other', 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n');
    const { stack, manifests } = rendered(manifest);
    expect(manifests).toEqual(manifest.inlineManifests);
    expect(stack.provider).toBeUndefined();
  });

  test('fails where KubeSpan is on and its packets would be bypassed', () => {
    const cni = Cni.cilium(RELEASE, { values: { bpf: { hostLegacyRouting: false } } });
    expect(reportOf(build(cni, { kubeSpan: true }))).toContain(
      [
        'TALOS367  stack/Cluster',
        "  with KubeSpan, packets of pods have to go through the host's network stack",
        '    given:   bpf.hostLegacyRouting: false',
        '    allowed: true',
        '    do:      Drop the value',
      ].join('\n'),
    );
    expect(rendered(cni).manifests).toHaveLength(1);
    expect(rendered(Cni.cilium(RELEASE), { kubeSpan: true }).manifests).toHaveLength(1);
    const asText = Cni.cilium(RELEASE, { values: { bpf: { hostLegacyRouting: 'true' } } });
    expect(rendered(asText, { kubeSpan: true }).manifests).toHaveLength(1);
  });
});

describe('a chart on disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-chart-'));
  beforeAll(() => {
    mkdirSync(join(folder, 'cilium', 'templates'), { recursive: true });
    writeFileSync(join(folder, 'cilium', 'Chart.yaml'), 'name: cilium\nversion: 1.18.4\n');
    writeFileSync(join(folder, 'cilium', 'templates', 'a.yaml'), 'a: 1\n'.repeat(200));
    const archive = (name: string, content: string): void => {
      execFileSync('tar', ['-czf', join(folder, name), '-C', folder, content]);
    };
    archive('cilium-1.18.4.tgz', 'cilium');
    mkdirSync(join(folder, 'cert-manager'));
    writeFileSync(join(folder, 'cert-manager', 'Chart.yaml'), 'name: cert-manager\nversion: 1.18.4\n');
    archive('cert-manager-1.18.4.tgz', 'cert-manager');
    archive('templates.tgz', 'cilium/templates');
    mkdirSync(join(folder, 'empty'));
    mkdirSync(join(folder, 'broken'));
    writeFileSync(join(folder, 'broken', 'Chart.yaml'), '{');
    writeFileSync(join(folder, 'values.yaml'), 'a: 1');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function failure(name: string, version = '1.18.4'): string {
    return reportOf(build(Cni.cilium(CiliumChart.local(join(folder, name), version))));
  }

  test.each(['cilium', 'cilium-1.18.4.tgz'])('goes along with the stack (%s)', (name) => {
    const { stack } = rendered(Cni.cilium(CiliumChart.local(join(folder, name), 'v1.18.4')));
    const template = block(stack, 'data', 'helm_template', 'Cluster_Cni');
    expect(template.chart).toMatch(/^assets\/.*/);
    expect(template).not.toHaveProperty('repository');
    expect(template).not.toHaveProperty('version');
  });

  test.each([
    ['missing', 'there is no such file or folder'],
    ['empty', 'this is no chart: it holds no Chart.yaml'],
    ['values.yaml', 'this is no chart: it holds no Chart.yaml'],
    ['templates.tgz', 'this is no chart: it holds no Chart.yaml'],
  ])("fails with '%s': %s", (name, wrong) => {
    expect(failure(name)).toContain(
      [
        `TALOS366  stack/Cluster\n  ${wrong}`,
        `    given:   '${join(folder, name)}'`,
        "    allowed: a folder with a Chart.yaml, or an archive '.tgz', absolute or from the folder of cdktf.json",
        "    do:      Download the chart with 'helm pull', or correct the path.",
      ].join('\n'),
    );
  });

  test.each(['cert-manager', 'cert-manager-1.18.4.tgz'])("fails with '%s' of the same version", (name) => {
    expect(failure(name)).toContain(
      [
        'TALOS366  stack/Cluster\n  this is the chart of something else',
        `    given:   the chart 'cert-manager' in '${join(folder, name)}'`,
        "    allowed: the chart 'cilium'",
        "    do:      Give the path of the chart 'cilium'.",
      ].join('\n'),
    );
  });

  test.each([
    ['cilium', '1.18.4'],
    ['cilium-1.18.4.tgz', '1.18.4'],
    ['broken', 'nothing that could be read'],
  ])("fails with '%s' where another version is said", (name, found) => {
    expect(failure(name, '1.18.5')).toContain(
      [
        'TALOS366  stack/Cluster\n  the chart on disk is of another version',
        `    given:   '1.18.5' in the code, '${found}' in '${join(folder, name)}'`,
        '    allowed: one version in both',
        '    do:      Give the version of the chart on disk, or the chart of that version.',
      ].join('\n'),
    );
  });
});

describe('what the chart of a pod network renders to', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'cdktf-talos-chart-'));
  afterAll(() => {
    rmSync(outdir, { recursive: true });
  });

  function identityOf(cni: Cni): string | undefined {
    const stack = new TerraformStack(new App({ outdir }), 'stack');
    podNetworkManifests(stack, cni, CIRCUMSTANCES);
    return podNetworkIdentity(stack, cni, CIRCUMSTANCES);
  }

  test('is told by the chart, and by nothing where there is none', () => {
    const cni = Cni.cilium(RELEASE);
    expect(cni.chart && chartIdentity(cni.chart, CIRCUMSTANCES)).toBe(identityOf(cni));
    expect(identityOf(Cni.flannel())).toBeUndefined();
  });

  test('changes with what a chart on disk holds, and not with its place', () => {
    const chart = (value: string): Cni => {
      const folder = mkdtempSync(join(outdir, 'chart-'));
      writeFileSync(join(folder, 'Chart.yaml'), 'name: cilium\nversion: 1.18.4\n');
      writeFileSync(join(folder, 'values.yaml'), value);
      return Cni.cilium(CiliumChart.local(folder, '1.18.4'));
    };
    expect(identityOf(chart('a: 1'))).toBe(identityOf(chart('a: 1')));
    expect(identityOf(chart('a: 1'))).not.toBe(identityOf(chart('a: 2')));
    expect(identityOf(Cni.cilium(CiliumChart.local('missing', '1.18.4')))).toContain('"source":"on disk"');
  });
});

describe('a cluster holds its chart against its network', () => {
  const pools = Cni.cilium(RELEASE, { ipam: CiliumIpam.clusterPool(['10.17.0.0/16']) });
  const patch = (podSubnets: string[]): ConfigPatch => ConfigPatch.merge({ cluster: { network: { podSubnets } } });
  const report = (changes: SmallClusterChanges): string => reportOf((app) => buildSmallCluster(app, changes));
  const warnings = (changes: SmallClusterChanges): string =>
    warningsOf((app) => buildSmallCluster(app, changes)).join('\n');

  test('as the machines are told it', () => {
    const given = 'given:   pools 10.17.0.0/16; pods in 10.244.0.0/16';
    expect(report({ cluster: { cni: pools } })).toContain(
      `TALOS368  small/Cluster\n  Cilium would give pods addresses outside the cluster's pod networks\n    ${given}`,
    );
    const network = { podCidrs: ['10.17.0.0/16'] };
    expect(warnings({ cluster: { cni: pools, network } })).toBe('');
    expect(warnings({ cluster: { cni: pools, configPatches: [patch(['10.16.0.0/12'])] } })).toBe('');
    expect(report({ cluster: { cni: pools, network, configPatches: [patch(['10.244.0.0/16'])] } })).toContain(given);
  });

  test('and warns where KubeSpan does the same, by setting or by the patch of a pool', () => {
    const cni = Cni.cilium(RELEASE, { wireGuard: true });
    const advertising = KubeSpan.enabled({ advertiseKubernetesNetworks: true });
    const document = ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'KubeSpanConfig', enabled: true });
    const twice = 'small/Cluster: TALOS369 packets between pods of different machines are encrypted twice';
    expect(warnings({ cluster: { cni, network: { kubeSpan: KubeSpan.enabled() } } })).toContain(twice);
    expect(warnings({ cluster: { cni }, worker: { configPatches: [document] } })).toContain(twice);
    expect(warnings({ cluster: { cni: Cni.cilium(RELEASE), network: { kubeSpan: advertising } } })).toContain(
      'small/Cluster: TALOS369 KubeSpan takes the packets between pods for itself',
    );
    expect(warnings({ cluster: { network: { kubeSpan: advertising } } })).toBe('');
  });

  test('and its packet filters, which open the ports that the library knows of', () => {
    const cni = Cni.cilium(RELEASE, { values: { tunnelProtocol: 'geneve' } });
    expect(report({ cluster: { cni } })).toContain(
      'TALOS362  small/Cluster\n  the library opens the port of VXLAN between machines, and of no other tunnel',
    );
    expect(warnings({ cluster: { cni, ingressFirewall: IngressFirewall.off() } })).toBe('');
  });

  test('and refuses references that the values would follow from', () => {
    const reference = Lazy.stringValue({ produce: () => '10.1.0.0/16' });
    const cni = Cni.cilium(RELEASE, { hubble: CiliumHubble.withRelay(), routing: CiliumRouting.nativeByNetwork() });
    const said = report({ cluster: { cni, network: { podCidrs: [reference], dnsDomain: reference } } });
    expect(said).toContain("TALOS365  small/Cluster\n  Cilium's values follow from the networks of the pods");
    expect(said).toContain("TALOS365  small/Cluster\n  Hubble's relay finds the machines by the domain");
  });
});

describe('a cluster renders its chart', () => {
  function valuesIn(network: ClusterNetwork): unknown {
    const cni = Cni.cilium(RELEASE, { routing: CiliumRouting.nativeByNetwork() });
    const json = synthesized((app) => buildSmallCluster(app, { cluster: { cni, network } }))[SMALL];
    const [text = ''] = block(json, 'data', 'helm_template', 'Cluster_Cni').values as string[];
    return parse(text);
  }

  test('for its machines and its networks', () => {
    expect(valuesIn({ podCidrs: ['10.1.0.0/16'], dnsDomain: 'home.example.org' })).toMatchObject({
      operator: { replicas: 2 },
      ipv4NativeRoutingCIDR: '10.1.0.0/16',
      hubble: { peerService: { clusterDomain: 'home.example.org' } },
    });
    expect(valuesIn({})).toMatchObject({ ipv4NativeRoutingCIDR: '10.244.0.0/16' });
    expect(valuesIn({})).not.toHaveProperty('bpf');
  });

  test('for KubeSpan, where it is on', () => {
    expect(valuesIn({ kubeSpan: KubeSpan.enabled() })).toMatchObject({ bpf: { hostLegacyRouting: true } });
  });
});
