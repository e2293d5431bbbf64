import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Port, portsFor } from '../../../config/ports';
import { IAwsNodeFirewall } from '../aws-node-firewall';
import { OperatorCidrs } from '../operator-cidrs';
import { ipPermission } from './ip-permission';
import { uniqueName } from './unique-name';

/** Who may connect to a load balancer. */
export interface LoadBalancerAccessProps {
  readonly firewall: IAwsNodeFirewall;
  readonly operators: OperatorCidrs;
  readonly internal: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** A network that may connect. */
interface Client {
  /** Unique among the clients; part of resource addresses. */
  readonly id: string;
  readonly cidr: string;
  readonly description: string;
  readonly ports: readonly Port[];
}

/**
 * The security group of a load balancer: in from operators and from the cluster's own machines, out to the control
 * plane alone, which in turn admits it.
 */
export class LoadBalancerAccess extends Construct {
  readonly securityGroupId: string;
  readonly rules: readonly ITerraformDependable[];
  private readonly group: SecurityGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: LoadBalancerAccessProps,
  ) {
    super(scope, id);
    const name = uniqueName(scope, 200);
    this.group = new SecurityGroup(this, 'SecurityGroup', {
      name,
      description: 'Load balancer of the control plane',
      vpcId: props.firewall.network.vpcId,
      tags: { ...props.tags, Name: name },
    });
    this.securityGroupId = this.group.id;
    this.rules = [
      ...[...this.operators(), ...this.machines()].flatMap((client) => this.admit(client)),
      ...portsFor({ listener: 'control-plane', caller: 'load-balancer' }).flatMap((port) => this.forward(port)),
    ];
  }

  private operators(): Client[] {
    const { cidrs, description } = this.props.operators;
    const ports = portsFor({ listener: 'control-plane', caller: 'operator' });
    return cidrs.map((cidr) => ({ id: `operators-${cidr.replace(/[^0-9a-f]+/g, '-')}`, cidr, description, ports }));
  }

  /**
   * The machines themselves: by their own addresses where the load balancer is in the VPC, and by the NAT gateways'
   * where it is on the internet.
   */
  private machines(): Client[] {
    const { firewall, internal } = this.props;
    const { network } = firewall;
    const ports = portsFor({ listener: 'control-plane', caller: 'worker' }).filter((port) =>
      port.callers.includes('load-balancer'),
    );
    return internal
      ? [{ id: 'machines', cidr: network.cidr, description: 'Machines of the VPC', ports }]
      : network.natAddresses.map(({ name, address }) => ({
          id: `machines-${name}`,
          cidr: `${address}/32`,
          description: `Machines, through the NAT gateway ${name}`,
          ports,
        }));
  }

  private admit({ id, cidr, description, ports }: Client): ITerraformDependable[] {
    return ports.map(
      (port) =>
        new VpcSecurityGroupIngressRule(this, `${port.name}-from-${id}`, {
          ...ipPermission(port),
          ...(cidr.includes(':') ? { cidrIpv6: cidr } : { cidrIpv4: cidr }),
          securityGroupId: this.group.id,
          description: `${port.reason}: ${description}`.slice(0, 255),
          tags: { ...this.props.tags },
        }),
    );
  }

  private forward(port: Port): ITerraformDependable[] {
    const controlPlane = this.props.firewall.controlPlane.id;
    const common = { ...ipPermission(port), tags: { ...this.props.tags } };
    return [
      new VpcSecurityGroupEgressRule(this, `${port.name}-to-control-plane`, {
        ...common,
        securityGroupId: this.group.id,
        referencedSecurityGroupId: controlPlane,
        description: `${port.reason}: to the control plane`,
      }),
      new VpcSecurityGroupIngressRule(this, `${port.name}-into-control-plane`, {
        ...common,
        securityGroupId: controlPlane,
        referencedSecurityGroupId: this.group.id,
        description: `${port.reason}: from the load balancer`,
      }),
    ];
  }
}
