import { Finding } from '../../../checks/check';
import { WATCHDOG_FORM } from '../../../checks/system-checks';
import { ConfigPatch } from '../../config-patch';

/** The timer that resets a machine which no longer answers. */
export interface WatchdogTimer {
  /**
   * The device; the machine needs such a timer, real or virtual.
   * @default '/dev/watchdog0'
   */
  readonly device?: string;
  /**
   * Seconds without a sign of life after which the machine is reset, 10 at least.
   * @default 60
   */
  readonly timeoutSeconds?: number;
}

/** The document of the timer. */
export function watchdogDocument({ device = '/dev/watchdog0', timeoutSeconds = 60 }: WatchdogTimer): ConfigPatch {
  const timeout = `${String(timeoutSeconds)}s`;
  return ConfigPatch.document({ apiVersion: 'v1alpha1', kind: 'WatchdogTimerConfig', device, timeout });
}

/** What is wrong with the timer. */
export function watchdogFindings(
  { device = '/dev/watchdog0', timeoutSeconds = 60 }: WatchdogTimer,
  isKnown: (value: unknown) => boolean,
): Finding[] {
  return [
    ...(isKnown(device) && !/^\/dev\/[A-Za-z0-9/_.-]+$/.test(device)
      ? [
          WATCHDOG_FORM.finding({
            wrong: 'this is not the path of a watchdog timer',
            given: `device: ${device}`,
            allowed: "a path below /dev, such as '/dev/watchdog0'",
          }),
        ]
      : []),
    ...(isKnown(timeoutSeconds) && !(Number.isInteger(timeoutSeconds) && timeoutSeconds >= 10)
      ? [
          WATCHDOG_FORM.finding({
            wrong: 'Talos does not take this timeout for a watchdog timer',
            given: `timeoutSeconds: ${String(timeoutSeconds)}`,
            allowed: 'a whole number of seconds, 10 at least',
          }),
        ]
      : []),
  ];
}
