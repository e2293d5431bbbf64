import fc from '../support/property';
import { dnsName, isDnsName, isMachineName, kebabCase, machineName } from '../../lib/config/names';
import { failureOf, told } from '../support/failure';

const LONGEST = 'a'.repeat(63);

describe('machineName', () => {
  test.each(['a', 'worker-0', 'control-plane-a1', LONGEST])('takes %s as it is', (text) => {
    expect(machineName(text)).toBe(text);
    expect(isMachineName(text)).toBe(true);
  });

  test.each(['', '0-worker', '-a', 'a-', 'Worker', 'a.b', 'a_b', 'a b', 'ä', `${LONGEST}a`])(
    "fails with '%s', which is no host name",
    (text) => {
      expect(isMachineName(text)).toBe(false);
      expect(failureOf(() => machineName(text))).toContain(
        told('TALOS010', 'this cannot be the name of a machine', `'${text}'`, 'lower-case letters, digits and dashes'),
      );
    },
  );
});

describe('dnsName', () => {
  test.each(['10.0.0.1', 'k8s.10', '7'])("fails with '%s', which ends as an address does", (text) => {
    expect(failureOf(() => dnsName(text))).toContain(
      told(
        'TALOS011',
        'this is not a DNS name: it ends in a number, as an address does',
        `'${text}'`,
        'lower-case labels',
      ),
    );
  });

  test.each(['localhost', 'k8s.example.org', '0.pool.ntp.org', `${LONGEST}.org`])('takes %s as it is', (text) => {
    expect(dnsName(text)).toBe(text);
  });

  test.each([
    '',
    'k8s..org',
    'k8s.example.org.',
    '.org',
    'K8s.example.org',
    'https://k8s.example.org',
    'k8s.example.org:6443',
    '*.example.org',
    `${LONGEST}a.org`,
  ])("fails with '%s', which is no DNS name", (text) => {
    expect(failureOf(() => dnsName(text))).toContain(
      told('TALOS011', 'this is not a DNS name', `'${text}'`, 'lower-case labels with dots between them'),
    );
  });

  test('a name has at most 253 characters', () => {
    const longest = `${'a.'.repeat(126)}a`;
    expect(longest).toHaveLength(253);
    expect(isDnsName(longest)).toBe(true);
    expect(isDnsName(`${longest}a`)).toBe(false);
  });
});

describe('kebabCase', () => {
  test.each([
    ['ControlPlane', 'control-plane'],
    ['worker', 'worker'],
    ['GpuWorkers2', 'gpu-workers2'],
    ['pool_a b', 'pool-a-b'],
    ['--Edge--', 'edge'],
  ])('writes %s as %s', (id, name) => {
    expect(kebabCase(id)).toBe(name);
  });

  test('what it writes stays as it is, and holds lower-case letters, digits and single dashes between them', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        const name = kebabCase(id);
        expect(name).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*)?$/);
        expect(kebabCase(name)).toBe(name);
      }),
    );
  });
});
