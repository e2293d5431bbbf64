import { ACCESS_REASON_FORM, OPERATORS_ANYWHERE, OPERATORS_MISSING } from '../checks/aws-checks';
import { quote } from '../checks/check';
import { IpNetwork } from './ip-network';

const EVERY_IPV4 = '0.0.0.0/0';

/** What is wider than this is taken for the whole internet: nobody's office is larger. */
const WIDEST = { v4: 8, v6: 19 } as const;

/** The networks that operators, and Terraform, reach a cluster's Kubernetes and Talos APIs from. */
export class OperatorCidrs {
  /**
   * These networks and no others, such as `203.0.113.0/24`; a single address is a /32.
   * @throws ConfigError TALOS004 when one is no network, TALOS105 when there is none, TALOS106 when one is the internet
   */
  static of(cidrs: readonly string[]): OperatorCidrs {
    if (cidrs.length === 0) {
      throw OPERATORS_MISSING.configError({
        wrong: 'no network is allowed to reach the cluster',
        given: 'OperatorCidrs.of([])',
        allowed: "at least one network, such as OperatorCidrs.of(['203.0.113.0/24'])",
      });
    }
    const networks = cidrs.map((cidr) => IpNetwork.of(cidr));
    for (const { text, prefixLength } of networks) {
      if (prefixLength >= (text.includes(':') ? WIDEST.v6 : WIDEST.v4)) continue;
      throw OPERATORS_ANYWHERE.configError({
        wrong: 'this network is the internet, or a great part of it',
        given: quote(text),
        allowed: `networks from /${String(WIDEST.v4)} on, IPv6 from /${String(WIDEST.v6)} on`,
      });
    }
    return new OperatorCidrs([...new Set(networks.map(({ text }) => text))], 'Operators');
  }

  /**
   * Every address, of IPv6 as well where the cluster is reached by it. Both APIs ask for a client certificate, and nothing else
   * stands before them then.
   * @param reason why it has to be so; it becomes the description of a security group's rules
   * @throws ConfigError TALOS107 when the reason is empty, or has characters that EC2 does not take
   */
  static anywhere(reason: string): OperatorCidrs {
    if (!/^(?=.*[A-Za-z])[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]{10,200}$/.test(reason)) {
      throw ACCESS_REASON_FORM.configError({
        wrong: 'this does not say why everybody may connect',
        given: quote(reason),
        allowed: '10 to 200 letters, digits, spaces and simple punctuation, without quotes',
      });
    }
    return new OperatorCidrs([EVERY_IPV4], reason);
  }

  private constructor(
    /** The networks in CIDR notation, each once. */
    readonly cidrs: readonly string[],
    /** Who they are, for the description of the rules. */
    readonly description: string,
  ) {}

  /** Whether these are all addresses. */
  get everybody(): boolean {
    return this.cidrs.includes(EVERY_IPV4);
  }
}
