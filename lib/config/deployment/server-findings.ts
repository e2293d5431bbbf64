import { Finding, Mistake } from '../../checks/check';
import { DISKS_MOVED, REGION_RENAMED, SERVER_REPLACED } from '../../checks/proxmox-checks';
import { DeployedCluster } from './deployed-cluster';
import { DeploymentRisk } from './deployment-risk';
import { named } from './machine-names';

/** What another value of a fact about a server does to machines that stay. */
interface Effect {
  readonly told: (mistake: Mistake) => Finding;
  /** What is told, after the name of the fact. */
  readonly does: string;
  /** What lets it pass. */
  readonly risk?: DeploymentRisk;
  /** What a machine has that says nothing of the fact any more, where that is a change as well. */
  readonly without?: string;
}

const REPLACED: Effect = {
  told: (mistake) => SERVER_REPLACED.finding(mistake),
  does: 'destroys machines and makes them anew',
};
const MOVED: Effect = {
  told: (mistake) => DISKS_MOVED.finding(mistake),
  does: 'stops all machines of the pool at once, to move their disks',
  risk: 'stopping machines to move their disks',
};
const EFFECTS: Readonly<Record<string, Effect>> = {
  address: { ...REPLACED, without: 'a leased one' },
  region: {
    told: (mistake) => REGION_RENAMED.finding(mistake),
    does: 'leaves the volumes of running machines behind',
    risk: 'changing the region of running machines',
    without: 'none',
  },
  // It cannot be moved, while the others can.
  'datastore of the TPM': REPLACED,
};

/** What would destroy, stop or part from their volumes the servers of machines that stay. */
export function serverFindings(
  locked: DeployedCluster,
  asked: DeployedCluster,
  accepted: readonly DeploymentRisk[],
): Finding[] {
  const changes = new Map<string, { readonly what: string; readonly from: string; readonly names: string[] }>();
  for (const [name, { server = {} }] of Object.entries(asked.machines)) {
    for (const [what, from] of Object.entries(locked.machines[name]?.server ?? {})) {
      const to = server[what] ?? effectOf(what).without;
      if (to === undefined || from === to) continue;
      const key = `${what}: ${from} deployed, ${to} asked for`;
      changes.set(key, { what, from, names: [...(changes.get(key)?.names ?? []), name] });
    }
  }
  return [...changes].flatMap(([change, { what, from, names }]) => {
    const { told, does, risk } = effectOf(what);
    return risk !== undefined && accepted.includes(risk)
      ? []
      : [
          told({
            wrong: `another ${what} ${does}`,
            given: `${change}, on ${named(names)}`,
            allowed: `${what}: ${from}`,
          }),
        ];
  });
}

function effectOf(fact: string): Effect {
  return EFFECTS[fact] ?? (fact.startsWith('datastore') ? MOVED : REPLACED);
}
