import fc from '../../support/property';
import { IpNetwork } from '../../../lib/config/ip-network';
import { planSubnets } from '../../../lib/platforms/aws/subnet-plan';

/** VPC networks of every size that is taken. */
const vpcs = fc
  .record({ prefix: fc.integer({ min: 16, max: 22 }), base: fc.nat({ max: 0xffff }) })
  .map(({ prefix, base }) => {
    const address = ((10 << 24) | ((base << 8) & 0xffffff)) & ~(2 ** (32 - prefix) - 1);
    return `${[24, 16, 8, 0].map((shift) => String((address >>> shift) & 255)).join('.')}/${String(prefix)}`;
  });
const zoneCounts = fc.integer({ min: 1, max: 8 });

/** The first zones of a region. */
function zonesOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `eu-central-1${String.fromCharCode(97 + index)}`);
}

function subnetsOf(cidr: string, zones: number): IpNetwork[] {
  return [...planSubnets(cidr, zonesOf(zones)).zones.values()].flatMap(({ publicCidr, privateCidr }) => [
    IpNetwork.of(privateCidr),
    IpNetwork.of(publicCidr),
  ]);
}

describe('the subnets of a VPC', () => {
  test('are two for each zone, inside the VPC and apart from each other', () => {
    fc.assert(
      fc.property(vpcs, zoneCounts, (cidr, zones) => {
        const vpc = IpNetwork.of(cidr);
        const subnets = subnetsOf(cidr, zones);
        expect(subnets).toHaveLength(2 * zones);
        expect(subnets.every((subnet) => vpc.overlaps(subnet) && subnet.prefixLength > vpc.prefixLength)).toBe(true);
        const overlapping = subnets.filter((a, i) => subnets.some((b, j) => i !== j && a.overlaps(b)));
        expect(overlapping.map(String)).toEqual([]);
      }),
    );
  });

  test('stay what they are when zones are added, removed and put in another order', () => {
    fc.assert(
      fc.property(vpcs, fc.shuffledSubarray(zonesOf(8)), fc.shuffledSubarray(zonesOf(8)), (cidr, some, others) => {
        const before = planSubnets(cidr, some).zones;
        const after = planSubnets(cidr, others).zones;
        for (const zone of some.filter((each) => others.includes(each)))
          expect(after.get(zone)).toEqual(before.get(zone));
      }),
    );
  });

  test('are large enough for a network load balancer', () => {
    fc.assert(
      fc.property(vpcs, zoneCounts, (cidr, zones) => {
        expect(subnetsOf(cidr, zones).filter((subnet) => subnet.prefixLength > 27)).toEqual([]);
      }),
    );
  });

  test('of a /16 are /20 for machines and /21 for load balancers', () => {
    expect([...planSubnets('10.140.0.0/16', zonesOf(2)).zones.values()]).toMatchObject([
      { privateCidr: '10.140.0.0/20', publicCidr: '10.140.16.0/21' },
      { privateCidr: '10.140.32.0/20', publicCidr: '10.140.48.0/21' },
    ]);
  });

  test('have each a /64 of their own in the /56 of the VPC', () => {
    const places = [...planSubnets('10.140.0.0/16', zonesOf(8)).zones.values()].flatMap((zone) => [
      zone.privateIpv6Place,
      zone.publicIpv6Place,
    ]);
    expect(new Set(places).size).toBe(16);
    expect(places.every((place) => Number.isInteger(place) && place >= 0 && place < 256)).toBe(true);
  });

  test.each([
    ['10.140.0.0/24', 3],
    ['10.140.0.0/16', 9],
    ['10.0.0.0/8', 3],
    ['fd00::/56', 1],
  ])('do not fit: %s with %i zones', (cidr, zones) => {
    const plan = planSubnets(cidr, zonesOf(zones));
    expect(plan.zones.size).toBe(0);
    expect(plan.findings).toEqual([
      expect.objectContaining({
        code: 'TALOS100',
        wrong: `the subnets of ${String(zones)} availability zones do not fit in this network`,
        allowed: 'an IPv4 network from /16 to /22, and zones with a letter from a to h',
      }),
    ]);
  });

  test('are not planned in what is no network', () => {
    expect(planSubnets('10.140.0.1', zonesOf(1)).findings).toEqual([expect.objectContaining({ code: 'TALOS004' })]);
  });
});
