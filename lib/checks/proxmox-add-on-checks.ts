import { Check } from './check';

/** Checks of the add-ons of Proxmox VE: TALOS250 to TALOS259. */
export const ADD_ON_REGION = Check.error('TALOS250', {
  what: 'A Proxmox add-on that would not find the machines',
  why: 'Region and zone of a node say which Proxmox cluster and node to ask; without them no volume is made, and no node is ever taken in.',
  fix: "Give every pool the 'region' that the add-on names its Proxmox cluster by.",
});

export const API_ADDRESS = Check.error('TALOS251', {
  what: 'An address that is not one of the Proxmox API',
  why: 'The add-on would be installed, and reach nothing.',
  fix: 'Write the address of a Proxmox node, or of a balancer before all of them, without a path.',
});

export const API_TOKEN = Check.error('TALOS252', {
  what: 'The id of an API token that is none',
  why: 'Proxmox would refuse the add-on.',
  fix: 'Write user, realm and name of the token as Proxmox shows them.',
});

export const STORAGE_CLASS = Check.error('TALOS253', {
  what: 'Storage classes that do not work',
  why: 'Claims would stay unbound, or get a disk that nobody chose.',
  fix: 'Name at least one storage class, and one default at the most.',
});

export const VOLUMES_BOUND = Check.warning('TALOS254', {
  what: 'Volumes on a datastore of one Proxmox node, for machines that high availability moves',
  why: 'A VM with such a volume attached finds no disk on another node, and Proxmox leaves it in an error.',
  fix: "Use a shared datastore and name it in 'sharedDatastores', or keep pods with such volumes off these machines.",
});

export const API_UNVERIFIED = Check.warning('TALOS255', {
  what: 'A Proxmox API that is not verified',
  why: 'Whoever stands between the pods and Proxmox gets the token.',
  fix: "Give the certificate of Proxmox's own authority: ProxmoxApi.withAuthority, /etc/pve/pve-root-ca.pem.",
});

export const API_AUTHORITY = Check.error('TALOS256', {
  what: 'A certificate that is none, or a key beside it',
  why: 'The add-on would trust nothing and reach nothing, and everybody in the cluster could read the key.',
  fix: 'Give the text of /etc/pve/pve-root-ca.pem, from -----BEGIN CERTIFICATE----- on; never the key.',
});

export const ACCESS_TWICE = Check.error('TALOS257', {
  what: 'Two accesses of one user, or of one role',
  why: 'Users and roles are unique in a Proxmox cluster: the second is refused, or both change the same one in turn.',
  fix: "Give one of them a name of its own: 'name' of a ProxmoxAddOnAccess, 'userId' and 'rolePrefix' of a ProxmoxAccess.",
});

export const AUTHORITIES_MIXED = Check.error('TALOS258', {
  what: 'A private authority beside a public one',
  why: 'The add-on trusts the private authorities in the place of all others, and would not reach the Proxmox cluster whose certificate is from a public one.',
  fix: 'Use ProxmoxApi.withAuthority for each, also with the certificate of a public authority.',
});
