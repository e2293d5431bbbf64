import { EgressOnlyInternetGateway } from '@cdktf/provider-aws/lib/egress-only-internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Fn, ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { DataRecord } from '../../../terraform/data-record';
import { attributeAddress, expression } from '../../../terraform/text';

/** What a network's IPv6 is added to. */
export interface Ipv6SideProps {
  readonly vpc: Vpc;
  readonly publicRouteTableId: string;
  readonly internetGatewayId: string;
  readonly tags: Readonly<Record<string, string>>;
}

const ANYWHERE = '::/0';

/** Subnets take a /64 of the VPC's /56. */
const SUBNET_BITS = 8;

/**
 * IPv6 of a network: the way out of its subnets and their addresses. Machines in private subnets have addresses of the
 * internet as well, and leave by a gateway that lets nobody in.
 */
export class Ipv6Side extends Construct {
  /**
   * Network of the VPC, remembered apart from it: configurations that referred to the VPC would be shown as unknown
   * whenever it gets a tag.
   */
  readonly cidr: string;
  /** What has to exist before the public subnets are reached. */
  readonly publicRoute: ITerraformDependable;
  private readonly gateway: EgressOnlyInternetGateway;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: Ipv6SideProps,
  ) {
    super(scope, id);
    const { vpc, publicRouteTableId, internetGatewayId, tags } = props;
    const record = new DataRecord(this, 'Network', { input: { cidr: vpc.ipv6CidrBlock } });
    this.cidr = expression(`${attributeAddress(record, 'output')}.cidr`);
    this.gateway = new EgressOnlyInternetGateway(this, 'EgressGateway', { vpcId: vpc.id, tags: { ...tags } });
    this.publicRoute = new Route(this, 'PublicRoute', {
      routeTableId: publicRouteTableId,
      destinationIpv6CidrBlock: ANYWHERE,
      gatewayId: internetGatewayId,
    });
  }

  /** The subnet at that place: Terraform works it out, since Amazon chooses the network. */
  subnet(place: number): string {
    return Fn.cidrsubnet(this.props.vpc.ipv6CidrBlock, SUBNET_BITS, place);
  }

  /** Leads a private route table out. */
  privateRoute(zone: Construct, routeTableId: string): ITerraformDependable {
    return new Route(zone, 'PrivateIpv6Route', {
      routeTableId,
      destinationIpv6CidrBlock: ANYWHERE,
      egressOnlyGatewayId: this.gateway.id,
    });
  }
}
