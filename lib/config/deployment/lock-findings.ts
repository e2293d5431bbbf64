import { Finding } from '../../checks/check';
import {
  CLUSTER_OTHER,
  CONTRACT_BACK,
  CONTRACT_WITH_OTHERS,
  KUBERNETES_MINOR_BACK,
  KUBERNETES_MINOR_SKIPPED,
  KUBERNETES_WITH_OTHERS,
  TALOS_MINOR_BACK,
  TALOS_MINOR_SKIPPED,
} from '../../checks/lock-checks';
import { KubernetesVersion } from '../kubernetes-version';
import { TalosVersion } from '../talos-version';
import { controlPlaneFindings } from './control-plane-findings';
import { DeployedCluster, DeployedMachine } from './deployed-cluster';
import { DeploymentRisk } from './deployment-risk';
import { named } from './machine-names';
import { networkFindings, podNetworkVersionFindings } from './network-findings';
import { serverFindings } from './server-findings';

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
    ...serverFindings(locked, asked, accepted),
    ...networkFindings(locked, asked, accepted),
    ...podNetworkVersionFindings(locked, asked, accepted),
  ];
}

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

function otherCluster(locked: DeployedCluster, asked: DeployedCluster): Finding {
  return CLUSTER_OTHER.finding({
    wrong: 'the lock belongs to a cluster of another name',
    given: `the lock of '${locked.clusterName}' for '${asked.clusterName}'`,
    allowed: `a lock of '${asked.clusterName}', or a file that does not exist yet`,
  });
}

function minorOf(contract: string): number {
  return Number(contract.replace('v1.', ''));
}
