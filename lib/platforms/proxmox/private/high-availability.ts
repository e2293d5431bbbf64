import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Finding, quote } from '../../../checks/check';
import {
  CONTROL_PLANES_TOGETHER,
  HA_LOCAL_CONTROL_PLANE,
  HA_LOCAL_WORKER,
  HA_NODES,
  HA_WITHOUT_RULES,
  START_ORDER_HA,
} from '../../../checks/proxmox-checks';
import { NodeRole } from '../../../config/ports';
import { Haresource } from '../../../providers/proxmox/haresource';
import { Harule } from '../../../providers/proxmox/harule';
import { VirtualEnvironmentVm } from '../../../providers/proxmox/virtual-environment-vm';
import { ProxmoxHighAvailability } from '../proxmox-high-availability';
import { ProxmoxVersion } from '../proxmox-version';

/** The pool as far as high availability is concerned. */
export interface AvailablePool {
  readonly highAvailability: ProxmoxHighAvailability;
  readonly poolName: string;
  /** What the rules are called by; unique in the Proxmox cluster. */
  readonly ruleName: string;
  readonly proxmoxNodes: readonly string[];
  readonly vms: ReadonlyMap<string, VirtualEnvironmentVm>;
  /** Asked at synthesis, when the cluster is known. */
  readonly role: () => NodeRole;
}

function keepsApart({ highAvailability, vms }: Pick<AvailablePool, 'highAvailability' | 'vms'>): boolean {
  return highAvailability.options.keepApart === true && vms.size > 1;
}

/** Puts each VM under high availability, and the pool under its rules. */
export function createHighAvailability(scope: Construct, pool: AvailablePool): ITerraformDependable[] {
  const { options } = pool.highAvailability;
  const comment = `Talos machines of the pool ${pool.poolName}. Managed by Terraform.`;
  const resources = [...pool.vms].map(
    ([name, vm]) =>
      new Haresource(scope, name, {
        resourceId: `vm:${vm.id}`,
        state: 'started',
        maxRestart: options.maxRestart,
        maxRelocate: options.maxRelocate,
        comment,
      }),
  );
  const ids = resources.map(({ resourceId }) => resourceId);
  if (ids.length === 0) return [];
  const nodes = new Harule(scope, 'Nodes', {
    rule: `${pool.ruleName}-nodes`,
    type: 'node-affinity',
    resources: ids,
    strict: options.poolNodesOnly ?? false,
    comment,
    dependsOn: resources,
  });
  // No priorities: with more than one of them, Proxmox keeps no resources apart.
  nodes.addOverride('nodes', Object.fromEntries(pool.proxmoxNodes.map((node) => [node, null])));
  if (!keepsApart(pool)) return [...resources, nodes];
  const apart = new Harule(scope, 'Apart', {
    rule: `${pool.ruleName}-apart`,
    type: 'resource-affinity',
    affinity: 'negative',
    resources: ids,
    comment,
    dependsOn: resources,
  });
  return [...resources, nodes, apart];
}

/** What is wrong with a pool's high availability, once its part in the cluster is known. */
export function highAvailabilityFindings(
  pool: AvailablePool & {
    readonly proxmoxVersion: ProxmoxVersion | undefined;
    /** Every datastore that a disk of the VMs is on. */
    readonly datastores: readonly string[];
    readonly hasStartOrder: boolean;
  },
): Finding[] {
  return [
    ...releaseFindings(pool.proxmoxVersion),
    ...diskFindings(pool),
    ...nodeFindings(pool),
    ...apartFindings(pool),
    ...orderFindings(pool),
  ];
}

function releaseFindings(version: ProxmoxVersion | undefined): Finding[] {
  return version?.hasHighAvailabilityRules === true
    ? []
    : [
        HA_WITHOUT_RULES.finding({
          wrong:
            version === undefined
              ? 'it is not known whether this Proxmox release has rules for high availability'
              : `Proxmox VE ${version.text} has no rules for high availability`,
          given: version === undefined ? 'highAvailability, no proxmoxVersion' : `proxmoxVersion ${quote(version)}`,
          allowed: "a release from 9.0 on, such as ProxmoxVersion.of('9.1')",
        }),
      ];
}

function diskFindings({
  highAvailability,
  datastores,
  role,
}: Pick<AvailablePool, 'highAvailability' | 'role'> & { readonly datastores: readonly string[] }): Finding[] {
  const { sharedDatastores } = highAvailability.options;
  const local = [...new Set(datastores)].filter((datastore) => !sharedDatastores.includes(datastore));
  if (local.length === 0) return [];
  const mistake = {
    wrong: 'the VMs have disks that another Proxmox node does not reach',
    given: `disks on ${local.map(quote).join(', ')}; shared: ${sharedDatastores.map(quote).join(', ') || 'none'}`,
    allowed: 'disks on shared datastores alone',
  };
  return [role() === 'control-plane' ? HA_LOCAL_CONTROL_PLANE.finding(mistake) : HA_LOCAL_WORKER.finding(mistake)];
}

function nodeFindings(pool: AvailablePool): Finding[] {
  const machines = pool.vms.size;
  const nodes = pool.proxmoxNodes.length;
  const needed = keepsApart(pool) ? Math.max(machines, 2) : 2;
  return machines === 0 || nodes >= needed
    ? []
    : [
        HA_NODES.finding({
          wrong: keepsApart(pool) ? 'the machines cannot be kept apart' : 'there is no other node to move to',
          given: `${String(machines)} machines, ${String(nodes)} Proxmox nodes`,
          allowed: `${String(needed)} Proxmox nodes or more`,
          // Without keeping apart, one node would still be too few.
          ...(nodes < 2 ? { fix: "Give the pool more Proxmox nodes, or leave 'highAvailability' out." } : {}),
        }),
      ];
}

function apartFindings(pool: AvailablePool): Finding[] {
  return pool.vms.size < 2 || keepsApart(pool) || pool.role() === 'worker'
    ? []
    : [
        CONTROL_PLANES_TOGETHER.finding({
          wrong: 'high availability may bring two control planes together',
          given: 'highAvailability, no keepApart',
          allowed: 'keepApart: true for a control plane',
          fix: "Say 'keepApart: true'.",
        }),
      ];
}

function orderFindings({ hasStartOrder }: { readonly hasStartOrder: boolean }): Finding[] {
  return hasStartOrder
    ? [
        START_ORDER_HA.finding({
          wrong: 'the pool has both a start order and high availability',
          given: 'startOrder, highAvailability',
          allowed: 'one of them',
        }),
      ]
    : [];
}
