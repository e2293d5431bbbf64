import { ADD_ON_CHART_SECRET } from '../checks/add-on-checks';
import { Finding } from '../checks/check';

/** The head of a key and the beginning of what follows; a description may speak of the head alone. */
const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[ \t]*(?:[\r\n]|\\[rn])(?:\s|\\[rnt])*[A-Za-z0-9+/]{3}/;
/** The same in the base64 of a Kubernetes secret: a text that begins with five dashes and `BEGIN`. */
const ENCODED = /LS0tLS1CRUdJTi[A-Za-z0-9+/]+/g;

/** Whether a private key in PEM stands in a text, as it is or in base64. */
export function holdsPrivateKey(text: string): boolean {
  return (
    PRIVATE_KEY.test(text) ||
    (text.match(ENCODED) ?? []).some((encoded) => PRIVATE_KEY.test(Buffer.from(encoded, 'base64').toString('latin1')))
  );
}

/** What is wrong with a text that becomes a part of the machine configuration: TALOS456 for a private key in it. */
export function privateKeyFindings(text: string, where: string): Finding[] {
  return holdsPrivateKey(text)
    ? [
        ADD_ON_CHART_SECRET.finding({
          wrong: `a private key in ${where} would stand readable in the state, in plans and in the machine configuration`,
          given: `a text in ${where}`,
          allowed: 'the name of a secret in the cluster, or in a manifest a reference to a sensitive value',
        }),
      ]
    : [];
}

/**
 * Refuses a text with a private key.
 * @throws ConfigError TALOS456
 */
export function refusePrivateKey(text: string, where: string): void {
  const [finding] = privateKeyFindings(text, where);
  if (finding !== undefined) throw ADD_ON_CHART_SECRET.configError(finding);
}
