import { EXISTING_SUBNETS } from '../../../checks/aws-checks';
import { Finding, collect, quote } from '../../../checks/check';
import { ADDRESS_FORM } from '../../../checks/value-checks';
import { IpAddress, IpNetwork } from '../../../config/ip-network';
import { isKnown } from '../../../terraform/app-validation';
import { AwsNatAddress, AwsSubnet } from '../network';

/** What is wrong with the subnets of a network that exists already, over IPv4. */
export function subnetFindings(cidr: string, subnets: readonly AwsSubnet[]): Finding[] {
  const findings: Finding[] = [];
  const vpc = networkOf(cidr, findings);
  const ids = subnets.map(({ id }) => id).filter(isKnown);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  const read = subnets.map((subnet) => ({ subnet, network: networkOf(subnet.cidr, findings) }));
  const outside = read.filter(({ network }) => vpc !== undefined && network !== undefined && !vpc.covers(network));
  return [
    ...findings,
    ...(twice.length === 0
      ? []
      : [
          EXISTING_SUBNETS.finding({
            wrong: 'a subnet is named twice',
            given: twice.map(quote).join(', '),
            allowed: 'each subnet once, as a private or as a public one',
            fix: 'Name each subnet once: machines with private addresses in one, load balancers on the internet in another.',
          }),
        ]),
    ...(outside.length === 0
      ? []
      : [
          EXISTING_SUBNETS.finding({
            wrong: `these subnets are not in the VPC's network`,
            given: outside.map(({ subnet }) => `${quote(subnet.cidr)} in ${quote(subnet.zone)}`).join(', '),
            allowed: `networks inside ${quote(cidr)}`,
          }),
        ]),
    // Of a subnet that is named twice, its network says nothing more.
    ...(twice.length === 0 ? overlapFindings(read, 'cidr') : []),
  ];
}

/** What is wrong with its IPv6: half of a network with IPv6 is one whose machines find each other by chance. */
export function ipv6Findings(ipv6Cidr: string | undefined, subnets: readonly AwsSubnet[]): Finding[] {
  const findings: Finding[] = [];
  const uneven = subnets.filter((subnet) => (subnet.ipv6Cidr === undefined) !== (ipv6Cidr === undefined));
  if (uneven.length > 0) return [unevenFinding(ipv6Cidr, uneven)];
  const vpc = ipv6Cidr === undefined ? undefined : networkOf(ipv6Cidr, findings);
  const read = subnets.map((subnet) => ({
    subnet,
    network: subnet.ipv6Cidr === undefined ? undefined : networkOf(subnet.ipv6Cidr, findings),
  }));
  const outside = read.filter(
    ({ network }) => vpc !== undefined && network !== undefined && !(vpc.text.includes(':') && vpc.covers(network)),
  );
  return [
    ...findings,
    ...(outside.length === 0
      ? []
      : [
          EXISTING_SUBNETS.finding({
            wrong: `these subnets are not in the VPC's IPv6 network`,
            given: ipv6Of(outside.map(({ subnet }) => subnet)),
            allowed: `IPv6 networks inside ${quote(ipv6Cidr)}`,
            fix: "Write the IPv6 network of each subnet, which is a /64 of the VPC's, as 'ipv6Cidr'.",
          }),
        ]),
    ...overlapFindings(read, 'ipv6Cidr'),
  ];
}

/** What is wrong with the addresses that its machines appear by. */
export function natAddressFindings(addresses: readonly AwsNatAddress[]): Finding[] {
  const findings: Finding[] = [];
  for (const address of addresses.map((each) => each.address).filter(isKnown)) {
    const read = collect(findings, () => IpAddress.of(address), undefined);
    if (read?.isV6 !== true) continue;
    findings.push(
      ADDRESS_FORM.finding({
        wrong: 'machines appear by an address of IPv4: over IPv6 nobody translates theirs',
        given: `${quote(address)} in natAddresses`,
        allowed: "IPv4 addresses, such as '198.51.100.7'",
        fix: "Write the IPv4 address of the NAT gateway, and the VPC's IPv6 network as 'ipv6Cidr'.",
      }),
    );
  }
  const names = addresses.map(({ name }) => name);
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  return twice.length === 0
    ? findings
    : [
        ...findings,
        EXISTING_SUBNETS.finding({
          wrong: 'two of the natAddresses have one name',
          given: twice.map(quote).join(', '),
          allowed: 'a name of its own for each, such as its zone',
          fix: 'Give each address a name of its own.',
        }),
      ];
}

interface ReadSubnet {
  readonly subnet: AwsSubnet;
  /** Its network; undefined where it is not known, or none. */
  readonly network: IpNetwork | undefined;
}

function overlapFindings(read: readonly ReadSubnet[], prop: 'cidr' | 'ipv6Cidr'): Finding[] {
  const overlapping = read.filter(({ network }, index) =>
    read.some(
      (other, place) =>
        place !== index && network !== undefined && other.network !== undefined && network.overlaps(other.network),
    ),
  );
  return overlapping.length === 0
    ? []
    : [
        EXISTING_SUBNETS.finding({
          wrong: 'these subnets share addresses, which subnets of a VPC never do',
          given: overlapping.map(({ subnet }) => `${quote(subnet[prop])} in ${quote(subnet.zone)}`).join(', '),
          allowed: 'a network of its own for each subnet',
          fix: `Write the network of each subnet, as AWS shows it, as '${prop}'.`,
        }),
      ];
}

function unevenFinding(ipv6Cidr: string | undefined, uneven: readonly AwsSubnet[]): Finding {
  return EXISTING_SUBNETS.finding({
    wrong:
      ipv6Cidr === undefined
        ? 'subnets have IPv6, and the network is not said to have it'
        : 'the network has IPv6, and these subnets have not',
    given: `ipv6Cidr of the network: ${ipv6Cidr === undefined ? 'none' : quote(ipv6Cidr)}; of subnets: ${ipv6Of(uneven)}`,
    allowed: 'ipv6Cidr of the network and of every subnet, or of none',
    fix:
      ipv6Cidr === undefined
        ? "Write 'ipv6Cidr' of the network as well, or leave it out of the subnets."
        : "Write 'ipv6Cidr' of each of these subnets, or leave it out of the network.",
  });
}

function ipv6Of(subnets: readonly AwsSubnet[]): string {
  return subnets
    .map(({ ipv6Cidr, zone }) => `${ipv6Cidr === undefined ? 'none' : quote(ipv6Cidr)} in ${quote(zone)}`)
    .join(', ');
}

function networkOf(text: string, findings: Finding[]): IpNetwork | undefined {
  return isKnown(text) ? collect(findings, () => IpNetwork.of(text), undefined) : undefined;
}
