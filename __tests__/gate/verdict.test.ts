import { NodeView } from '../../lib/gate/node-view';
import { GateSettings } from '../../lib/gate/settings';
import { Verdict, judge, passesUnseen } from '../../lib/gate/verdict';
import { MEMBERS, SILENT, member, service, settings, unbootstrapped, whole } from './support';

const WHOLE: Verdict = { kind: 'whole' };
const waits = (reason: string): Verdict => ({ kind: 'wait', reason });

/** The verdict on the second control plane machine, seen with the others. */
function onControlPlane(machine: NodeView, first: NodeView = whole(), third: NodeView = whole()): Verdict {
  return judge(settings(), { machine, controlPlanes: [first, machine, third] });
}

function onWorker(machine: NodeView): Verdict {
  return judge(settings({ isControlPlane: false }), { machine, controlPlanes: [] });
}

describe('a worker', () => {
  test('is whole when it runs and is ready', () => {
    expect(onWorker(whole({ members: undefined }))).toEqual(WHOLE);
  });

  test.each<[string, NodeView, string]>([
    ['does not answer', SILENT, 'it does not answer: connect ECONNREFUSED'],
    [
      'is about to restart',
      whole({ status: { stage: 'rebooting', isReady: true, unmet: [] } }),
      "its stage is 'rebooting'",
    ],
    [
      'is not ready',
      whole({ status: { stage: 'running', isReady: false, unmet: ['nodeReady: node "w" is not ready'] } }),
      'it is not ready: nodeReady: node "w" is not ready',
    ],
    [
      'has no status to ask for, and its kubelet is not healthy',
      whole({ status: undefined, services: [service('kubelet', { isHealthy: false, message: 'refused' })] }),
      "the service 'kubelet' is not healthy: refused",
    ],
    [
      'has no status to ask for, and no kubelet',
      whole({ status: undefined, services: [] }),
      "the service 'kubelet' is 'absent'",
    ],
  ])('that %s is waited for', (_, view, reason) => {
    expect(onWorker(view)).toEqual(waits(reason));
  });

  test('is whole by its kubelet where there is no status to ask for', () => {
    expect(onWorker(whole({ status: undefined }))).toEqual(WHOLE);
  });
});

describe('a control plane machine', () => {
  test('is whole when it serves etcd with every member', () => {
    expect(onControlPlane(whole())).toEqual(WHOLE);
  });

  test.each<[string, NodeView, string]>([
    [
      'has an etcd that was not started',
      whole({ services: [service('etcd', { state: 'Preparing' })] }),
      "the service 'etcd' is 'Preparing'",
    ],
    [
      'has an etcd whose health is unknown yet',
      whole({ services: [service('etcd', { healthIsUnknown: true })] }),
      "the service 'etcd' is not healthy: ",
    ],
    ['is no member', whole({ members: [member(1), member(3)] }), 'etcd does not list it as a member'],
    [
      'is a learner',
      whole({ members: [member(1), member(2, { isLearner: true }), member(3)] }),
      'etcd lists it as a learner, which has no vote yet',
    ],
  ])('that %s is waited for', (_, view, reason) => {
    expect(onControlPlane(view)).toEqual(waits(reason));
  });

  test('is waited for while another of three members is away', () => {
    expect(onControlPlane(whole(), whole(), SILENT)).toEqual(
      waits(
        'etcd would lose its majority if one more machine went down, member cp-3 (3): it does not answer: connect ECONNREFUSED',
      ),
    );
  });

  test('is waited for while etcd lists a member that is no machine of the cluster', () => {
    const members = [...MEMBERS, member(9, { hostname: 'lost' })];
    expect(onControlPlane(whole({ members }))).toEqual(
      waits(
        'etcd would lose its majority if one more machine went down, member lost (9): it is no machine of the cluster',
      ),
    );
  });

  test('of five members lets the next one go while one of the others is away', () => {
    const five = [1, 2, 3, 4, 5];
    const members = five.map((index) => member(index));
    const controlPlanes = five.map((index) => ({
      name: `cp-${String(index)}`,
      node: `10.0.0.${String(index)}`,
      endpoint: '',
    }));
    const view = whole({ members });
    const seen = (away: number): Verdict =>
      judge(settings({ controlPlanes }), {
        machine: view,
        controlPlanes: five.map((index) => (index > 5 - away ? SILENT : view)),
      });
    expect(seen(1)).toEqual(WHOLE);
    expect(seen(2).kind).toBe('wait');
  });

  test('that is the only one is whole by itself', () => {
    const machine = { name: 'cp-1', node: '10.0.0.1', endpoint: '10.0.0.1' };
    const view = whole({ members: [member(1)] });
    expect(judge(settings({ machine, controlPlanes: [machine] }), { machine: view, controlPlanes: [view] })).toEqual(
      WHOLE,
    );
  });

  test.each([
    ['IPv6 in another spelling', 'FD00:0::2', member(2, { peerUrls: ['https://[fd00::2]:2380'], hostname: 'x' })],
    ['a host name with a domain', '198.51.100.2', member(2, { hostname: 'cp-2.example.org' })],
  ])('is found among the members by %s', (_, node, own) => {
    const machine = { name: 'cp-2', node, endpoint: node };
    const view = whole({ members: [own] });
    expect(judge(settings({ machine, controlPlanes: [machine] }), { machine: view, controlPlanes: [view] })).toEqual(
      WHOLE,
    );
  });
});

describe('a cluster that was never bootstrapped', () => {
  test('is told by machines that boot and have no etcd, whether the later ones answer or not', () => {
    expect(onControlPlane(unbootstrapped(), unbootstrapped(), SILENT)).toEqual({ kind: 'not bootstrapped' });
    expect(onControlPlane(unbootstrapped(), unbootstrapped(), unbootstrapped())).toEqual({ kind: 'not bootstrapped' });
  });

  test('is none where a machine ahead does not answer, or any runs etcd', () => {
    expect(onControlPlane(unbootstrapped(), SILENT, SILENT).kind).toBe('wait');
    expect(onControlPlane(unbootstrapped(), unbootstrapped(), whole()).kind).toBe('wait');
  });

  test('is not told by a machine that is going down with its etcd stopped', () => {
    const stopping = { ...unbootstrapped(), status: { stage: 'rebooting', isReady: true, unmet: [] } };
    expect(onControlPlane(stopping, unbootstrapped(), SILENT)).toEqual(waits("its stage is 'rebooting'"));
  });
});

describe('without a look', () => {
  test.each<[string, Partial<GateSettings>, boolean]>([
    ['a worker that this apply creates passes', { isControlPlane: false, machineIsNew: true }, true],
    ['a worker that this apply changes does not pass', { isControlPlane: false }, false],
    [
      'a control plane machine of a cluster that this apply creates passes',
      { machineIsNew: true, clusterIsNew: true },
      true,
    ],
    ['a control plane machine that joins a cluster does not pass', { machineIsNew: true }, false],
  ])('%s', (_, changes, passes) => {
    expect(passesUnseen(settings(changes))).toBe(passes);
  });
});
