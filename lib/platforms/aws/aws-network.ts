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
import { addFindings, isKnown } from '../../terraform/app-validation';
import { requireProps } from '../../terraform/required-props';
import { defaultProvider } from '../../terraform/providers';
import { withoutTraces } from '../../terraform/without-traces';
import { AwsNetworkProps } from './aws-network-props';
import { NatGateways } from './nat-gateways';
import { AwsNatAddress, AwsSubnet, IAwsNetwork } from './network';
import { ExistingAwsNetworkProps, ExistingNetwork } from './private/existing-network';
import { Ipv6Side } from './private/ipv6-side';
import { LockedNetworkAcl } from './private/locked-network-acl';
import { NetworkFlowLog } from './private/network-flow-log';
import { isZoneOf, networkFindings } from './private/network-findings';
import { S3Endpoint } from './private/s3-endpoint';
import { ServiceEndpoints } from './private/service-endpoints';
import { uniqueName } from './private/unique-name';
import { UNKNOWN_PLAN, ZoneSubnets, planSubnets } from './subnet-plan';
import { roleTagFindings, tagFindings } from './private/tag-findings';
import { identifierFindings } from './private/identifier-findings';

const ANYWHERE = '0.0.0.0/0';

/**
 * A VPC with a public and a private subnet in each availability zone, an internet gateway and NAT gateways, and with
 * IPv6 where it is asked for.
 *
 * The VPC's default security group and its default network ACL are emptied: what names no group, or no ACL, of its own
 * is reached by nothing.
 * Errors: TALOS004, TALOS100 to TALOS104, TALOS500, TALOS501.
 */
export class AwsNetwork extends Construct implements IAwsNetwork {
  /**
   * A VPC that exists already, by the ids of its parts: nothing in it is created or changed. Its subnets have to be
   * routed already. The stack's AWS provider is set to its region where you create none.
   * Errors: TALOS004, TALOS005, TALOS101 to TALOS104, TALOS121, TALOS484, TALOS485, TALOS501.
   */
  static fromIds(scope: Construct, id: string, props: ExistingAwsNetworkProps): IAwsNetwork {
    return new ExistingNetwork(scope, id, props);
  }

  readonly region: string;
  readonly cidr: string;
  readonly ipv6Cidr?: string;
  readonly vpcId: string;
  readonly publicSubnets: readonly AwsSubnet[];
  readonly privateSubnets: readonly AwsSubnet[];
  readonly natAddresses: readonly AwsNatAddress[];
  readonly publicRoutes: readonly ITerraformDependable[];
  readonly privateRoutes: readonly ITerraformDependable[];
  readonly hasFlowLog: boolean;
  private readonly ipv6: Ipv6Side | undefined;
  private readonly gateways = new Map<number, NatGateway>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AwsNetworkProps,
  ) {
    super(scope, id);
    using _ = withoutTraces();
    requireProps(
      this,
      props,
      { region: 'text', cidr: 'text', availabilityZones: 'list' },
      {
        natGateways: { object: 'NatGateways.perZone(), or another of its makers' },
        flowLogs: { object: 'FlowLogs.toCloudWatch(), or FlowLogs.toS3({ bucketArn })' },
        serviceEndpoints: 'list',
      },
    );
    addFindings(this, [
      // The role that writes a flow log into CloudWatch has the tags of the VPC, its name included.
      ...(props.flowLogs?.target.kind === 'cloudwatch' ? roleTagFindings(this.tags()) : tagFindings(props.tags)),
      ...identifierFindings({ ...props.flowLogs?.identifiers }),
    ]);
    this.region = props.region;
    this.cidr = props.cidr;
    this.hasFlowLog = props.flowLogs !== undefined;
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
      ...(props.ipv6 === true ? { assignGeneratedIpv6CidrBlock: true } : {}),
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
    this.ipv6 = props.ipv6 === true ? this.createIpv6(vpc, publicTable, internet) : undefined;
    this.ipv6Cidr = this.ipv6?.cidr;

    const made = zones.flatMap((zone) => {
      const subnets = plan.zones.get(zone);
      return subnets === undefined ? [] : [this.createZone(zone, subnets, publicTable)];
    });
    this.publicSubnets = made.map((zone) => zone.publicSubnet);
    this.privateSubnets = made.map((zone) => zone.privateSubnet);
    const acl = this.lockAcl(vpc);
    this.publicRoutes = [
      publicRoute,
      ...(this.ipv6 === undefined ? [] : [this.ipv6.publicRoute]),
      acl.open,
      ...made.map((zone) => zone.publicAssociation),
    ];
    this.natAddresses = this.createGateways(made, publicRoute);
    this.privateRoutes = [acl.open, ...made.flatMap((zone, index) => this.privateRoute(zone, index))];
    this.createServices(new Map(made.map((zone) => [zone.privateSubnet.zone, zone.privateTable.id])));
  }

  private createIpv6(vpc: Vpc, publicTable: RouteTable, internet: InternetGateway): Ipv6Side {
    return new Ipv6Side(this, 'Ipv6', {
      vpc,
      publicRouteTableId: publicTable.id,
      internetGatewayId: internet.id,
      tags: this.tags('ipv6'),
    });
  }

  private lockAcl(vpc: Vpc): LockedNetworkAcl {
    return new LockedNetworkAcl(this, 'NetworkAcl', {
      vpcId: vpc.id,
      defaultNetworkAclId: vpc.defaultNetworkAclId,
      subnetIds: [...this.publicSubnets, ...this.privateSubnets].map((subnet) => subnet.id),
      ipv6: this.ipv6 !== undefined,
      tags: (what) => this.tags(what),
    });
  }

  private createServices(routeTables: ReadonlyMap<string, string>): void {
    const { vpcId } = this;
    const { region, cidr, s3Endpoint = true, serviceEndpoints: services = [], flowLogs } = this.props;
    if (s3Endpoint) new S3Endpoint(this, 'S3Endpoint', { vpcId, region, routeTables, tags: this.tags('s3') });
    if (services.length > 0) {
      const subnetIds = this.privateSubnets.map((subnet) => subnet.id);
      const tags = { ...this.props.tags };
      new ServiceEndpoints(this, 'ServiceEndpoints', { vpcId, region, cidr, subnetIds, services, tags });
    }
    if (flowLogs !== undefined) {
      new NetworkFlowLog(this, 'FlowLog', { vpcId, region, flowLogs, tags: this.tags() });
    }
  }

  private createZone(zone: string, plan: ZoneSubnets, publicTable: RouteTable): Zone {
    const scope = new Construct(this, zone);
    const vpcId = this.vpcId;
    const publicIpv6 = this.ipv6?.subnet(plan.publicIpv6Place);
    const privateIpv6 = this.ipv6?.subnet(plan.privateIpv6Place);
    const subnet = (id: string, cidrBlock: string, ipv6CidrBlock: string | undefined, kind: string): Subnet =>
      new Subnet(scope, id, {
        vpcId,
        cidrBlock,
        ...(ipv6CidrBlock === undefined ? {} : { ipv6CidrBlock, assignIpv6AddressOnCreation: true }),
        availabilityZone: zone,
        mapPublicIpOnLaunch: false,
        tags: this.tags(`${kind}-${zone}`),
      });
    const publicSubnet = subnet('PublicSubnet', plan.publicCidr, publicIpv6, 'public');
    const privateSubnet = subnet('PrivateSubnet', plan.privateCidr, privateIpv6, 'private');
    const privateTable = new RouteTable(scope, 'PrivateRouteTable', { vpcId, tags: this.tags(`private-${zone}`) });
    return {
      scope,
      privateTable,
      publicSubnet: { id: publicSubnet.id, zone, cidr: plan.publicCidr, ipv6Cidr: publicIpv6 },
      privateSubnet: { id: privateSubnet.id, zone, cidr: plan.privateCidr, ipv6Cidr: privateIpv6 },
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
    const ipv6 = this.ipv6 === undefined ? [] : [this.ipv6.privateRoute(scope, privateTable.id)];
    if (gateway === undefined) return [...ipv6, privateAssociation];
    const route = new Route(scope, 'PrivateRoute', {
      routeTableId: privateTable.id,
      destinationCidrBlock: ANYWHERE,
      natGatewayId: gateway.id,
    });
    return [route, ...ipv6, privateAssociation];
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
