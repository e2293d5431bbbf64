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
  what: 'A pool without a Proxmox node to run on',
  why: 'Every VM is created on a named node.',
  fix: "Name at least one node in 'proxmoxNodes', each once.",
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
  what: 'Less memory than Talos boots with',
  why: 'A control plane needs 2 GiB and a worker 1 GiB at least; below that the kernel kills etcd or the kubelet.',
  fix: 'Give at least 2048 MiB.',
});

export const DATASTORE_FORM = Check.error('TALOS209', {
  what: 'A datastore name that Proxmox refuses',
  why: 'Disks and images could not be placed.',
  fix: 'Use the storage id shown in the Proxmox interface: a letter, then letters, digits, dots, dashes or underscores.',
});
