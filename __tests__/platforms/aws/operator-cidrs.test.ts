import { OperatorCidrs } from '../../../lib/aws';
import { failureOf, told } from '../../support/failure';

test('operators are held by their networks, each once', () => {
  expect(OperatorCidrs.of(['203.0.113.0/24', '2001:db8::/48', '203.0.113.0/24']).cidrs).toEqual([
    '203.0.113.0/24',
    '2001:db8::/48',
  ]);
});

test('fails without a network', () => {
  expect(failureOf(() => OperatorCidrs.of([]))).toContain(
    told(
      'TALOS105',
      'no network is allowed to reach the cluster',
      'OperatorCidrs.of([])',
      "at least one network, such as OperatorCidrs.of(['203.0.113.0/24'])",
    ),
  );
});

test.each(['0.0.0.0/0', '128.0.0.0/1', '::/0', '2000::/3'])('fails with %s, and says how to mean it', (cidr) => {
  const text = failureOf(() => OperatorCidrs.of(['203.0.113.0/24', cidr]));
  expect(text).toContain(
    told(
      'TALOS106',
      'this network is the internet, or a great part of it',
      `'${cidr}'`,
      'networks from /8 on, IPv6 from /19 on',
    ),
  );
  expect(text).toContain('OperatorCidrs.anywhere');
});

test('fails with an address that is no network', () => {
  expect(failureOf(() => OperatorCidrs.of(['203.0.113.7']))).toContain('TALOS004');
});

test('everybody is admitted with a reason alone', () => {
  const reason = 'Public test cluster without data';
  expect(OperatorCidrs.anywhere(reason)).toMatchObject({ cidrs: ['0.0.0.0/0'], description: reason });
  expect(failureOf(() => OperatorCidrs.anywhere(' '))).toContain(
    'TALOS107 this does not say why everybody may connect',
  );
  expect(failureOf(() => OperatorCidrs.anywhere("because it's easier"))).toContain('without quotes');
});
