import { Finding } from '../../checks/check';
import { SERVER_REPLACED } from '../../checks/proxmox-checks';
import { DeployedCluster } from './deployed-cluster';
import { named } from './machine-names';

/** What would replace the servers of machines that stay. */
export function serverFindings(locked: DeployedCluster, asked: DeployedCluster): Finding[] {
  const changes = new Map<string, { readonly what: string; readonly from: string; readonly names: string[] }>();
  for (const [name, { server = {} }] of Object.entries(asked.machines)) {
    for (const [what, to] of Object.entries(server)) {
      const from = locked.machines[name]?.server?.[what];
      if (from === undefined || from === to) continue;
      const key = `${what}: ${from} deployed, ${to} asked for`;
      changes.set(key, { what, from, names: [...(changes.get(key)?.names ?? []), name] });
    }
  }
  return [...changes].map(([change, { what, from, names }]) =>
    SERVER_REPLACED.finding({
      wrong: `another ${what} destroys machines and makes them anew`,
      given: `${change}, on ${named(names)}`,
      allowed: `${what}: ${from}`,
    }),
  );
}
