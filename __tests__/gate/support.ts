import { EtcdMember, NodeView, Service } from '../../lib/gate/node-view';
import { GateMachine, GateSettings } from '../../lib/gate/settings';

export const MACHINES: readonly GateMachine[] = [1, 2, 3].map((index) => ({
  name: `cp-${String(index)}`,
  node: `10.0.0.${String(index)}`,
  endpoint: '203.0.113.1',
}));

/** Settings of a gate behind the second of three control plane machines of a running cluster. */
export function settings(changes: Partial<GateSettings> = {}): GateSettings {
  return {
    machine: MACHINES[1] ?? never(),
    isControlPlane: true,
    controlPlanes: MACHINES,
    machineIsNew: false,
    clusterIsNew: false,
    settleMs: 10_000,
    patienceMs: 600_000,
    credentials: { ca: '', certificate: '', key: '' },
    ...changes,
  };
}

export function service(id: string, changes: Partial<Service> = {}): Service {
  return { id, state: 'Running', isHealthy: true, healthIsUnknown: false, message: '', ...changes };
}

export function member(index: number, changes: Partial<EtcdMember> = {}): EtcdMember {
  const number = String(index);
  return {
    id: number,
    hostname: `cp-${number}`,
    peerUrls: [`https://10.0.0.${number}:2380`],
    isLearner: false,
    ...changes,
  };
}

export const MEMBERS = [1, 2, 3].map((index) => member(index));

export type Answering = Extract<NodeView, { answers: true }>;

/** A machine that is as it should be. */
export function whole(changes: Partial<Answering> = {}): Answering {
  return {
    answers: true,
    services: [service('etcd'), service('kubelet')],
    status: { stage: 'running', isReady: true, unmet: [] },
    members: MEMBERS,
    ...changes,
  };
}

/** A control plane machine of a cluster that was never bootstrapped. */
export function unbootstrapped(): Answering {
  return whole({
    services: [service('etcd', { state: 'Preparing', isHealthy: false }), service('kubelet')],
    status: { stage: 'booting', isReady: false, unmet: ['services: etcd not running'] },
    members: undefined,
  });
}

export const SILENT: NodeView = { answers: false, reason: 'connect ECONNREFUSED' };

function never(): never {
  throw new Error('there are three machines');
}
