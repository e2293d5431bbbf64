import { IConstruct } from 'constructs';
import { Finding, quote } from '../../checks/check';
import { MACHINE_PATCH_FOR_NOBODY } from '../../checks/cluster-checks';
import { MachineType } from '../../config/machine-config';
import { KubernetesVersion } from '../../config/kubernetes-version';
import { kubernetesFindings } from '../../config/settings/kubernetes-settings';
import { settingFindings } from '../../config/settings/machine-settings';
import { SettingFacts } from '../../config/settings/setting';
import { isKnown } from '../../terraform/app-validation';
import { IMachinePool } from '../machine-pool';
import { DescribedCluster, settingsOf } from './machine-patches';
import { platformLinksOf } from './platform-links';
import { namesAllowed } from './pool-findings';

/** A pool and the part that it has in the cluster. */
export interface PoolInCluster {
  readonly pool: IMachinePool;
  readonly machineType: MachineType;
}

/** What is wrong with the settings of Kubernetes, which belong to the cluster as a whole. */
export function kubernetesSettingFindings(cluster: DescribedCluster, kubernetesVersion: KubernetesVersion): Finding[] {
  return kubernetesFindings(cluster.kubernetes, {
    contract: cluster.props.versionContract,
    kubernetesVersion,
    isKnown,
  });
}

/**
 * What is wrong with the settings of machines, by the construct that a mistake is told of: what is so in every pool is
 * told once, of the cluster.
 */
export function machineSettingFindings(
  scope: IConstruct,
  cluster: DescribedCluster,
  pools: readonly PoolInCluster[],
): { readonly scope: IConstruct; readonly finding: Finding }[] {
  const byPool = pools.map((each) => ({ pool: each.pool, findings: poolFindings(cluster, each) }));
  const everywhere = (finding: Finding): boolean =>
    pools.length > 1 && byPool.every(({ findings }) => findings.some((each) => textOf(each) === textOf(finding)));
  const shared = byPool[0]?.findings.filter(everywhere) ?? [];
  return [
    ...shared.map((finding) => ({ scope, finding })),
    ...byPool.flatMap(({ pool, findings }) =>
      findings.filter((finding) => !everywhere(finding)).map((finding) => ({ scope: pool, finding })),
    ),
  ];
}

function poolFindings(cluster: DescribedCluster, { pool, machineType }: PoolInCluster): Finding[] {
  const { machineSettings = {} } = pool.options;
  const facts = factsOf(cluster, pool, machineType);
  const ofPool = settingFindings(settingsOf(cluster, pool, machineType), facts);
  const known = new Set(ofPool.map(textOf));
  const names = pool.machines.map((machine) => machine.name);
  return [
    ...ofPool,
    ...Object.keys(machineSettings).flatMap((name) =>
      names.includes(name)
        ? settingFindings(settingsOf(cluster, pool, machineType, name), facts)
            .filter((finding) => !known.has(textOf(finding)))
            .map((finding) => ({ ...finding, wrong: `${name}: ${finding.wrong}` }))
        : [
            MACHINE_PATCH_FOR_NOBODY.finding({
              wrong: `the pool has no machine ${quote(name)} to set anything for`,
              given: `machineSettings for ${quote(name)}`,
              allowed: namesAllowed(names),
              fix: "Use the full machine name, such as 'worker-0', as the key in 'machineSettings'.",
            }),
          ],
    ),
  ];
}

function factsOf(cluster: DescribedCluster, pool: IMachinePool, machineType: MachineType): SettingFacts {
  const { talosVersion, systemExtensions, secureBoot } = pool.options.image;
  return {
    contract: cluster.props.versionContract,
    machineType,
    image: { talosVersion, systemExtensions, secureBoot },
    platform: pool.platform,
    platformLinks: platformLinksOf(cluster, pool, machineType),
    hasTpm: pool.hasTpm ?? false,
    rotatesKubeletCertificates: cluster.kubernetes.kubeletServingCertificates?.rotates ?? false,
    isKnown,
  };
}

function textOf({ code, wrong, given }: Finding): string {
  return [code, wrong, given].join('\n');
}
