/** A value as YAML can hold it. */
export type YamlValue =
  string | number | boolean | null | readonly YamlValue[] | { readonly [key: string]: YamlValue | undefined };

/**
 * What a value comes to in a field that holds a boolean, and any other value as it is: Talos's reader takes these words of
 * YAML 1.1 there, between quotes as well.
 */
export function asBoolean(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (/^(y|Y|yes|Yes|YES|on|On|ON)$/.test(value)) return true;
  return /^(n|N|no|No|NO|off|Off|OFF)$/.test(value) ? false : value;
}
