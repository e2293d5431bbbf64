import { TerraformStack, Testing } from 'cdktf';
import { withoutTraces } from '../../lib/terraform/without-traces';
import { ImageFactorySchematic } from '../../lib';

/** The trace of this place, taken as CDKTF takes it for a token. */
function trace(): string {
  const holder = { stack: '' };
  Error.captureStackTrace(holder);
  return holder.stack;
}

function inBlock<T>(body: () => T): T {
  using _ = withoutTraces();
  return body();
}

describe('in a block without traces', () => {
  test('a token keeps none, and after the block it does', () => {
    expect(trace()).toContain('without-traces.test.ts');
    expect(inBlock(trace)).toBe('');
    expect(trace()).toContain('without-traces.test.ts');
  });

  test('an error keeps the calls that led to it, and so does one that takes its trace anew', () => {
    const error = inBlock(function somewhere() {
      const made = new Error('wrong');
      const { stack } = made;
      made.stack = '';
      Error.captureStackTrace(made);
      return [stack, made.stack];
    });
    expect(error).toEqual([expect.stringContaining('somewhere'), expect.stringContaining('somewhere')]);
  });

  test('an error ends the block as well', () => {
    expect(() =>
      inBlock(() => {
        throw new TypeError('wrong');
      }),
    ).toThrow('wrong');
    expect(trace()).toContain('without-traces.test.ts');
  });

  test('whoever else takes a trace gets it', () => {
    const holder: { stack?: string } = {};
    inBlock(() => {
      Error.captureStackTrace(holder);
    });
    expect(holder.stack).toContain('without-traces.test.ts');
  });

  test('a block inside of another ends by itself', () => {
    inBlock(() => {
      inBlock(() => undefined);
      expect(trace()).toBe('');
    });
  });
});

test('a stack of the library is prepared without traces', () => {
  const { prepareStack } = Object.getOwnPropertyDescriptors(TerraformStack.prototype);
  const seen: string[] = [];
  const spy = jest.spyOn(TerraformStack.prototype, 'prepareStack').mockImplementation(function (this: TerraformStack) {
    seen.push(trace());
    prepareStack.value?.call(this);
  });
  const stack = new TerraformStack(Testing.app(), 'stack');
  new ImageFactorySchematic(stack, 'Image', { talosVersion: 'v1.13.9' });
  stack.prepareStack();
  spy.mockRestore();
  expect(seen).toEqual(['']);
});
