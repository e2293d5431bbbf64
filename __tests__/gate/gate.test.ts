import { Clock, Outcome, giveUpText, waitAtGate } from '../../lib/gate/gate';
import { NodeView } from '../../lib/gate/node-view';
import { GateSettings } from '../../lib/gate/settings';
import { SILENT, settings, unbootstrapped, whole } from './support';

/** Waits at a gate in no time: what is seen depends on the second of the look. */
async function waited(
  changes: Partial<GateSettings>,
  seenAt: (second: number) => NodeView,
): Promise<{ outcome: Outcome; seconds: number; looks: number }> {
  let now = 0;
  let looks = 0;
  const clock: Clock = {
    now: () => now,
    sleep: (ms) => {
      now += ms;
      return Promise.resolve();
    },
  };
  const outcome = await waitAtGate(
    settings(changes),
    () => {
      looks++;
      const machine = seenAt(now / 1000);
      return Promise.resolve({ machine, controlPlanes: [machine, machine, machine] });
    },
    clock,
  );
  return { outcome, seconds: now / 1000, looks };
}

const downFrom = (from: number, to: number) => (second: number) => (second >= from && second < to ? SILENT : whole());

test('a machine that stays whole is looked at for the settle time', async () => {
  const { outcome, seconds } = await waited({}, () => whole());
  expect(outcome).toEqual({ opened: true, reason: 'whole, never seen down, after 10 s' });
  expect(seconds).toBe(10);
});

test('a machine that goes down after its answer is waited for, and looked at once more when it is back', async () => {
  const { outcome, seconds } = await waited({}, downFrom(3, 60));
  expect(outcome).toEqual({ opened: true, reason: 'whole, seen down once, after 70 s' });
  expect(seconds).toBe(70);
});

test('a machine that restarts twice is waited for twice', async () => {
  const { seconds } = await waited({}, (second) => (second < 65 ? downFrom(3, 60)(second) : downFrom(65, 90)(second)));
  expect(seconds).toBe(100);
});

test('a machine that does not come back is given up with what was seen last', async () => {
  const { outcome, seconds } = await waited({}, downFrom(3, Infinity));
  expect(outcome).toEqual({ opened: false, reason: 'it does not answer: connect ECONNREFUSED' });
  expect(seconds).toBe(600);
});

test('a machine that comes and goes is given up', async () => {
  const { outcome } = await waited({ settleMs: 10_000, patienceMs: 61_000 }, (second) =>
    second % 8 < 4 ? whole() : SILENT,
  );
  expect(outcome.opened).toBe(false);
});

test('a new cluster and a new worker are not looked at', async () => {
  for (const changes of [{ clusterIsNew: true }, { isControlPlane: false, machineIsNew: true }]) {
    expect((await waited(changes, () => SILENT)).looks).toBe(0);
  }
});

test('a creation that is resumed goes on after the settle time, and after a minute where the machine was there already', async () => {
  expect((await waited({ machineIsNew: true }, () => unbootstrapped())).seconds).toBe(10);
  expect((await waited({}, () => unbootstrapped())).seconds).toBe(60);
});

test('who is told that the gate gave up learns what is wrong, which machine, what was seen and what to do', () => {
  expect(giveUpText(settings(), "its stage is 'booting'").split('\n')).toEqual([
    '',
    '  cp-2 (10.0.0.2) was changed and is not whole after 600 s, so no further machine is changed.',
    "  last seen: its stage is 'booting'",
    '  dialled:   203.0.113.1',
    "  do:        look with 'talosctl -e 203.0.113.1 -n 10.0.0.2 get machinestatus' and 'talosctl -e 203.0.113.1 -n 10.0.0.2 etcd members',",
    '             repair it, then apply again: the gate looks anew, and the other machines follow.',
  ]);
});
