import childProcess from 'node:child_process';
import { EXAMPLE_STACKS } from '../support/example-stacks';
import { StackJson, synthesized } from '../support/synthesis';

const stacks = synthesized((app) => {
  for (const stack of EXAMPLE_STACKS) stack.build(app, stack.environment);
});

/** Every address that Terraform keeps in the state. */
function addressesOf(stack: StackJson): string[] {
  const of = (blocks: StackJson['resource'], prefix: string): string[] =>
    Object.entries(blocks ?? {}).flatMap(([type, named]) =>
      Object.keys(named).map((name) => `${prefix}${type}.${name}`),
    );
  return [...of(stack.resource, ''), ...of(stack.data, 'data.')].sort();
}

test.each(Object.keys(stacks))(
  'no address of %s changes: a changed one destroys machines in somebody’s cluster',
  (name) => {
    expect(addressesOf(stacks[name] as StackJson)).toMatchSnapshot();
  },
);

test.each(Object.keys(stacks))('what %s synthesizes changes only on purpose', (name) => {
  const { resource, data, output, provider, terraform } = stacks[name] as StackJson;
  expect({ resource, data, output, provider, terraform }).toMatchSnapshot();
});

test('staging and production keep their state encrypted and locked, and are protected', () => {
  for (const stack of EXAMPLE_STACKS.filter(({ environment }) => environment.protection)) {
    const json = stacks[stack.name] as StackJson;
    expect(json.terraform.backend).toEqual({
      s3: expect.objectContaining({ encrypt: true, use_lockfile: true, key: `${stack.name}.tfstate` }) as object,
    });
    const secrets = Object.values(json.resource?.talos_machine_secrets ?? {});
    expect(secrets).toHaveLength(1);
    expect(secrets[0]?.lifecycle).toMatchObject({ prevent_destroy: true });
  }
});

test('the names of the Kubernetes API are those of the environments', () => {
  const endpoints = EXAMPLE_STACKS.map(({ name }) => stacks[name]?.output?.endpoint?.value);
  expect(new Set(endpoints)).toEqual(
    new Set(['sandbox', 'staging', 'prod'].map((environment) => `https://k8s.${environment}.example.org:6443`)),
  );
});

test('synthesis runs no other program, Terraform included', () => {
  const spawned = (['execSync', 'execFileSync', 'spawnSync', 'spawn'] as const).map((way) =>
    jest.spyOn(childProcess, way),
  );
  synthesized((app) => {
    for (const stack of EXAMPLE_STACKS) stack.build(app, stack.environment);
  });
  for (const way of spawned) expect(way).not.toHaveBeenCalled();
});

test('no secret and no credential stands in the synthesized JSON', () => {
  const text = JSON.stringify(stacks);
  expect(text).not.toMatch(/BEGIN [A-Z ]*PRIVATE KEY|api_token|password|AKIA[0-9A-Z]{16}/);
});
