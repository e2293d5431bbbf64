import { Finding, quote } from '../../../checks/check';
import { CONTROL_PLANES_TOGETHER, FIREWALL_ROLE } from '../../../checks/proxmox-checks';
import { NodeRole } from '../../../config/ports';
import { IProxmoxNodeRules } from '../proxmox-firewall';

/** A pool as a part of its cluster. */
export interface PartOfCluster {
  readonly role: NodeRole;
  /** The Proxmox node of each machine. */
  readonly placement: readonly string[];
  readonly firewall: IProxmoxNodeRules | undefined;
}

/** What is wrong with a pool for the part that it has in its cluster. */
export function clusterPartFindings(part: PartOfCluster): Finding[] {
  return [...togetherFindings(part), ...firewallFindings(part)];
}

function togetherFindings({ role, placement }: PartOfCluster): Finding[] {
  const shared = [...new Set(placement.filter((node, index) => placement.indexOf(node) !== index))];
  return role === 'worker' || shared.length === 0
    ? []
    : [
        CONTROL_PLANES_TOGETHER.finding({
          wrong: 'control planes share a Proxmox node',
          given: `${String(placement.length)} machines, more than one of them on ${shared.map(quote).join(', ')}`,
          allowed: 'each control plane on a Proxmox node of its own',
        }),
      ];
}

function firewallFindings({ role, firewall }: PartOfCluster): Finding[] {
  return firewall === undefined || firewall.role === role
    ? []
    : [
        FIREWALL_ROLE.finding({
          wrong: `the machines are a ${role}, and their rules are for a ${firewall.role}`,
          given: `rules for a ${firewall.role}`,
          allowed: role === 'control-plane' ? 'firewall.controlPlane' : 'firewall.workers',
        }),
      ];
}
