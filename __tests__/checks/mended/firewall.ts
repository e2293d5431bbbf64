import { App } from 'cdktf';
import { FirewallRule, IngressFirewall, IngressFirewallOptions, KubeSpan } from '../../../lib';
import { SmallAwsChanges, buildSmallAwsCluster } from '../../platforms/aws/support/small-aws-cluster';
import { buildMetalCluster } from '../../support/metal-cluster';
import { OPERATORS, buildSmallCluster } from '../../support/small-cluster';
import { MendedChecks } from './mended';

const HTTP: FirewallRule = {
  name: 'ingress-http',
  ports: [80, 443],
  protocol: 'tcp',
  on: 'workers',
  from: ['0.0.0.0/0'],
};

const behind = (options: IngressFirewallOptions) => (app: App) =>
  buildSmallCluster(app, { cluster: { ingressFirewall: IngressFirewall.on(options) } });

/** A rule after one for HTTP. */
const rule = (changes: Partial<FirewallRule>) => () =>
  IngressFirewall.on({
    operators: [OPERATORS],
    rules: [HTTP, { ...HTTP, name: 'metrics', ports: [9100], ...changes }],
  });

const kubeSpanOnAws = (firewall: SmallAwsChanges['firewall']) => (app: App) =>
  buildSmallAwsCluster(app, { firewall, cluster: { network: { kubeSpan: KubeSpan.enabled() } } });

/** Machines that are there already, in networks that are told or not. */
const metalIn = (nodeSubnets: readonly string[]) => (app: App) =>
  buildMetalCluster(app, {
    controlPlane: { nodeSubnets },
    cluster: { ingressFirewall: IngressFirewall.on({ operators: [OPERATORS] }) },
  });

/** TALOS380 to TALOS399. */
export const firewall: MendedChecks = {
  TALOS380: {
    wrong: behind({ rules: [HTTP] }),
    right: behind({ rules: [HTTP], operators: [OPERATORS] }),
  },
  TALOS381: {
    wrong: metalIn([]),
    right: metalIn(['10.10.0.0/24']),
  },
  TALOS382: {
    wrong: rule({ name: 'ingress-http' }),
    right: rule({ name: 'node-exporter' }),
  },
  TALOS383: {
    wrong: rule({ ports: ['32767-30000'] }),
    right: rule({ ports: ['30000-32767'] }),
  },
  TALOS384: {
    wrong: rule({ from: [] }),
    right: rule({ from: [], fromCluster: true }),
  },
  TALOS385: {
    wrong: kubeSpanOnAws({}),
    right: kubeSpanOnAws({ kubeSpan: true }),
  },
};
