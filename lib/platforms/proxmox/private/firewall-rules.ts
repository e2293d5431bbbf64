import { NodeRole, Port, PortCaller, PortFeature, portsFor } from '../../../config/ports';
import { VirtualEnvironmentClusterFirewallSecurityGroupRule } from '../../../providers/proxmox/virtual-environment-cluster-firewall-security-group';
import { VirtualEnvironmentFirewallIpset } from '../../../providers/proxmox/virtual-environment-firewall-ipset';

/** The IP set of each kind of caller that connects from outside of a VM. */
export type FirewallSources = Readonly<
  Record<'control-plane' | 'worker' | 'operator', VirtualEnvironmentFirewallIpset>
> & {
  readonly 'load-balancer'?: VirtualEnvironmentFirewallIpset;
};

/** Names of the ICMP types that the table has; Proxmox keeps them where other rules have their port. */
const ICMP_TYPES: Readonly<Record<number, string>> = { 8: 'echo-request' };

/**
 * The rules of a security group, one for each port and caller. Pods are no callers of their own here: those of another
 * machine come with its address or inside its tunnel, and those of the same machine never pass this firewall.
 */
export function firewallRules(
  listener: NodeRole,
  features: readonly PortFeature[],
  sources: FirewallSources,
): VirtualEnvironmentClusterFirewallSecurityGroupRule[] {
  const callers: readonly PortCaller[] = ['control-plane', 'worker', 'operator', 'load-balancer'];
  return callers.flatMap((caller) => {
    const source = caller === 'pod' ? undefined : sources[caller];
    return source === undefined
      ? []
      : portsFor({ listener, caller, features }).map((port) => ({
          type: 'in',
          action: 'ACCEPT',
          source: `+dc/${source.nameInput ?? ''}`,
          proto: port.protocol,
          dport: destination(port),
          comment: `${port.reason}, from ${caller}`,
        }));
  });
}

function destination({ protocol, from, to }: Port): string {
  if (protocol === 'icmp') return ICMP_TYPES[from] ?? String(from);
  return from === to ? String(from) : `${String(from)}:${String(to)}`;
}
