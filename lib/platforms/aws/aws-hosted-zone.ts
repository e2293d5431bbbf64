import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import { TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { Finding, collect } from '../../checks/check';
import { dnsName } from '../../config/names';
import { addFindings, isKnown } from '../../terraform/app-validation';
import { AwsDnsRecord } from './aws-load-balancer-props';
import { tagFindings } from './private/tag-findings';

/** What a hosted zone is for. */
export interface AwsHostedZoneProps {
  /** Name of the zone, such as `k8s.example.org`. A change replaces the zone and every name in it. */
  readonly zoneName: string;
  /**
   * Tags of the zone.
   * @default - only those of the provider
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A public Route53 zone of the stack's own, for the names of clusters.
 *
 * Its names are found once the zone above it delegates to the name servers in the output `nameServers`: deploy the zone
 * in a stack of its own first, or the first apply waits for machines by a name that nobody resolves. Errors: TALOS011.
 */
export class AwsHostedZone extends Construct {
  /** Name of the zone. */
  readonly zoneName: string;
  /** Id of the zone. */
  readonly hostedZoneId: string;

  constructor(scope: Construct, id: string, props: AwsHostedZoneProps) {
    super(scope, id);
    addFindings(this, tagFindings(props.tags));
    const findings: Finding[] = [];
    if (isKnown(props.zoneName)) collect(findings, () => dnsName(props.zoneName), '');
    addFindings(this, findings);
    const zone = new Route53Zone(this, 'Resource', {
      name: props.zoneName,
      comment: 'Names of Talos clusters',
      tags: { ...props.tags },
    });
    this.zoneName = props.zoneName;
    this.hostedZoneId = zone.zoneId;
    new TerraformOutput(this, 'nameServers', { value: zone.nameServers });
  }

  /** A name in this zone, as a load balancer takes it; a name outside of it is refused there (TALOS108). */
  record(recordName: string): AwsDnsRecord {
    return { zoneName: this.zoneName, hostedZoneId: this.hostedZoneId, recordName };
  }
}
