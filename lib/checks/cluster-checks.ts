import { Check } from './check';

/** Checks of a cluster and its pools: TALOS050 to TALOS099. */
export const CONTROL_PLANE_SIZE = Check.error('TALOS050', {
  what: 'A control plane of an even number of machines, or of none',
  why: 'etcd needs a majority: an even number tolerates no more losses than the odd one below it.',
  fix: 'Use 3 or 5 machines, or 1 where losing it is acceptable. With a DeploymentLock, one machine more than three or more that were deployed passes, to replace one.',
});

export const MACHINE_NAME_TWICE = Check.error('TALOS051', {
  what: 'Two machines of one name',
  why: 'Host names, Kubernetes nodes and etcd members are told apart by it.',
  fix: "Give one of the pools another 'name', or the machine another key.",
});

export const MACHINE_ADDRESS_TWICE = Check.error('TALOS052', {
  what: 'Two machines of one address',
  why: 'One would be given the configuration of the other.',
  fix: 'Give each machine an address of its own.',
});

export const KUBERNETES_SUPPORT = Check.error('TALOS053', {
  what: 'A Kubernetes version that this Talos version does not support',
  why: 'Talos refuses to start the components, or was never tested with them.',
  fix: 'Change one of the two versions; both move one minor at a time.',
});

export const CONTRACT_NEWER = Check.error('TALOS054', {
  what: 'A version contract newer than the Talos that runs',
  why: 'The node refuses configuration fields and documents that it does not know.',
  fix: 'Use the minor with which the cluster was created, at most the minor of the image.',
});

export const VIRTUAL_IP_PLATFORM = Check.error('TALOS055', {
  what: 'A virtual IP where machines share no layer 2 segment',
  why: 'Talos announces a virtual IP by ARP, which such a network does not carry.',
  fix: 'Use a load balancer, or ControlPlaneEndpoint.external, as the endpoint.',
});

export const VIRTUAL_IP_TAKEN = Check.error('TALOS056', {
  what: "A virtual IP that is also a machine's address or the gateway",
  why: 'Two hosts would answer for one address.',
  fix: 'Choose a free address of the segment.',
});

export const VIRTUAL_IP_OUTSIDE = Check.error('TALOS057', {
  what: 'A virtual IP outside the segment of the control plane',
  why: 'Nothing routes it there, so the Kubernetes API is never reached.',
  fix: "Choose a free address inside the control plane's network.",
});

export const POOL_TWICE = Check.error('TALOS058', {
  what: 'A pool in two clusters, or twice in one',
  why: 'A machine has one configuration.',
  fix: 'Create one pool for each use.',
});

export const POOL_ELSEWHERE = Check.error('TALOS059', {
  what: 'A pool in another stack than its cluster',
  why: 'Machines read their configuration from the cluster, and the cluster reads their addresses: neither stack could be first.',
  fix: 'Create pool and cluster in one stack.',
});

export const SEED_CYCLE = Check.error('TALOS060', {
  what: "A first-boot configuration that mentions its own pool's resources",
  why: 'Terraform cannot create a machine whose user data needs the machine: a dependency cycle.',
  fix: 'Take the reference out of the patch, or use a value that is known before the machines are.',
});

export const POOL_ORPHAN = Check.error('TALOS061', {
  what: 'A pool that belongs to no cluster',
  why: 'Its machines would start without a configuration, or wait for one for ever.',
  fix: "Pass the pool to a TalosCluster as 'controlPlane' or in 'workerPools'.",
});

export const CLUSTER_NAME_FORM = Check.error('TALOS063', {
  what: 'A cluster name that cannot be used in kubeconfig and talosconfig',
  why: 'Contexts, certificates and file names are made from it.',
  fix: 'Use lower-case letters, digits and dashes; begin with a letter, at most 63 characters.',
});

export const HOSTNAME_LENGTH = Check.error('TALOS064', {
  what: 'A host name that is too long',
  why: 'A Linux host name has at most 63 characters to the first dot and 253 in all; a node name is one too.',
  fix: 'Shorten the name of the pool, the machine or the domain.',
});

export const PROVIDER_TWICE = Check.error('TALOS065', {
  what: 'Two default provider blocks of one kind in a stack',
  why: 'Terraform refuses the stack.',
  fix: 'Create your provider before the first construct of this library in the stack; it is then used.',
});

export const COUNT_FORM = Check.error('TALOS066', {
  what: 'A number that is not a count',
  why: 'Machines, cores, sizes and lanes are counted in whole numbers.',
  fix: 'Give a whole number in the allowed range.',
});

export const SCHEDULING_NOWHERE = Check.warning('TALOS067', {
  what: 'No machine accepts workloads',
  why: 'Where every machine turns workloads away, by its taint or because it is a control plane, pods stay pending.',
  fix: "Add a worker pool, or set 'allowSchedulingOnControlPlanes'.",
});

export const KUBERNETES_EDGE = Check.warning('TALOS068', {
  what: 'A Kubernetes version that the next Talos minor no longer supports',
  why: 'The next Talos upgrade has to wait for a Kubernetes upgrade.',
  fix: 'Upgrade Kubernetes by a minor before the next Talos minor.',
});

export const SINGLE_ENDPOINT = Check.error('TALOS069', {
  what: "One control plane machine's own address as the endpoint of several",
  why: 'Losing that machine loses the Kubernetes API for every node and client.',
  fix: 'Use a virtual IP, a load balancer, or a DNS name that covers every control plane machine.',
});

export const ENDPOINT_FORM = Check.error('TALOS070', {
  what: 'An endpoint that is neither a host name nor an address',
  why: 'Nodes and clients reach the Kubernetes API by it.',
  fix: "Give the host alone, such as 'k8s.example.org' or '10.10.0.10', and the port as 'port'.",
});

export const MACHINE_PATCH_FOR_NOBODY = Check.error('TALOS071', {
  what: 'Patches or settings for a machine that the pool has not',
  why: 'They would reach no machine, without a word.',
  fix: "Use the full machine name, such as 'worker-0', as the key.",
});

export const SEED_TOO_LARGE = Check.error('TALOS072', {
  what: 'A first-boot configuration that the platform does not take',
  why: 'The platform refuses the user data, so no machine of the pool is created.',
  fix: "Move what is large out of the patches: manifests into the cluster's 'manifests', which follow after the first boot, files into an extension.",
});

export const CLUSTER_RANGE_OVERLAP = Check.error('TALOS073', {
  what: 'A network of machines that overlaps that of pods or services',
  why: 'Machines would take addresses of pods or services for neighbours, or the other way round.',
  fix: "Use another network for machines, or others for pods and services: 'podCidrs' and 'serviceCidrs' of the network.",
});

export const VIRTUAL_IP_LINK = Check.error('TALOS074', {
  what: 'A virtual IP without the right name of its link',
  why: 'On a link that there is not the address never comes up, and workers never join. Bare metal names links by their place, not eth0.',
  fix: "Give the link as Talos names it, such as 'enp1s0': talosctl get links --insecure -n <address>.",
});

export const ADDRESS_OF_NO_HOST = Check.error('TALOS075', {
  what: 'An address that no machine can be reached by',
  why: 'A loopback address means whoever asks, a multicast one nobody in particular, a link-local one is known on its link alone: the cluster would never come up.',
  fix: 'Give the address by which others reach the machine.',
});

export const IMAGE_ELSEWHERE = Check.error('TALOS076', {
  what: 'An image in another stack than its pool',
  why: 'Machines wait for what their image creates, and a stack cannot wait for a resource of another one.',
  fix: 'Create an image in each stack: it has the same id there, and is stored once by the Image Factory.',
});

export const CLUSTER_NAME_TWICE = Check.error('TALOS077', {
  what: 'Two clusters of one name in a stack',
  why: 'Outputs and the files of machine configurations are told apart by it: one cluster would overwrite the other.',
  fix: "Give one of them another 'clusterName'.",
});

export const CLUSTER_NAME_SHARED = Check.warning('TALOS078', {
  what: 'Two clusters of one name in an app',
  why: 'Contexts in kubeconfig and talosconfig are named by it: a command may reach the other cluster.',
  fix: "Give one of them another 'clusterName', such as one with its region.",
});

export const CLUSTERS_AT_ONE_ADDRESS = Check.warning('TALOS079', {
  what: 'Two clusters that share an address or an endpoint',
  why: 'On one network, one of them takes the traffic of the other.',
  fix: 'Give one of them other addresses, or accept the warning where they are on separate networks.',
});

export const DIAL_ADDRESS_FORM = Check.error('TALOS080', {
  what: 'A way to a machine that is neither a host name nor an address',
  why: 'Terraform configures the machine by it, and would wait for an answer until it gives up.',
  fix: "Write the host name or the address alone, without scheme, port and path, or leave 'dialAddress' out.",
});

export const TOPOLOGY_FORM = Check.error('TALOS081', {
  what: 'A region, zone or instance type that cannot be the value of a label',
  why: 'It becomes a label of the node, and Talos refuses the whole configuration with it.',
  fix: "Use letters, digits, '-', '_' and '.', 63 characters at most.",
});

export const WAY_IN_SHARED = Check.warning('TALOS082', {
  what: 'Several machines behind one way in',
  why: 'A machine in maintenance mode takes the first configuration that reaches it: it may be that of another machine. Only machines that run forward to others.',
  fix: "Give each machine a 'dialAddress' of its own, or accept the warning where all of them are configured already.",
});

export const CONTROL_PLANE_EVEN = Check.warning('TALOS083', {
  what: 'A control plane that stays at an even number of machines',
  why: 'It bears no more losses than with one machine fewer, and one machine more can fail.',
  fix: 'Go on: take a machine out, or add one.',
});

export const ADDRESS_OUTSIDE_SUBNETS = Check.error('TALOS084', {
  what: 'A machine whose address lies in none of the networks of its pool',
  why: 'Kubelet and etcd take addresses of these networks alone, while the cluster and its firewall know the machine by the address that is given.',
  fix: "Give the address that it has in one of these networks as 'address' and, where Terraform reaches it by another one, that one as 'dialAddress'; or name its network in 'nodeSubnets' as well.",
});
