import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { addFindings } from '../../../terraform/app-validation';
import { defaultProvider } from '../../../terraform/providers';
import { requireProps } from '../../../terraform/required-props';
import { AwsNatAddress, AwsSubnet, IAwsNetwork } from '../network';
import { ipv6Findings, natAddressFindings, subnetFindings } from './existing-network-findings';
import { identifierFindings } from './identifier-findings';
import { networkFindings, zoneFindings } from './network-findings';

/** A VPC that exists already. */
export interface ExistingAwsNetworkProps {
  /** Code of the region, such as `eu-central-1`. */
  readonly region: string;
  /** Id of the VPC, such as `vpc-0123456789abcdef0`. Names have to be resolved in it (DNS support). */
  readonly vpcId: string;
  /** Network of the whole VPC in CIDR notation: kubelet and etcd are held to it. */
  readonly cidr: string;
  /**
   * IPv6 network of the whole VPC, where machines are to have both families. Every subnet then names its own
   * (`ipv6Cidr`), and gives new machines an address by itself: `assignIpv6AddressOnCreation` of the subnet.
   * @default - IPv4 alone
   */
  readonly ipv6Cidr?: string;
  /**
   * Subnets for the machines, one a zone. Add zones at the end: a machine's place goes by the order.
   */
  readonly privateSubnets: readonly AwsSubnet[];
  /**
   * Subnets for load balancers that face the internet, one a zone.
   * @default - none: load balancers are internal
   */
  readonly publicSubnets?: readonly AwsSubnet[];
  /**
   * Addresses with which the machines appear on the internet: an internet-facing load balancer admits them.
   * @default - none: the machines are taken to have no way out, which is told as a warning
   */
  readonly natAddresses?: readonly AwsNatAddress[];
  /**
   * Whether a flow log of the VPC records its connections.
   * @default - not known, which is told as a warning where a load balancer has access logs
   */
  readonly hasFlowLog?: boolean;
}

/** A VPC that exists already, by the ids of its parts. */
export class ExistingNetwork extends Construct implements IAwsNetwork {
  readonly region: string;
  readonly vpcId: string;
  readonly cidr: string;
  readonly ipv6Cidr?: string;
  readonly publicSubnets: readonly AwsSubnet[];
  readonly privateSubnets: readonly AwsSubnet[];
  readonly natAddresses: readonly AwsNatAddress[];
  readonly publicRoutes: readonly ITerraformDependable[] = [];
  readonly privateRoutes: readonly ITerraformDependable[] = [];
  readonly hasFlowLog?: boolean;

  constructor(scope: Construct, id: string, props: ExistingAwsNetworkProps) {
    super(scope, id);
    requireNetworkProps(this, props);
    this.region = props.region;
    this.vpcId = props.vpcId;
    this.cidr = props.cidr;
    this.ipv6Cidr = props.ipv6Cidr;
    this.privateSubnets = props.privateSubnets;
    this.publicSubnets = props.publicSubnets ?? [];
    // Two of one name, which are told, would be two rules at one address.
    this.natAddresses = [...new Map((props.natAddresses ?? []).map((each) => [each.name, each])).values()];
    this.hasFlowLog = props.hasFlowLog;
    const provider = defaultProvider(
      this,
      'aws',
      (stack) => new AwsProvider(stack, 'AwsProvider', { region: props.region }),
    ) as AwsProvider;
    const { region, cidr, ipv6Cidr } = props;
    const subnets = [...this.privateSubnets, ...this.publicSubnets];
    const zonesOf = (named: readonly AwsSubnet[]): string[] => named.map(({ zone }) => zone);
    addFindings(this, [
      ...networkFindings({
        region,
        cidr,
        providerRegion: provider.region,
        availabilityZones: zonesOf(this.privateSubnets),
      }),
      ...(this.publicSubnets.length === 0
        ? []
        : zoneFindings({ region, availabilityZones: zonesOf(this.publicSubnets) })),
      ...identifierFindings({ vpcId: props.vpcId, subnetId: subnets.map(({ id }) => id) }),
      ...subnetFindings(cidr, subnets),
      ...ipv6Findings(ipv6Cidr, subnets),
      ...natAddressFindings(props.natAddresses ?? []),
    ]);
  }
}

const SUBNET = { object: 'an object of id, zone and cidr' };
const NAT_ADDRESS = { object: "an object of name and address, such as { name: 'office', address: '198.51.100.7' }" };

/** Refuses what the network cannot begin with: first the props themselves, and then what is in their lists. */
function requireNetworkProps(scope: Construct, props: ExistingAwsNetworkProps): void {
  requireProps(
    scope,
    props,
    { region: 'text', vpcId: 'text', cidr: 'text', privateSubnets: { listOf: SUBNET } },
    { ipv6Cidr: 'text', publicSubnets: { listOf: SUBNET }, natAddresses: { listOf: NAT_ADDRESS } },
  );
  const { privateSubnets, publicSubnets = [], natAddresses = [] } = props;
  const texts = Object.fromEntries([
    ...textsOf('privateSubnets', privateSubnets, ({ id, zone, cidr }) => ({ id, zone, cidr })),
    ...textsOf('publicSubnets', publicSubnets, ({ id, zone, cidr }) => ({ id, zone, cidr })),
    ...textsOf('natAddresses', natAddresses, ({ name, address }) => ({ name, address })),
  ]);
  requireProps(scope, texts, Object.fromEntries(Object.keys(texts).map((name) => [name, 'text' as const])));
}

/** The texts of what is in a list, by where they are: `natAddresses[0].address`. */
function textsOf<T>(
  list: string,
  parts: readonly T[],
  textsOfPart: (part: T) => Readonly<Record<string, string>>,
): (readonly [string, string])[] {
  return parts.flatMap((part, index) =>
    Object.entries(textsOfPart(part)).map(([name, text]) => [`${list}[${String(index)}].${name}`, text] as const),
  );
}
