import { Finding, quote } from '../checks/check';
import { SECRET_LITERAL } from '../checks/network-checks';
import { SECRET_VARIABLE } from '../checks/value-checks';
import type { OriginalPatch } from './machine-config';
import { IsKnown, PatchPath, fieldsOf, itemsOf, placeInWords, placesOf, writtenPath } from './patch-places';
import { holdsReference } from './reference';

const KEYS_OF_VOLUMES = ['encryption.keys.*.static.passphrase'];

/** Fields that hold a secret and nothing else, by the kind of their document. */
export const SECRET_FIELDS: Readonly<Record<string, readonly string[]>> = {
  HCloudVIPConfig: ['apiToken'],
  RawVolumeConfig: KEYS_OF_VOLUMES,
  RegistryAuthConfig: ['password', 'auth', 'identityToken'],
  SideroLinkConfig: ['uniqueToken'],
  SwapVolumeConfig: KEYS_OF_VOLUMES,
  UserVolumeConfig: KEYS_OF_VOLUMES,
  VolumeConfig: KEYS_OF_VOLUMES,
  WireguardConfig: ['privateKey', 'peers.*.presharedKey'],
};

/** Names of variables that hold secrets; `PWD` by itself is the folder that a program works in. */
const SECRET_NAME = /((^|_)(KEY|TOKEN|SECRET|PASS)|AUTHKEY|APIKEY|PASSWORD|PASSWD|PASSPHRASE|_PWD)$/i;

const REFERENCE = 'a reference to a sensitive value, such as variable.stringValue of a TerraformVariable';

/** Secrets that are written into a patch: an error where it is one for certain (TALOS326), else a warning (TALOS025). */
export function patchSecretFindings(patch: OriginalPatch, isKnown: IsKnown): Finding[] {
  return [...fieldFindings(patch, isKnown), ...variableFindings(patch, isKnown)];
}

/** Variables that look as if they held a secret that is written out: TALOS025, a warning. */
export function secretVariableFindings(
  variables: Readonly<Record<string, unknown>>,
  isKnown: IsKnown,
  where = (name: string): string => `the variable ${quote(name)}`,
): Finding[] {
  return Object.entries(variables).flatMap(([name, value]) => {
    const length = isKnown(value) ? lengthOf(value) : 0;
    if (length === 0) return [];
    const isNamed = SECRET_NAME.test(name) && !/PUBLIC_KEY$/i.test(name);
    if (!isNamed && !/:\/\/[^/\s:@]*:[^/\s@]+@/.test(String(value))) return [];
    return [
      SECRET_VARIABLE.finding({
        wrong: isNamed
          ? `the environment variable ${quote(name)} has the name of a secret, and its value is written out`
          : `the environment variable ${quote(name)} holds an address with a password in it`,
        given: `a text of ${String(length)} characters for ${where(name)}`,
        allowed: REFERENCE,
      }),
    ];
  });
}

function fieldFindings(patch: OriginalPatch, isKnown: IsKnown): Finding[] {
  const { content } = patch.patch;
  const fields = typeof content.kind === 'string' && Object.hasOwn(SECRET_FIELDS, content.kind) ? content.kind : '';
  return (SECRET_FIELDS[fields] ?? [])
    .flatMap((field) => placesOf(content, field, isKnown))
    .filter(({ value }) => isKnown(value) && lengthOf(value) > 0)
    .map(({ path, value }) =>
      SECRET_LITERAL.finding({
        wrong: `the secret ${quote(writtenPath(path))} is written into the patch`,
        given: `a text of ${String(lengthOf(value))} characters for ${placeInWords(patch, path)}`,
        allowed: REFERENCE,
      }),
    );
}

function variableFindings(patch: OriginalPatch, isKnown: IsKnown): Finding[] {
  const { content } = patch.patch;
  const told = (variables: Readonly<Record<string, unknown>>, pathOf: (name: string) => PatchPath): Finding[] =>
    secretVariableFindings(variables, isKnown, (name) => placeInWords(patch, pathOf(name)));
  if (content.kind === undefined) {
    const path = ['machine', 'env'];
    const [env] = placesOf(content, path.join('.'), isKnown);
    return told(fieldsOf(env?.value, isKnown) ?? {}, (name) => [...path, name]);
  }
  if (content.kind === 'EnvironmentConfig') {
    return told(fieldsOf(content.variables, isKnown) ?? {}, (name) => ['variables', name]);
  }
  if (content.kind !== 'ExtensionServiceConfig') return [];
  return itemsOf(content.environment, isKnown).flatMap((line, index) => {
    const [, name = '', value = ''] = typeof line === 'string' ? (/^([^=]+)=(.*)$/s.exec(line) ?? []) : [];
    return told({ [name]: value }, () => ['environment', index]);
  });
}

/** How long a text is that was written out; none where a reference is in it. Numbers are texts, too. */
function lengthOf(value: unknown): number {
  if (typeof value === 'string') return holdsReference(value) ? 0 : value.length;
  return typeof value === 'number' ? String(value).length : 0;
}
