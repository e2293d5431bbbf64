import { Finding } from '../../checks/check';
import {
  CONTROL_PLANE_EXCHANGED,
  CONTROL_PLANE_REPLACED,
  FIRST_CONTROL_PLANE_REMOVED,
  MAJORITY_REMOVED,
  ROLE_CHANGED,
} from '../../checks/lock-checks';
import { DeployedCluster, DeployedMachine } from './deployed-cluster';
import { DeploymentRisk } from './deployment-risk';
import { named } from './machine-names';

const HALF: DeploymentRisk = 'removing half of the control plane';

/** What would go wrong with etcd between the control plane that was deployed and the one asked for. */
export function controlPlaneFindings(
  locked: DeployedCluster,
  asked: DeployedCluster,
  accepted: readonly DeploymentRisk[],
): Finding[] {
  return [...roleFindings(locked, asked), ...memberFindings(locked, asked, accepted)];
}

/** A name that is on the other side now is neither a machine added nor one removed: the machine itself would change. */
function roleFindings(locked: DeployedCluster, asked: DeployedCluster): Finding[] {
  return (['controlplane', 'worker'] as const).flatMap((role) => {
    const names = Object.entries(asked.machines)
      .filter(([name, machine]) => machine.role === role && (locked.machines[name]?.role ?? role) !== role)
      .map(([name]) => name);
    const [was, is] = role === 'controlplane' ? ['workers', 'control plane'] : ['control plane', 'workers'];
    return names.length === 0
      ? []
      : [
          ROLE_CHANGED.finding({
            wrong: `a machine of the ${was} does not become one of the ${is}`,
            given: `${named(names)}, in the ${was} as deployed, in the ${is} as asked for`,
            allowed: 'machines that stay what they are',
          }),
        ];
  });
}

function memberFindings(
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
  const atOnce = Math.ceil(before / 2) - 1;
  // An even number that stays is refused elsewhere.
  const leavesOdd = (before - atOnce) % 2 === 1 ? atOnce : Math.max(0, atOnce - 1);
  return removed <= atOnce || accepted.includes(HALF)
    ? []
    : [
        MAJORITY_REMOVED.finding({
          wrong: `${String(removed)} of ${String(before)} control plane machines would go at once`,
          given,
          allowed: leavesOdd === 0 ? `the accepted risk '${HALF}'` : `${String(leavesOdd)} at a time`,
          ...(before - removed === 1
            ? { fix: `Take a snapshot of etcd, and accept the risk '${HALF}': one of two is half of them as well.` }
            : {}),
        }),
      ];
}

type Machines = readonly (readonly [name: string, machine: DeployedMachine])[];

function controlPlanes(cluster: DeployedCluster): Machines {
  return Object.entries(cluster.machines).filter(([, machine]) => machine.role === 'controlplane');
}
