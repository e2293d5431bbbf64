import { quote } from '../../checks/check';
import { asBoolean } from '../../config/yaml-value';

/** The way to a value: the name of a setting or a field, and what is within it. */
export type SaidPath = readonly string[];

/** The ways to what a part says and a value does not: maps may say more, and so may lists. */
export function missingFrom(value: unknown, part: unknown, path: SaidPath = []): SaidPath[] {
  if (part === undefined) return [];
  if (isMap(part) && isMap(value)) {
    return Object.entries(part).flatMap(([name, inner]) => missingFrom(value[name], inner, [...path, name]));
  }
  if (Array.isArray(part) && Array.isArray(value)) {
    return part.every((each) => value.some((own) => missingFrom(own, each).length === 0)) ? [] : [path];
  }
  return equal(value, part) ? [] : [path];
}

/** Whether two values say the same, lists in whatever order. */
export function saySame(one: unknown, other: unknown): boolean {
  return missingFrom(one, other).length === 0 && missingFrom(other, one).length === 0;
}

/** What is said at the end of a way; undefined where nothing is. */
export function saidAt(value: unknown, path: SaidPath): unknown {
  return path.reduce<unknown>((within, name) => (isMap(within) ? within[name] : undefined), value);
}

/** A setting, or one value of it, as the messages call it. */
export function settingInWords([setting = '', ...within]: SaidPath): string {
  return within.length === 0 ? quote(setting) : `${quote(within.join('.'))} of ${quote(setting)}`;
}

/** A value as the messages show it. */
export function shown(value: unknown): string {
  if (value === undefined) return 'not set';
  return Array.isArray(value) || isMap(value) || typeof value !== 'object' ? JSON.stringify(value) : 'of the user';
}

/** A number and its text are one to Talos, and so are a boolean and its words. */
function equal(one: unknown, other: unknown): boolean {
  const [a, b] = [asBoolean(one), asBoolean(other)];
  return isScalar(a) && isScalar(b) ? String(a) === String(b) : JSON.stringify(a) === JSON.stringify(b);
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
