import { Finding, quote } from '../../../checks/check';
import { REGISTRY_FORM } from '../../../checks/network-checks';
import { IpAddress } from '../../ip-network';
import { isDnsName } from '../../names';
import { isPort } from '../../port-number';
import type { SettingFacts } from '../setting';
import { certificateMistake } from '../../certificates';

type IsKnown = SettingFacts['isKnown'];

/** What is wrong with registries that stand as keys; a mirror may stand for every registry. */
export function registryFindings(
  option: string,
  registries: Readonly<Record<string, unknown>>,
  isKnown: IsKnown,
  anyRegistry = false,
): Finding[] {
  return Object.keys(registries)
    .filter((host) => isKnown(host) && !isRegistry(host) && !(anyRegistry && host === '*'))
    .map((host) =>
      REGISTRY_FORM.finding({
        wrong: `a key of '${option}' is no registry`,
        given: quote(host),
        allowed: `a host, with its port where it has one, such as 'ghcr.io' or 'registry.example.org:5000'${
          anyRegistry ? ", or '*' for every registry" : ''
        }`,
      }),
    );
}

/** What is wrong with certificates that a machine trusts. */
export function trustedRootFindings(roots: Readonly<Record<string, string>>, isKnown: IsKnown): Finding[] {
  return Object.entries(roots).flatMap(([name, pem]) => [
    ...(isKnown(name) && !/^[a-z0-9][a-z0-9._-]{0,62}$/.test(name)
      ? [
          REGISTRY_FORM.finding({
            wrong: "a key of 'trustedRoots' is no name",
            given: quote(name),
            allowed: 'lower-case letters, digits, dots and dashes, 63 at most',
            fix: 'Give the certificates a name of your choice; documents are told apart by it.',
          }),
        ]
      : []),
    ...rootFindings(name, pem),
  ]);
}

function rootFindings(name: string, pem: string): Finding[] {
  const mistake = certificateMistake(pem);
  if (mistake === undefined) return [];
  const what = mistake.isKey ? 'hold a private key' : 'are no certificates in PEM';
  return [REGISTRY_FORM.finding({ wrong: `the trusted roots ${quote(name)} ${what}`, ...mistake.advice })];
}

function isRegistry(text: string): boolean {
  const [, host = '', port] = /^(\[[0-9a-f:.]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const isHost = host.startsWith('[') ? IpAddress.isAddress(host.slice(1, -1)) : isDnsName(host);
  return isHost && (port === undefined || isPort(port));
}
