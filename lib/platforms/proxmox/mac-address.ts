import { createHash } from 'node:crypto';

/** Proxmox Server Solutions' own prefix, from which Proxmox VE draws as well. */
const PREFIX = 'BC:24:11';

/**
 * A MAC address derived from what identifies a machine: equal in every run, so that a DHCP reservation can be made
 * before the machine exists and a replaced machine keeps it.
 */
export function macAddressFor(identity: string): string {
  const digits = createHash('sha256').update(identity).digest('hex').slice(0, 6).toUpperCase();
  return [PREFIX, digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)].join(':');
}
