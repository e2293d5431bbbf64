import {
  CLUSTER_RANGE_OVERLAP,
  PROVIDER_REGION,
  REGION_FORM,
  ZONES_MISSING,
  ZONE_ELSEWHERE,
} from '../../../checks/aws-checks';
import { Finding, collect, quote } from '../../../checks/check';
import { IpNetwork } from '../../../config/ip-network';
import { isKnown } from '../../../terraform/app-validation';

/** What the checks of a network look at. */
export interface NetworkUnderCheck {
  readonly region: string;
  readonly cidr: string;
  readonly availabilityZones: readonly string[];
  /** Region of the stack's AWS provider; undefined where its environment says it. */
  readonly providerRegion: string | undefined;
}

/** Talos's defaults for pods and services. */
const CLUSTER_RANGES = { pods: IpNetwork.of('10.244.0.0/16'), services: IpNetwork.of('10.96.0.0/12') };

/** What is wrong with the props of a network, its subnets aside. */
export function networkFindings(network: NetworkUnderCheck): Finding[] {
  return [...regionFindings(network), ...zoneFindings(network), ...overlapFindings(network.cidr)];
}

/** Whether a zone can be given subnets: a plain zone of the region, named by its letter. */
export function isZoneOf(region: string, zone: string): boolean {
  return isKnown(zone) && zone.length === region.length + 1 && zone.startsWith(region) && /[a-z]$/.test(zone);
}

function regionFindings({ region, providerRegion }: NetworkUnderCheck): Finding[] {
  if (!isKnown(region) || !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    return [
      REGION_FORM.finding({
        wrong: 'this is not the code of a region',
        given: isKnown(region) ? quote(region) : 'a reference',
        allowed: "a code written out, such as 'eu-central-1'",
      }),
    ];
  }
  return providerRegion === undefined || !isKnown(providerRegion) || providerRegion === region
    ? []
    : [
        PROVIDER_REGION.finding({
          wrong: `the stack's AWS provider creates everything in ${quote(providerRegion)}`,
          given: `region ${quote(region)}, provider in ${quote(providerRegion)}`,
          allowed: 'one region for both',
        }),
      ];
}

function zoneFindings({ region, availabilityZones: zones }: NetworkUnderCheck): Finding[] {
  const twice = zones.filter((zone, index) => zones.indexOf(zone) !== index);
  const elsewhere = zones.filter((zone) => !isZoneOf(region, zone));
  return [
    ...(zones.length > 0 && twice.length === 0
      ? []
      : [
          ZONES_MISSING.finding({
            wrong: zones.length === 0 ? 'no availability zone is named' : 'an availability zone is named twice',
            given: zones.length === 0 ? 'availabilityZones: []' : twice.map(quote).join(', '),
            allowed: `each zone once, such as ['${region}a', '${region}b']`,
          }),
        ]),
    ...(elsewhere.length === 0
      ? []
      : [
          ZONE_ELSEWHERE.finding({
            wrong: `these are not availability zones of ${quote(region)}`,
            given: elsewhere.map((zone) => (isKnown(zone) ? quote(zone) : 'a reference')).join(', '),
            allowed: `the region's code and a letter, such as '${region}a'`,
          }),
        ]),
  ];
}

function overlapFindings(cidr: string): Finding[] {
  // A text that is no network is reported with the plan of the subnets.
  const network = collect([], () => IpNetwork.of(cidr), undefined);
  if (network === undefined) return [];
  return Object.entries(CLUSTER_RANGES)
    .filter(([, range]) => range.overlaps(network))
    .map(([what, range]) =>
      CLUSTER_RANGE_OVERLAP.finding({
        wrong: `the VPC overlaps the network that Talos gives to ${what}`,
        given: `${network.text}, ${what} in ${range.text}`,
        allowed: 'a network without 10.244.0.0/16 and 10.96.0.0/12, such as 10.0.0.0/16 or 172.20.0.0/16',
      }),
    );
}
