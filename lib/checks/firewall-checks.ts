import { Check } from './check';

/** Checks of firewalls: TALOS380 to TALOS399. */
export const FIREWALL_LOCKOUT = Check.error('TALOS380', {
  what: 'An ingress firewall that lets nobody in where Terraform comes from',
  why: "Terraform reaches each machine by the machine's own address. The first configuration would close that way, and nothing after it could be applied.",
  fix: "Name the networks that Terraform and people connect from, ingressFirewall: IngressFirewall.on({ operators: ['192.168.1.0/24'] }), or leave the machines open with IngressFirewall.off().",
});

export const FIREWALL_ADDRESSES = Check.error('TALOS381', {
  what: 'An ingress firewall on machines whose networks are not known',
  why: 'Its rules name the networks of the machines: without them, the machines could not reach each other.',
  fix: "Say in the pool's 'nodeSubnets' which networks the machines have their addresses in, or use IngressFirewall.off().",
});

export const FIREWALL_RULE_NAME = Check.error('TALOS382', {
  what: 'A firewall rule without a name of its own',
  why: 'Talos tells rules apart by their names, and merges two of one name.',
  fix: "Name each rule of yours once, by what it lets in, such as 'ingress-http'.",
});

export const FIREWALL_RULE_PORTS = Check.error('TALOS383', {
  what: 'Ports that a firewall rule cannot hold',
  why: 'Talos refuses the whole configuration for it.',
  fix: "Give single ports and ranges from the lower to the higher one, such as [80, 443, '30000-32767'], none of them twice.",
});

export const FIREWALL_RULE_SOURCE = Check.error('TALOS384', {
  what: 'A firewall rule that admits nobody',
  why: 'It would have no effect, while it looks as if the ports were open.',
  fix: "Name the networks that connect in 'from', or set 'fromCluster' for the machines and pods of the cluster.",
});

export const PACKET_FILTER_CLOSED = Check.error('TALOS385', {
  what: 'A packet filter that was made for another cluster than this one',
  why: 'What the pods or the machines of the cluster need between machines would be dropped before it reaches them: nodes stay NotReady, or pods on different machines do not reach each other.',
  fix: 'Give the firewall of the machines what the cluster has, such as new AwsNodeFirewall(scope, id, { network, cni, kubeSpan: true }).',
});
