import { App, TerraformStack } from 'cdktf';
import { Edge } from '@viz-js/viz';
import {
  ControlPlaneEndpoint,
  ImageFactorySchematic,
  IngressFirewall,
  TalosCluster,
  UpgradeStrategy,
  VersionContract,
} from '../../lib';
import { ProxmoxMachines, ProxmoxVmPool } from '../../lib/proxmox';
import { BoxKind, arrow, box, drawn, frame, label, leftLabel } from './drawing';
import { Resource, StackJson, dependenciesOf, machineOf } from './stack-json';

/** A cluster whose workers are changed two at a time. */
export function upgradeStack(app: App, id: string): void {
  const stack = new TerraformStack(app, id);
  const place = {
    image: new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' }),
    proxmoxNodes: ['pve1', 'pve2', 'pve3'],
    network: { cidr: '10.10.0.0/24', gateway: '10.10.0.1' },
    cores: 4,
    memoryMiB: 8192,
    diskGiB: 40,
  };
  new TalosCluster(stack, 'Cluster', {
    clusterName: 'example',
    kubernetesVersion: 'v1.36.3',
    versionContract: VersionContract.V1_13,
    endpoint: ControlPlaneEndpoint.virtualIp('10.10.0.10'),
    ingressFirewall: IngressFirewall.on({ operators: ['192.168.1.0/24'] }),
    upgradeStrategy: UpgradeStrategy.rolling({ maxUnavailable: 2 }),
    controlPlane: new ProxmoxVmPool(stack, 'ControlPlane', {
      ...place,
      machines: ProxmoxMachines.numbered(3, { firstAddress: '10.10.0.11' }),
    }),
    workerPools: [
      new ProxmoxVmPool(stack, 'Worker', {
        ...place,
        machines: ProxmoxMachines.numbered(6, { firstAddress: '10.10.0.21' }),
      }),
    ],
  });
}

const isGate = ({ path }: Resource): boolean => path.endsWith('/Gate');

/** The chains that the steps of a change form: each runs from its first machine to its last. */
function lanes(machines: readonly Resource[]): Resource[][] {
  const before = (machine: Resource): Resource | undefined =>
    machines.find(({ address }) => dependenciesOf(machine).includes(address));
  const next = (machine: Resource): Resource | undefined => machines.find((each) => before(each) === machine);
  const lane = (machine: Resource): Resource[] => {
    const follower = next(machine);
    return [machine, ...(follower ? lane(follower) : [])];
  };
  return machines.filter((machine) => before(machine) === undefined).map(lane);
}

/** In which order machines are changed, from what their resources wait for. */
export async function upgradeOrder(stack: StackJson): Promise<string> {
  const machines = stack.resources('talos_machine');
  const gates = stack.resources('terraform_data').filter(isGate);
  const kubernetes = stack.resource('talos_cluster');
  const controlPlanes = machines.filter(({ address }) => dependenciesOf(kubernetes).includes(address));
  const workers = machines.filter((machine) => !controlPlanes.includes(machine));
  const gateOf = (machine: Resource): Resource | undefined =>
    gates.find((gate) => dependenciesOf(gate).includes(machine.address));
  const steps = [...machines, ...gates, kubernetes];
  const waitsFor = (step: Resource): Resource[] =>
    steps.filter(({ address }) => dependenciesOf(step).includes(address));
  const waitsBehind = (step: Resource, before: Resource): boolean =>
    waitsFor(step).some((each) => each === before || waitsBehind(each, before));
  // What follows from other arrows is left out.
  const edges: Edge[] = steps.flatMap((step) => {
    const direct = waitsFor(step);
    return direct
      .filter((before) => !direct.some((other) => other !== before && waitsBehind(other, before)))
      .map((before) => arrow(before.address, step.address));
  });
  const laneNodes = (lane: readonly Resource[], kind: BoxKind): ReturnType<typeof box>[] =>
    lane.flatMap((machine) => {
      const gate = gateOf(machine);
      return [
        box(machine.address, kind, label(machineOf(machine))),
        ...(gate
          ? [
              box(gate.address, 'gate', label('gate'), {
                shape: 'diamond',
                style: 'solid',
                margin: '0.02,0.02',
                height: 0.55,
              }),
            ]
          : []),
      ];
    });
  return drawn('The order of a change', {
    graphAttributes: { ranksep: 0.22, nodesep: 0.25 },
    nodes: [box(kubernetes.address, 'step', label('Kubernetes', 'component by component'))],
    subgraphs: [
      frame('control-plane', leftLabel('Control plane', 'one after another'), {
        nodes: lanes(controlPlanes).flatMap((lane) => laneNodes(lane, 'control-plane')),
      }),
      frame('workers', leftLabel('Workers', `${String(lanes(workers).length)} lanes, side by side`), {
        subgraphs: lanes(workers).map((lane, index) =>
          frame(
            `lane-${String(index)}`,
            leftLabel(`Lane ${String(index + 1)}`),
            { nodes: laneNodes(lane, 'worker') },
            true,
          ),
        ),
      }),
    ],
    edges,
  });
}
