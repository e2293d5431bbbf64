import { StateResource } from '../../terraform/support/workspace';

/**
 * What a state says, one attribute an entry: `address attribute` to value. Keys and tokens are left out of the values,
 * and attributes that are named.
 */
export function fingerprint(
  state: readonly StateResource[],
  without: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { address, type, values } of state) {
    for (const [attribute, value] of Object.entries(values)) {
      if (!without.has(`${type} ${attribute}`)) found.set(`${address} ${attribute}`, steady(JSON.stringify(value)));
    }
  }
  return new Map([...found].sort(([a], [b]) => a.localeCompare(b)));
}

/** Attributes, by type, that two states do not have in common. */
export function unlike(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): ReadonlySet<string> {
  const keys = new Set([...one.keys(), ...other.keys()]);
  const different = [...keys].filter((key) => one.get(key) !== other.get(key));
  return new Set(different.map((key) => `${typeOf(key)} ${key.split(' ')[1] ?? ''}`));
}

function typeOf(key: string): string {
  return /^(?:data\.)?([^.]+)\./.exec(key)?.[1] ?? '';
}

/** The value without what is drawn anew at each creation: keys, certificates and tokens. */
function steady(value: string | undefined): string {
  return (value ?? '').replace(/[a-z0-9]{6}\.[a-z0-9]{16}/g, 'TOKEN').replace(/[A-Za-z0-9+/=]{24,}/g, 'KEY');
}
