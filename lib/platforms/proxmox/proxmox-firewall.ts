import { ITerraformDependable, Lazy, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Finding, collect, quote } from '../../checks/check';
import { DATACENTER_FIREWALL, PROXMOX_NAME } from '../../checks/proxmox-checks';
import { Cni } from '../../config/cni';
import { IpNetwork } from '../../config/ip-network';
import { kebabCase } from '../../config/names';
import { OperatorCidrs } from '../../config/operator-cidrs';
import { NodeRole, PortFeature } from '../../config/ports';
import { ProxmoxProvider } from '../../providers/proxmox/provider';
import { VirtualEnvironmentClusterFirewallSecurityGroup } from '../../providers/proxmox/virtual-environment-cluster-firewall-security-group';
import { VirtualEnvironmentFirewallIpset } from '../../providers/proxmox/virtual-environment-firewall-ipset';
import { addFindings, isKnown } from '../../terraform/app-validation';
import { defaultProvider } from '../../terraform/providers';
import { FirewallSources, firewallRules } from './private/firewall-rules';

/** Proxmox takes 18 characters for a security group; the longest ending is `-control-plane` shortened to `-cp`. */
const NAME_FORM = /^[a-z][a-z0-9-]{0,13}[a-z0-9]$/;

/** The rules for one kind of machine; give them to a pool. */
export interface IProxmoxNodeRules {
  /** What the machines behind them are. */
  readonly role: NodeRole;
  /** Name of the security group. */
  readonly securityGroup: string;
  /** What has to exist before a machine is reached, and after it is gone. */
  readonly requires: readonly ITerraformDependable[];
  /** What is in use in the cluster as far as the rules know it; a cluster that needs more is refused. */
  readonly admittedPorts: readonly PortFeature[];
  /** Takes the addresses of a pool's machines into the IP set of their kind. */
  admit(addresses: readonly string[]): void;
}

/** What the machines of a cluster may be reached on. */
export interface ProxmoxFirewallProps {
  /** The networks that people and Terraform reach the machines from; it must hold the computer that runs Terraform. */
  readonly operators: OperatorCidrs;
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
   * Networks in CIDR notation that a load balancer before the control plane connects from.
   * @default - there is none
   */
  readonly loadBalancerCidrs?: readonly string[];
  /**
   * What the names of the groups and IP sets begin with, unique in the Proxmox cluster: 2 to 15 lower-case letters,
   * digits and dashes. Another one makes them anew.
   * @default - the id of the stack, shortened
   */
  readonly name?: string;
}

/**
 * The Proxmox firewall for the machines of one cluster: a security group for control planes and one for workers, and IP
 * sets of who may come in.
 *
 * Between the machines, exactly the ports of the library's table are open, from the addresses that the machines have;
 * etcd to control planes alone, node ports to nobody. A machine more is an address more in its IP set. It filters only
 * where the firewall of the datacenter is on (Datacenter, Firewall, Options), which Terraform leaves to you: with it, the
 * Proxmox nodes themselves are filtered. Privileges: `Sys.Modify` on `/`, see `ProxmoxAccess`.
 * Errors: TALOS004, TALOS222. Warnings: TALOS234, until it is accepted.
 */
export class ProxmoxFirewall extends Construct {
  /** Rules for a pool of control planes. */
  readonly controlPlane: IProxmoxNodeRules;
  /** Rules for pools of workers. */
  readonly workers: IProxmoxNodeRules;
  private readonly addresses: Record<NodeRole, string[]> = { 'control-plane': [], worker: [] };
  private readonly name: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ProxmoxFirewallProps,
  ) {
    super(scope, id);
    defaultProvider(this, 'proxmox', (stack) => new ProxmoxProvider(stack, 'ProxmoxProvider', {}));
    this.name = props.name ?? shortName(TerraformStack.of(this).node.id);
    const findings: Finding[] = [];
    for (const cidr of (props.loadBalancerCidrs ?? []).filter(isKnown))
      collect(findings, () => IpNetwork.of(cidr), undefined);
    addFindings(this, [...findings, ...nameFindings(this.name), datacenterFinding(this.name)]);

    const sets: FirewallSources = {
      'control-plane': this.createSet(
        'ControlPlanes',
        'cp',
        'Talos control planes',
        () => this.addresses['control-plane'],
      ),
      worker: this.createSet('WorkerNodes', 'w', 'Talos workers', () => this.addresses.worker),
      operator: this.createSet('Operators', 'op', props.operators.description, () => props.operators.cidrs),
      ...(props.loadBalancerCidrs === undefined || props.loadBalancerCidrs.length === 0
        ? {}
        : {
            'load-balancer': this.createSet('LoadBalancer', 'lb', 'Load balancer', () => props.loadBalancerCidrs ?? []),
          }),
    };
    this.controlPlane = this.createRules('ControlPlane', 'control-plane', 'cp', sets);
    this.workers = this.createRules('Workers', 'worker', 'w', sets);
  }

  private get features(): PortFeature[] {
    const { cni = Cni.flannel(), kubeSpan = false, talosApiFromPods = false } = this.props;
    return [
      ...cni.ports,
      ...(kubeSpan ? (['kubespan'] as const) : []),
      ...(talosApiFromPods ? (['talos-api-access'] as const) : []),
    ];
  }

  private createSet(
    id: string,
    ending: string,
    comment: string,
    members: () => readonly string[],
  ): VirtualEnvironmentFirewallIpset {
    return new VirtualEnvironmentFirewallIpset(new Construct(this, id), 'Resource', {
      name: `${this.name}-${ending}`,
      comment: `${comment}. Managed by Terraform.`,
      // Known once every pool has been made.
      cidr: Lazy.anyValue({
        produce: () => [...new Set(members().map(asStored))].sort().map((name) => ({ name })),
      }),
    });
  }

  private createRules(id: string, listener: NodeRole, ending: string, sets: FirewallSources): IProxmoxNodeRules {
    const group = new VirtualEnvironmentClusterFirewallSecurityGroup(new Construct(this, id), 'Resource', {
      name: `${this.name}-${ending}`,
      comment: `Talos ${listener} machines. Managed by Terraform.`,
      rule: firewallRules(listener, this.features, sets),
      dependsOn: Object.values(sets),
    });
    return {
      role: listener,
      securityGroup: group.name,
      requires: [...Object.values(sets), group],
      admittedPorts: this.features,
      admit: (addresses) => {
        this.addresses[listener].push(...addresses);
      },
    };
  }
}

/** Proxmox keeps a network of one address as that address. */
function asStored(cidr: string): string {
  return cidr.replace(cidr.includes(':') ? /\/128$/ : /\/32$/, '');
}

function shortName(stack: string): string {
  const name = kebabCase(stack);
  return (/^[a-z]/.test(name) ? name : `k-${name}`).slice(0, 15).replace(/-+$/, '');
}

function datacenterFinding(name: string): Finding {
  return DATACENTER_FIREWALL.finding({
    wrong: 'the rules do nothing unless the firewall of the datacenter is on',
    given: `security groups and IP sets ${quote(`${name}-*`)}; the datacenter's firewall is not looked at`,
    allowed: 'a datacenter whose firewall is on',
  });
}

function nameFindings(name: string): Finding[] {
  return NAME_FORM.test(name)
    ? []
    : [
        PROXMOX_NAME.finding({
          wrong: 'a security group cannot be called so',
          given: quote(name),
          allowed: '2 to 15 lower-case letters, digits and dashes, beginning with a letter',
        }),
      ];
}
