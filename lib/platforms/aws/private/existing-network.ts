import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { EXISTING_SUBNETS } from '../../../checks/aws-checks';
import { Finding, collect, quote } from '../../../checks/check';
import { IpNetwork } from '../../../config/ip-network';
import { addFindings, isKnown } from '../../../terraform/app-validation';
import { defaultProvider } from '../../../terraform/providers';
import { AwsNatAddress, AwsSubnet, IAwsNetwork } from '../network';
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

  constructor(scope: Construct, id: string, props: ExistingAwsNetworkProps) {
    super(scope, id);
    this.region = props.region;
    this.vpcId = props.vpcId;
    this.cidr = props.cidr;
    this.ipv6Cidr = props.ipv6Cidr;
    this.privateSubnets = props.privateSubnets;
    this.publicSubnets = props.publicSubnets ?? [];
    this.natAddresses = props.natAddresses ?? [];
    const provider = defaultProvider(
      this,
      'aws',
      (stack) => new AwsProvider(stack, 'AwsProvider', { region: props.region }),
    ) as AwsProvider;
    const { region, cidr, ipv6Cidr } = props;
    const zonesOf = (subnets: readonly AwsSubnet[]): string[] => subnets.map(({ zone }) => zone);
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
      ...subnetFindings(cidr, [...this.privateSubnets, ...this.publicSubnets]),
      ...ipv6Findings(ipv6Cidr, [...this.privateSubnets, ...this.publicSubnets]),
    ]);
  }
}

function subnetFindings(cidr: string, subnets: readonly AwsSubnet[]): Finding[] {
  const findings: Finding[] = [];
  const read = (text: string): IpNetwork | undefined =>
    isKnown(text) ? collect(findings, () => IpNetwork.of(text), undefined) : undefined;
  const vpc = read(cidr);
  const ids = subnets.map(({ id }) => id).filter(isKnown);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  const outside = subnets.filter((subnet) => {
    const network = read(subnet.cidr);
    return (
      vpc !== undefined && network !== undefined && !(vpc.overlaps(network) && network.prefixLength >= vpc.prefixLength)
    );
  });
  return [
    ...findings,
    ...(twice.length === 0
      ? []
      : [
          EXISTING_SUBNETS.finding({
            wrong: 'a subnet is named twice',
            given: twice.map(quote).join(', '),
            allowed: 'each subnet once, as a private or as a public one',
          }),
        ]),
    ...(outside.length === 0
      ? []
      : [
          EXISTING_SUBNETS.finding({
            wrong: `these subnets are not in the VPC's network`,
            given: outside.map((subnet) => `${quote(subnet.cidr)} in ${quote(subnet.zone)}`).join(', '),
            allowed: `networks inside ${quote(cidr)}`,
          }),
        ]),
  ];
}

/** Half of a network with IPv6 is a network whose machines find each other by chance. */
function ipv6Findings(ipv6Cidr: string | undefined, subnets: readonly AwsSubnet[]): Finding[] {
  const findings: Finding[] = [];
  const read = (text: string | undefined): IpNetwork | undefined =>
    text !== undefined && isKnown(text) ? collect(findings, () => IpNetwork.of(text), undefined) : undefined;
  const named = (list: readonly AwsSubnet[]): string =>
    list.map(({ ipv6Cidr: own, zone }) => `${own === undefined ? 'none' : quote(own)} in ${quote(zone)}`).join(', ');
  const uneven = subnets.filter((subnet) => (subnet.ipv6Cidr === undefined) !== (ipv6Cidr === undefined));
  if (uneven.length > 0) {
    return [
      EXISTING_SUBNETS.finding({
        wrong:
          ipv6Cidr === undefined
            ? 'subnets have IPv6, and the network is not said to have it'
            : 'the network has IPv6, and these subnets have not',
        given: `ipv6Cidr of the network: ${ipv6Cidr === undefined ? 'none' : quote(ipv6Cidr)}; of subnets: ${named(uneven)}`,
        allowed: 'ipv6Cidr of the network and of every subnet, or of none',
      }),
    ];
  }
  const vpc = read(ipv6Cidr);
  const outside = subnets.filter((subnet) => {
    const network = read(subnet.ipv6Cidr);
    return vpc !== undefined && network !== undefined && !(vpc.text.includes(':') && vpc.covers(network));
  });
  return [
    ...findings,
    ...(outside.length === 0
      ? []
      : [
          EXISTING_SUBNETS.finding({
            wrong: `these subnets are not in the VPC's IPv6 network`,
            given: named(outside),
            allowed: `IPv6 networks inside ${quote(ipv6Cidr)}`,
          }),
        ]),
  ];
}
