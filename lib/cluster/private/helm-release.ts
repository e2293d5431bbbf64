import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { Finding } from '../../checks/check';
import {
  HelmRelease,
  HelmValues,
  RENDERED_FOR_KUBERNETES,
  releaseIdentityText,
  valuesText,
} from '../../config/helm-chart';
import { DataHelmTemplate } from '../../providers/helm/data-helm-template';
import { HelmProvider } from '../../providers/helm/provider';
import { defaultProvider } from '../../terraform/providers';
import { yamlArgument } from '../../terraform/text';
import { chartFindings } from './chart-on-disk';

/**
 * The manifest of a chart, as a reference to what the helm provider renders at each plan, without asking a cluster; the
 * data source is a child of the scope.
 */
export function renderedRelease(
  scope: Construct,
  release: HelmRelease,
  values: HelmValues,
  options: { readonly skipTests?: boolean } = {},
): string {
  defaultProvider(scope, 'helm', (stack) => new HelmProvider(stack, 'HelmProvider'));
  const { apiVersions } = release;
  const rendered = new DataHelmTemplate(scope, 'Resource', {
    name: release.releaseName,
    namespace: release.namespace,
    ...place(scope, release),
    values: [yamlArgument(valuesText(values))],
    ...(apiVersions.length === 0 ? {} : { apiVersions: [...apiVersions] }),
    ...(options.skipTests === true ? { skipTests: true } : {}),
    includeCrds: true,
    kubeVersion: RENDERED_FOR_KUBERNETES,
  });
  return rendered.manifest;
}

/**
 * Everything that decides what `renderedRelease` lets a chart render to, as a text for comparison. Asked after it, with the
 * same scope: a chart on disk is known by what it holds.
 */
export function releaseIdentity(scope: IConstruct, release: HelmRelease, values: HelmValues): string {
  const asset = scope.node.tryFindChild('Chart');
  return releaseIdentityText(release, values, asset instanceof TerraformAsset ? asset.assetHash : undefined);
}

/** What is wrong with a chart on disk. */
export function releaseFindings(release: HelmRelease): Finding[] {
  const { source } = release;
  return 'path' in source ? chartFindings(resolve(source.path), source.path, release) : [];
}

/** Where the provider finds the chart. */
interface Place {
  readonly chart: string;
  readonly repository?: string;
  readonly version?: string;
}

/** A chart on disk goes along with the stack, so that the plan does not depend on where it is made. */
function place(scope: Construct, { name, version, source }: HelmRelease): Place {
  if ('repository' in source) return { chart: name, repository: source.repository, version };
  const path = resolve(source.path);
  if (!existsSync(path)) return { chart: path };
  const type = statSync(path).isDirectory() ? AssetType.DIRECTORY : AssetType.FILE;
  return { chart: new TerraformAsset(scope, 'Chart', { path, type }).path };
}
