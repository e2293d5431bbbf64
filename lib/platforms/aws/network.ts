import { ITerraformDependable } from 'cdktf';

/** A subnet of a VPC. */
export interface AwsSubnet {
  /** Its id. */
  readonly id: string;
  /** Its availability zone, such as `eu-central-1a`. */
  readonly zone: string;
  /** Its network in CIDR notation. */
  readonly cidr: string;
  /**
   * Its IPv6 network, a /64; may be a reference.
   * @default - none
   */
  readonly ipv6Cidr?: string;
}

/** Address with which machines in private subnets appear on the internet. */
export interface AwsNatAddress {
  /** Name by which addresses are told apart, such as their zone; part of resource addresses. */
  readonly name: string;
  /** The public IPv4 address. */
  readonly address: string;
}

/**
 * An AWS service that a VPC can have interface endpoints of: `ec2` and `elb` for the cloud controller manager and the
 * EBS CSI driver, `ecr` for images, `ssm` for sessions.
 */
export type AwsEndpointService = 'ec2' | 'ecr' | 'elb' | 'ssm';

/** A VPC with public and private subnets, as machines and load balancers need it. */
export interface IAwsNetwork {
  /** Code of the region, such as `eu-central-1`. */
  readonly region: string;
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Network of the whole VPC in CIDR notation. */
  readonly cidr: string;
  /**
   * IPv6 network of the whole VPC, from which machines get addresses; may be a reference.
   * @default - the network has IPv4 alone
   */
  readonly ipv6Cidr?: string;
  /** Subnets for load balancers that face the internet, one a zone. */
  readonly publicSubnets: readonly AwsSubnet[];
  /** Subnets for machines and internal load balancers, one a zone; new zones come last. */
  readonly privateSubnets: readonly AwsSubnet[];
  /** Addresses with which the machines appear on the internet; none where they have no way out. */
  readonly natAddresses: readonly AwsNatAddress[];
  /** What has to exist before anything in the public subnets is reached. */
  readonly publicRoutes: readonly ITerraformDependable[];
  /** What has to exist before machines in the private subnets reach the internet. */
  readonly privateRoutes: readonly ITerraformDependable[];
  /**
   * Whether a flow log records the connections in the network.
   * @default - not known
   */
  readonly hasFlowLog?: boolean;
}
