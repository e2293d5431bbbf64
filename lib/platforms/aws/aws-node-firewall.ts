import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Cni } from '../../config/cni';
import { NodeRole, Port, PortFeature, portsFor } from '../../config/ports';
import { requireProps } from '../../terraform/required-props';
import { IAwsNetwork } from './network';
import { IpPermission, ipPermission, ipv6Counterpart } from './private/ip-permission';
import { uniqueName } from './private/unique-name';
import { addFindings } from '../../terraform/app-validation';
import { withoutTraces } from '../../terraform/without-traces';
import { tagFindings } from './private/tag-findings';

/** The security group of one kind of machine. */
export interface IAwsNodeSecurityGroup {
  /** What the machines in it are. */
  readonly role: NodeRole;
  /** Id of the security group. */
  readonly id: string;
  /** The network that it belongs to. */
  readonly network: IAwsNetwork;
  /**
   * The firewall that it is of: workers have to be in that of their control plane, and no two clusters in one.
   * @default - not known, and not compared
   */
  readonly firewall?: IAwsNodeFirewall;
  /** The rules, which have to exist before a machine is reached, and after it is gone. */
  readonly rules: readonly ITerraformDependable[];
  /**
   * What is in use in the cluster as far as the rules know it; a cluster that needs more is refused.
   * @default - not known, and not compared
   */
  readonly admittedPorts?: readonly PortFeature[];
}

/** The security groups of a cluster's machines. */
export interface IAwsNodeFirewall {
  /** The network that the machines are in. */
  readonly network: IAwsNetwork;
  /** Group of the control plane machines. */
  readonly controlPlane: IAwsNodeSecurityGroup;
  /** Group of all workers. */
  readonly workers: IAwsNodeSecurityGroup;
}

/** What the machines of a cluster may be reached on. */
export interface AwsNodeFirewallProps {
  /** The network that the machines are in. */
  readonly network: IAwsNetwork;
  /**
   * How pods get their network: the same as the cluster's. A cluster whose pod network needs other ports is refused.
   * @default Cni.flannel()
   */
  readonly cni?: Cni;
  /**
   * Whether the cluster's machines find each other over KubeSpan, which has a port of its own.
   * @default false
   */
  readonly kubeSpan?: boolean;
  /**
   * Whether pods may be given access to the Talos API, which workers then reach on the control plane.
   * @default false
   */
  readonly talosApiFromPods?: boolean;
  /**
   * Tags of groups and rules, beside `Name`.
   * @default - only those of the provider
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Security groups for the machines of one cluster: one for the control plane, one for the workers.
 *
 * Between them, exactly the ports of the library's table are open, each by a rule with its reason; etcd to control
 * planes alone, node ports to nobody; over IPv6 as well where the network has it. Machines may open connections to anywhere: images come from content delivery
 * networks without fixed addresses, and what workloads call is not known here. Nothing else reaches them until a load
 * balancer admits itself.
 */
export class AwsNodeFirewall extends Construct implements IAwsNodeFirewall {
  readonly network: IAwsNetwork;
  readonly controlPlane: IAwsNodeSecurityGroup;
  readonly workers: IAwsNodeSecurityGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AwsNodeFirewallProps,
  ) {
    super(scope, id);
    using _ = withoutTraces();
    requireProps(
      this,
      props,
      {
        network: { object: "a network, such as new AwsNetwork(this, 'Network', { region, cidr, availabilityZones })" },
      },
      { cni: { object: 'the cni of the cluster, such as Cni.flannel()' } },
    );
    addFindings(this, tagFindings(props.tags));
    this.network = props.network;
    const controlPlane = this.createGroup('ControlPlane', 'Talos control plane machines');
    const workers = this.createGroup('Workers', 'Talos workers');
    const groups: Record<NodeRole, SecurityGroup> = { 'control-plane': controlPlane, worker: workers };
    const of = (role: NodeRole): IAwsNodeSecurityGroup => ({
      role,
      id: groups[role].id,
      network: this.network,
      firewall: this,
      rules: this.createRules(role, groups),
      admittedPorts: this.features,
    });
    this.controlPlane = of('control-plane');
    this.workers = of('worker');
  }

  private get features(): PortFeature[] {
    const { cni = Cni.flannel(), kubeSpan = false, talosApiFromPods = false } = this.props;
    return [
      ...cni.ports,
      ...(kubeSpan ? (['kubespan'] as const) : []),
      ...(talosApiFromPods ? (['talos-api-access'] as const) : []),
    ];
  }

  private createGroup(id: string, description: string): SecurityGroup {
    const scope = new Construct(this, id);
    const name = uniqueName(scope, 200);
    return new SecurityGroup(scope, 'Resource', {
      name,
      description,
      vpcId: this.network.vpcId,
      tags: { ...this.props.tags, Name: name },
    });
  }

  private createRules(listener: NodeRole, groups: Readonly<Record<NodeRole, SecurityGroup>>): ITerraformDependable[] {
    const group = groups[listener];
    const scope = group.node.scope ?? this;
    const tags = { ...this.props.tags };
    const { features } = this;
    const callers: readonly NodeRole[] = ['control-plane', 'worker'];
    const ingress = callers.flatMap((caller) =>
      portsFor({ listener, caller, features }).flatMap((port) =>
        this.permissions(port).map(
          ({ name, permission }) =>
            new VpcSecurityGroupIngressRule(scope, `${name}-from-${caller}`, {
              ...permission,
              securityGroupId: group.id,
              referencedSecurityGroupId: groups[caller].id,
              description: port.reason,
              tags,
            }),
        ),
      ),
    );
    const anywhere = (id: string, destination: Destination): VpcSecurityGroupEgressRule =>
      new VpcSecurityGroupEgressRule(scope, id, {
        securityGroupId: group.id,
        ipProtocol: '-1',
        ...destination,
        description: 'Images, discovery, AWS, other machines, and what workloads call',
        tags,
      });
    return [
      ...ingress,
      anywhere('anywhere', { cidrIpv4: '0.0.0.0/0' }),
      ...(this.hasIpv6 ? [anywhere('anywhere-ipv6', { cidrIpv6: '::/0' })] : []),
    ];
  }

  /** A group admits another one by all of its addresses: IPv6 needs rules of its own for ICMP alone. */
  private permissions(port: Port): { readonly name: string; readonly permission: IpPermission }[] {
    const ipv6 = this.hasIpv6 ? ipv6Counterpart(port) : undefined;
    return [
      { name: port.name, permission: ipPermission(port) },
      ...(ipv6 === undefined ? [] : [{ name: `${port.name}-ipv6`, permission: ipv6 }]),
    ];
  }

  private get hasIpv6(): boolean {
    return this.network.ipv6Cidr !== undefined;
  }
}

type Destination = { readonly cidrIpv4: string } | { readonly cidrIpv6: string };
