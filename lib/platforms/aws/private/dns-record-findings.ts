import { RECORD_OUTSIDE_ZONE } from '../../../checks/aws-checks';
import { Finding, collect, quote } from '../../../checks/check';
import { dnsName } from '../../../config/names';
import { isKnown } from '../../../terraform/app-validation';

/** What is wrong with the name of an endpoint. */
export function dnsRecordFindings(dns: { readonly zoneName: string; readonly recordName: string }): Finding[] {
  const findings: Finding[] = [];
  const known = [dns.zoneName, dns.recordName].filter(isKnown);
  for (const name of known) collect(findings, () => dnsName(name), '');
  if (findings.length > 0 || known.length < 2) return findings;
  const { zoneName, recordName } = dns;
  return recordName === zoneName || recordName.endsWith(`.${zoneName}`)
    ? []
    : [
        RECORD_OUTSIDE_ZONE.finding({
          wrong: `the name is not in the zone ${quote(zoneName)}`,
          given: quote(recordName),
          allowed: `a name below the zone, such as 'k8s.${zoneName}'`,
        }),
      ];
}
