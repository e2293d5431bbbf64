/** A number with a unit of 1000 or 1024, or an exponent, as resource.Quantity of Kubernetes reads it. */
const QUANTITY = /^([+-]?)(\d+\.?\d*|\.\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+|)$/;
const PERCENTAGE = /^(\d+(?:\.\d+)?)%$/;

/** Whether Kubernetes takes the value for an amount of something, 0 or more: `512Mi`, `100m`, `1.5G`, `1e3`. */
export function isAmount(value: unknown): boolean {
  const [, sign] = partsOf(value);
  return sign !== undefined && sign !== '-';
}

/** Whether the value is a percentage from 0 to 100, such as `10%`. */
export function isPercentage(value: unknown): boolean {
  const percent = percentOf(value);
  return percent !== undefined && percent <= 100;
}

/** Whether the kubelet takes the value for what has to be left: an amount above 0, or a percentage. */
export function isThreshold(value: unknown): boolean {
  return isPercentage(value) || (isAmount(value) && /[1-9]/.test(partsOf(value)[2] ?? ''));
}

/** Whether the kubelet takes the value for what is reclaimed at least: an amount, or a percentage above 0. */
export function isReclaim(value: unknown): boolean {
  return isAmount(value) || (percentOf(value) ?? 0) > 0;
}

/**
 * Whether the value is a whole number of bytes. The kubelet computes none from a fraction with a unit of 1024; below zero
 * it turns off what it is about.
 */
export function isByteCount(value: unknown): boolean {
  const [, , number, unit = ''] = partsOf(value);
  if (number === undefined || /^([num]|[eE]-)/.test(unit)) return false;
  return /^\d+$/.test(number) || /^([kMGTPE]$|[eE])/.test(unit);
}

function partsOf(value: unknown): readonly (string | undefined)[] {
  return typeof value === 'string' ? (QUANTITY.exec(value) ?? []) : [];
}

function percentOf(value: unknown): number | undefined {
  const percent = typeof value === 'string' ? PERCENTAGE.exec(value)?.[1] : undefined;
  return percent === undefined ? undefined : Number(percent);
}
