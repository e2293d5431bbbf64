import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Lazy } from 'cdktf';
import {
  CiliumChart,
  CiliumHubble,
  CiliumIpam,
  CiliumOptions,
  ClusterNetwork,
  Cni,
  HelmValues,
  KubeSpan,
} from '../../../lib';
import { buildSmallCluster } from '../../support/small-cluster';
import { MendedChecks } from './mended';

const RELEASE = CiliumChart.release('1.18.4');

const cilium = (options: CiliumOptions) => () => Cni.cilium(RELEASE, options);

const ciliumIn = (network: ClusterNetwork, options: CiliumOptions) => (app: App) =>
  buildSmallCluster(app, { cluster: { cni: Cni.cilium(RELEASE, options), network } });

/** A cluster with a chart of a path beside the app, where the chart lies at 'charts/cilium'. */
const chartAt = (path: string) => (app: App) => {
  const folder = join(app.outdir, 'charts', 'cilium');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'Chart.yaml'), 'name: cilium\nversion: 1.18.4\n');
  const chart = CiliumChart.local(join(app.outdir, path), '1.18.4');
  return buildSmallCluster(app, { cluster: { cni: Cni.cilium(chart) } });
};

const hubbleTls = (tls: HelmValues): CiliumOptions => ({
  hubble: CiliumHubble.withRelay(),
  values: { hubble: { tls } },
});

/** TALOS360 to TALOS379. */
export const cni: MendedChecks = {
  TALOS360: {
    wrong: () => CiliumChart.release('1.18.x'),
    right: () => CiliumChart.release('1.18.4'),
  },
  TALOS361: {
    wrong: () => CiliumChart.fromRepository('http://charts.example.org', '1.18.4'),
    right: () => CiliumChart.fromRepository('https://charts.example.org', '1.18.4'),
  },
  TALOS362: {
    wrong: cilium({ values: { k8sServicePort: 6443, debug: { enabled: true } } }),
    right: cilium({ values: { debug: { enabled: true } } }),
  },
  TALOS363: {
    wrong: cilium(hubbleTls({ auto: { method: 'helm' } })),
    right: cilium(hubbleTls({ auto: { method: 'cronJob' } })),
  },
  TALOS364: {
    wrong: cilium(hubbleTls({ auto: { enabled: false }, server: { cert: 'cHVibGlj', key: 'c2VjcmV0' } })),
    right: cilium(hubbleTls({ auto: { enabled: false }, server: { existingSecret: 'hubble-server' } })),
  },
  TALOS365: {
    wrong: cilium({ values: { cluster: { name: Lazy.stringValue({ produce: () => 'home' }) } } }),
    right: cilium({ values: { cluster: { name: 'home' } } }),
  },
  TALOS366: {
    wrong: chartAt('charts/cillium'),
    right: chartAt('charts/cilium'),
  },
  TALOS367: {
    wrong: ciliumIn(
      { kubeSpan: KubeSpan.enabled() },
      { values: { bpf: { hostLegacyRouting: false, masquerade: true } } },
    ),
    right: ciliumIn({ kubeSpan: KubeSpan.enabled() }, { values: { bpf: { masquerade: true } } }),
  },
  TALOS368: {
    wrong: ciliumIn({}, { ipam: CiliumIpam.clusterPool(['10.17.0.0/16']) }),
    right: ciliumIn({ podCidrs: ['10.17.0.0/16'] }, { ipam: CiliumIpam.clusterPool(['10.17.0.0/16']) }),
  },
  TALOS369: {
    wrong: ciliumIn({ kubeSpan: KubeSpan.enabled() }, { wireGuard: true }),
    right: ciliumIn({ kubeSpan: KubeSpan.enabled() }, { wireGuard: false }),
  },
};
