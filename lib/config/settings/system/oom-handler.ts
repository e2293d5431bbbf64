import { Finding } from '../../../checks/check';
import { MEMORY_FORM } from '../../../checks/system-checks';
import { ConfigPatch } from '../../config-patch';

/** When and whom Talos kills before the memory is used up. */
export interface OomHandler {
  /**
   * CEL expression that ranks a control group; the one with the highest rank is killed.
   * @default - pods without a memory limit, those without guarantees first
   */
  readonly cgroupRankingExpression?: string;
  /**
   * CEL expression that says when. Talos heeds it beside a `cgroupRankingExpression` only.
   * @default - when processes wait for memory for too long
   */
  readonly triggerExpression?: string;
  /**
   * Milliseconds between two looks.
   * @default - Talos's own
   */
  readonly sampleIntervalMilliseconds?: number;
}

/** The document of the handler. */
export function oomDocument({ sampleIntervalMilliseconds, ...expressions }: OomHandler): ConfigPatch {
  return ConfigPatch.document({
    apiVersion: 'v1alpha1',
    kind: 'OOMConfig',
    ...expressions,
    ...(sampleIntervalMilliseconds === undefined ? {} : { sampleInterval: `${String(sampleIntervalMilliseconds)}ms` }),
  });
}

/** What is wrong with the handler. */
export function oomFindings(
  { cgroupRankingExpression, triggerExpression, sampleIntervalMilliseconds = 1 }: OomHandler,
  isKnown: (value: unknown) => boolean,
): Finding[] {
  return [
    ...(triggerExpression !== undefined && cgroupRankingExpression === undefined
      ? [
          MEMORY_FORM.finding({
            wrong: 'Talos ignores a trigger that stands without a ranking',
            given: 'triggerExpression without cgroupRankingExpression',
            allowed: 'both of them, the ranking alone, or none',
            fix: 'Give the ranking as well; it may be the one that Talos documents as its own.',
          }),
        ]
      : []),
    ...(isKnown(sampleIntervalMilliseconds) &&
    !(Number.isInteger(sampleIntervalMilliseconds) && sampleIntervalMilliseconds > 0)
      ? [
          MEMORY_FORM.finding({
            wrong: 'memory cannot be looked at in this interval',
            given: `sampleIntervalMilliseconds: ${String(sampleIntervalMilliseconds)}`,
            allowed: 'a whole number of milliseconds above zero',
          }),
        ]
      : []),
  ];
}
