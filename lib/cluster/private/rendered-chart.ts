import { Construct } from 'constructs';
import { Finding } from '../../checks/check';
import { KUBESPAN_ROUTING } from '../../checks/cni-checks';
import { Cni } from '../../config/cni';
import { ChartCircumstances, HelmValues, isTrue, valueAt } from '../../config/helm-chart';
import { InlineManifest } from '../../config/inline-manifest';
import { addFindings } from '../../terraform/app-validation';
import { FirewalledCluster, networkInEffect } from './firewall-topology';
import { releaseFindings, releaseIdentity, renderedRelease } from './helm-release';

/** The manifests of a pod network, that of its chart as a reference to what the helm provider renders at each plan. */
export function podNetworkManifests(scope: Construct, cni: Cni, circumstances: ChartCircumstances): InlineManifest[] {
  const { chart } = cni;
  if (chart === undefined) return [...cni.inlineManifests];
  const values = chart.values(circumstances);
  addFindings(scope, [
    ...releaseFindings(chart),
    ...chart.circumstanceFindings(circumstances),
    ...kubeSpanFindings(values, circumstances),
  ]);
  const contents = renderedRelease(new Construct(scope, 'Cni'), chart, values);
  return [...cni.inlineManifests, { name: chart.releaseName, contents }];
}

/**
 * Everything that decides what `podNetworkManifests` lets the chart render to, as a text for comparison; undefined where
 * there is no chart. Asked after it, with the same arguments.
 */
export function podNetworkIdentity(
  scope: Construct,
  { chart }: Cni,
  circumstances: ChartCircumstances,
): string | undefined {
  const place = scope.node.tryFindChild('Cni');
  if (chart === undefined || place === undefined) return undefined;
  return releaseIdentity(place, chart, chart.values(circumstances));
}

/** What of the pod network does not go together with the network that the machines are told. */
export function podNetworkFindings(cluster: FirewalledCluster): Finding[] {
  return cluster.described.cni.chart?.networkFindings(networkInEffect(cluster)) ?? [];
}

function kubeSpanFindings(values: HelmValues, { kubeSpan }: ChartCircumstances): Finding[] {
  const path = 'bpf.hostLegacyRouting';
  if (!kubeSpan || isTrue(valueAt(values, path))) return [];
  return [
    KUBESPAN_ROUTING.finding({
      wrong: "with KubeSpan, packets of pods have to go through the host's network stack",
      given: `${path}: ${JSON.stringify(valueAt(values, path))}`,
      allowed: 'true',
    }),
  ];
}
