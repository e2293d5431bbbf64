import { quote } from '../../../checks/check';
import { REGISTRY_FORM } from '../../../checks/network-checks';
import { holdsReference } from '../../reference';

const CERTIFICATES = /^\s*(?:-----BEGIN CERTIFICATE-----\r?\n[A-Za-z0-9+/=\r\n]+-----END CERTIFICATE-----\s*)+$/;

/** Whether a text is certificates in PEM and nothing else; a reference may be. */
export function areCertificates(pem: string): boolean {
  return holdsReference(pem) || CERTIFICATES.test(pem);
}

/**
 * Certificates as they were given.
 * @throws ConfigError TALOS339 when the text is no PEM
 */
export function certificates(what: string, pem: string): string {
  if (!areCertificates(pem)) {
    throw REGISTRY_FORM.configError({
      wrong: `${what} is no certificate in PEM`,
      given: firstLine(pem),
      allowed: "'-----BEGIN CERTIFICATE-----', its lines and '-----END CERTIFICATE-----', once or more",
      fix: 'Give the text of the file, such as readFileSync(path, "utf8"), not its name.',
    });
  }
  return pem;
}

/** Enough of a text to know it again, and no key that stands further down in it. */
export function firstLine(text: string): string {
  const [first = ''] = text.trim().split('\n');
  return quote(first.length > 60 ? `${first.slice(0, 60)}…` : first);
}
