import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STACKS_OF } from '../../support/examples';
import { offerProvider } from './emulated-provider';
import { Workspace } from './workspace';

/** The examples that are one stack. */
export const OF_ONE_STACK = Object.entries(STACKS_OF).flatMap(([example, [stack, ...more]]) =>
  stack === undefined || more.length > 0 ? [] : [{ example, stack }],
);

/** The state of a stack is kept beside its JSON, wherever the example keeps it, and that of another stack likewise. */
export function keepStateHere(workspace: Workspace, stack: string, statesOfOthers: readonly string[] = []): void {
  const folder = join(workspace.outdir, 'stacks', stack);
  const { data = {} } = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as {
    data?: { terraform_remote_state?: Record<string, unknown> };
  };
  const others = Object.keys(data.terraform_remote_state ?? {}).map((name, index) => [
    name,
    { backend: 'local', config: { path: statesOfOthers[index] } },
  ]);
  const override = {
    terraform: { backend: { local: { path: 'terraform.tfstate' } } },
    ...(others.length === 0 ? {} : { data: { terraform_remote_state: Object.fromEntries(others) as object } }),
  };
  writeFileSync(join(folder, 'state_override.tf.json'), JSON.stringify(override));
}

/** Offers the emulated providers that the examples need beyond those of the library; gives what takes them away. */
export function offerProvidersOfExamples(): () => void {
  return offerProvider({
    namespace: 'hetznercloud',
    name: 'hcloud',
    version: '1.56.0',
    schema: join(__dirname, '..', 'testdata', 'hcloud.schema.json'),
  });
}
