import { Edge } from '@viz-js/viz';
import { arrow, arrowLabel, box, drawn, label, leftLabel } from './drawing';
import { Resource, StackJson, referred } from './stack-json';

interface Flow {
  readonly from: string;
  readonly to: string;
  readonly what: string;
}

const GROUPS: Readonly<Record<string, string>> = {
  'Firewall/ControlPlane': 'control plane',
  'Firewall/Workers': 'workers',
  'LoadBalancer/Access': 'load balancer',
};
const MACHINES = ['control plane', 'workers'];

function groupOf(stack: StackJson, reference: unknown): string {
  const address = referred(reference);
  const path = stack.resources('aws_security_group').find((group) => group.address === address)?.path ?? '';
  return Object.entries(GROUPS).find(([prefix]) => path.startsWith(`${prefix}/`))?.[1] ?? path;
}

function ports({ from_port: from, to_port: to, ip_protocol: protocol }: Resource['arguments']): string {
  if (protocol === 'icmp') return 'ping';
  return `${from === to ? String(from) : `${String(from)}-${String(to)}`}${protocol === 'udp' ? '/udp' : ''}`;
}

function callerOf(stack: StackJson, rule: Resource): string {
  const { referenced_security_group_id: group, cidr_ipv4: cidr } = rule.arguments;
  if (group !== undefined) return groupOf(stack, group);
  return String(cidr).startsWith('${') ? 'machines, by NAT' : 'operators';
}

function flows(stack: StackJson): readonly Flow[] {
  return stack.resources('aws_vpc_security_group_ingress_rule').map((rule) => {
    const reason = String(rule.arguments.description)
      .replace(/[:(,].*$/, '')
      .trim();
    return {
      from: callerOf(stack, rule),
      to: groupOf(stack, rule.arguments.security_group_id),
      what: `${ports(rule.arguments)}  ${reason}`,
    };
  });
}

/** Who may call whom on a cluster's ports, from the rules of the security groups. */
export async function awsTraffic(stack: StackJson): Promise<string> {
  const all = flows(stack);
  const between = (from: string, to: string): string[] => [
    ...new Set(all.filter((flow) => flow.from === from && flow.to === to).map(({ what }) => what)),
  ];
  const pairs = MACHINES.flatMap((from) => MACHINES.map((to) => between(from, to)));
  const everywhere = (pairs[0] ?? []).filter((what) => pairs.every((pair) => pair.includes(what)));
  const edges: Edge[] = [...new Set(all.map(({ from, to }) => `${from}>${to}`))].flatMap((pair) => {
    const [from = '', to = ''] = pair.split('>');
    const own = between(from, to).filter((what) => !(MACHINES.includes(from) && everywhere.includes(what)));
    return own.length === 0 ? [] : [arrow(from, to, { label: arrowLabel(own) })];
  });
  return drawn('Who may call whom on AWS', {
    graphAttributes: { rankdir: 'LR', ranksep: 0.4, nodesep: 0.4 },
    nodes: [
      box('operators', 'outside', label('Operators and Terraform')),
      box('machines, by NAT', 'way-out', label('The machines', 'by their NAT gateways')),
      box('load balancer', 'way-in', label('Load balancer')),
      box('control plane', 'control-plane', label('Control plane', 'each machine')),
      box('workers', 'worker', label('Workers', 'each machine')),
      box('every', 'outside', leftLabel('Every machine, from every machine', ...everywhere)),
    ],
    edges,
  });
}
