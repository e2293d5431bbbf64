import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { VirtualEnvironmentFirewallOptions } from '../../../providers/proxmox/virtual-environment-firewall-options';
import { VirtualEnvironmentFirewallRules } from '../../../providers/proxmox/virtual-environment-firewall-rules';
import { VirtualEnvironmentVm } from '../../../providers/proxmox/virtual-environment-vm';
import { IProxmoxNodeRules } from '../proxmox-firewall';

/** How a VM's links are configured, as far as its firewall has to let that through. */
export interface FilteredLinks {
  readonly dhcp: boolean;
  readonly ipv6: boolean;
}

/**
 * Puts a VM behind its rules: what the security group does not admit is dropped, and everything may go out. The node is
 * read from the state, so that a VM that was moved is found.
 */
export function createVmFirewall(
  scope: Construct,
  vm: VirtualEnvironmentVm,
  rules: IProxmoxNodeRules,
  links: FilteredLinks,
): ITerraformDependable[] {
  const place = { nodeName: vm.nodeName, vmId: vm.vmId };
  const ruleList = new VirtualEnvironmentFirewallRules(scope, 'Rules', {
    ...place,
    rule: [{ securityGroup: rules.securityGroup, comment: 'Talos. Managed by Terraform.' }],
    dependsOn: [...rules.requires],
  });
  const options = new VirtualEnvironmentFirewallOptions(scope, 'Options', {
    ...place,
    enabled: true,
    inputPolicy: 'DROP',
    outputPolicy: 'ACCEPT',
    dhcp: links.dhcp,
    ndp: links.ipv6,
    radv: false,
    // A virtual IP moves with the MAC address of its holder, and pods' packets leave in tunnels or with the VM's MAC.
    macfilter: true,
    // It would hold a VM to one address, and a virtual IP is another one.
    ipfilter: false,
    // First what is let in, then the rest is shut out.
    dependsOn: [ruleList],
  });
  return [ruleList, options];
}
