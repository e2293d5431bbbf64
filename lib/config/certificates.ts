import { quote } from '../checks/check';
import { REGISTRY_FORM } from '../checks/network-checks';
import { holdsReference } from './reference';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----\s+[A-Za-z0-9+/][A-Za-z0-9+/=\s]*-----END CERTIFICATE-----/g;
/** The head alone: in the place of certificates it is a key, also where nothing follows. */
const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/;

/** What a text is in the place of certificates. */
export interface CertificateMistake {
  /** Whether there is a private key in it, which belongs nowhere near them. */
  readonly isKey: boolean;
  /** What is given, allowed and to be done. */
  readonly advice: { readonly given: string; readonly allowed: string; readonly fix: string };
}

/**
 * What is wrong with a text that is to hold certificates in PEM; undefined where it holds some and nothing else in PEM.
 * Lines between them, such as the names in a bundle, do no harm. A reference may be anything.
 */
export function certificateMistake(pem: string): CertificateMistake | undefined {
  if (holdsReference(pem)) return undefined;
  const isKey = PRIVATE_KEY.test(pem);
  const rest = pem.replace(CERTIFICATE, '');
  if (!isKey && rest.length < pem.length && !/-----(BEGIN|END) /.test(rest)) return undefined;
  return {
    isKey,
    advice: {
      given: shown(pem),
      allowed: "'-----BEGIN CERTIFICATE-----', its lines and '-----END CERTIFICATE-----', once or more",
      fix: isKey ? 'Give the certificates alone.' : adviceFor(pem),
    },
  };
}

function adviceFor(pem: string): string {
  return pem.includes('-----BEGIN ')
    ? "Give each certificate whole and unchanged, from its line 'BEGIN CERTIFICATE' to its line 'END CERTIFICATE'."
    : 'Give the text of the file, such as readFileSync(path, "utf8"), not its name.';
}

/**
 * Certificates as they were given.
 * @throws ConfigError TALOS339 when the text is no PEM, or holds a private key
 */
export function certificates(what: string, pem: string): string {
  const mistake = certificateMistake(pem);
  if (mistake !== undefined) {
    const wrong = mistake.isKey ? `${what} holds a private key` : `${what} is no certificate in PEM`;
    throw REGISTRY_FORM.configError({ wrong, ...mistake.advice });
  }
  return pem;
}

/** Enough of a text to know it again: a head, or the name of a file. Anything else may be a key. */
function shown(text: string): string {
  const [head] = /^-----[A-Z0-9 ]+-----/.exec(text.trimStart()) ?? [];
  const isFileName = /^[\w@./\\:~-]{1,100}\.(pem|crt|cer|ca)$/i.test(text);
  if (head === undefined && !isFileName) return `a text of ${String(text.length)} characters`;
  return quote(head ?? text);
}
