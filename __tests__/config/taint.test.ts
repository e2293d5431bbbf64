import { Taint } from '../../lib/config/taint';
import { failureOf, told } from '../support/failure';

describe('Taint', () => {
  test.each([
    [Taint.noSchedule('dedicated', 'db'), 'db:NoSchedule'],
    [Taint.preferNoSchedule('dedicated', 'db'), 'db:PreferNoSchedule'],
    [Taint.noExecute('dedicated', 'db'), 'db:NoExecute'],
    [Taint.noExecute('example.org/gpu'), ':NoExecute'],
  ])('is written as value and effect (%#)', (taint, text) => {
    expect(taint.configValue).toBe(text);
  });

  test('keeps its key apart', () => {
    expect(Taint.noSchedule('example.org/gpu', 'present').key).toBe('example.org/gpu');
  });

  test.each([
    ['', 'db', "'=db:NoSchedule'"],
    ['nvidia.com/gpu=present:NoSchedule', '', "'nvidia.com/gpu=present:NoSchedule=:NoSchedule'"],
    ['gpu', 'two words', "'gpu=two words:NoSchedule'"],
    ['gpu', 'a'.repeat(64), `'gpu=${'a'.repeat(64)}:NoSchedule'`],
  ])("fails with the key '%s' and the value '%s', which Kubernetes refuses", (key, value, given) => {
    expect(failureOf(() => Taint.noSchedule(key, value))).toContain(
      told('TALOS006', 'Kubernetes does not take this taint', given, "a key such as 'example.org/gpu' and a value of"),
    );
  });
});
