import { ProxmoxVersion } from '../proxmox-version';

/** What a pool may use beside what every pool needs, and needs privileges of its own. */
export type ProxmoxFeature =
  'guest-agent' | 'start-order' | 'proxmox-pool' | 'high-availability' | 'firewall' | 'sdn' | 'pci-mapping';

/** What a role is given on. */
export type PrivilegeScope =
  'vms' | 'storage' | 'images' | 'nodes' | 'network' | 'mappings' | 'sdn' | 'allMappings' | 'cluster';

/** One privilege, and why the token has it. */
export interface ProxmoxPrivilege {
  readonly privilege: string;
  readonly scope: PrivilegeScope;
  /** Undefined where every pool needs it. */
  readonly feature?: ProxmoxFeature;
  readonly reason: string;
}

/**
 * Every privilege that the library needs. Sources: the permission checks of qemu-server, pve-storage, pve-firewall,
 * pve-ha-manager, pve-network, pve-manager and pve-access-control.
 */
export const PRIVILEGES: readonly ProxmoxPrivilege[] = [
  { privilege: 'VM.Allocate', scope: 'vms', reason: 'create and remove VMs' },
  { privilege: 'VM.Audit', scope: 'vms', reason: 'read what a VM is like' },
  { privilege: 'VM.PowerMgmt', scope: 'vms', reason: 'start and stop VMs' },
  { privilege: 'VM.Config.CPU', scope: 'vms', reason: 'cores, sockets, NUMA, CPU type' },
  { privilege: 'VM.Config.Memory', scope: 'vms', reason: 'memory' },
  {
    privilege: 'VM.Config.HWType',
    scope: 'vms',
    reason: 'machine type, serial console, watchdog, random generator, PCI',
  },
  { privilege: 'VM.Config.Options', scope: 'vms', reason: 'name, tags, description, firmware, agent, protection' },
  { privilege: 'VM.Config.Disk', scope: 'vms', reason: 'disks, EFI disk, TPM state, boot order' },
  {
    privilege: 'VM.Config.Network',
    scope: 'vms',
    reason: 'network devices; options and rules of a VM in the firewall',
  },
  { privilege: 'VM.Config.Cloudinit', scope: 'vms', reason: 'the cloud-init drive' },
  { privilege: 'VM.Config.CDROM', scope: 'vms', reason: 'the drive that cloud-init is on' },
  { privilege: 'Datastore.AllocateSpace', scope: 'storage', reason: 'make disks' },
  { privilege: 'Datastore.AllocateTemplate', scope: 'storage', reason: 'download images' },
  { privilege: 'Datastore.Audit', scope: 'storage', reason: 'read images and import them' },
  { privilege: 'Datastore.Allocate', scope: 'images', reason: 'remove images, on their datastores alone' },
  { privilege: 'Sys.AccessNetwork', scope: 'nodes', reason: 'let a node download an image' },
  { privilege: 'Sys.Audit', scope: 'nodes', reason: 'read the state of nodes and tasks' },
  { privilege: 'SDN.Use', scope: 'network', reason: 'attach network devices to bridges and vnets' },
  { privilege: 'Mapping.Use', scope: 'mappings', reason: 'give a VM a PCI device by its resource mapping' },
  {
    privilege: 'VM.GuestAgent.Audit',
    scope: 'vms',
    feature: 'guest-agent',
    reason: 'ask the guest agent for addresses',
  },
  { privilege: 'Pool.Audit', scope: 'vms', feature: 'proxmox-pool', reason: 'read the members of the pool' },
  { privilege: 'Pool.Allocate', scope: 'vms', feature: 'proxmox-pool', reason: 'move a VM into the pool or out of it' },
  { privilege: 'Sys.Modify', scope: 'cluster', feature: 'start-order', reason: 'order in which VMs start' },
  { privilege: 'Sys.Modify', scope: 'cluster', feature: 'firewall', reason: 'security groups and IP sets' },
  { privilege: 'Sys.Audit', scope: 'cluster', feature: 'firewall', reason: 'read security groups and IP sets' },
  { privilege: 'Sys.Console', scope: 'cluster', feature: 'high-availability', reason: 'resources and rules' },
  { privilege: 'Sys.Audit', scope: 'cluster', feature: 'high-availability', reason: 'read resources and rules' },
  { privilege: 'SDN.Allocate', scope: 'sdn', feature: 'sdn', reason: 'make and apply zones, vnets and subnets' },
  { privilege: 'SDN.Audit', scope: 'sdn', feature: 'sdn', reason: 'read zones, vnets and subnets' },
  { privilege: 'SDN.Use', scope: 'sdn', feature: 'sdn', reason: 'attach network devices to the vnets that it makes' },
  {
    privilege: 'Mapping.Modify',
    scope: 'allMappings',
    feature: 'pci-mapping',
    reason: 'make resource mappings of any PCI device',
  },
];

/** The privileges of a role, each once and sorted. */
export function privilegesFor(
  scope: PrivilegeScope,
  features: readonly ProxmoxFeature[],
  version: ProxmoxVersion,
): string[] {
  const names = PRIVILEGES.filter(
    (each) => each.scope === scope && (each.feature === undefined || features.includes(each.feature)),
  ).map(({ privilege }) =>
    privilege === 'VM.GuestAgent.Audit' && !version.hasGuestAgentPrivileges ? 'VM.Monitor' : privilege,
  );
  return [...new Set(names)].sort();
}
