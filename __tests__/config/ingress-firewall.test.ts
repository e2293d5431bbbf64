import fc from '../support/property';
import { FirewallPort, FirewallRule, IngressFirewall } from '../../lib/config/ingress-firewall';
import { OperatorCidrs } from '../../lib/config/operator-cidrs';
import { PORTS } from '../../lib/config/ports';
import { failureOf, told } from '../support/failure';

const HTTP: FirewallRule = { name: 'ingress-http', ports: [80, 443], protocol: 'tcp', on: 'workers', from: ['::/0'] };
const failure = (rule: Partial<FirewallRule>, ...before: FirewallRule[]): string =>
  failureOf(() => IngressFirewall.on({ rules: [...before, { ...HTTP, ...rule }] }));

describe('an ingress firewall', () => {
  test('is on or off, and says so', () => {
    expect(IngressFirewall.on()).toMatchObject({ enabled: true, operators: [], rules: [] });
    expect(IngressFirewall.off()).toMatchObject({ enabled: false, operators: [], rules: [] });
  });

  test('takes operators as text, as OperatorCidrs does, and as OperatorCidrs', () => {
    const operators = ['203.0.113.0/24', '2001:db8::/48'];
    expect(IngressFirewall.on({ operators }).operators).toEqual(operators);
    expect(IngressFirewall.on({ operators: OperatorCidrs.of(operators) }).operators).toEqual(operators);
  });

  test('admits everybody as an operator of both address families, with the reason alone', () => {
    const everybody = OperatorCidrs.anywhere('Public test cluster without data');
    expect(IngressFirewall.on({ operators: everybody }).operators).toEqual(['0.0.0.0/0', '::/0']);
  });

  test.each(['0.0.0.0/0', '::/0'])('fails when operators are given as %s, and says how to mean it', (cidr) => {
    const text = failureOf(() => IngressFirewall.on({ operators: [cidr] }));
    expect(text).toContain(
      told(
        'TALOS106',
        'this network is the internet, or a great part of it',
        `'${cidr}'`,
        'networks from /8 on, IPv6 from /19 on',
      ),
    );
    expect(text).toContain('write OperatorCidrs.anywhere with the reason');
  });

  test('fails when a list of operators is empty, and when one is no network', () => {
    expect(failureOf(() => IngressFirewall.on({ operators: [] }))).toContain(
      told(
        'TALOS105',
        'no network is allowed to reach the cluster',
        'OperatorCidrs.of([])',
        "at least one network, such as OperatorCidrs.of(['203.0.113.0/24'])",
      ),
    );
    expect(failureOf(() => IngressFirewall.on({ operators: ['192.168.1.7'] }))).toContain(
      "TALOS004 this is not a network in CIDR notation\n  given:   '192.168.1.7'",
    );
  });
});

describe('a rule', () => {
  test('is kept as it was given, with its networks in their usual form', () => {
    const rules = [HTTP, { ...HTTP, name: 'node-exporter', ports: [9100, '9200-9210'], fromCluster: true } as const];
    expect(IngressFirewall.on({ rules: [...rules, { ...HTTP, name: 'v6', from: ['FD00:0::/64'] }] }).rules).toEqual([
      { ...HTTP, fromCluster: false },
      rules[1],
      { ...HTTP, name: 'v6', from: ['fd00::/64'], fromCluster: false },
    ]);
  });

  test.each(['', 'HTTP', '1st', 'a b', 'a'.repeat(64)])('fails with the name %j', (name) => {
    expect(failure({ name })).toContain(
      told(
        'TALOS382',
        'this cannot be the name of a firewall rule',
        `'${name}'`,
        "lower-case letters, digits and dashes, beginning with a letter, 63 at most, such as 'ingress-http'",
      ),
    );
  });

  test('fails with a name twice', () => {
    expect(failure({}, HTTP)).toContain(
      told(
        'TALOS382',
        "two firewall rules are called 'ingress-http'",
        "'ingress-http'",
        'a name that no other rule has',
      ),
    );
  });

  test.each([...new Set(PORTS.map(({ name }) => name))])('fails with the name %s, which is the library’s', (name) => {
    const reason = PORTS.find((port) => port.name === name)?.reason ?? '';
    expect(failure({ name })).toContain(
      told(
        'TALOS382',
        `the library has a firewall rule '${name}' itself (${reason})`,
        `'${name}'`,
        'a name that no other rule has',
      ),
    );
  });

  test('fails without ports', () => {
    expect(failure({ ports: [] })).toContain(
      told(
        'TALOS383',
        "the firewall rule 'ingress-http' has no ports",
        'ports: []',
        "whole numbers from 1 to 65535, and ranges of them such as '30000-32767'",
      ),
    );
  });

  test.each([0, -1, 1.5, 65_536, NaN, '80-79', '0-5', '1-65536', '1-1e3', '1.5-2'] as FirewallPort[])(
    'fails with the port %s',
    (port) => {
      expect(failure({ ports: [443, port] })).toContain(
        told(
          'TALOS383',
          "the firewall rule 'ingress-http' has a port that is none",
          `'${String(port)}'`,
          "whole numbers from 1 to 65535, and ranges of them such as '30000-32767'",
        ),
      );
    },
  );

  test.each<[FirewallPort[], string]>([
    [[80, 443, 80], "'80' and '80'"],
    [[443, '400-500'], "'400-500' and '443'"],
    [['1-10', '10-20'], "'1-10' and '10-20'"],
  ])('fails with the ports %j, of which some overlap', (ports, given) => {
    expect(failure({ ports })).toContain(
      told(
        'TALOS383',
        "the firewall rule 'ingress-http' has a port twice",
        given,
        'ports and ranges apart from each other',
      ),
    );
  });

  test('takes any ports that are apart', () => {
    const apart = fc.uniqueArray(fc.integer({ min: 1, max: 65_535 }), { minLength: 2, maxLength: 8 }).map((ends) => {
      const sorted = [...ends].sort((a, b) => a - b);
      return sorted.flatMap((first, index) => {
        const last = sorted[index + 1];
        if (index % 2 === 1) return [];
        return [last === undefined ? first : (`${String(first)}-${String(last)}` as FirewallPort)];
      });
    });
    fc.assert(
      fc.property(apart, (ports) => {
        expect(IngressFirewall.on({ rules: [{ ...HTTP, ports }] }).rules[0]?.ports).toEqual(ports);
      }),
    );
  });

  test('fails when it admits nobody', () => {
    expect(failure({ from: [] })).toContain(
      told(
        'TALOS384',
        "the firewall rule 'ingress-http' admits nobody",
        'neither from nor fromCluster',
        "networks in from, such as ['0.0.0.0/0'], or fromCluster: true, or both",
      ),
    );
    expect(IngressFirewall.on({ rules: [{ ...HTTP, from: [], fromCluster: true }] }).rules).toHaveLength(1);
  });

  test('fails when a network is an address', () => {
    expect(failure({ from: ['10.0.0.1/8'] })).toContain(
      told('TALOS004', 'this is an address inside a network, not the network', "'10.0.0.1/8'", "'10.0.0.0/8'"),
    );
  });
});
