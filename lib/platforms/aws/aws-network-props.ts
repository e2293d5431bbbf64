import { FlowLogs } from './flow-logs';
import { NatGateways } from './nat-gateways';
import { AwsEndpointService } from './network';

/** What a network is like. */
export interface AwsNetworkProps {
  /** Code of the region, such as `eu-central-1`. The stack's AWS provider is set to it where you create none. */
  readonly region: string;
  /**
   * IPv4 network of the VPC, from /16 to /22. It cannot be changed under a running cluster: the plan replaces the VPC and
   * its subnets, which EC2 refuses halfway while machines stand in them.
   */
  readonly cidr: string;
  /**
   * Availability zones, written out, with letters from a to h. A zone's subnets go by its letter, so zones can be added
   * and put in another order. Before one is taken away, its machines have to go.
   */
  readonly availabilityZones: readonly string[];
  /**
   * How machines in the private subnets reach the internet. A change replaces no machine.
   * @default NatGateways.perZone()
   */
  readonly natGateways?: NatGateways;
  /**
   * Whether the network has IPv6 beside IPv4: a /56 of Amazon's for the VPC, a /64 for each subnet by its zone's letter,
   * an address for each new machine and for the load balancer. Private machines open connections over IPv6 and are not
   * reached by it, without a NAT gateway and its price; IPv4 stays as it is, since much of the internet has nothing else.
   *
   * Decide before there are machines: turned on later, every machine is told about the network, and only machines that are
   * created from then on get an address of it. The address of the VPC is Amazon's choice, and for its life.
   * @default false
   */
  readonly ipv6?: boolean;
  /**
   * Whether private subnets reach S3 by a gateway endpoint, which costs nothing: image layers of ECR, and backups, do not
   * pass a NAT gateway then. Open connections to S3 break off when it is turned on or off.
   * @default true
   */
  readonly s3Endpoint?: boolean;
  /**
   * AWS services that are reached inside the VPC, by an address in each private subnet. Each is paid for by the hour,
   * zone and gigabyte.
   * @default - none: they are reached through the NAT gateways
   */
  readonly serviceEndpoints?: readonly AwsEndpointService[];
  /**
   * A record of every connection, for those who have to find out afterwards. A change touches no machine.
   * @default - none
   */
  readonly flowLogs?: FlowLogs;
  /**
   * Tags of everything in the network, beside `Name`.
   * @default - only those of the provider
   */
  readonly tags?: Readonly<Record<string, string>>;
}
