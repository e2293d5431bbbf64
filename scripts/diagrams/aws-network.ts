import { Edge, Subgraph } from '@viz-js/viz';
import { arrow, box, drawn, frame, keepInOrder, label, leftLabel } from './drawing';
import { Resource, StackJson, machineOf, referred, textOf } from './stack-json';

const isControlPlane = (stack: StackJson, instance: Resource): boolean =>
  stack
    .resources('aws_lb_target_group_attachment')
    .some(({ arguments: { target_id } }) => referred(target_id) === instance.address);

function machines(stack: StackJson, subnet: Resource): readonly Resource[] {
  return stack
    .resources('aws_instance')
    .filter((instance) => referred(instance.arguments.subnet_id) === subnet.address);
}

/** The columns of a zone: what is public, above what is private. */
function zone(stack: StackJson, name: string, edges: Edge[]): Subgraph {
  const subnets = stack.resources('aws_subnet').filter((subnet) => textOf(subnet, 'availability_zone') === name);
  const balancer = stack.resource('aws_lb');
  const balanced = (balancer.arguments.subnets as readonly unknown[]).map(referred);
  const gateways = stack.resources('aws_nat_gateway');
  const gatewayOf = (subnet: Resource): Resource | undefined =>
    gateways.find(({ arguments: { subnet_id } }) => referred(subnet_id) === subnet.address);
  const isPublic = (subnet: Resource): boolean => balanced.includes(subnet.address) || gatewayOf(subnet) !== undefined;
  const publicOnes = subnets.filter(isPublic);
  const privateOnes = subnets.filter((subnet) => !isPublic(subnet));
  const inside = (subnet: Resource, kind: string): Subgraph => {
    const nodes = [
      ...(balanced.includes(subnet.address)
        ? [box(`balancer-${name}`, 'way-in', label('Load balancer', '6443, 50000'))]
        : []),
      ...(gatewayOf(subnet) ? [box(`nat-${name}`, 'way-out', label('NAT gateway', 'one address'))] : []),
      ...machines(stack, subnet).map((machine) =>
        box(
          machineOf(machine),
          isControlPlane(stack, machine) ? 'control-plane' : 'worker',
          label(machineOf(machine), textOf(machine, 'instance_type')),
        ),
      ),
    ];
    return frame(subnet.address, leftLabel(`${kind} subnet`, textOf(subnet, 'cidr_block')), { nodes }, true);
  };
  for (const subnet of privateOnes) {
    const here = machines(stack, subnet);
    const controlPlanes = here.filter((machine) => isControlPlane(stack, machine)).map(machineOf);
    const column = [...controlPlanes, ...here.map(machineOf).filter((machine) => !controlPlanes.includes(machine))];
    for (const machine of controlPlanes) edges.push(arrow(`balancer-${name}`, machine));
    const [first] = column;
    if (first !== undefined) {
      edges.push(arrow(`nat-${name}`, first, { dir: 'back', style: 'dashed', lhead: `cluster_${subnet.address}` }));
    }
    column.slice(1).forEach((machine, index) => edges.push(keepInOrder(column[index] ?? machine, machine)));
  }
  return frame(name, leftLabel(name), {
    subgraphs: [
      ...publicOnes.map((subnet) => inside(subnet, 'Public')),
      ...privateOnes.map((subnet) => inside(subnet, 'Private')),
    ],
  });
}

/** The network of a cluster on AWS: zones, subnets, the way in, the way out, and where each machine stands. */
export async function awsNetwork(stack: StackJson): Promise<string> {
  const vpc = stack.resource('aws_vpc');
  const zones = [...new Set(stack.resources('aws_subnet').map((subnet) => textOf(subnet, 'availability_zone')))].sort();
  const operators = stack
    .resources('aws_vpc_security_group_ingress_rule')
    .filter(({ path }) => path.includes('-from-operators-'))
    .map((rule) => textOf(rule, 'cidr_ipv4'));
  const edges: Edge[] = zones.flatMap((name) => [
    arrow('operators', `balancer-${name}`, { minlen: 2 }),
    arrow('internet', `nat-${name}`, { dir: 'back', style: 'dashed', minlen: 2 }),
  ]);
  const subgraphs = [
    frame('vpc', leftLabel('VPC', textOf(vpc, 'cidr_block')), {
      subgraphs: zones.map((name) => zone(stack, name, edges)),
    }),
  ];
  return drawn('The network on AWS', {
    graphAttributes: { ranksep: 0.35 },
    nodes: [
      box('operators', 'outside', label('Operators and Terraform', ...new Set(operators))),
      box('internet', 'outside', label('Internet', 'images, discovery, AWS')),
    ],
    edges,
    subgraphs,
  });
}
