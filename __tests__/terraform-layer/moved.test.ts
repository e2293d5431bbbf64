import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { DataRecord } from '../../lib/terraform/data-record';
import { adopted, movedFrom } from '../../lib/terraform/moved';
import { synthesized } from '../support/synthesis';

/** The `import` blocks of a stack. */
function importsOf(build: (stack: TerraformStack) => void): unknown {
  const { home } = synthesized((app) => {
    build(new TerraformStack(app, 'home'));
  });
  return (home as { readonly import?: unknown } | undefined)?.import;
}

interface Moved {
  readonly from: string;
  readonly to: string;
}

/** The stack that a test builds, before and after somebody renamed something. */
function stackOf(build: (stack: TerraformStack) => void): { readonly addresses: string[]; readonly moved: Moved[] } {
  const { home } = synthesized((app) => {
    build(new TerraformStack(app, 'home'));
  });
  const { terraform_data: records = {} } = (home?.resource ?? {}) as { terraform_data?: Record<string, unknown> };
  return {
    addresses: Object.keys(records).map((name) => `terraform_data.${name}`),
    moved: (home as { readonly moved?: Moved[] } | undefined)?.moved ?? [],
  };
}

function group(scope: Construct, id: string): Construct {
  const construct = new Construct(scope, id);
  new DataRecord(new Construct(construct, 'node-0'), 'Resource', {});
  new DataRecord(construct, 'Default', {});
  return construct;
}

const sorted = (moves: readonly Moved[]): Moved[] => [...moves].sort((a, b) => a.from.localeCompare(b.from));

test('nothing is moved unless somebody says so', () => {
  expect(stackOf((stack) => group(stack, 'Cluster')).moved).toEqual([]);
});

test.each([
  { what: 'another id', before: ['Old'], after: ['New'] },
  { what: 'another scope', before: ['Cluster'], after: ['Production', 'Cluster'] },
  { what: 'no scope any more', before: ['Production', 'Cluster'], after: ['Cluster'] },
  { what: 'an id that ends as its scope does', before: ['BigCluster', 'Cluster'], after: ['Cluster'] },
  { what: 'an id with characters that addresses lack', before: ['a.b', 'Cluster'], after: ['Cluster'] },
])('$what: every resource moves from the address that it had to the one that it has', ({ before, after }) => {
  const build =
    (path: readonly string[], oldPath?: string) =>
    (stack: TerraformStack): void => {
      const id = path.at(-1) ?? '';
      const scope = path.slice(0, -1).reduce<Construct>((parent, each) => new Construct(parent, each), stack);
      const construct = group(scope, id);
      if (oldPath !== undefined) movedFrom(construct, oldPath);
    };
  const old = stackOf(build(before)).addresses;
  const { addresses, moved } = stackOf(build(after, before.join('/')));
  expect(moved.map(({ from }) => from).sort()).toEqual([...old].sort());
  expect(moved.map(({ to }) => to).sort()).toEqual([...addresses].sort());
});

test('what is created below it afterwards moves as well, and what stands beside it does not', () => {
  const { moved } = stackOf((stack) => {
    const construct = new Construct(stack, 'New');
    movedFrom(construct, 'Old');
    new DataRecord(construct, 'Later', {});
    new DataRecord(stack, 'Beside', {});
  });
  expect(sorted(moved)).toEqual([
    {
      from: expect.stringMatching(/^terraform_data\.Old_Later_/) as string,
      to: expect.stringMatching(/New_Later_/) as string,
    },
  ]);
});

test('a resource by itself moves', () => {
  const { moved } = stackOf((stack) => {
    movedFrom(new DataRecord(stack, 'New', {}), 'Old');
  });
  expect(moved).toEqual([{ from: 'terraform_data.Old', to: 'terraform_data.New' }]);
});

test('what exists already is taken into the state, by a resource or by the construct of a machine', () => {
  expect(
    importsOf((stack) => {
      adopted(new DataRecord(stack, 'Secrets', {}), 'secrets.yaml');
      adopted(group(stack, 'Pool').node.findChild('node-0'), 'pve1/120');
    }),
  ).toEqual([
    { to: 'terraform_data.Secrets', id: 'secrets.yaml' },
    { to: expect.stringMatching(/^terraform_data\.Pool_node-0_/) as string, id: 'pve1/120' },
  ]);
});

test('a construct without a resource cannot be adopted', () => {
  expect(() =>
    importsOf((stack) => {
      adopted(new Construct(stack, 'Empty'), 'id');
    }),
  ).toThrow("'home/Empty' is no resource, and has none of its own");
});
