import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ISSUER_KEYS, ISSUER_KEYS_MISSING } from '../../../checks/add-on-checks';
import { Finding, quote } from '../../../checks/check';

/** A public key as the Kubernetes API tells it. */
type PublicKey = Readonly<Record<string, string>>;

/** The public keys of an issuer, as far as they are there. */
export interface IssuerKeys {
  /** The document that holds them; undefined where there is none to publish. */
  readonly document: string | undefined;
  /** By which algorithms tokens are signed. */
  readonly algorithms: readonly string[];
  readonly findings: readonly Finding[];
}

/** What a public key consists of, by its type. */
const PUBLIC_FIELDS: Readonly<Record<string, readonly string[]>> = {
  RSA: ['kty', 'kid', 'use', 'alg', 'n', 'e'],
  EC: ['kty', 'kid', 'use', 'alg', 'crv', 'x', 'y'],
};

/** By which algorithms tokens are signed with a key, by its type. Source: IAM user guide, OpenID Connect providers. */
const ALGORITHMS: Readonly<Record<string, readonly string[]>> = {
  RSA: ['RS256', 'RS384', 'RS512'],
  EC: ['ES256', 'ES384', 'ES512'],
};

/** Reads the public keys from a file; a file that is not there yet is a warning. */
export function issuerKeys(file: string): IssuerKeys {
  const without = (finding: Finding): IssuerKeys => ({
    document: undefined,
    algorithms: ['RS256'],
    findings: [finding],
  });
  const path = resolve(file);
  if (!existsSync(path)) {
    return without(
      ISSUER_KEYS_MISSING.finding({
        wrong: 'the public keys of this issuer are not there yet: no pod gets a role until they are published',
        given: quote(file),
        allowed: 'a file with the public keys of the cluster, which stay the same for its life',
        fix: `When the cluster runs: kubectl get --raw /openid/v1/jwks > ${file}; commit it, and deploy again.`,
      }),
    );
  }
  const isFile = statSync(path).isFile();
  const keys = isFile ? keysIn(readFileSync(path, 'utf8')) : [];
  const wrong = isFile ? mistakeOf(keys) : 'this is a folder, or something else that is no file';
  if (wrong !== undefined) {
    return without(
      ISSUER_KEYS.finding({
        wrong,
        given: quote(file),
        allowed: 'a JSON document of public keys: { "keys": [{ "kty", "kid", "alg", ... }] }',
      }),
    );
  }
  const sorted = [...keys].sort((one, other) => ((one.kid ?? '') < (other.kid ?? '') ? -1 : 1)).map(inOrder);
  return {
    document: JSON.stringify({ keys: sorted }),
    algorithms: [...new Set(sorted.flatMap(({ alg }) => alg ?? []))],
    findings: [],
  };
}

function keysIn(text: string): readonly PublicKey[] {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown };
    return Array.isArray(keys) ? keys.map((key: unknown) => (isRecord(key) ? key : {})) : [];
  } catch {
    return [];
  }
}

/** What is no object has no fields: it is told as a key without a type. */
function isRecord(key: unknown): key is PublicKey {
  return typeof key === 'object' && key !== null && !Array.isArray(key);
}

/** Every other field could be part of a private key: none is published that is not known to be public. */
function mistakeOf(keys: readonly PublicKey[]): string | undefined {
  if (keys.length === 0) return 'the file holds no public keys';
  for (const key of keys) {
    if (typeof key.kty !== 'string') return "a key has no 'kty'";
    const fields = Object.hasOwn(PUBLIC_FIELDS, key.kty) ? (PUBLIC_FIELDS[key.kty] ?? []) : undefined;
    if (fields === undefined) return `a key is of a type that AWS does not take: ${quote(key.kty)}`;
    const missing = fields.find((field) => field !== 'use' && (typeof key[field] !== 'string' || key[field] === ''));
    if (missing !== undefined) return `a key has no ${quote(missing)}`;
    const more = Object.keys(key).find((field) => !fields.includes(field));
    if (more !== undefined) return `a key holds ${quote(more)}, which is no part of a public key`;
    const algorithms = ALGORITHMS[key.kty] ?? [];
    if (!algorithms.includes(key.alg ?? '')) {
      return `a key of type ${quote(key.kty)} is for ${quote(key.alg)}, and not for ${algorithms.join(', ')}`;
    }
  }
  return undefined;
}

/** The fields of a key in one order, whatever order the file has. */
function inOrder(key: PublicKey): PublicKey {
  return Object.fromEntries(
    (PUBLIC_FIELDS[key.kty ?? ''] ?? []).flatMap((field) => (key[field] === undefined ? [] : [[field, key[field]]])),
  );
}
