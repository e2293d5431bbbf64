import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { Finding } from '../../checks/check';
import { KUBESPAN_ROUTING } from '../../checks/cni-checks';
import { Cni } from '../../config/cni';
import {
  ChartCircumstances,
  HelmChart,
  HelmValues,
  RENDERED_FOR_KUBERNETES,
  chartIdentity,
  isTrue,
  valueAt,
  valuesText,
} from '../../config/helm-chart';
import { InlineManifest } from '../../config/inline-manifest';
import { DataHelmTemplate } from '../../providers/helm/data-helm-template';
import { HelmProvider } from '../../providers/helm/provider';
import { addFindings } from '../../terraform/app-validation';
import { defaultProvider } from '../../terraform/providers';
import { literal } from '../../terraform/text';
import { chartFindings } from './chart-on-disk';
import { FirewalledCluster, networkInEffect } from './firewall-topology';

/**
 * The manifests of a pod network, that of its chart as a reference to what the helm provider renders at each plan. The
 * provider asks no cluster for it.
 */
export function podNetworkManifests(scope: Construct, cni: Cni, circumstances: ChartCircumstances): InlineManifest[] {
  const { chart } = cni;
  if (chart === undefined) return [...cni.inlineManifests];
  const values = chart.values(circumstances);
  addFindings(scope, [
    ...fileFindings(chart),
    ...chart.circumstanceFindings(circumstances),
    ...kubeSpanFindings(values, circumstances),
  ]);
  defaultProvider(scope, 'helm', (stack) => new HelmProvider(stack, 'HelmProvider'));
  const parent = new Construct(scope, 'Cni');
  const rendered = new DataHelmTemplate(parent, 'Resource', {
    name: chart.releaseName,
    namespace: chart.namespace,
    ...place(parent, chart),
    values: [literal(valuesText(values))],
    ...(chart.apiVersions.length === 0 ? {} : { apiVersions: [...chart.apiVersions] }),
    includeCrds: true,
    kubeVersion: RENDERED_FOR_KUBERNETES,
  });
  return [...cni.inlineManifests, { name: chart.releaseName, contents: rendered.manifest }];
}

/**
 * Everything that decides what `podNetworkManifests` lets the chart render to, as a text for comparison; undefined where
 * there is no chart. Asked after it, with the same arguments: a chart on disk is known by what it holds.
 */
export function podNetworkIdentity(
  scope: Construct,
  { chart }: Cni,
  circumstances: ChartCircumstances,
): string | undefined {
  if (chart === undefined) return undefined;
  const asset = scope.node.tryFindChild('Cni')?.node.tryFindChild('Chart');
  return chartIdentity(chart, circumstances, asset instanceof TerraformAsset ? asset.assetHash : undefined);
}

/** What of the pod network does not go together with the network that the machines are told. */
export function podNetworkFindings(cluster: FirewalledCluster): Finding[] {
  return cluster.described.cni.chart?.networkFindings(networkInEffect(cluster)) ?? [];
}

/** Where the provider finds the chart. */
interface Place {
  readonly chart: string;
  readonly repository?: string;
  readonly version?: string;
}

/** A chart on disk goes along with the stack, so that the plan does not depend on where it is made. */
function place(scope: Construct, { name, version, source }: HelmChart): Place {
  if ('repository' in source) return { chart: name, repository: source.repository, version };
  const path = resolve(source.path);
  if (!existsSync(path)) return { chart: path };
  const type = statSync(path).isDirectory() ? AssetType.DIRECTORY : AssetType.FILE;
  return { chart: new TerraformAsset(scope, 'Chart', { path, type }).path };
}

function fileFindings({ source, version }: HelmChart): Finding[] {
  return 'path' in source ? chartFindings(resolve(source.path), source.path, version) : [];
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
