import { Finding, quote } from '../../../checks/check';
import { SERVER_LIST_FORM, STATIC_HOST_FORM } from '../../../checks/network-checks';
import { IpAddress } from '../../ip-network';
import { isDnsName, isHostName } from '../../names';
import { isPort } from '../../port-number';
import type { SettingFacts } from '../setting';
import { isAddressWithPrefix } from './link-values';

type IsKnown = SettingFacts['isKnown'];

/** What is wrong with hosts that machines know without asking. */
export function staticHostFindings(hosts: Readonly<Record<string, readonly string[]>>, isKnown: IsKnown): Finding[] {
  return Object.entries(hosts).flatMap(([address, names]) => [
    ...(isKnown(address) && !IpAddress.isAddress(address)
      ? [
          STATIC_HOST_FORM.finding({
            wrong: "a key of 'staticHosts' is not an address",
            given: quote(address),
            allowed: 'an IPv4 or IPv6 address without prefix length',
          }),
        ]
      : []),
    ...(isKnown(names) && names.length === 0
      ? [
          STATIC_HOST_FORM.finding({
            wrong: `the static host ${quote(address)} has no name`,
            given: '[]',
            allowed: 'one host name at least',
          }),
        ]
      : []),
    ...namesOf(names, isKnown)
      .filter((name) => !isDnsName(name))
      .map((name) =>
        STATIC_HOST_FORM.finding({
          wrong: `a name of the static host ${quote(address)} is no host name`,
          given: quote(name),
          allowed: 'lower-case labels with dots between them',
        }),
      ),
  ]);
}

/** What is wrong with DNS servers. */
export function nameserverFindings(servers: readonly string[], isKnown: IsKnown): Finding[] {
  return listFindings('nameservers', servers, isKnown, (text) => IpAddress.isAddress(text), 'addresses without port');
}

/** What is wrong with time servers. */
export function timeServerFindings(servers: readonly string[], isKnown: IsKnown): Finding[] {
  const isServer = (text: string): boolean => isHostName(text) || IpAddress.isAddress(text);
  return listFindings('timeServers', servers, isKnown, isServer, 'host names and addresses without port');
}

/** What is wrong with domains that short names are looked up in. */
export function searchDomainFindings(domains: readonly string[], isKnown: IsKnown): Finding[] {
  return namesOf(domains, isKnown)
    .filter((domain) => !isDnsName(domain))
    .map((domain) =>
      SERVER_LIST_FORM.finding({
        wrong: 'a search domain is no DNS name',
        given: quote(domain),
        allowed: "lower-case labels with dots between them, such as 'k8s.example.org'",
        fix: 'Correct the name; an empty list turns searching off.',
      }),
    );
}

/** What is wrong with the addresses by which other machines reach a machine for KubeSpan. */
export function kubeSpanEndpointFindings(endpoints: readonly string[], isKnown: IsKnown): Finding[] {
  const isEndpoint = (text: string): boolean => {
    const [, v6, v4, port = ''] = /^(?:\[(.+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
    return isAddressWithPrefix(`${v6 ?? v4 ?? ''}/${v6 === undefined ? '32' : '128'}`) && isPort(port);
  };
  return listFindings(
    'kubeSpanEndpoints',
    endpoints,
    isKnown,
    isEndpoint,
    "endpoints such as '203.0.113.9:51820' or '[2001:db8::9]:51820'",
    'Write an address in numbers and the port after it; KubeSpan listens on 51820.',
  );
}

function listFindings(
  option: string,
  values: readonly string[],
  isKnown: IsKnown,
  isRight: (text: string) => boolean,
  allowed: string,
  fix?: string,
): Finding[] {
  if (!isKnown(values)) return [];
  if (values.length === 0) {
    return [
      SERVER_LIST_FORM.finding({
        wrong: `the list '${option}' is empty`,
        given: '[]',
        allowed,
        fix: `Leave '${option}' out to keep what the platform says.`,
      }),
    ];
  }
  return namesOf(values, isKnown)
    .filter((text) => !isRight(text))
    .map((text) =>
      SERVER_LIST_FORM.finding({
        wrong: `this cannot be one of '${option}'`,
        given: quote(text),
        allowed,
        ...(fix === undefined ? {} : { fix }),
      }),
    );
}

function namesOf(values: readonly string[], isKnown: IsKnown): string[] {
  return isKnown(values) ? values.filter(isKnown) : [];
}
