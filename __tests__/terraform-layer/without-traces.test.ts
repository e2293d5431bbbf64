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

  test('an error keeps its message and the calls that led to it', () => {
    const error = inBlock(function somewhere() {
      return new Error('wrong').stack;
    });
    expect(error).toMatch(/^Error: wrong\n {4}at .*somewhere/);
  });

  test('an error that ends the block is formatted as ever, and so are those after it', () => {
    expect(() =>
      inBlock(() => {
        throw new TypeError('wrong');
      }),
    ).toThrow('wrong');
    expect(trace()).toContain('without-traces.test.ts');
  });

  test('a block inside of another ends by itself', () => {
    inBlock(() => {
      inBlock(() => undefined);
      expect(trace()).toBe('');
    });
  });

  test('what formats traces otherwise goes on to format errors', () => {
    const other = jest.replaceProperty(Error, 'prepareStackTrace', (error) => `by another: ${error.message}`);
    expect(inBlock(() => new Error('wrong').stack)).toBe('by another: wrong');
    other.restore();
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
