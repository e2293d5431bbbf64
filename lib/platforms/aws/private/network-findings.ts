import { PROVIDER_REGION, REGION_FORM, ZONES_MISSING, ZONE_ELSEWHERE } from '../../../checks/aws-checks';
import { Finding, quote } from '../../../checks/check';
import { isKnown } from '../../../terraform/app-validation';
import { isRegion, regionHint } from './region';

/** What the checks of a network look at. */
export interface NetworkUnderCheck {
  readonly region: string;
  readonly cidr: string;
  readonly availabilityZones: readonly string[];
  /** Region of the stack's AWS provider; undefined where its environment says it. */
  readonly providerRegion: string | undefined;
}

/** What is wrong with the props of a network, its subnets aside. */
export function networkFindings(network: NetworkUnderCheck): Finding[] {
  return [...regionFindings(network), ...zoneFindings(network)];
}

/** Whether a zone can be given subnets: a plain zone of the region, named by its letter. */
export function isZoneOf(region: string, zone: string): boolean {
  return isKnown(zone) && zone.length === region.length + 1 && zone.startsWith(region) && /[a-z]$/.test(zone);
}

function regionFindings({ region, providerRegion }: NetworkUnderCheck): Finding[] {
  if (!isKnown(region) || !isRegion(region)) {
    return [
      REGION_FORM.finding({
        wrong: `this is not the code of a region${isKnown(region) ? regionHint(region) : ''}`,
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

/** What is wrong with the zones of a region that were named; whose they are cannot be told where the region is none. */
export function zoneFindings({
  region,
  availabilityZones: zones,
}: Pick<NetworkUnderCheck, 'region' | 'availabilityZones'>): Finding[] {
  const twice = zones.filter((zone, index) => zones.indexOf(zone) !== index);
  const isReal = isKnown(region) && isRegion(region);
  const elsewhere = isReal ? zones.filter((zone) => !isZoneOf(region, zone)) : [];
  const example = isReal ? region : 'eu-central-1';
  return [
    ...(zones.length > 0 && twice.length === 0
      ? []
      : [
          ZONES_MISSING.finding({
            wrong: zones.length === 0 ? 'no availability zone is named' : 'an availability zone is named twice',
            given: zones.length === 0 ? 'availabilityZones: []' : twice.map(quote).join(', '),
            allowed: `each zone once, such as ['${example}a', '${example}b']`,
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
