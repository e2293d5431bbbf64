import { App, Fn, Lazy, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import { parse } from 'yaml';
import fc from '../support/property';
import { ConfigPatch } from '../../lib/config/config-patch';
import { attributeAddress, expression, literal, patchArgument, resolvedText } from '../../lib/terraform/text';
import { synthesized } from '../support/synthesis';

/** What Terraform makes of a template: `$${` and `%%{` stand for themselves, and any other `${` is evaluated. */
function evaluated(template: string): string {
  return template.replace(/\$\$\{|%%\{|\$\{|%\{/g, (sign) => {
    if (sign.length === 2) throw new Error(`Terraform would evaluate ${template}`);
    return sign.slice(1);
  });
}

describe('literal', () => {
  test.each([
    ['https://a.b/c?x=${uuid}', 'https://a.b/c?x=$${uuid}'],
    ['%{ if x }y%{ endif }', '%%{ if x }y%%{ endif }'],
    ['$HOME 100% {x} $ {y}', '$HOME 100% {x} $ {y}'],
  ])('writes %j as %j', (text, escaped) => {
    expect(literal(text)).toBe(escaped);
  });

  test('whatever the text, Terraform reads it as it was', () => {
    const signs = fc.string({ unit: fc.constantFrom('$', '%', '{', '}', 'a', '"', '\n'), maxLength: 12 });
    fc.assert(
      fc.property(signs, (text) => {
        expect(evaluated(literal(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test('the references of constructs are left alone', () => {
    const reference = Lazy.stringValue({ produce: () => 'later' });
    expect(literal(`\${a} ${reference} \${b}`)).toBe(`$\${a} ${reference} $\${b}`);
  });

  test('the reference of a construct in a list is left alone', () => {
    const [reference = ''] = Lazy.listValue({ produce: () => ['later'] });
    expect(literal(reference)).toBe(reference);
  });
});

describe('patchArgument', () => {
  /** What stands in the stack for a label of this text. */
  function written(text: (reference: string) => string): unknown {
    const { stack } = synthesized((app) => {
      const scope = new TerraformStack(app, 'stack');
      const variable = new TerraformVariable(scope, 'given', { type: 'string' });
      const patch = ConfigPatch.merge({ machine: { sysfs: { a: '${HOME}', b: text(variable.stringValue) } } });
      new TerraformOutput(scope, 'patch', { value: patchArgument(patch) });
    });
    return stack?.output?.patch?.value;
  }

  test('escapes what a patch says, and lets Terraform quote what it refers to', () => {
    expect(written((reference) => reference)).toBe(
      'machine:\n  sysfs:\n    a: "$${HOME}"\n    b: ${jsonencode(tostring(var.given))}\n',
    );
  });

  test('lets Terraform join and quote a text around a reference', () => {
    expect(written((reference) => `"x"\n\${y} ${reference}%{`)).toBe(
      'machine:\n  sysfs:\n    a: "$${HOME}"\n    b: ${jsonencode(join("", ["\\"x\\"\\n$${y} ", var.given, "%%{"]))}\n',
    );
  });

  test('writes a text out where what it refers to is known after all', () => {
    const later = (text: string): string => Lazy.stringValue({ produce: () => text });
    expect(written(() => `a ${later('b "c"')}`)).toContain('b: "a b \\"c\\""\n');
  });

  test('lets Terraform write a list that is known only then, and writes out one that is known after all', () => {
    const { stack } = synthesized((app) => {
      const scope = new TerraformStack(app, 'stack');
      const variable = new TerraformVariable(scope, 'given', { type: 'list(string)' });
      const known = Lazy.listValue({ produce: () => ['a "b"', '${var.x}'] });
      const patch = ConfigPatch.merge({
        machine: { certSANs: variable.listValue },
        cluster: { acceptedCAs: known as never },
      });
      new TerraformOutput(scope, 'patch', { value: patchArgument(patch) });
    });
    expect(stack?.output?.patch?.value).toBe(
      'machine:\n  certSANs: ${jsonencode(var.given)}\ncluster:\n  acceptedCAs: ["a \\"b\\"", ${jsonencode(tostring(var.x))}]\n',
    );
  });

  test.each([
    ['a key', (ref: string) => ConfigPatch.merge({ machine: { nodeLabels: { a: 'true', [`x/${ref}`]: 'false' } } })],
    ['a comment', (ref: string) => ConfigPatch.yaml(`machine:\n  sysfs:\n    a: "x" # see ${ref}\n    b: "false"\n`)],
  ] as const)('keeps every field beside a reference in %s', (_, patchOf) => {
    const { stack } = synthesized((app) => {
      const scope = new TerraformStack(app, 'stack');
      const variable = new TerraformVariable(scope, 'given', { type: 'string' });
      const [patch] = [patchOf(variable.stringValue)].flat();
      new TerraformOutput(scope, 'patch', { value: patch === undefined ? '' : patchArgument(patch) });
    });
    const fields = Object.values(
      (parse(String(stack?.output?.patch?.value)) as { machine: Record<string, Record<string, unknown>> }).machine,
    );
    expect(fields.map((each) => Object.keys(each).length)).toEqual([2]);
    expect(JSON.stringify(fields)).toContain('"false"');
  });

  test('writes out what is known after all, of any kind, with references in it', () => {
    const { stack } = synthesized((app) => {
      const scope = new TerraformStack(app, 'stack');
      const known = Lazy.listValue({ produce: () => [{ crt: '${var.x}', port: 7 }, 'a'] as never });
      const patch = ConfigPatch.merge({ cluster: { acceptedCAs: known as never } });
      new TerraformOutput(scope, 'patch', { value: patchArgument(patch) });
    });
    expect(stack?.output?.patch?.value).toBe(
      'cluster:\n  acceptedCAs: [{"crt": ${jsonencode(tostring(var.x))}, "port": 7}, "a"]\n',
    );
  });

  test('keeps what a construct computes', () => {
    expect(written((reference) => Fn.join('-', ['a', reference]))).toContain(
      'b: ${jsonencode(tostring(join("-", ["a", var.given])))}',
    );
  });
});

test('a text is resolved with lists that are known only when Terraform runs, and with those that are known after all', () => {
  const stack = new TerraformStack(new App(), 'stack');
  const variable = new TerraformVariable(stack, 'given', { type: 'list(string)' });
  const [later = ''] = variable.listValue;
  const [known = ''] = Lazy.listValue({ produce: () => ['a "b"', 'c'] });
  expect(resolvedText(stack, `x: [ "${later}" ]\ny: [ "${known}" ]`)).toBe(
    'x: [ "${var.given}" ]\ny: [ "a \\"b\\"", "c" ]',
  );
});

describe('expression', () => {
  test('is a template of Terraform in the stack, also where literal saw it', () => {
    const { stack } = synthesized((app) => {
      const scope = new TerraformStack(app, 'stack');
      new TerraformOutput(scope, 'plain', { value: expression('a.b.id') });
      new TerraformOutput(scope, 'inside', { value: literal(`x ${expression('a.b.id')} \${y}`) });
    });
    expect(stack?.output).toEqual({ plain: { value: '${a.b.id}' }, inside: { value: 'x ${a.b.id} $${y}' } });
  });
});

test('the address of an attribute has no template around it', () => {
  const resource = { terraformResourceType: 'talos_machine', friendlyUniqueId: 'worker-0' };
  expect(attributeAddress(resource, 'id')).toBe('talos_machine.worker-0.id');
});
