import { GateSettings } from './settings';
import { Sight, Verdict, judge, passesUnseen } from './verdict';

/** How often the gate looks. */
const PERIOD_MS = 500;

/**
 * For how long no etcd may be seen before a machine that was there already counts as one of a cluster that was never
 * bootstrapped: longer than a booting machine needs to start etcd.
 */
const NOT_BOOTSTRAPPED_MS = 60_000;

/** Time, so that tests need none. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Waits. */
  sleep(ms: number): Promise<void>;
}

/** How it ended. */
export type Outcome =
  | {
      readonly opened: true;
      /** Why. */
      readonly reason: string;
    }
  | {
      readonly opened: false;
      /** What was missing at the last look. */
      readonly reason: string;
    };

/**
 * Waits until the next machine may be changed.
 *
 * A machine goes down a moment after it has answered, so one good look proves nothing: it has to be whole for a while
 * without interruption. The same holds when it is back, for a machine may restart twice.
 */
export async function waitAtGate(settings: GateSettings, look: () => Promise<Sight>, clock: Clock): Promise<Outcome> {
  if (passesUnseen(settings)) return { opened: true, reason: 'created in this apply' };
  const began = clock.now();
  let kind: Verdict['kind'] = 'wait';
  let since = began;
  let interruptions = 0;
  for (;;) {
    const looked = clock.now();
    const verdict = judge(settings, await look());
    if (verdict.kind !== kind) {
      if (verdict.kind === 'wait') interruptions++;
      kind = verdict.kind;
      since = looked;
    }
    if (verdict.kind !== 'wait' && looked - since >= needed(settings, verdict.kind)) {
      const seconds = Math.round((clock.now() - began) / 1000);
      return { opened: true, reason: `${verdict.kind}, ${times(interruptions)}, after ${String(seconds)} s` };
    }
    if (clock.now() - began >= settings.patienceMs) {
      return { opened: false, reason: verdict.kind === 'wait' ? verdict.reason : 'it comes and goes' };
    }
    await clock.sleep(PERIOD_MS);
  }
}

function needed(settings: GateSettings, kind: 'whole' | 'not bootstrapped'): number {
  return kind === 'whole' || settings.machineIsNew ? settings.settleMs : NOT_BOOTSTRAPPED_MS;
}

function times(interruptions: number): string {
  return interruptions === 0
    ? 'never seen down'
    : `seen down ${interruptions === 1 ? 'once' : `${String(interruptions)} times`}`;
}

/** What a person is told when the gate gave up: indented, for Terraform breaks every other line anew. */
export function giveUpText({ machine, isControlPlane, patienceMs }: GateSettings, reason: string): string {
  const { name, node, endpoint } = machine;
  const talosctl = `talosctl -e ${endpoint} -n ${node}`;
  const looks = [`${talosctl} get machinestatus`, ...(isControlPlane ? [`${talosctl} etcd members`] : [])];
  const seconds = String(Math.round(patienceMs / 1000));
  return [
    '',
    `  ${name} (${node}) was changed and is not whole after ${seconds} s, so no further machine is changed.`,
    `  last seen: ${reason}`,
    `  dialled:   ${endpoint}`,
    `  do:        look with ${looks.map((command) => `'${command}'`).join(' and ')},`,
    '             repair it, then apply again: the gate looks anew, and the other machines follow.',
  ].join('\n');
}
