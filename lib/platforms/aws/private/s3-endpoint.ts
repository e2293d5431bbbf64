import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcEndpointRouteTableAssociation } from '@cdktf/provider-aws/lib/vpc-endpoint-route-table-association';
import { Construct } from 'constructs';

/** Where S3 is reached without a NAT gateway. */
export interface S3EndpointProps {
  readonly vpcId: string;
  readonly region: string;
  /** Ids of the route tables by zone. */
  readonly routeTables: ReadonlyMap<string, string>;
  readonly tags: Readonly<Record<string, string>>;
}

/** A gateway endpoint of S3: a route in each table, one resource each, so that a zone more touches no other. */
export class S3Endpoint extends Construct {
  constructor(scope: Construct, id: string, { vpcId, region, routeTables, tags }: S3EndpointProps) {
    super(scope, id);
    const endpoint = new VpcEndpoint(this, 'Resource', {
      vpcId,
      serviceName: `com.amazonaws.${region}.s3`,
      vpcEndpointType: 'Gateway',
      tags: { ...tags },
    });
    for (const [zone, routeTableId] of routeTables) {
      new VpcEndpointRouteTableAssociation(this, zone, { vpcEndpointId: endpoint.id, routeTableId });
    }
  }
}
