import { Finding } from '../../checks/check';
import {
  CLUSTER_OTHER,
  CNI_NOT_UPDATED,
  CONTRACT_BACK,
  CONTRACT_WITH_OTHERS,
  CONTROL_PLANE_EXCHANGED,
  CONTROL_PLANE_REPLACED,
  FIRST_CONTROL_PLANE_REMOVED,
  KUBERNETES_MINOR_BACK,
  KUBERNETES_MINOR_SKIPPED,
  KUBERNETES_WITH_OTHERS,
  MAJORITY_REMOVED,
  NETWORK_CHANGED,
  TALOS_MINOR_BACK,
  TALOS_MINOR_SKIPPED,
} from '../../checks/lock-checks';
import { KubernetesVersion } from '../kubernetes-version';
import { TalosVersion } from '../talos-version';
import { DeployedCluster, DeployedMachine } from './deployed-cluster';

/** A change that is refused, or warned of, unless the user names it. */
export type DeploymentRisk =
  | 'removing half of the control plane'
  | 'replacing the control plane'
  | 'changing the networks of a running cluster'
  | 'the new pod network version was brought in';

/** What would go wrong between what was last deployed and what is asked for now. */
export function lockFindings(
  locked: DeployedCluster,
  asked: DeployedCluster,
  accepted: readonly DeploymentRisk[],
): Finding[] {
  if (locked.clusterName !== asked.clusterName) return [otherCluster(locked, asked)];
  return [
    ...talosFindings(locked, asked),
    ...kubernetesFindings(locked, asked),
    ...contractFindings(locked, asked),
    ...controlPlaneFindings(locked, asked, accepted),
    ...networkFindings(locked, asked, accepted),
    ...podNetworkVersionFindings(locked, asked, accepted),
  ];
}

type Machines = readonly (readonly [name: string, machine: DeployedMachine])[];

/** Machines that are in both, as they were and as they shall be. */
function staying(locked: DeployedCluster, asked: DeployedCluster): [string, DeployedMachine, DeployedMachine][] {
  return Object.entries(asked.machines).flatMap(([name, machine]) => {
    const before = locked.machines[name];
    return before === undefined ? [] : [[name, before, machine]];
  });
}

function talosFindings(locked: DeployedCluster, asked: DeployedCluster): Finding[] {
  const steps = new Map<string, { from: TalosVersion; to: TalosVersion; names: string[] }>();
  for (const [name, before, after] of staying(locked, asked)) {
    if (before.talosVersion === after.talosVersion) continue;
    const key = `${before.talosVersion} to ${after.talosVersion}`;
    const from = TalosVersion.of(before.talosVersion);
    const to = TalosVersion.of(after.talosVersion);
    steps.set(key, { from, to, names: [...(steps.get(key)?.names ?? []), name] });
  }
  return [...steps.values()].flatMap(({ from, to, names }) => {
    const given = `Talos ${from.tag} deployed, ${to.tag} asked for, on ${named(names)}`;
    if (to.minor > from.minor + 1) {
      return [
        TALOS_MINOR_SKIPPED.finding({
          wrong: 'Talos is upgraded from one minor to the next',
          given,
          allowed: `a release of 1.${String(from.minor)} or 1.${String(from.minor + 1)}`,
        }),
      ];
    }
    return to.minor < from.minor
      ? [
          TALOS_MINOR_BACK.finding({
            wrong: 'Talos does not go back over a minor',
            given,
            allowed: `a release of 1.${String(from.minor)} or newer`,
          }),
        ]
      : [];
  });
}

function kubernetesFindings(locked: DeployedCluster, asked: DeployedCluster): Finding[] {
  const from = KubernetesVersion.of(locked.kubernetesVersion);
  const to = KubernetesVersion.of(asked.kubernetesVersion);
  if (from.tag === to.tag) return [];
  const given = `Kubernetes ${from.tag} deployed, ${to.tag} asked for`;
  const next = `a release of 1.${String(from.minor)} or 1.${String(from.minor + 1)}`;
  const hops = [
    ...(to.minor > from.minor + 1
      ? [KUBERNETES_MINOR_SKIPPED.finding({ wrong: 'Kubernetes is upgraded minor by minor', given, allowed: next })]
      : []),
    ...(to.minor < from.minor
      ? [KUBERNETES_MINOR_BACK.finding({ wrong: 'Kubernetes does not go back over a minor', given, allowed: next })]
      : []),
  ];
  const others = changed(locked, asked);
  if (others.length === 0) return hops;
  return [
    ...hops,
    KUBERNETES_WITH_OTHERS.finding({
      wrong: 'Kubernetes changes its version in a deployment of its own',
      given: `${given}; and also ${others.join(', ')}`,
      allowed: 'one of the two',
      fix: firstStep(from, asked),
    }),
  ];
}

/** Which of the two goes first: the machines, unless the Talos that is asked for does not run what is deployed. */
function firstStep(from: KubernetesVersion, asked: DeployedCluster): string {
  const talos = Object.values(asked.machines).map((machine) => TalosVersion.of(machine.talosVersion));
  return talos.every((version) => version.supportsKubernetes(from))
    ? `First keep kubernetesVersion ${from.tag}, deploy and lock; then change it alone.`
    : 'First change kubernetesVersion alone, deploy and lock; then the rest.';
}

/** What else is asked for, in words. */
function changed(locked: DeployedCluster, asked: DeployedCluster): string[] {
  const differing = staying(locked, asked).filter(([, before, after]) => before.configuration !== after.configuration);
  const added = Object.keys(asked.machines).filter((name) => !(name in locked.machines));
  const chart = locked.podNetworkVersion !== asked.podNetworkVersion;
  return [
    ...(chart ? ['another version of the pod network'] : []),
    ...(differing.length === 0 ? [] : [`another configuration of ${named(differing.map(([name]) => name))}`]),
    ...(added.length === 0 ? [] : [`new machines ${named(added)}`]),
  ];
}

function contractFindings(locked: DeployedCluster, asked: DeployedCluster): Finding[] {
  const [before, after] = [locked.versionContract, asked.versionContract];
  if (before === after) return [];
  const given = `${before} deployed, ${after} asked for`;
  if (minorOf(after) < minorOf(before)) {
    return [
      CONTRACT_BACK.finding({ wrong: 'the version contract does not go back', given, allowed: `${before} or newer` }),
    ];
  }
  const upgraded = staying(locked, asked).some(([, was, is]) => was.talosVersion !== is.talosVersion);
  return upgraded || locked.kubernetesVersion !== asked.kubernetesVersion
    ? [
        CONTRACT_WITH_OTHERS.finding({
          wrong: 'the version contract is raised in a deployment of its own',
          given: `${given}; and also another version of ${upgraded ? 'Talos' : 'Kubernetes'}`,
          allowed: 'one of the two',
        }),
      ]
    : [];
}

function controlPlaneFindings(
  locked: DeployedCluster,
  asked: DeployedCluster,
  accepted: readonly DeploymentRisk[],
): Finding[] {
  const before = controlPlanes(locked);
  const removed = before.filter(([name]) => asked.machines[name]?.role !== 'controlplane').map(([name]) => name);
  const given = `control plane of ${named(before.map(([name]) => name))}; removed: ${named(removed)}`;
  if (removed.length === 0) return [];
  if (removed.length === before.length) {
    return accepted.includes('replacing the control plane')
      ? []
      : [
          CONTROL_PLANE_REPLACED.finding({
            wrong: 'no machine of the deployed control plane stays',
            given,
            allowed: "at least the majority of its machines, or the accepted risk 'replacing the control plane'",
          }),
        ];
  }
  const added = controlPlanes(asked).filter(([name]) => locked.machines[name] === undefined);
  return [
    ...(removed.includes(before[0]?.[0] ?? '')
      ? [
          FIRST_CONTROL_PLANE_REMOVED.finding({
            wrong: 'the first machine of the control plane would go while others stay',
            given,
            allowed: 'any other machine of the control plane',
          }),
        ]
      : []),
    ...(added.length > 0
      ? [
          CONTROL_PLANE_EXCHANGED.finding({
            wrong: 'control plane machines come and go in one deployment',
            given: `${given}; new: ${named(added.map(([name]) => name))}`,
            allowed: 'one of the two',
          }),
        ]
      : []),
    ...majorityFindings(removed.length, before.length, given, accepted),
  ];
}

function majorityFindings(
  removed: number,
  before: number,
  given: string,
  accepted: readonly DeploymentRisk[],
): Finding[] {
  return removed * 2 < before || accepted.includes('removing half of the control plane')
    ? []
    : [
        MAJORITY_REMOVED.finding({
          wrong: `${String(removed)} of ${String(before)} control plane machines would go at once`,
          given,
          allowed: `${String(Math.ceil(before / 2) - 1)} at a time`,
        }),
      ];
}

function otherCluster(locked: DeployedCluster, asked: DeployedCluster): Finding {
  return CLUSTER_OTHER.finding({
    wrong: 'the lock belongs to a cluster of another name',
    given: `the lock of '${locked.clusterName}' for '${asked.clusterName}'`,
    allowed: `a lock of '${asked.clusterName}', or a file that does not exist yet`,
  });
}

function networkFindings(
  locked: DeployedCluster,
  asked: DeployedCluster,
  accepted: readonly DeploymentRisk[],
): Finding[] {
  const [before, after] = [locked, asked].map(networksOf);
  const given = Object.keys(after ?? {}).flatMap((what) =>
    before?.[what] === after?.[what]
      ? []
      : [`${what} ${before?.[what] ?? ''} deployed, ${after?.[what] ?? ''} asked for`],
  );
  return given.length === 0 || accepted.includes('changing the networks of a running cluster')
    ? []
    : [
        NETWORK_CHANGED.finding({
          wrong: 'a running cluster keeps its networks',
          given: given.join('; '),
          allowed: 'what was deployed',
        }),
      ];
}

function networksOf(cluster: DeployedCluster): Record<string, string> {
  return {
    'pod network': cluster.podNetwork,
    pods: cluster.podCidrs.join(' and '),
    services: cluster.serviceCidrs.join(' and '),
    domain: cluster.dnsDomain,
  };
}

function podNetworkVersionFindings(
  { podNetworkVersion: before }: DeployedCluster,
  { podNetworkVersion: after }: DeployedCluster,
  accepted: readonly DeploymentRisk[],
): Finding[] {
  return before === undefined ||
    after === undefined ||
    before === after ||
    accepted.includes('the new pod network version was brought in')
    ? []
    : [
        CNI_NOT_UPDATED.finding({
          wrong: 'the version of the pod network reaches new clusters only',
          given: `chart ${before} deployed, ${after} asked for`,
          allowed: `${before}, or ${after} once it was brought in`,
        }),
      ];
}

function controlPlanes(cluster: DeployedCluster): Machines {
  return Object.entries(cluster.machines).filter(([, machine]) => machine.role === 'controlplane');
}

function minorOf(contract: string): number {
  return Number(contract.replace('v1.', ''));
}

function named(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${String(names.length - 5)} more` : names.join(', ');
}
