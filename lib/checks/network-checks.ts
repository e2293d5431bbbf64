import { Check } from './check';

/** Checks of networks and registries: TALOS320 to TALOS339. */
export const LINK_NAME_FORM = Check.error('TALOS320', {
  what: 'A link name that Linux refuses',
  why: 'The link is never made, or no link of the machine has that name.',
  fix: "Use the kernel's name such as 'eth0', or one of your own such as 'bond0': at most 15 letters, digits, dots and dashes.",
});

export const LINK_ADDRESS_FORM = Check.error('TALOS321', {
  what: 'An address of a link without its prefix length, or one that is a whole network',
  why: 'Talos refuses the machine configuration, or the machine takes its neighbours for strangers.',
  fix: "Write the machine's own address and the prefix length, such as '10.20.0.5/24'.",
});

export const LINK_OPTION_FORM = Check.error('TALOS322', {
  what: 'An option of the network that Talos or the kernel refuses',
  why: 'The machine would refuse its configuration, or come up without what it is about.',
  fix: 'Give a value in the allowed range.',
});

export const LINK_MEMBERS = Check.error('TALOS323', {
  what: 'A link in two places, in none, or in a circle',
  why: 'A link belongs to one bond or bridge at most; the kernel refuses the second, and which is second may change.',
  fix: 'Name each member once, under one bond or bridge, and addresses on that alone.',
});

export const ROUTE_FORM = Check.error('TALOS324', {
  what: 'A route that no machine can have',
  why: 'Talos refuses it, or the kernel never installs it.',
  fix: 'Use one family of addresses for destination, gateway and source; Route.default is the way to everywhere.',
});

export const LINK_UNADDRESSED = Check.error('TALOS325', {
  what: 'Links that leave a machine without any address',
  why: 'With the first link that the configuration describes, Talos no longer asks for addresses by itself on any link.',
  fix: 'Describe the link that leads to the machine as well: NetworkLink.physical({ dhcp4: Dhcp.client() }).',
});

export const SECRET_LITERAL = Check.error('TALOS326', {
  what: 'A secret written into the program',
  why: 'It would stand in the repository, in the synthesized stack and in every plan.',
  fix: 'Give a reference: a sensitive TerraformVariable, or an attribute of a secret manager.',
});

export const WIREGUARD_PEER_FORM = Check.error('TALOS327', {
  what: 'A WireGuard peer that Talos refuses',
  why: 'The machine refuses its whole configuration.',
  fix: 'Copy the public key as wg shows it, and give endpoint and allowed networks in numbers.',
});

export const LINK_ALIAS_FORM = Check.error('TALOS328', {
  what: 'A link alias that names nothing for certain',
  why: "An alias that looks like a kernel's name may meet a real link; a selector of another form is refused.",
  fix: "Use a name of your own such as 'private', and a LinkSelector for exactly one link.",
});

export const STATIC_HOST_FORM = Check.error('TALOS329', {
  what: 'A static host that cannot be written',
  why: 'Talos refuses the whole configuration with it.',
  fix: "Use the address as the key and a list of host names as the value: { '10.20.0.9': ['registry.example.org'] }.",
});

export const SERVER_LIST_FORM = Check.error('TALOS330', {
  what: 'A server of a list that cannot be reached by what was written',
  why: 'Without names or time a machine pulls no images and trusts no certificate: it never joins.',
  fix: 'Write addresses for DNS servers, and host names or addresses for time servers, without scheme and port; KubeSpan endpoints are addresses with their port.',
});

export const CLUSTER_RANGE_FAMILIES = Check.error('TALOS331', {
  what: 'Networks of pods, services and machines whose families do not fit',
  why: 'Kubernetes gives a service only addresses of a family that its pods and their machines have.',
  fix: 'Give one network for each family, IPv4 and IPv6 in one order for pods and services, and machines with both.',
});

export const CLUSTER_RANGE_SIZE = Check.error('TALOS332', {
  what: 'A network of pods or services of a size that Kubernetes refuses',
  why: 'The API server or the controller manager does not start, or nodes beyond the size get no pods.',
  fix: 'Use a network inside the allowed sizes; it cannot be changed once the cluster runs.',
});

export const CLUSTER_RANGES_MEET = Check.error('TALOS333', {
  what: 'Networks of pods and services that overlap',
  why: 'A service would get the address of a pod, and the traffic of one would reach the other.',
  fix: 'Move one of the two apart; neither can be changed once the cluster runs.',
});

export const DISCOVERY_FORM = Check.error('TALOS334', {
  what: 'An option of discovery or KubeSpan that Talos refuses',
  why: 'The machine refuses its whole configuration, or machines never find each other.',
  fix: 'Give networks and addresses in numbers, and a service by scheme and host without a path.',
});

export const LINK_UNADDRESSED_PERHAPS = Check.warning('TALOS335', {
  what: 'Links that may leave a machine of bare metal without any address',
  why: 'With the first link that the configuration describes, Talos no longer asks for addresses by itself on any link.',
  fix: 'Describe the link that leads to the machine as well, unless its address comes from a kernel argument.',
});

export const KUBESPAN_DISCOVERY = Check.error('TALOS336', {
  what: 'KubeSpan without discovery',
  why: 'Machines learn keys and addresses of each other by discovery: no machine would find another.',
  fix: 'Leave discovery on, with a service of your own where the public one may not be used.',
});

export const DISCOVERY_OFF = Check.error('TALOS337', {
  what: 'Discovery off where the endpoint does not lead to trustd',
  why: 'Workers get their certificates from trustd (50001) on the control planes, and would never find it.',
  fix: 'Leave discovery on, or use an endpoint of your own that forwards port 50001 as well: ControlPlaneEndpoint.external(host, { forwardsTrustd: true }).',
});

export const DISCOVERY_OFF_UNCERTAIN = Check.warning('TALOS338', {
  what: 'Discovery off behind an endpoint that the library does not know',
  why: 'Workers get their certificates from trustd (50001) on the control planes, by the address of the endpoint alone.',
  fix: 'Let the endpoint forward port 50001 to the control plane machines as well, for the nodes only, and say so: ControlPlaneEndpoint.external(host, { forwardsTrustd: true }).',
});

export const REGISTRY_FORM = Check.error('TALOS339', {
  what: 'A registry, or what is said of one, that Talos or the container runtime refuses',
  why: 'Images are pulled from somewhere else, or not at all.',
  fix: "Name the registry by its host, with its port where it has one: 'registry.example.org:5000'.",
});
