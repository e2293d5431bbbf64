import { quote } from '../checks/check';
import { DOMAIN_FORM, MACHINE_NAME_FORM } from '../checks/value-checks';

const DNS_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether the text is one DNS label of lower case: usable as the name of a namespace. */
export function isDnsLabel(text: string): boolean {
  return DNS_LABEL.test(text);
}

/** Whether the text is one DNS label that begins with a letter: usable as host name and in construct ids. */
export function isMachineName(text: string): boolean {
  return DNS_LABEL.test(text) && /^[a-z]/.test(text);
}

/** Whether the text is a DNS name of lower-case labels. */
export function isDnsName(text: string): boolean {
  return text.length <= 253 && text.split('.').every((label) => DNS_LABEL.test(label));
}

/** Whether the text is a DNS name that a host may have: a last label of digits alone is that of an address with a slip. */
export function isHostName(text: string): boolean {
  return isDnsName(text) && !/(^|\.)\d+$/.test(text);
}

/**
 * The name as it was given.
 * @throws ConfigError TALOS010 when it cannot be a host name
 */
export function machineName(text: string): string {
  if (!isMachineName(text)) {
    throw MACHINE_NAME_FORM.configError({
      wrong: 'this cannot be the name of a machine',
      given: quote(text),
      allowed: "lower-case letters, digits and dashes, beginning with a letter, such as 'worker-a'",
    });
  }
  return text;
}

/**
 * The name as it was given.
 * @throws ConfigError TALOS011 when it is no DNS name
 */
export function dnsName(text: string): string {
  if (!isHostName(text)) {
    throw DOMAIN_FORM.configError({
      wrong: isDnsName(text)
        ? 'this is not a DNS name: it ends in a number, as an address does'
        : 'this is not a DNS name',
      given: quote(text),
      allowed: "lower-case labels with dots between them, such as 'k8s.example.org'",
    });
  }
  return text;
}

/** A construct id as a machine name would be written: `ControlPlane` becomes `control-plane`. */
export function kebabCase(id: string): string {
  return id
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
}
