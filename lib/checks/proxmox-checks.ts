import { Check } from './check';

/** Checks of Proxmox VE: TALOS200 to TALOS249. */
export const ADDRESS_OUTSIDE_NETWORK = Check.error('TALOS200', {
  what: 'A machine address outside its network',
  why: 'The machine comes up without a route to its gateway and is never reached.',
  fix: 'Choose a first address that leaves room for every machine of the pool inside the network.',
});

export const ADDRESS_IS_GATEWAY = Check.error('TALOS201', {
  what: "A machine address that is the gateway's",
  why: 'The whole segment would lose its way out.',
  fix: 'Begin the range elsewhere.',
});

export const GATEWAY_OUTSIDE_NETWORK = Check.error('TALOS202', {
  what: 'A gateway outside its network',
  why: 'No machine could reach it.',
  fix: 'Give the address of the router on this very network.',
});

export const DHCP_WITHOUT_AGENT = Check.error('TALOS203', {
  what: 'Leased addresses without the guest agent',
  why: 'Proxmox learns a leased address from the guest agent alone, so Terraform would wait for it in vain.',
  fix: "Add 'siderolabs/qemu-guest-agent' to the image's systemExtensions, or use static addresses.",
});

export const PROXMOX_NODES_MISSING = Check.error('TALOS204', {
  what: 'No Proxmox node, one twice, or one that the pool does not have',
  why: 'Every VM is created on a named node, and the rules of high availability hold for the nodes of the pool alone.',
  fix: "Name at least one node in 'proxmoxNodes', each once, and those that machines are pinned to.",
});

export const VM_ID_RANGE = Check.error('TALOS205', {
  what: 'A VM id that Proxmox refuses',
  why: 'Proxmox takes ids from 100 to 999999999.',
  fix: 'Choose a first id that leaves room for every machine of the pool.',
});

export const VM_ID_TWICE = Check.error('TALOS206', {
  what: 'Two VMs of one id',
  why: 'Ids are unique in a Proxmox cluster; the second VM cannot be created.',
  fix: 'Give the pools ranges that do not touch.',
});

export const VLAN_RANGE = Check.error('TALOS207', {
  what: 'A VLAN id that does not exist',
  why: 'Proxmox refuses the network device.',
  fix: 'Use an id from 1 to 4094, or leave it out for an untagged port.',
});

export const MEMORY_TOO_SMALL = Check.error('TALOS208', {
  what: 'Less memory than a node runs with, or a part of a MiB',
  why: 'A control plane needs 2 GiB, and a worker of less has little room for pods; without it the kernel kills etcd or the kubelet.',
  fix: 'Give at least 2048 MiB.',
});

export const DATASTORE_FORM = Check.error('TALOS209', {
  what: 'A datastore name that Proxmox refuses, or no datastore',
  why: 'Disks and images could not be placed.',
  fix: 'Use the storage id shown in the Proxmox interface: a letter, then letters, digits, dots, dashes or underscores, a letter or digit at the end.',
});

export const NODE_CAPACITY = Check.error('TALOS210', {
  what: 'More than the Proxmox nodes have',
  why: 'A VM with more CPUs than its node is not started, and memory that is not there is taken from other VMs.',
  fix: 'Make the machines smaller or fewer, or give the pool more Proxmox nodes.',
});

export const NODE_CAPACITY_FORM = Check.error('TALOS211', {
  what: 'A capacity that no Proxmox node has, or two of one node',
  why: 'VMs could not be compared with it.',
  fix: "Give the logical CPUs and the MiB of memory that the node's summary shows.",
});

export const NODE_CROWDED = Check.warning('TALOS212', {
  what: 'A Proxmox node with more memory promised than it has',
  why: 'Together the nodes have enough, but by the order of the list one of them gets too much.',
  fix: 'Pin machines to other nodes with ProxmoxMachines.named, or make them smaller.',
});

export const CONTROL_PLANES_TOGETHER = Check.warning('TALOS213', {
  what: 'Control planes that share a Proxmox node',
  why: 'When that node fails, etcd may lose its majority, and the cluster stands still.',
  fix: 'Give the control plane as many Proxmox nodes as it has machines.',
});

export const CPU_TYPE = Check.error('TALOS214', {
  what: 'A CPU type that Talos does not run on',
  why: 'Talos is built for x86-64-v2; older CPU types lack its instructions, and the machine never boots.',
  fix: "Use 'x86-64-v2-AES', 'host' or a newer type.",
});

export const HARDWARE_RANGE = Check.error('TALOS215', {
  what: 'Hardware that a VM cannot have',
  why: 'Proxmox refuses the VM.',
  fix: 'Use a number in the range, or leave it out.',
});

export const VIRTIO_ALONE = Check.error('TALOS216', {
  what: 'A feature that only virtio network devices have',
  why: 'Proxmox refuses it for other models.',
  fix: "Leave 'model' out: Talos has the driver for virtio.",
});

export const BRIDGE_FORM = Check.error('TALOS217', {
  what: 'A bridge name that Proxmox refuses',
  why: 'The VM could not be attached to a network.',
  fix: 'Use the name of a Linux or OVS bridge, or of an SDN vnet, as the Proxmox interface shows it.',
});

export const MAC_FORM = Check.error('TALOS218', {
  what: 'A MAC address that no network device can have',
  why: 'Proxmox refuses the device, or the bridge sends its packets to everybody.',
  fix: 'Use six pairs of hexadecimal digits, of which the first one is even, or leave it out: one is derived from the name.',
});

export const MAC_TWICE = Check.error('TALOS219', {
  what: 'Two network devices of one MAC address',
  why: 'The bridge sends the packets of both to one of them, in turn.',
  fix: 'Give one of the machines a MAC address of its own.',
});

export const PROXMOX_VERSION_FORM = Check.error('TALOS220', {
  what: 'A Proxmox version that cannot be read',
  why: 'What the release can do would be guessed.',
  fix: 'Write the release that the Proxmox interface shows beside its logo.',
});

export const PROXMOX_TOO_OLD = Check.error('TALOS221', {
  what: 'A Proxmox release without what is asked for',
  why: 'Proxmox would refuse it in the middle of an apply.',
  fix: 'Upgrade Proxmox VE.',
});

export const PROXMOX_NAME = Check.error('TALOS222', {
  what: 'A name that Proxmox refuses',
  why: 'What bears it could not be created, or would be shown as changed in every plan.',
  fix: 'Write it as the check allows.',
});

export const DISK_SERIAL = Check.error('TALOS223', {
  what: 'A serial number that does not tell disks apart',
  why: 'The guest reads 20 characters at the most, and a volume would be made on either of two equal disks.',
  fix: 'Give each disk a short serial of its own.',
});

export const ADDRESSING = Check.error('TALOS224', {
  what: 'Machines without an address on a network, with one that another has, or with addresses of another network',
  why: 'The link would come up without an address, or two machines would answer to one.',
  fix: 'Give each machine of the pool its address on that network.',
});

export const HA_WITHOUT_RULES = Check.error('TALOS225', {
  what: 'High availability on a Proxmox release without rules',
  why: 'Before 9.0, high availability has groups, which cannot keep machines apart; the rules are refused there.',
  fix: "Upgrade to Proxmox VE 9 and state it as the pool's 'proxmoxVersion', or leave 'highAvailability' out.",
});

export const HA_LOCAL_CONTROL_PLANE = Check.error('TALOS226', {
  what: 'High availability for control planes on disks of one node',
  why: 'After a node fails, Proxmox moves the VM to a node that has no disk for it, and leaves it in an error; etcd has its own copies and needs no move.',
  fix: "Leave 'highAvailability' out for this pool, or put its disks on a datastore that the nodes share.",
});

export const HA_LOCAL_WORKER = Check.warning('TALOS227', {
  what: 'High availability for workers on disks of one node',
  why: 'Unless the datastore is replicated, Proxmox moves the VM to a node that has no disk for it, and leaves it in an error.',
  fix: "Use a shared datastore and name it in 'sharedDatastores', or leave 'highAvailability' out.",
});

export const HA_NODES = Check.error('TALOS228', {
  what: 'Too few Proxmox nodes for high availability',
  why: 'There is no node to move to, or the machines cannot be kept apart, and Proxmox refuses the rule.',
  fix: "Give the pool more Proxmox nodes, or say 'keepApart: false' where it has two.",
});

export const CHECKSUM = Check.error('TALOS229', {
  what: 'A checksum that does not hold',
  why: 'Proxmox throws a download away whose checksum differs.',
  fix: 'Take the SHA-256 of the very image, of Talos 1.13 or newer, or leave it out.',
});

export const FIREWALL_ROLE = Check.error('TALOS230', {
  what: 'A pool behind the rules of the other kind of machine',
  why: 'Control planes would be closed to etcd and the Kubernetes API, or workers open on ports that they have not.',
  fix: "Give the control plane 'firewall.controlPlane', and worker pools 'firewall.workers'.",
});

export const START_ORDER_HA = Check.warning('TALOS231', {
  what: 'A start order that high availability passes over',
  why: 'Proxmox starts the VMs that it keeps available by itself, in no order.',
  fix: "Leave 'startOrder' out for this pool.",
});

export const SERVER_REPLACED = Check.error('TALOS232', {
  what: 'A change that destroys machines of a running cluster',
  why: 'What a machine is created with cannot be changed: it is wiped, or destroyed with its disks, and the others of its pool with it.',
  fix: 'Keep it, or add new machines with it, and remove the old ones in a later deployment.',
});

export const LEASED_FAMILY = Check.error('TALOS233', {
  what: 'Leased addresses on a network without IPv4',
  why: 'A leased address is taken from what the guest agent tells of IPv4; of IPv6 it tells several, none of which is known to stay.',
  fix: 'Use ProxmoxMachines.numbered or .named, whose addresses are fixed, or a network of IPv4.',
});

export const DATACENTER_FIREWALL = Check.warning('TALOS234', {
  what: 'VM rules that do nothing while the firewall of the datacenter is off',
  why: 'Proxmox filters VMs only where its firewall is on for the whole datacenter, which filters its nodes as well and so is left to you.',
  fix: "Turn it on (Datacenter, Firewall, Options) once you have admitted yourself to 8006 and 22; then accept this warning: acceptWarning(firewall, 'TALOS234', 'it is on').",
});

export const BRIDGE_LIKE_CARD = Check.warning('TALOS235', {
  what: 'A bridge with the name of a network card',
  why: 'VMs are attached to bridges and vnets; Proxmox starts no VM on a card or a bond.',
  fix: "Name the bridge that the card is a port of, such as 'vmbr0'.",
});

export const VM_ID_OUTSIDE = Check.error('TALOS236', {
  what: 'A VM id outside the range that is kept for the pool, or more machines than the range holds',
  why: 'The VM would take an id that was promised to something else.',
  fix: 'Widen the range, or give the machine an id of it; ids of VMs that exist stay as they are.',
});

export const VM_ID_RANGES_MEET = Check.error('TALOS237', {
  what: 'VM ids that are kept for two pools',
  why: 'Sooner or later both create a VM of the same id, and the second apply fails half-way.',
  fix: 'Give each pool a range of its own.',
});

export const FQDN_TWICE = Check.error('TALOS238', {
  what: 'Two machines of one full name',
  why: 'In DNS one name means both, and certificates, logs and the Proxmox interface tell them apart no longer.',
  fix: 'Give the pools other names, or the clusters other domains.',
});

export const SDN_NAME = Check.error('TALOS239', {
  what: 'A name that SDN refuses, or that another network has',
  why: 'It becomes a network interface on every Proxmox node, with endings of its own, and is unique in the Proxmox cluster.',
  fix: 'Choose a short name of letters and digits, another one for each network.',
});

export const PCI_MAPPING = Check.error('TALOS240', {
  what: 'A mapped device that Proxmox would not find',
  why: 'Proxmox compares the device with what is mapped, and starts no VM where they differ.',
  fix: "Copy it from 'lspci -Dnnk' on the node; the group of the IOMMU is at the end of 'readlink /sys/bus/pci/devices/<path>/iommu_group'.",
});

export const DISKS_MOVED = Check.error('TALOS246', {
  what: 'Another datastore for the disks of running machines',
  why: 'The provider stops a VM to move its disks, and does so for the machines of a pool at once, past the order of an upgrade: etcd or the workloads stand still.',
  fix: "Keep it, or add a pool on the new datastore and remove the old one afterwards; or accept 'stopping machines to move their disks' once.",
});

export const REGION_RENAMED = Check.error('TALOS247', {
  what: 'Another region for running machines',
  why: 'Their label changes, while volumes keep the region that they were made in: pods with volumes find no node, and the driver looks in a Proxmox cluster that it does not know.',
  fix: "Keep it, or add a pool in the new region; where no volume is bound to it, accept 'changing the region of running machines' once.",
});

export const IMAGES_STAY = Check.warning('TALOS248', {
  what: 'A token that can download images and not remove them',
  why: 'Proxmox asks for Datastore.Allocate to remove an image: an upgrade, which removes the old one, and the end of a cluster stop at it.',
  fix: "Name the datastores of images in 'imageDatastores'.",
});
