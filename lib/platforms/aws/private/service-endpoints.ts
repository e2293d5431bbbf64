import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import { AwsEndpointService } from '../network';
import { uniqueName } from './unique-name';

/** Where endpoints are put, and which. */
export interface ServiceEndpointsProps {
  readonly vpcId: string;
  readonly region: string;
  readonly cidr: string;
  readonly subnetIds: readonly string[];
  readonly services: readonly AwsEndpointService[];
  readonly tags: Readonly<Record<string, string>>;
}

/** AWS's names of the endpoints that a service needs. */
const ENDPOINTS: Readonly<Record<AwsEndpointService, readonly string[]>> = {
  ec2: ['ec2'],
  elb: ['elasticloadbalancing'],
  ecr: ['ecr.api', 'ecr.dkr'],
  ssm: ['ssm', 'ssmmessages', 'ec2messages'],
};

/** Interface endpoints: addresses in the private subnets that answer for AWS's services, to the VPC alone. */
export class ServiceEndpoints extends Construct {
  constructor(scope: Construct, id: string, { services, ...props }: ServiceEndpointsProps) {
    super(scope, id);
    const name = uniqueName(this, 200);
    const group = new SecurityGroup(this, 'SecurityGroup', {
      name,
      description: 'Endpoints of AWS services',
      vpcId: props.vpcId,
      tags: { ...props.tags, Name: name },
    });
    new VpcSecurityGroupIngressRule(this, 'https-from-vpc', {
      securityGroupId: group.id,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
      cidrIpv4: props.cidr,
      description: 'AWS services, from the VPC',
      tags: { ...props.tags },
    });
    const prefix = props.region.startsWith('cn-') ? 'cn.com' : 'com';
    for (const endpoint of new Set(services.flatMap((service) => ENDPOINTS[service]))) {
      new VpcEndpoint(this, endpoint.replace('.', '-'), {
        vpcId: props.vpcId,
        serviceName: `${prefix}.amazonaws.${props.region}.${endpoint}`,
        vpcEndpointType: 'Interface',
        subnetIds: [...props.subnetIds],
        securityGroupIds: [group.id],
        // The service's usual name leads to the endpoint: nothing has to be told about it.
        privateDnsEnabled: true,
        tags: { ...props.tags, Name: `${name}-${endpoint}` },
      });
    }
  }
}
