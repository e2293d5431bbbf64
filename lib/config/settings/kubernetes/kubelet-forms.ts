import { isAmount, isByteCount, isPercentage, isReclaim, isThreshold } from './quantity';

/** What a value of a field of the kubelet can be: how people call it, and what it takes. */
export interface KubeletForm {
  /** In words for messages. */
  readonly allowed: string;
  /** Whether the kubelet takes the value. */
  readonly fits: (value: unknown) => boolean;
}

const AMOUNT = "an amount with a unit of Kubernetes, such as '512Mi', '500M' or '100m'";

/** Each form of a field. */
export const KUBELET_FORMS = {
  flag: { allowed: 'true or false', fits: (value) => typeof value === 'boolean' },
  text: { allowed: 'a text', fits: (value) => typeof value === 'string' },
  count: { allowed: 'a whole number, 0 or more', fits: (value) => isWhole(value, 0) },
  countFrom1: { allowed: 'a whole number, 1 or more', fits: (value) => isWhole(value, 1) },
  countFrom2: { allowed: 'a whole number, 2 or more', fits: (value) => isWhole(value, 2) },
  port: { allowed: 'a port, or 0 for none', fits: (value) => isWhole(value, 0, 65_535) },
  whole: { allowed: 'a whole number', fits: (value) => Number.isInteger(value) },
  share: {
    allowed: 'a number above 0, up to 1',
    fits: (value) => Number.isFinite(value) && Number(value) > 0 && Number(value) <= 1,
  },
  duration: { allowed: "a duration, such as '1m30s'", fits: (value) => millisecondsOf(value) !== undefined },
  amount: { allowed: AMOUNT, fits: isAmount },
  bytes: { allowed: "a whole number of bytes with a unit of Kubernetes, such as '50Mi' or '50M'", fits: isByteCount },
  threshold: { allowed: `${AMOUNT}, above 0, or a percentage such as '10%'`, fits: isThreshold },
  reclaim: { allowed: `${AMOUNT}, or a percentage such as '10%'`, fits: isReclaim },
  percentage: { allowed: "a percentage, such as '50%'", fits: isPercentage },
  list: { allowed: 'a list', fits: (value) => Array.isArray(value) },
  object: { allowed: 'fields with their values', fits: isMap },
  flags: { allowed: 'names, each with true or false', fits: isMap },
  texts: { allowed: 'names, each with a text', fits: isMap },
  durations: { allowed: "names, each with a duration, such as '1m30s'", fits: isMap },
  amounts: { allowed: `resources, each with ${AMOUNT}`, fits: isMap },
  thresholds: { allowed: "signals, each with an amount such as '100Mi' or a percentage such as '10%'", fits: isMap },
  reclaims: { allowed: "signals, each with an amount such as '100Mi' or a percentage such as '10%'", fits: isMap },
  percentages: { allowed: "resources, each with a percentage, such as '50%'", fits: isMap },
} as const satisfies Readonly<Record<string, KubeletForm>>;

/** The name of a form. */
export type KubeletFormName = keyof typeof KUBELET_FORMS;

/** What the values of a map are. */
export const INNER_FORMS: Partial<Record<KubeletFormName, KubeletFormName>> = {
  flags: 'flag',
  texts: 'text',
  durations: 'duration',
  amounts: 'amount',
  thresholds: 'threshold',
  reclaims: 'reclaim',
  percentages: 'percentage',
};

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** A duration in the form of Go; undefined for what is none. */
export function millisecondsOf(duration: unknown): number | undefined {
  if (duration === '0') return 0;
  if (typeof duration !== 'string' || !/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(duration)) return undefined;
  return [...duration.matchAll(/([\d.]+)([a-zµ]+)/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (UNITS[unit] ?? 0),
    0,
  );
}

/** Whether the value has fields. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWhole(value: unknown, from: number, to = Infinity): boolean {
  return Number.isInteger(value) && Number(value) >= from && Number(value) <= to;
}
