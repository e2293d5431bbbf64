import { Finding, quote } from '../../checks/check';
import {
  CLUSTER_NAME_FORM,
  CONTRACT_NEWER,
  CONTROL_PLANE_SIZE,
  HOSTNAME_LENGTH,
  KUBERNETES_EDGE,
  KUBERNETES_SUPPORT,
  MACHINE_ADDRESS_TWICE,
  MACHINE_NAME_TWICE,
  SCHEDULING_NOWHERE,
  SINGLE_ENDPOINT,
  VIRTUAL_IP_TAKEN,
} from '../../checks/cluster-checks';
import { CERT_SAN_FORM } from '../../checks/component-checks';
import { IpAddress } from '../../config/ip-network';
import { KubernetesVersion } from '../../config/kubernetes-version';
import { isDnsName, isMachineName } from '../../config/names';
import { TalosVersion } from '../../config/talos-version';
import { VersionContract } from '../../config/version-contract';
import { isKnown } from '../../terraform/app-validation';
import { IMachinePool, Machine } from '../machine-pool';
import { NetworkUnderCheck, networkFindings } from './network-findings';

/** What the checks of a whole cluster look at. */
export interface ClusterUnderCheck extends NetworkUnderCheck {
  readonly clusterName: string;
  readonly domain: string | undefined;
  readonly kubernetesVersion: KubernetesVersion;
  readonly contract: VersionContract;
  readonly sharedAddresses: readonly string[];
  readonly apiServerCertSans: readonly string[];
  readonly allowSchedulingOnControlPlanes: boolean;
}

/** What is wrong with a cluster as a whole; each pool is looked at by itself as well. */
export function clusterFindings(cluster: ClusterUnderCheck): Finding[] {
  const pools = [cluster.controlPlane, ...cluster.workerPools];
  const machines = pools.flatMap((pool) => pool.machines);
  return [
    ...nameFindings(cluster),
    ...sizeFindings(cluster),
    ...versionFindings(cluster, pools),
    ...twiceFindings(machines),
    ...hostnameFindings(cluster.domain, machines),
    ...sharedAddressFindings(cluster, pools, machines),
    ...endpointFindings(cluster),
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

function sizeFindings(cluster: ClusterUnderCheck): Finding[] {
  const size = cluster.controlPlane.machines.length;
  const workers = cluster.workerPools.reduce((sum, pool) => sum + pool.machines.length, 0);
  return [
    ...(size % 2 === 1 && size <= 7
      ? []
      : [
          CONTROL_PLANE_SIZE.finding({
            wrong: 'a control plane needs an odd number of machines for etcd quorum, and slows down with more than 7',
            given: `${String(size)} machines`,
            allowed: '1, 3, 5 or 7 machines',
            fix:
              size === 0 || size > 7
                ? 'Use 3 or 5 machines, or 1 where losing it is acceptable.'
                : `Use ${String(size + 1)} machines, or ${String(size - 1)} where fewer losses need be borne.`,
          }),
        ]),
    ...(workers === 0 && !cluster.allowSchedulingOnControlPlanes
      ? [
          SCHEDULING_NOWHERE.finding({
            wrong: 'no machine of this cluster accepts workloads',
            given: 'no workers, allowSchedulingOnControlPlanes: false',
            allowed: 'a worker pool, or allowSchedulingOnControlPlanes: true',
          }),
        ]
      : []),
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

function twiceFindings(machines: readonly Machine[]): Finding[] {
  const names = repeated(machines.map((machine) => machine.name));
  const addresses = repeated(
    machines
      .map((machine) => machine.privateAddress)
      .filter(isKnown)
      .map(normalized),
  );
  return [
    ...names.map((name) =>
      MACHINE_NAME_TWICE.finding({
        wrong: `two machines of the cluster are called ${quote(name)}`,
        given: quote(name),
        allowed: 'a name of its own for each machine in the cluster',
      }),
    ),
    ...addresses.map((address) =>
      MACHINE_ADDRESS_TWICE.finding({
        wrong: `two machines of the cluster have the address ${address}`,
        given: machines
          .filter((machine) => normalized(machine.privateAddress) === address)
          .map((machine) => `${machine.name} at ${machine.privateAddress}`)
          .join(', '),
        allowed: 'an address of its own for each machine in the cluster',
      }),
    ),
  ];
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

function sharedAddressFindings(
  cluster: ClusterUnderCheck,
  pools: readonly IMachinePool[],
  machines: readonly Machine[],
): Finding[] {
  const taken = new Map<string, string>([
    ...pools.flatMap((pool) =>
      (pool.takenAddresses ?? []).map((address) => [normalized(address), 'the gateway'] as const),
    ),
    ...machines.map((machine) => [normalized(machine.privateAddress), `the machine ${quote(machine.name)}`] as const),
  ]);
  return cluster.sharedAddresses
    .filter((address) => taken.has(normalized(address)))
    .map((address) =>
      VIRTUAL_IP_TAKEN.finding({
        wrong: `the virtual IP is also the address of ${taken.get(normalized(address)) ?? ''}`,
        given: quote(address),
        allowed: 'an address that nothing else has',
      }),
    );
}

function endpointFindings(cluster: ClusterUnderCheck): Finding[] {
  const { machines } = cluster.controlPlane;
  const own = machines.find((machine) => machine.privateAddress === cluster.endpointHost);
  return own === undefined || machines.length < 2 || cluster.sharedAddresses.includes(cluster.endpointHost)
    ? []
    : [
        SINGLE_ENDPOINT.finding({
          wrong: `the endpoint is the address of one control plane machine, ${quote(own.name)}, of ${String(machines.length)}`,
          given: quote(cluster.endpointHost),
          allowed: 'a host that answers for every control plane machine',
        }),
      ];
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

/** A last label of digits alone is that of an address with a slip; a first one may be an asterisk, for any label. */
function isCertSan(name: unknown): boolean {
  if (typeof name !== 'string') return false;
  return IpAddress.isAddress(name) || (isDnsName(name.replace(/^\*\./, '')) && !/(^|\.)\d+$/.test(name));
}

/** The full host name of a machine. */
export function hostnameOf(machine: Machine, domain: string | undefined): string {
  return domain === undefined ? machine.name : `${machine.name}.${domain}`;
}

function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const value of values) (seen.has(value) ? twice : seen).add(value);
  return [...twice];
}

function normalized(address: string): string {
  return isKnown(address) && IpAddress.isAddress(address) ? IpAddress.of(address).text : address;
}
