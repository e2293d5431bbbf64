import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { OPERATORS_IPV6, OPERATORS_MISSING, TOO_MANY_RULES } from '../../../checks/aws-checks';
import { Finding, quote } from '../../../checks/check';
import { OperatorCidrs } from '../../../config/operator-cidrs';
import { Port, portsFor } from '../../../config/ports';
import { literal } from '../../../terraform/text';
import { IAwsNodeFirewall } from '../aws-node-firewall';
import { AwsNatAddress } from '../network';
import { ipPermission } from './ip-permission';
import { uniqueName } from './unique-name';

/** Who may connect to a load balancer. */
export interface LoadBalancerAccessProps {
  readonly firewall: IAwsNodeFirewall;
  readonly operators: OperatorCidrs;
  readonly internal: boolean;
  /** Whether the load balancer has IPv6 addresses beside those of IPv4. */
  readonly dualStack: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** A network that may connect. */
interface Client {
  /** Unique among the clients; part of resource addresses. */
  readonly id: string;
  readonly cidr: string;
  readonly family: 'IPv4' | 'IPv6';
  readonly description: string;
  readonly ports: readonly Port[];
}

/** What EC2 takes in one direction and IP version, unless the account has another quota. */
const MAX_RULES = 60;

const EVERY_IPV6 = '::/0';

/** Addresses of single machines are EC2's choice: they cannot be put together. */
const FIX_FOR_MACHINES =
  "Leave the machines without public addresses (addresses: 'private'), or use scheme 'internal', which admits the VPC by one rule.";

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
    const clients = [...this.operators(), ...this.machines()];
    this.rules = [
      ...clients.flatMap((client) => this.admit(client)),
      ...portsFor({ listener: 'control-plane', caller: 'load-balancer' }).flatMap((port) => this.forward(port)),
    ];
  }

  /** Admits machines that have an address of their own on the internet; tells where the rules become too many. */
  admitPublic(machines: readonly AwsNatAddress[]): Finding[] {
    const clients = (this.props.internal ? [] : machines).map(({ name, address }) => ({
      id: `machine-${name}`,
      cidr: `${address}/32`,
      family: 'IPv4' as const,
      description: `Machine ${name}`,
      ports: this.portsOfMachines(),
    }));
    for (const client of clients) this.admit(client);
    return ruleFindings([...this.operators(), ...this.machines()], clients);
  }

  /** Tells of operators that the load balancer has no address for. */
  familyFindings(): Finding[] {
    const { cidrs } = this.props.operators;
    const ipv6 = cidrs.filter(isIpv6);
    if (this.props.dualStack || ipv6.length === 0) return [];
    const mistake = { given: ipv6.map(quote).join(', '), allowed: 'IPv4 networks, or a network with `ipv6: true`' };
    return ipv6.length < cidrs.length
      ? [OPERATORS_IPV6.finding({ ...mistake, wrong: 'the load balancer has no IPv6 address for these operators' })]
      : [
          OPERATORS_MISSING.finding({
            ...mistake,
            wrong: 'the load balancer has IPv4 addresses alone, and every operator comes with IPv6',
            fix: OPERATORS_IPV6.description.fix,
          }),
        ];
  }

  private portsOfMachines(): Port[] {
    return portsFor({ listener: 'control-plane', caller: 'worker' }).filter((port) =>
      port.callers.includes('load-balancer'),
    );
  }

  private operators(): Client[] {
    const { operators, dualStack } = this.props;
    const { cidrs, description, everybody } = operators;
    const ports = portsFor({ listener: 'control-plane', caller: 'operator' });
    return [...cidrs, ...(everybody && dualStack ? [EVERY_IPV6] : [])].map((cidr) => ({
      id: `operators-${cidr === EVERY_IPV6 ? 'ipv6' : cidr.replace(/[^0-9a-f]+/g, '-')}`,
      cidr,
      family: isIpv6(cidr) ? ('IPv6' as const) : ('IPv4' as const),
      description,
      ports,
    }));
  }

  /**
   * The machines themselves: by their own addresses where the load balancer is in the VPC, and by the NAT gateways'
   * where it is on the internet. Over IPv6 nobody translates addresses, and they always come with their own.
   */
  private machines(): Client[] {
    const { firewall, internal, dualStack } = this.props;
    const { network } = firewall;
    const ports = this.portsOfMachines();
    const ofVpc = { description: 'Machines of the VPC', ports };
    const ipv4: Client[] = internal
      ? [{ id: 'machines', cidr: network.cidr, family: 'IPv4', ...ofVpc }]
      : network.natAddresses.map(({ name, address }) => ({
          id: `machines-${name}`,
          cidr: `${address}/32`,
          family: 'IPv4',
          description: `Machines, through the NAT gateway ${name}`,
          ports,
        }));
    return dualStack && network.ipv6Cidr !== undefined
      ? [...ipv4, { id: 'machines-ipv6', cidr: network.ipv6Cidr, family: 'IPv6', ...ofVpc }]
      : ipv4;
  }

  private admit({ id, cidr, family, description, ports }: Client): ITerraformDependable[] {
    return ports.map(
      (port) =>
        new VpcSecurityGroupIngressRule(this, `${port.name}-from-${id}`, {
          ...ipPermission(port),
          ...(family === 'IPv6' ? { cidrIpv6: cidr } : { cidrIpv4: cidr }),
          securityGroupId: this.group.id,
          description: literal(`${port.reason}: ${description}`.slice(0, 255)),
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

/** Operators' networks are never references: they have been read. */
function isIpv6(cidr: string): boolean {
  return cidr.includes(':');
}

function ruleFindings(networks: readonly Client[], machines: readonly Client[]): Finding[] {
  return (['IPv4', 'IPv6'] as const).flatMap((name) => {
    const ofFamily = (clients: readonly Client[]): readonly Client[] => clients.filter(({ family }) => family === name);
    const others = ofFamily(networks);
    const single = ofFamily(machines);
    const rules = rulesFor(others) + rulesFor(single);
    if (rules <= MAX_RULES) return [];
    const byMachines = single.length === 0 ? '' : ` and ${String(single.length)} machines with public addresses`;
    return [
      TOO_MANY_RULES.finding({
        wrong: `the load balancer's security group would have ${String(rules)} rules for ${name}`,
        given: `${String(others.length)} networks${byMachines}, with a rule for each port`,
        allowed: `${String(MAX_RULES)} rules`,
        ...(rulesFor(others) > MAX_RULES ? {} : { fix: FIX_FOR_MACHINES }),
      }),
    ];
  });
}

function rulesFor(clients: readonly Client[]): number {
  return clients.reduce((sum, { ports }) => sum + ports.length, 0);
}
