import { Finding, quote } from '../../../checks/check';
import { PROXMOX_NAME } from '../../../checks/proxmox-checks';
import { isKnown } from '../../../terraform/app-validation';

/** How things of one kind may be called in Proxmox. */
export interface NameForm {
  readonly form: RegExp;
  /** The form in words. */
  readonly allowed: string;
}

/** A Proxmox node: a host name. */
export const NODE_NAME: NameForm = {
  form: /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/,
  allowed: "the node's name as the Proxmox interface shows it, without a domain and no address, such as 'pve1'",
};

/** A datastore. */
export const DATASTORE_NAME: NameForm = {
  form: /^[A-Za-z][A-Za-z0-9._-]*[A-Za-z0-9]$/,
  allowed:
    "two characters or more: a letter, then letters, digits, '.', '-' and '_', a letter or digit at the end, such as 'local-lvm'",
};

/** A resource mapping. */
export const MAPPING_NAME: NameForm = {
  form: /^[A-Za-z][\w-]+$/,
  allowed: "two characters or more: a letter, then letters, digits, dashes and underscores, such as 'gpu'",
};

/** A Proxmox pool, which may be in another one. */
export const POOL_NAME: NameForm = {
  form: /^[\w.-]+(\/[\w.-]+){0,2}$/,
  allowed: "letters, digits, '.', '-' and '_', with '/' between nested pools, three of them at the most",
};

/** An SDN zone as rights are given on it, or a part of it alone. */
export const ZONE_NAME: NameForm = {
  form: /^[A-Za-z][A-Za-z0-9]+(\/[A-Za-z]\w*(\/\d+)?)?$/,
  allowed: "a letter, then letters and digits, such as 'localnetwork'; after '/', a bridge or a vnet of the zone",
};

/** A tag of a VM, in the way in which Proxmox keeps it. */
export const TAG: NameForm = {
  form: /^[a-z0-9_][a-z0-9_+.-]*$/,
  allowed: "lower-case letters, digits, '_', '-', '+' and '.', of which the last three do not begin it",
};

/** Whether a name has the form; what is no name yet passes. */
export function hasForm(name: string, { form }: NameForm): boolean {
  return !isKnown(name) || form.test(name);
}

/** A finding for each name that no Proxmox node has. */
export function nodeNameFindings(names: readonly string[]): Finding[] {
  return names
    .filter((name) => !hasForm(name, NODE_NAME))
    .map((name) =>
      PROXMOX_NAME.finding({
        wrong: 'a Proxmox node cannot be called so',
        given: quote(name),
        allowed: NODE_NAME.allowed,
      }),
    );
}
