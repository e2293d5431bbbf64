import { Port } from '../../../config/ports';

/** Protocol and ports of a rule, as EC2 takes them. */
export interface IpPermission {
  readonly ipProtocol: string;
  readonly fromPort: number;
  readonly toPort: number;
}

/** What an echo request is called in ICMP, and in ICMP of IPv6. */
const ECHO_REQUEST = { icmp: 8, icmpv6: 128 } as const;

/**
 * The same port in IPv6 where that is another rule: TCP and UDP are the same in both, and ICMP is a protocol of its own.
 */
export function ipv6Counterpart({ protocol, from, to }: Port): IpPermission | undefined {
  return protocol === 'icmp' && from === ECHO_REQUEST.icmp
    ? { ipProtocol: 'icmpv6', fromPort: ECHO_REQUEST.icmpv6, toPort: to }
    : undefined;
}

/** A port of the table as a security group rule says it. */
export function ipPermission({ protocol, from, to }: Port): IpPermission {
  return { ipProtocol: protocol, fromPort: from, toPort: to };
}
