import { quote } from '../checks/check';
import { FIREWALL_RULE_NAME, FIREWALL_RULE_PORTS, FIREWALL_RULE_SOURCE } from '../checks/firewall-checks';
import { IpNetwork } from './ip-network';
import { isMachineName } from './names';
import { OperatorCidrs } from './operator-cidrs';
import { isPortNumber } from './port-number';
import { PORTS } from './ports';

/** A port, or a range from a lower to a higher one, such as `'30000-32767'`. */
export type FirewallPort = number | `${number}-${number}`;

/** Ports of a machine that your workloads are reached on, and by whom. */
export interface FirewallRule {
  /** Name of lower-case letters, digits and dashes, unique among the rules, such as `ingress-http`. */
  readonly name: string;
  /** The ports: single ones, ranges, or both. */
  readonly ports: readonly FirewallPort[];
  /** Transport protocol. */
  readonly protocol: 'tcp' | 'udp';
  /** The machines that are reached; a rule for workers waits for them, where there are none yet. */
  readonly on: 'control-planes' | 'workers' | 'all';
  /**
   * Networks in CIDR notation that may connect; `0.0.0.0/0` and `::/0` are everybody.
   * @default - none
   */
  readonly from?: readonly string[];
  /**
   * Whether the machines and the pods of the cluster may connect, whatever networks they are in.
   * @default false
   */
  readonly fromCluster?: boolean;
}

/** What the ingress firewall lets in beside what the cluster itself needs. */
export interface IngressFirewallOptions {
  /**
   * The networks that Terraform and people connect from to the machines themselves: to the Talos API of each machine
   * (50000) and to the Kubernetes API (6443). Text stands for `OperatorCidrs.of`; to admit everybody, write
   * `OperatorCidrs.anywhere` with the reason.
   * @default - nobody: enough where a load balancer is the only way in, an error elsewhere
   */
  readonly operators?: readonly string[] | OperatorCidrs;
  /**
   * What your workloads are reached on, such as an ingress controller on the machines' ports 80 and 443.
   * @default - nothing
   */
  readonly rules?: readonly FirewallRule[];
}

/**
 * Talos's own packet filter, on every machine: what is not let in is dropped.
 *
 * On, each machine admits the ports that its part in the cluster has, from the networks of those that need them, and
 * nothing else: no node ports, no etcd for workers. Changes reach running machines without a reboot.
 */
export class IngressFirewall {
  /**
   * Lets in what the cluster needs, the operators, and what the rules name.
   * @throws ConfigError TALOS004 when a network is none, TALOS105 or TALOS106 when the operators are nobody or
   * everybody, TALOS382 to TALOS384 when Talos would refuse a rule, or it would do nothing
   */
  static on(options: IngressFirewallOptions = {}): IngressFirewall {
    const { operators = [], rules = [] } = options;
    const named = operators instanceof OperatorCidrs ? operators : undefined;
    const cidrs =
      named?.cidrs ?? (options.operators === undefined ? [] : OperatorCidrs.of(operators as readonly string[]).cidrs);
    const names = rules.map(({ name }) => name);
    return new IngressFirewall(
      true,
      named?.everybody === true ? [...cidrs, '::/0'] : cidrs,
      rules.map((rule, index) => checkedRule(rule, names.slice(0, index))),
    );
  }

  /** Every port of every machine is open to whoever reaches the machine, as Talos has it by itself. */
  static off(): IngressFirewall {
    return new IngressFirewall(false, [], []);
  }

  private constructor(
    /** Whether packets are filtered. */
    readonly enabled: boolean,
    /** The networks that operators reach the machines from. */
    readonly operators: readonly string[],
    /** What your workloads are reached on. */
    readonly rules: readonly FirewallRule[],
  ) {}
}

function checkedRule(rule: FirewallRule, before: readonly string[]): FirewallRule {
  const { name, from = [], fromCluster = false } = rule;
  checkName(name, before);
  checkPorts(rule);
  const networks = from.map((cidr) => IpNetwork.of(cidr).text);
  if (networks.length === 0 && !fromCluster) {
    throw FIREWALL_RULE_SOURCE.configError({
      wrong: `the firewall rule ${quote(name)} admits nobody`,
      given: 'neither from nor fromCluster',
      allowed: "networks in from, such as ['0.0.0.0/0'], or fromCluster: true, or both",
    });
  }
  return { ...rule, from: networks, fromCluster };
}

function checkName(name: string, before: readonly string[]): void {
  const own = PORTS.find((port) => port.name === name);
  if (own !== undefined || before.includes(name)) {
    throw FIREWALL_RULE_NAME.configError({
      wrong:
        own === undefined
          ? `two firewall rules are called ${quote(name)}`
          : `the library has a firewall rule ${quote(name)} itself (${own.reason})`,
      given: quote(name),
      allowed: 'a name that no other rule has',
    });
  }
  if (!isMachineName(name)) {
    throw FIREWALL_RULE_NAME.configError({
      wrong: 'this cannot be the name of a firewall rule',
      given: quote(name),
      allowed: "lower-case letters, digits and dashes, beginning with a letter, 63 at most, such as 'ingress-http'",
    });
  }
}

function checkPorts({ name, ports }: FirewallRule): void {
  const ranges = ports.map((port) => ({ port, range: rangeOf(port) }));
  const wrong = ranges.find(
    ({ range: { first, last } }) => !(isPortNumber(first) && isPortNumber(last) && first <= last),
  );
  const allowed = "whole numbers from 1 to 65535, and ranges of them such as '30000-32767'";
  if (ports.length === 0 || wrong !== undefined) {
    throw FIREWALL_RULE_PORTS.configError({
      wrong:
        wrong === undefined
          ? `the firewall rule ${quote(name)} has no ports`
          : `the firewall rule ${quote(name)} has a port that is none`,
      given: wrong === undefined ? 'ports: []' : quote(wrong.port),
      allowed,
    });
  }
  const sorted = [...ranges].sort((a, b) => a.range.first - b.range.first);
  sorted.forEach((each, index) => {
    const previous = sorted[index - 1];
    if (previous === undefined || each.range.first > previous.range.last) return;
    throw FIREWALL_RULE_PORTS.configError({
      wrong: `the firewall rule ${quote(name)} has a port twice`,
      given: `${quote(previous.port)} and ${quote(each.port)}`,
      allowed: 'ports and ranges apart from each other',
    });
  });
}

function rangeOf(port: FirewallPort): { readonly first: number; readonly last: number } {
  if (typeof port === 'number') return { first: port, last: port };
  const [, first = '', last = ''] = /^(\d{1,5})-(\d{1,5})$/.exec(port) ?? [];
  return { first: Number(first), last: Number(last) };
}
