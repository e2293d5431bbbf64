import { ConfigPatch, ControlPlaneEndpoint } from '../../lib';
import { Discovery } from '../../lib/config/discovery';
import { KubeSpan } from '../../lib/config/kubespan';
import { IControlPlaneEndpoint } from '../../lib/cluster/control-plane-endpoint';
import { ProxmoxMachines } from '../../lib/proxmox';
import { SmallClusterChanges, buildSmallCluster } from '../support/small-cluster';
import { reportOf, synthesized, warningsOf } from '../support/synthesis';

/** The small cluster with its workers in another network. */
function workersIn(prefix: string, cluster: SmallClusterChanges['cluster'] = {}): SmallClusterChanges {
  return {
    cluster,
    worker: {
      network: { cidr: `${prefix}.0/24`, gateway: `${prefix}.1` },
      machines: ProxmoxMachines.numbered(1, { firstAddress: `${prefix}.21` }),
    },
  };
}

describe('the network of the machines', () => {
  test("fails in Talos's own network of services", () => {
    const report = reportOf((app) => buildSmallCluster(app, workersIn('10.96.5')));
    expect(report).toContain(
      [
        'TALOS073  small/Cluster',
        '  the network of the machines overlaps that of the services',
        '    given:   machines in 10.96.5.0/24, services in 10.96.0.0/12',
      ].join('\n'),
    );
  });

  test('may be there when services are elsewhere, by the network or by a patch of the cluster', () => {
    const serviceCidrs = ['10.112.0.0/16'];
    const serviceSubnets = [...serviceCidrs];
    const patch = ConfigPatch.merge({ cluster: { network: { serviceSubnets } } });
    for (const cluster of [{ network: { serviceCidrs } }, { configPatches: [patch] }]) {
      expect(warningsOf((app) => buildSmallCluster(app, workersIn('10.96.5', cluster)))).toEqual([]);
    }
  });

  test('fails where a patch of the cluster puts the pods, whatever the network says', () => {
    const patch = ConfigPatch.merge({ cluster: { network: { podSubnets: ['10.8.0.0/14'] } } });
    const report = reportOf((app) =>
      buildSmallCluster(app, { cluster: { network: { podCidrs: ['10.32.0.0/16'] }, configPatches: [patch] } }),
    );
    expect(report).toContain('given:   machines in 10.10.0.0/24, pods in 10.8.0.0/14');
  });
});

describe('a cluster without discovery', () => {
  const network = { discovery: Discovery.off() };
  const loadBalancer: IControlPlaneEndpoint = {
    host: 'lb.example.org',
    port: 6443,
    bind: () => ({ answersForTrustd: false }),
  };

  test('fails behind an endpoint that does not forward trustd', () => {
    const report = reportOf((app) => buildSmallCluster(app, { cluster: { network, endpoint: loadBalancer } }));
    expect(report).toContain(
      [
        'TALOS337  small/Cluster',
        '  without discovery, workers would never find trustd: the endpoint does not forward port 50001',
        "    given:   discovery: Discovery.off(), endpoint 'lb.example.org'",
      ].join('\n'),
    );
  });

  test('warns behind an endpoint that the library does not know', () => {
    const endpoint = ControlPlaneEndpoint.external('k8s.example.org');
    const warnings = warningsOf((app) => buildSmallCluster(app, { cluster: { network, endpoint } }));
    expect(warnings.join('\n')).toContain(
      'TALOS338 without discovery, workers find trustd by the endpoint alone\n  given:   discovery: Discovery.off()',
    );
  });

  test('takes the word of an endpoint outside the library', () => {
    const endpointThat = (forwardsTrustd: boolean): IControlPlaneEndpoint =>
      ControlPlaneEndpoint.external('k8s.example.org', { forwardsTrustd });
    expect(warningsOf((app) => buildSmallCluster(app, { cluster: { network, endpoint: endpointThat(true) } }))).toEqual(
      [],
    );
    const report = reportOf((app) => buildSmallCluster(app, { cluster: { network, endpoint: endpointThat(false) } }));
    expect(report).toContain('TALOS337  small/Cluster');
    expect(report).toContain('ControlPlaneEndpoint.external(host, { forwardsTrustd: true })');
  });

  test.each([
    ['a virtual IP', {}],
    ["the only machine's own address", { endpoint: ControlPlaneEndpoint.external('10.10.0.11') }],
    ['a load balancer, but no workers', { endpoint: loadBalancer, workerPools: [] }],
  ])('is right with %s', (_, cluster) => {
    expect(warningsOf((app) => buildSmallCluster(app, { cluster: { network, ...cluster } }))).toEqual([]);
  });

  test('fails with KubeSpan', () => {
    const report = reportOf((app) =>
      buildSmallCluster(app, { cluster: { network: { ...network, kubeSpan: KubeSpan.enabled() } } }),
    );
    expect(report).toContain('TALOS336  small/Cluster\n  KubeSpan cannot work without discovery');
  });
});

test('what is said of networks reaches every machine', () => {
  const json = synthesized((app) =>
    buildSmallCluster(app, { cluster: { network: { serviceCidrs: ['10.112.0.0/16'], kubeSpan: KubeSpan.enabled() } } }),
  ).small;
  const texts = Object.values(json?.data?.talos_machine_configuration ?? {}).map((data) => JSON.stringify(data));
  expect(texts).toHaveLength(3);
  expect(texts.filter((text) => text.includes('10.112.0.0/16') && text.includes('KubeSpanConfig'))).toHaveLength(3);
});
