import { remembered } from '../../lib/config/remembered';

test('a result is made once for each text', () => {
  const make = jest.fn((text: string) => ({ text }));
  const get = remembered(make);
  expect(get('a')).toBe(get('a'));
  expect(get('b')).not.toBe(get('a'));
  expect(make).toHaveBeenCalledTimes(2);
});

test('what fails is tried again', () => {
  const get = remembered(
    jest
      .fn<string, [string]>()
      .mockImplementationOnce(() => {
        throw new Error('not yet');
      })
      .mockReturnValue('made'),
  );
  expect(() => get('a')).toThrow('not yet');
  expect(get('a')).toBe('made');
});

test('a process that lives long does not keep all of them', () => {
  const make = jest.fn((text: string) => text);
  const get = remembered(make);
  for (let index = 0; index < 5000; index += 1) get(String(index));
  get('0');
  expect(make).toHaveBeenCalledTimes(5001);
});
