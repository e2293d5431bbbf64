import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Construct } from 'constructs';
import { AwsDnsRecord } from '../aws-load-balancer-props';

/** What is to get a name. */
export interface DnsRecordsProps {
  readonly dns: AwsDnsRecord;
  readonly balancer: Lb;
  /** Whether the name leads to IPv6 addresses as well. */
  readonly dualStack: boolean;
}

/** The load balancer's name in Route53, a record for each family of addresses. */
export function createDnsRecords(
  scope: Construct,
  { dns, balancer, dualStack }: DnsRecordsProps,
): readonly Route53Record[] {
  const zoneId =
    dns.hostedZoneId ?? new DataAwsRoute53Zone(scope, 'HostedZone', { name: dns.zoneName, privateZone: false }).zoneId;
  const record = (id: string, type: 'A' | 'AAAA'): Route53Record =>
    new Route53Record(scope, id, {
      zoneId,
      name: dns.recordName,
      type,
      // One record has nothing to fall back on: the load balancer's own health checks choose the machine.
      alias: { name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: false },
    });
  return [record('Record', 'A'), ...(dualStack ? [record('RecordIpv6', 'AAAA')] : [])];
}
