import { Finding, collect, quote } from '../../checks/check';
import { SUBNETS_DO_NOT_FIT } from '../../checks/aws-checks';
import { IpAddress, IpNetwork } from '../../config/ip-network';

/** The two subnets of one availability zone, in CIDR notation. */
export interface ZoneSubnets {
  /** For load balancers and NAT gateways. */
  readonly publicCidr: string;
  /** For machines. */
  readonly privateCidr: string;
  /** Which /64 of the VPC's IPv6 /56 is the public subnet's, from 0 to 255. */
  readonly publicIpv6Place: number;
  /** Which /64 of it is the private subnet's. */
  readonly privateIpv6Place: number;
}

/** What a VPC network is divided into, or why it cannot be. */
export interface SubnetPlan {
  /** The subnets of each zone by its name; none when they do not fit. */
  readonly zones: ReadonlyMap<string, ZoneSubnets>;
  /** What is wrong. */
  readonly findings: readonly Finding[];
}

/** The plan of a network that is a reference: subnets are worked out when the stack is synthesized. */
export const UNKNOWN_PLAN: SubnetPlan = {
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

/** Each zone has an eighth of the network, however many zones there are: no region offers more than six to an account. */
const SLOT_BITS = 3;

/** A network load balancer asks for a /27 at least, and EC2 takes a VPC from /16 on. */
const SMALLEST_PUBLIC_PREFIX = 27;
const LARGEST_VPC_PREFIX = 16;
const SMALLEST_VPC_PREFIX = SMALLEST_PUBLIC_PREFIX - SLOT_BITS - 2;

/** Amazon gives a VPC a /56, and a subnet takes a /64 and nothing else. */
const IPV6_SUBNET_BITS = 8;

/**
 * Divides a VPC network among availability zones.
 *
 * The first half of a zone's eighth is its private subnet, the next quarter its public one, and the last quarter stays
 * free. A zone's place depends on its letter alone, so that zones can be added, removed and put in another order without
 * moving a subnet: EC2 cannot change the CIDR of one. Of IPv6 the same parts are dealt out, and each subnet takes the
 * first /64 of its own. Errors: TALOS004, TALOS100.
 */
export function planSubnets(cidr: string, zones: readonly string[]): SubnetPlan {
  const findings: Finding[] = [];
  const network = collect(findings, () => IpNetwork.of(cidr), undefined);
  if (network === undefined) return { zones: new Map(), findings };
  const start = IpAddress.of(network.text.split('/')[0] ?? '');
  const { prefixLength } = network;
  const fits =
    !start.isV6 &&
    prefixLength >= LARGEST_VPC_PREFIX &&
    prefixLength <= SMALLEST_VPC_PREFIX &&
    zones.every((zone) => slotOf(zone) < 1 << SLOT_BITS);
  if (!fits) {
    findings.push(
      SUBNETS_DO_NOT_FIT.finding({
        wrong: `the subnets of ${String(zones.length)} availability zones do not fit in this network`,
        given: `${quote(network)}, ${zones.map(quote).join(', ')}`,
        allowed: `an IPv4 network from /${String(LARGEST_VPC_PREFIX)} to /${String(SMALLEST_VPC_PREFIX)}, and zones with a letter from a to h`,
      }),
    );
    return { zones: new Map(), findings };
  }
  const quarter = 2 ** (32 - prefixLength - SLOT_BITS - 2);
  const subnet = (places: number, prefix: number): string => `${start.plus(places)?.text ?? ''}/${String(prefix)}`;
  const ipv6Quarter = 2 ** (IPV6_SUBNET_BITS - SLOT_BITS - 2);
  const planned = zones.map((zone) => {
    const first = slotOf(zone) * quarter * 4;
    const firstIpv6 = slotOf(zone) * ipv6Quarter * 4;
    return [
      zone,
      {
        privateCidr: subnet(first, prefixLength + SLOT_BITS + 1),
        publicCidr: subnet(first + quarter * 2, prefixLength + SLOT_BITS + 2),
        privateIpv6Place: firstIpv6,
        publicIpv6Place: firstIpv6 + ipv6Quarter * 2,
      },
    ] as const;
  });
  return { zones: new Map(planned), findings };
}

/** The place of a zone in its region: 0 for `eu-central-1a`. */
function slotOf(zone: string): number {
  return zone.charCodeAt(zone.length - 1) - 'a'.charCodeAt(0);
}
