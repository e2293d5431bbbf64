import fc from '../support/property';
import { quotedText, templateParts } from '../../lib/terraform/template';

describe('templateParts', () => {
  test.each([
    ['a', [{ text: 'a' }]],
    ['', []],
    ['${a.b}', [{ expression: 'a.b' }]],
    ['x-${a.b}-y', [{ text: 'x-' }, { expression: 'a.b' }, { text: '-y' }]],
    ['${a}${b}', [{ expression: 'a' }, { expression: 'b' }]],
    ['$${a} %%{ if }', [{ text: '${a} %{ if }' }]],
    ['${merge({a = "{"}, {b = "}"})}', [{ expression: 'merge({a = "{"}, {b = "}"})' }]],
  ])('takes %j apart', (template, parts) => {
    expect(templateParts(template)).toEqual(parts);
  });
});

describe('quotedText', () => {
  test('escapes what Terraform would evaluate, and signs that it cannot read', () => {
    expect(quotedText('a"b\\ \n ${c} %{d} \b')).toBe('"a\\"b\\\\ \\n $${c} %%{d} \\u0008"');
  });

  test('keeps every other text as JSON does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!/[\b\f]|[$%]\{/.test(text));
        expect(JSON.parse(quotedText(text))).toBe(text);
      }),
    );
  });
});
