import { Finding, quote } from '../checks/check';
import { DISCOVERY_OFF, DISCOVERY_OFF_UNCERTAIN } from '../checks/network-checks';
import type { TrustdWay } from './effective-rule';

/** What is wrong with a cluster without discovery, whose workers know the control planes by the endpoint alone. */
export function trustdFindings(discoveryOff: string, { endpointHost, isThere }: TrustdWay): Finding[] {
  if (isThere === true) return [];
  const given = `${discoveryOff}, endpoint ${quote(endpointHost)}`;
  return [
    isThere === false
      ? DISCOVERY_OFF.finding({
          given,
          wrong: 'without discovery, workers would never find trustd: the endpoint does not forward port 50001',
          allowed: 'discovery on, or an endpoint that leads to port 50001 of a control plane machine at any time',
        })
      : DISCOVERY_OFF_UNCERTAIN.finding({
          given,
          wrong: 'without discovery, workers find trustd by the endpoint alone',
          allowed: 'an endpoint that forwards port 50001 to the control plane machines',
        }),
  ];
}
