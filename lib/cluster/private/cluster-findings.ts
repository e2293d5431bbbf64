import { Finding, quote } from '../../checks/check';
import {
  CLUSTER_NAME_FORM,
  CONTRACT_NEWER,
  HOSTNAME_LENGTH,
  KUBERNETES_EDGE,
  KUBERNETES_SUPPORT,
  MACHINE_NAME_TWICE,
} from '../../checks/cluster-checks';
import { CERT_SAN_FORM } from '../../checks/component-checks';
import { IpAddress } from '../../config/ip-network';
import { KubernetesVersion } from '../../config/kubernetes-version';
import { isHostName, isMachineName } from '../../config/names';
import { TalosVersion } from '../../config/talos-version';
import { VersionContract } from '../../config/version-contract';
import { isKnown } from '../../terraform/app-validation';
import { IMachinePool, Machine } from '../machine-pool';
import { clusterAddressFindings, repeated } from './address-findings';
import { NetworkUnderCheck, networkFindings } from './network-findings';
import { SizesUnderCheck, sizeFindings } from './size-findings';

/** What the checks of a whole cluster look at. */
export interface ClusterUnderCheck extends NetworkUnderCheck, SizesUnderCheck {
  readonly clusterName: string;
  readonly domain: string | undefined;
  readonly kubernetesVersion: KubernetesVersion;
  readonly contract: VersionContract;
  readonly sharedAddresses: readonly string[];
  readonly apiServerCertSans: readonly string[];
}

/** What is wrong with a cluster as a whole; each pool is looked at by itself as well. */
export function clusterFindings(cluster: ClusterUnderCheck): Finding[] {
  const pools = [cluster.controlPlane, ...cluster.workerPools];
  const machines = pools.flatMap((pool) => pool.machines);
  return [
    ...nameFindings(cluster),
    ...sizeFindings(cluster),
    ...versionFindings(cluster, pools),
    ...nameTwiceFindings(machines),
    ...hostnameFindings(cluster.domain, machines),
    ...clusterAddressFindings(cluster),
    ...certSanFindings(cluster),
    ...networkFindings(cluster),
  ];
}

function nameFindings({ clusterName }: ClusterUnderCheck): Finding[] {
  return isMachineName(clusterName)
    ? []
    : [
        CLUSTER_NAME_FORM.finding({
          wrong: 'this cannot be the name of a cluster',
          given: quote(clusterName),
          allowed: "lower-case letters, digits and dashes, beginning with a letter, such as 'production'",
        }),
      ];
}

function versionFindings(cluster: ClusterUnderCheck, pools: readonly IMachinePool[]): Finding[] {
  const versions = new Map(pools.map((pool) => [pool.options.image.talosVersion.tag, pool.options.image.talosVersion]));
  return [...versions.values()].flatMap((talos) => [
    ...supportFindings(cluster.kubernetesVersion, talos),
    ...(cluster.contract.isNewerThan(talos.newestContract)
      ? [
          CONTRACT_NEWER.finding({
            wrong: `nodes of Talos ${talos.tag} do not understand a configuration of contract ${cluster.contract.tag}`,
            given: `versionContract ${cluster.contract.tag}, image ${talos.tag}`,
            allowed: `a contract up to ${talos.newestContract.tag}`,
          }),
        ]
      : []),
  ]);
}

function supportFindings(kubernetes: KubernetesVersion, talos: TalosVersion): Finding[] {
  const given = `Kubernetes ${kubernetes.tag} on Talos ${talos.tag}`;
  if (!talos.supportsKubernetes(kubernetes)) {
    return [
      KUBERNETES_SUPPORT.finding({
        wrong: `Talos ${talos.minorName} does not support Kubernetes 1.${String(kubernetes.minor)}`,
        given,
        allowed: `${talos.kubernetesRange} on Talos ${talos.minorName}`,
      }),
    ];
  }
  return talos.nextMinorDropsKubernetes(kubernetes)
    ? [
        KUBERNETES_EDGE.finding({
          wrong: `the Talos minor after ${talos.minorName} does not support Kubernetes 1.${String(kubernetes.minor)}`,
          given,
          allowed: 'a newer Kubernetes minor, before the next Talos minor',
        }),
      ]
    : [];
}

function nameTwiceFindings(machines: readonly Machine[]): Finding[] {
  return repeated(machines.map((machine) => machine.name)).map((name) =>
    MACHINE_NAME_TWICE.finding({
      wrong: `two machines of the cluster are called ${quote(name)}`,
      given: quote(name),
      allowed: 'a name of its own for each machine in the cluster',
    }),
  );
}

function hostnameFindings(domain: string | undefined, machines: readonly Machine[]): Finding[] {
  return machines
    .map((machine) => hostnameOf(machine, domain))
    .filter((hostname) => hostname.length > 253)
    .map((hostname) =>
      HOSTNAME_LENGTH.finding({
        wrong: 'a host name of this cluster is too long',
        given: `${quote(hostname)}, ${String(hostname.length)} characters`,
        allowed: '253 characters with the domain',
      }),
    );
}

function certSanFindings({ apiServerCertSans }: ClusterUnderCheck): Finding[] {
  return apiServerCertSans
    .filter((name) => isKnown(name) && !isCertSan(name))
    .map((name) =>
      CERT_SAN_FORM.finding({
        wrong: 'the certificate of the Kubernetes API cannot be good for this',
        given: `${quote(name)} in apiServerCertSans`,
        allowed: "DNS names of lower-case labels and IP addresses, such as 'k8s.example.org' and '10.0.0.10'",
      }),
    );
}

function isCertSan(name: unknown): boolean {
  // The first label may be an asterisk, for any label.
  return typeof name === 'string' && (IpAddress.isAddress(name) || isHostName(name.replace(/^\*\./, '')));
}

/** The full host name of a machine. */
export function hostnameOf(machine: Machine, domain: string | undefined): string {
  return domain === undefined ? machine.name : `${machine.name}.${domain}`;
}
