import { Check } from './check';

/** Checks of single values: TALOS001 to TALOS029. */
export const TALOS_VERSION_FORM = Check.error('TALOS001', {
  what: 'A Talos version that is not one',
  why: 'Image names and the configuration contract are derived from the exact version.',
  fix: "Give the exact release, such as 'v1.13.9'.",
});

export const TALOS_VERSION_RANGE = Check.error('TALOS002', {
  what: 'A Talos version outside what this library knows',
  why: 'The form of the configuration and the supported Kubernetes versions are known for 1.12, 1.13 and 1.14 only.',
  fix: 'Use a release of a known minor, or a newer version of this library.',
});

export const KUBERNETES_VERSION_FORM = Check.error('TALOS003', {
  what: 'A Kubernetes version that is not one',
  why: 'Component images are named by the exact version.',
  fix: "Give the exact release, such as 'v1.36.3'.",
});

export const NETWORK_FORM = Check.error('TALOS004', {
  what: 'A network that is not in CIDR notation',
  why: 'Addresses, gateways and node subnets are checked against it.',
  fix: 'Write the network address and the prefix length.',
});

export const ADDRESS_FORM = Check.error('TALOS005', {
  what: 'An address that is not an IP address',
  why: 'The Talos API is reached by it, and etcd compares it with its peers.',
  fix: 'Write one IPv4 or IPv6 address without a prefix length.',
});

export const TAINT_FORM = Check.error('TALOS006', {
  what: 'A taint that Kubernetes refuses',
  why: 'The kubelet would not register the node.',
  fix: 'Use a qualified name as key and a label value of at most 63 characters as value.',
});

export const LABEL_FORM = Check.error('TALOS007', {
  what: 'A label that Kubernetes refuses',
  why: 'Talos refuses the machine configuration with it.',
  fix: "Use a key of the form 'name' or 'prefix/name' and a value of at most 63 characters.",
});

export const LABEL_RESERVED = Check.error('TALOS008', {
  what: 'A worker label that only the control plane may set',
  why: 'A kubelet may not give itself such a label (NodeRestriction): it would never appear on the node.',
  fix: 'Use a prefix of your own, or set the label through the Kubernetes API after the node has joined.',
});

export const PATCH_FORM = Check.error('TALOS009', {
  what: 'A configuration patch of another form',
  why: 'Talos applies strategic merge patches only to a configuration of several documents.',
  fix: "Use ConfigPatch.merge({ machine, cluster }) or ConfigPatch.document({ apiVersion: 'v1alpha1', kind }).",
});

export const MACHINE_NAME_FORM = Check.error('TALOS010', {
  what: 'A machine name that is no host name',
  why: 'It becomes the host name, the node name and the name of the etcd member.',
  fix: 'Use lower-case letters, digits and dashes; begin with a letter, end with a letter or digit, at most 63 characters.',
});

export const DOMAIN_FORM = Check.error('TALOS011', {
  what: 'A name that is no DNS name',
  why: 'Host names and certificates are made from it.',
  fix: "Write a DNS name without scheme, port or trailing dot, such as 'k8s.example.org'.",
});

export const INSTALL_DISK_FORM = Check.error('TALOS012', {
  what: 'An install disk that is no device path',
  why: 'Talos would not find the disk that it upgrades.',
  fix: "Write a device path such as '/dev/sda', or use InstallDisk.matching.",
});

export const MANIFEST_FORM = Check.error('TALOS013', {
  what: 'An inline manifest without name or content',
  why: 'Talos refuses it, and with it the whole configuration.',
  fix: 'Give a name of lower-case letters, digits and dashes, and at least one Kubernetes object.',
});

export const ANNOTATION_FORM = Check.error('TALOS014', {
  what: 'An annotation that Kubernetes refuses',
  why: 'Talos refuses the machine configuration with it.',
  fix: "Use a key of the form 'name' or 'prefix/name'.",
});

export const TAINT_TWICE = Check.error('TALOS015', {
  what: 'Two taints of one key in a pool',
  why: 'The machine configuration holds taints by key: only the last one would reach the node.',
  fix: 'Give each taint a key of its own.',
});

export const PATCH_TEXT = Check.error('TALOS016', {
  what: 'A configuration patch that cannot be read',
  why: 'Terraform would hand it to the provider as it is, which tells of it without its file.',
  fix: 'Correct the text at that place; put a value with a reference between double quotes.',
});

export const FIELD_UNKNOWN = Check.error('TALOS017', {
  what: 'A field that the machine configuration does not have',
  why: 'Talos refuses the whole configuration with it.',
  fix: 'Correct the name of the field, or its place.',
});

export const FIELD_REPLACED = Check.error('TALOS018', {
  what: 'A field that Talos has replaced',
  why: 'Nodes still take it with a warning, until it contradicts its replacement or a later minor drops it.',
  fix: 'Use what has replaced it.',
});

export const KIND_UNKNOWN = Check.error('TALOS019', {
  what: 'A document of a kind that no Talos knows',
  why: 'Talos refuses the whole configuration with it.',
  fix: 'Correct the name of the kind.',
});

export const CONTRACT_LACKS = Check.error('TALOS020', {
  what: 'A document kind or a field of another version contract',
  why: "Nodes of the cluster's own contract refuse the whole configuration with it.",
  fix: "Raise 'versionContract' in a change of its own, when every machine runs that minor, or leave it out.",
});

export const FIELD_OWNED = Check.error('TALOS021', {
  what: 'A patch of what the library or Terraform decides',
  why: 'Machines would have other keys, versions or names than the rest of the cluster is made for.',
  fix: 'Leave it out of patches.',
});

export const CONTROL_PLANE_FIELD = Check.error('TALOS022', {
  what: 'A patch for control planes that reaches workers',
  why: 'A worker refuses its whole configuration, or carries what is none of its business.',
  fix: "Move it to 'controlPlaneConfigPatches' of the cluster.",
});

export const HOST_NAME_SHARED = Check.error('TALOS023', {
  what: 'A host name for several machines',
  why: 'Nodes and etcd members are told apart by their names: the second of a name takes the place of the first.',
  fix: "Leave it out, or write it in 'machineConfigPatches' for one machine.",
});

export const DISK_WIPED = Check.error('TALOS024', {
  what: 'An install disk wiped on several machines',
  why: 'An installation would delete what is on the disk, on whichever machine comes next.',
  fix: "Write it in 'machineConfigPatches' for the machine that it is meant for, and take it away afterwards.",
});

export const SECRET_VARIABLE = Check.warning('TALOS025', {
  what: 'An environment variable that seems to hold a secret written into the program',
  why: 'It would stand in the repository, in the synthesized stack, in machine-config files and in every plan.',
  fix: 'Give a reference: a sensitive TerraformVariable, or an attribute of a secret manager.',
});

export const KUBE_PROXY_RUNS = Check.error('TALOS026', {
  what: 'A kube-proxy beside a pod network that replaces it',
  why: 'Both write rules for the same services, and connections fail now and then.',
  fix: "Leave 'cluster.proxy.disabled' to the library, or use a pod network that leaves kube-proxy to Talos.",
});

export const KUBE_PRISM_ELSEWHERE = Check.error('TALOS027', {
  what: 'KubePrism off or on another port, with a pod network that needs it',
  why: 'A pod network without kube-proxy reaches the Kubernetes API by localhost:7445 alone: no pod would start.',
  fix: "Leave 'machine.features.kubePrism' to the library.",
});

export const POD_NETWORK_TWICE = Check.error('TALOS028', {
  what: 'A pod network of Talos beside that of the cluster',
  why: 'Two of them give addresses to the same pods.',
  fix: "Leave 'cluster.network.cni' to the library, and choose by 'cni' of the cluster.",
});
