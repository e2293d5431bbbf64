import { Finding } from '../../checks/check';
import { CONTROL_PLANE_EVEN, CONTROL_PLANE_SIZE, SCHEDULING_NOWHERE } from '../../checks/cluster-checks';
import { Taint } from '../../config/taint';
import { IMachinePool } from '../machine-pool';

/** The largest even number of machines that replacing one of seven passes through. */
const LARGEST_STEP = 8;

/** What the checks of how many machines there are look at. */
export interface SizesUnderCheck {
  readonly controlPlane: IMachinePool;
  readonly workerPools: readonly IMachinePool[];
  readonly allowSchedulingOnControlPlanes: boolean;
  /** How many control plane machines the lock knows of; undefined where nothing was deployed, or there is no lock. */
  readonly deployedControlPlanes: number | undefined;
}

/** What is wrong with the numbers of machines. */
export function sizeFindings(cluster: SizesUnderCheck): Finding[] {
  return [...controlPlaneFindings(cluster), ...schedulingFindings(cluster)];
}

/**
 * One machine more than an odd number is a step on the way, as when one is replaced: etcd bears it, for a time. Without a
 * lock nobody knows whether it is one. One machine fewer is none: what is left bears a loss less than before.
 */
function controlPlaneFindings({ controlPlane, deployedControlPlanes: before }: SizesUnderCheck): Finding[] {
  const size = controlPlane.machines.length;
  if (size % 2 === 1 && size <= 7) return [];
  const mayBeStep = size % 2 === 0 && size > 0 && size <= LARGEST_STEP && before !== undefined;
  if (mayBeStep && before >= 3 && size === before + 1) return [];
  return mayBeStep && size === before ? [staysEven(size)] : [wrongSize(size, before)];
}

function wrongSize(size: number, before: number | undefined): Finding {
  return CONTROL_PLANE_SIZE.finding({
    wrong: 'a control plane needs an odd number of machines for etcd quorum, and slows down with more than 7',
    given: `${String(size)} machines`,
    allowed: '1, 3, 5 or 7 machines',
    fix:
      size === 0 || size > 7
        ? 'Use 3 or 5 machines, or 1 where losing it is acceptable.'
        : `Use ${String(size + 1)} machines, or ${String(size - 1)} where fewer losses need be borne.${stepAdvice(before)}`,
  });
}

function stepAdvice(before: number | undefined): string {
  if (before === undefined) {
    return ' To replace one of three or more, give the cluster a DeploymentLock: one machine more than was deployed passes with it.';
  }
  return before < 3 ? '' : ` One machine more than the ${String(before)} that were deployed passes, as a step.`;
}

function staysEven(size: number): Finding {
  const odd = [size - 1, size + 1].filter((each) => each <= 7).map(String);
  return CONTROL_PLANE_EVEN.finding({
    wrong: 'the control plane stays at an even number of machines, which is a step on the way',
    given: `${String(size)} machines deployed, ${String(size)} asked for`,
    allowed: `${odd.join(' or ')} machines`,
  });
}

function schedulingFindings({
  controlPlane,
  workerPools,
  allowSchedulingOnControlPlanes: onControlPlanes,
}: SizesUnderCheck): Finding[] {
  const workers = workerPools.filter(({ machines }) => machines.length > 0);
  const scheduling = `allowSchedulingOnControlPlanes: ${String(onControlPlanes)}`;
  if (workers.length === 0 && !onControlPlanes) {
    return [
      SCHEDULING_NOWHERE.finding({
        wrong: 'no machine of this cluster accepts workloads',
        given: `no workers, ${scheduling}`,
        allowed: 'a worker pool, or allowSchedulingOnControlPlanes: true',
      }),
    ];
  }
  const pools = [...(onControlPlanes ? [controlPlane] : []), ...workers];
  return pools.some((pool) => turningAway(pool).length === 0)
    ? []
    : [
        SCHEDULING_NOWHERE.finding({
          wrong: 'every machine of this cluster turns away workloads that do not tolerate a taint',
          given: `${pools.map(describedTaints).join('; ')}; ${scheduling}`,
          allowed: 'a pool without such a taint, or PreferNoSchedule in its place',
          fix: 'Add a worker pool without the taint, or accept the warning where every workload tolerates it.',
        }),
      ];
}

/** The taints that keep workloads away for good: some agents take one of theirs away when a node is ready for pods. */
function turningAway({ options }: IMachinePool): readonly Taint[] {
  return (options.nodeTaints ?? []).filter(
    ({ key, effect }) =>
      effect !== 'PreferNoSchedule' && !/^startup-taint\.|(not-?ready|uninitialized|startup)$/.test(key),
  );
}

function describedTaints(pool: IMachinePool): string {
  const taints = turningAway(pool).map((taint) => `${taint.key}=${taint.configValue}`);
  return `${pool.node.path}: ${taints.join(', ')}`;
}
