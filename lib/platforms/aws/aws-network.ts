import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { SUBNETS_DO_NOT_FIT } from '../../checks/aws-checks';
import { addFindings, isKnown } from '../../terraform/app-validation';
import { defaultProvider } from '../../terraform/providers';
import { NatGateways } from './nat-gateways';
import { AwsNatAddress, AwsSubnet, IAwsNetwork } from './network';
import { isZoneOf, networkFindings } from './private/network-findings';
import { uniqueName } from './private/unique-name';
import { SubnetPlan, ZoneSubnets, planSubnets } from './subnet-plan';

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
   * Tags of everything in the network, beside `Name`.
   * @default - only those of the provider
   */
  readonly tags?: Readonly<Record<string, string>>;
}

const ANYWHERE = '0.0.0.0/0';

/** Subnets are worked out when the stack is synthesized, so the network has to be known then. */
const UNKNOWN_PLAN: SubnetPlan = {
  zones: new Map(),
  findings: [
    SUBNETS_DO_NOT_FIT.finding({
      wrong: 'the subnets of a network that is not known at synthesis cannot be worked out',
      given: 'a reference',
      allowed: "a network written out, such as '10.0.0.0/16'",
      fix: 'Write the network out.',
    }),
  ],
};

/**
 * A VPC with a public and a private subnet in each availability zone, an internet gateway and NAT gateways.
 *
 * The VPC's default security group is emptied: what names no group of its own is reached by nothing.
 * Errors: TALOS004, TALOS100 to TALOS104.
 */
export class AwsNetwork extends Construct implements IAwsNetwork {
  readonly region: string;
  readonly cidr: string;
  readonly vpcId: string;
  readonly publicSubnets: readonly AwsSubnet[];
  readonly privateSubnets: readonly AwsSubnet[];
  readonly natAddresses: readonly AwsNatAddress[];
  readonly publicRoutes: readonly ITerraformDependable[];
  readonly privateRoutes: readonly ITerraformDependable[];
  private readonly gateways = new Map<number, NatGateway>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AwsNetworkProps,
  ) {
    super(scope, id);
    this.region = props.region;
    this.cidr = props.cidr;
    const provider = defaultProvider(
      this,
      'aws',
      (stack) => new AwsProvider(stack, 'AwsProvider', { region: props.region }),
    ) as AwsProvider;
    const zones = [...new Set(props.availabilityZones)].filter((zone) => isZoneOf(props.region, zone));
    const plan = isKnown(props.cidr) ? planSubnets(props.cidr, zones) : UNKNOWN_PLAN;
    addFindings(this, [
      ...networkFindings({
        region: props.region,
        cidr: props.cidr,
        availabilityZones: props.availabilityZones,
        providerRegion: provider.region,
      }),
      ...plan.findings,
    ]);

    const vpc = new Vpc(this, 'Resource', {
      cidrBlock: props.cidr,
      // Nodes resolve each other and AWS's own names by the VPC's resolver.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: this.tags(),
    });
    this.vpcId = vpc.id;
    new DefaultSecurityGroup(this, 'DefaultSecurityGroup', { vpcId: vpc.id, tags: this.tags('default') });
    const internet = new InternetGateway(this, 'InternetGateway', { vpcId: vpc.id, tags: this.tags() });
    const publicTable = new RouteTable(this, 'PublicRouteTable', { vpcId: vpc.id, tags: this.tags('public') });
    const publicRoute = new Route(this, 'PublicRoute', {
      routeTableId: publicTable.id,
      destinationCidrBlock: ANYWHERE,
      gatewayId: internet.id,
    });

    const made = zones.flatMap((zone) => {
      const subnets = plan.zones.get(zone);
      return subnets === undefined ? [] : [this.createZone(zone, subnets, publicTable)];
    });
    this.publicSubnets = made.map((zone) => zone.publicSubnet);
    this.privateSubnets = made.map((zone) => zone.privateSubnet);
    this.publicRoutes = [publicRoute, ...made.map((zone) => zone.publicAssociation)];
    this.natAddresses = this.createGateways(made, publicRoute);
    this.privateRoutes = made.flatMap((zone, index) => this.privateRoute(zone, index));
  }

  private createZone(zone: string, plan: ZoneSubnets, publicTable: RouteTable): Zone {
    const scope = new Construct(this, zone);
    const vpcId = this.vpcId;
    const subnet = (id: string, cidrBlock: string, kind: string): Subnet =>
      new Subnet(scope, id, {
        vpcId,
        cidrBlock,
        availabilityZone: zone,
        mapPublicIpOnLaunch: false,
        tags: this.tags(`${kind}-${zone}`),
      });
    const publicSubnet = subnet('PublicSubnet', plan.publicCidr, 'public');
    const privateSubnet = subnet('PrivateSubnet', plan.privateCidr, 'private');
    const privateTable = new RouteTable(scope, 'PrivateRouteTable', { vpcId, tags: this.tags(`private-${zone}`) });
    return {
      scope,
      privateTable,
      publicSubnet: { id: publicSubnet.id, zone, cidr: plan.publicCidr },
      privateSubnet: { id: privateSubnet.id, zone, cidr: plan.privateCidr },
      publicAssociation: new RouteTableAssociation(scope, 'PublicRouteTableAssociation', {
        subnetId: publicSubnet.id,
        routeTableId: publicTable.id,
      }),
      privateAssociation: new RouteTableAssociation(scope, 'PrivateRouteTableAssociation', {
        subnetId: privateSubnet.id,
        routeTableId: privateTable.id,
      }),
    };
  }

  private createGateways(zones: readonly Zone[], publicRoute: Route): AwsNatAddress[] {
    const served = zones.map((_, index) => this.natGateways.gatewayFor(index));
    return [...new Set(served)].flatMap((index) => {
      const zone = index === undefined ? undefined : zones[index];
      if (index === undefined || zone === undefined) return [];
      const { scope, publicSubnet, publicAssociation } = zone;
      const tags = this.tags(publicSubnet.zone);
      const address = new Eip(scope, 'NatAddress', { domain: 'vpc', tags });
      const gateway = new NatGateway(scope, 'NatGateway', {
        allocationId: address.id,
        subnetId: publicSubnet.id,
        tags,
        // A gateway whose subnet has no way out yet is created and does not work.
        dependsOn: [publicRoute, publicAssociation],
        // A gateway that is given up goes after its routes have been turned to another one.
        lifecycle: { createBeforeDestroy: true },
      });
      this.gateways.set(index, gateway);
      return [{ name: publicSubnet.zone, address: address.publicIp }];
    });
  }

  private privateRoute({ scope, privateTable, privateAssociation }: Zone, index: number): ITerraformDependable[] {
    const gateway = this.gateways.get(this.natGateways.gatewayFor(index) ?? -1);
    if (gateway === undefined) return [privateAssociation];
    const route = new Route(scope, 'PrivateRoute', {
      routeTableId: privateTable.id,
      destinationCidrBlock: ANYWHERE,
      natGatewayId: gateway.id,
    });
    return [route, privateAssociation];
  }

  private get natGateways(): NatGateways {
    return this.props.natGateways ?? NatGateways.perZone();
  }

  private tags(what?: string): Record<string, string> {
    const name = uniqueName(this, 200);
    return { ...this.props.tags, Name: what === undefined ? name : `${name}-${what}` };
  }
}

/** What a zone has been given. */
interface Zone {
  readonly scope: Construct;
  readonly publicSubnet: AwsSubnet;
  readonly privateSubnet: AwsSubnet;
  readonly privateTable: RouteTable;
  readonly publicAssociation: RouteTableAssociation;
  readonly privateAssociation: RouteTableAssociation;
}
