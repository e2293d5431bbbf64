import { Check } from './check';

/** Checks of AWS: TALOS100 to TALOS149. */
export const SUBNETS_DO_NOT_FIT = Check.error('TALOS100', {
  what: 'A VPC network that the subnets do not fit in',
  why: 'Each availability zone gets an eighth of the network, for a public and a private subnet that never move, however many zones there are.',
  fix: 'Write an IPv4 network from /16 to /22, at best a /16, and zones with a letter from a to h.',
});

export const ZONE_ELSEWHERE = Check.error('TALOS101', {
  what: 'An availability zone of another region',
  why: 'EC2 refuses the subnet, halfway through the first apply.',
  fix: "Name zones of the network's own region, such as 'eu-central-1a' in 'eu-central-1'.",
});

export const ZONES_MISSING = Check.error('TALOS102', {
  what: 'A network without availability zones, or with one named twice',
  why: 'Each zone has one pair of subnets; without a zone no machine has a place.',
  fix: "Name each zone once in 'availabilityZones'; add zones at the end only.",
});

export const REGION_FORM = Check.error('TALOS103', {
  what: 'A region that is none',
  why: 'The provider, the zones and the names of the Talos AMIs go by it.',
  fix: "Write the region's code, such as 'eu-central-1'.",
});

export const PROVIDER_REGION = Check.error('TALOS104', {
  what: 'A network in another region than the AWS provider of its stack',
  why: "Everything would be created in the provider's region, where the named zones do not exist.",
  fix: 'Give both the same region; a cluster in another region is a stack of its own.',
});

export const OPERATORS_MISSING = Check.error('TALOS105', {
  what: 'A cluster that admits no operator',
  why: 'Nobody could reach the cluster, Terraform included: the first apply would wait for its machines in vain.',
  fix: 'Name the networks that Terraform and people connect from, in OperatorCidrs.of.',
});

export const OPERATORS_ANYWHERE = Check.error('TALOS106', {
  what: 'Access from everywhere without saying so',
  why: 'The Talos and Kubernetes APIs would be open to every address of the internet, or to a great part of it.',
  fix: 'Name the networks that need access; where the world is meant, write OperatorCidrs.anywhere with the reason.',
});

export const ACCESS_REASON_FORM = Check.error('TALOS107', {
  what: 'Access from everywhere without a reason that can be shown',
  why: 'The reason is kept as the description of the security group rule, which takes few kinds of characters.',
  fix: 'Say in plain letters why the whole internet has to reach the cluster.',
});

export const RECORD_OUTSIDE_ZONE = Check.error('TALOS108', {
  what: 'A Route53 name outside its hosted zone',
  why: 'Route53 would append the zone to the name, and the endpoint in every configuration would resolve to nothing.',
  fix: 'Use a name that ends with the name of the zone, or the zone that holds the name.',
});

export const INSTANCE_TYPE_UNSUPPORTED = Check.error('TALOS109', {
  what: 'An instance type that Talos does not run on',
  why: 'Talos is made for Nitro instances: on T2 and other Xen families it does not start, and Macs take macOS alone.',
  fix: "Use a Nitro type of the current generations, such as 'm7i.large' or 'm7g.large'.",
});

export const ARCHITECTURE_MISMATCH = Check.error('TALOS110', {
  what: 'An instance type and an AMI of different CPU architectures',
  why: 'EC2 refuses to create the instance.',
  fix: 'Use an instance type of the architecture of the AMI, or leave the architecture of TalosAmi.official open.',
});

export const SCHEMATIC_WITHOUT_AMI = Check.error('TALOS111', {
  what: 'A schematic of your own without an AMI made from it',
  why: 'An AMI is the installed system. The provider compares version tags only when it creates a machine, so the machines would run without the extensions of the schematic.',
  fix: "Use TalosAmi.official, or make an AMI from the schematic's raw image: TalosAmi.fromRawImage, or TalosAmi.fromAmiId.",
});

export const LOAD_BALANCER_POOL = Check.error('TALOS112', {
  what: 'A load balancer before machines that are not its own',
  why: 'It registers control plane machines by their instance ids, and is admitted by their security group.',
  fix: "Give the cluster an AwsInstancePool with the 'controlPlane' group of the load balancer's firewall.",
});

export const LOAD_BALANCER_TWICE = Check.error('TALOS113', {
  what: 'One load balancer as the endpoint of two clusters',
  why: 'Each cluster would get half of the connections of the other.',
  fix: 'Create a load balancer for each cluster.',
});

export const SECURITY_GROUP_ROLE = Check.error('TALOS114', {
  what: 'Machines in the security group of another role, or of another cluster',
  why: 'The rules go by the group: workers in that of the control plane reach etcd, and machines in that of another cluster are not admitted by their own.',
  fix: "Create a firewall for each cluster, and give the control plane its 'controlPlane' and the workers its 'workers'.",
});

export const NO_WAY_OUT = Check.warning('TALOS115', {
  what: 'Private machines in a network without NAT gateways',
  why: 'They cannot pull images or reach the discovery service, and never become ready, unless you give them another way.',
  fix: "Use NatGateways.single() or perZone(), or add routes and registry mirrors of your own; of a network that exists already, name its 'natAddresses'.",
});

export const SPOT_CONTROL_PLANE = Check.error('TALOS116', {
  what: 'A control plane on spot instances',
  why: 'EC2 takes spot instances back two minutes after saying so, several at once when a zone runs short: etcd would lose its majority, and with it the cluster.',
  fix: 'Leave the control plane on demand; spot is for workers.',
});

export const TAG_NOT_FOR_METADATA = Check.error('TALOS117', {
  what: 'A tag key that the instance metadata cannot show',
  why: 'With tags in the metadata EC2 refuses instances whose tag keys hold a slash or a space.',
  fix: "Leave 'tagsInMetadata' off, or use keys without slashes; 'kubernetes.io/cluster/...' has one.",
});

export const VOLUME_DEVICE = Check.error('TALOS118', {
  what: 'A volume whose device name EC2 does not take, or two of one name',
  why: 'EC2 refuses to attach the volume, after the machine was created.',
  fix: 'Give each volume a name of its own from /dev/sdf to /dev/sdp.',
});

export const SPREAD_TOO_WIDE = Check.error('TALOS119', {
  what: 'More machines on hardware of their own than EC2 provides for',
  why: 'A spread placement group takes seven running instances in a zone; EC2 refuses the eighth.',
  fix: "Leave 'spread' off, use more zones, or make several pools.",
});

export const TOO_MANY_RULES = Check.error('TALOS120', {
  what: 'A security group with more rules than EC2 takes',
  why: 'A group holds 60 rules for IPv4 and 60 for IPv6 unless the account has another quota; the apply fails at the next one.',
  fix: 'Put networks together into larger ones, or lead operators through one VPN.',
});

export const EXISTING_SUBNETS = Check.error('TALOS121', {
  what: 'An existing network whose parts do not fit together',
  why: 'A load balancer takes one subnet a zone, and machines are held to the network of the VPC.',
  fix: "Name one subnet for each zone, inside the VPC's network.",
});

export const RAW_IMAGE_FORM = Check.error('TALOS122', {
  what: 'A disk image that EC2 cannot import',
  why: 'The import reads a raw disk; it takes a compressed one for a broken disk, half an hour into the apply.',
  fix: "Unpack the image before it is uploaded: 'xz -d talos.raw.xz', then 'aws s3 cp talos.raw s3://bucket/talos.raw'.",
});

export const NO_PUBLIC_SUBNETS = Check.error('TALOS123', {
  what: 'A load balancer or machines on the internet, in a network without public subnets',
  why: 'EC2 has no place for them, and refuses them after the rest of the network was created.',
  fix: "Use scheme 'internal' and addresses 'private', or name public subnets.",
});

export const LOG_RETENTION = Check.error('TALOS124', {
  what: 'A time to keep flow logs that CloudWatch does not offer',
  why: 'CloudWatch refuses the log group.',
  fix: 'Use one of the values that CloudWatch offers, such as 90 or 365 days.',
});

export const INSTANCE_MARKET_FORM = Check.error('TALOS125', {
  what: 'A price or a capacity reservation that is none',
  why: 'EC2 refuses the instance.',
  fix: "Write the price as a number of US dollars an hour, and the reservation by its id, 'cr-' and hexadecimal digits.",
});

export const OPERATORS_IPV6 = Check.warning('TALOS126', {
  what: 'Operators with IPv6 addresses before a load balancer that has none',
  why: 'The load balancer answers over IPv4 alone: the rules for these networks let nobody in.',
  fix: 'Name the IPv4 networks that these operators connect from, or give the network IPv6 (`ipv6: true`).',
});

export const ACCESS_LOGS_FORM = Check.error('TALOS127', {
  what: 'A place for access logs that Elastic Load Balancing does not take',
  why: 'The load balancer is created, and AWS refuses to write its log there.',
  fix: 'Write the name of the bucket, a prefix without slashes at its ends, and whole days.',
});

export const ACCESS_LOGS_EMPTY = Check.warning('TALOS128', {
  what: 'Access logs alone, which record no connection',
  why: "A network load balancer logs the requests of TLS listeners, and these pass the cluster's own TLS through: the log stays empty.",
  fix: "Turn on the network's flow log (FlowLogs.toCloudWatch or toS3), which holds the connections; of a network that exists already and has one, say 'hasFlowLog: true'.",
});

export const INSTANCE_TYPE_UNKNOWN = Check.warning('TALOS129', {
  what: 'An instance type that this library has not heard of',
  why: 'If it is a slip of the pen, EC2 refuses the instance, in the middle of the apply; its CPU architecture is a guess from the name.',
  fix: "Compare it with 'aws ec2 describe-instance-types'; types that are newer than this library are used as they are written.",
});

export const TOO_MANY_GROUPS = Check.error('TALOS130', {
  what: 'More security groups for a machine than EC2 takes',
  why: 'A network interface is in five groups, or in up to sixteen where AWS has raised the quota: EC2 refuses the instance.',
  fix: 'Put the rules of several groups into one.',
});

export const NODES_OF_BOTH_FAMILIES = Check.warning('TALOS131', {
  what: 'Nodes that the platform names, in a network with IPv6',
  why: 'The cloud controller manager of AWS knows the IPv4 addresses of instances alone unless it is told otherwise. Kubelets name both, and their nodes would never be initialized, and take no pods.',
  fix: "Use the add-on AwsCloudControllerManager, give another one a cloud configuration with 'NodeIPFamilies=ipv4' and 'NodeIPFamilies=ipv6' in [Global], or leave 'ipv6' of the network off.",
});
