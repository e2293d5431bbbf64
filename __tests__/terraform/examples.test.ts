import { cpSync } from 'node:fs';
import { STACKS_OF, synthesizeExample } from '../support/examples';
import { keepStateHere, offerProvidersOfExamples } from './support/example-workspace';
import { Workspace } from './support/workspace';

let takeAwayProviders = (): void => undefined;
beforeAll(() => {
  takeAwayProviders = offerProvidersOfExamples();
});
afterAll(() => {
  takeAwayProviders();
});

test.each(Object.keys(STACKS_OF))('every stack of the example %s is valid, without a warning', (example) => {
  const [first, ...others] = (STACKS_OF[example] ?? []).map((stack) => ({ stack, workspace: new Workspace(stack) }));
  if (first === undefined) throw new Error('the example has no stack');
  try {
    synthesizeExample(example, first.workspace.outdir);
    for (const { workspace } of others) cpSync(first.workspace.outdir, workspace.outdir, { recursive: true });
    for (const { stack, workspace } of [first, ...others]) {
      keepStateHere(workspace, stack);
      workspace.init();
      expect(workspace.validate()).toEqual([]);
    }
  } finally {
    for (const { workspace } of [first, ...others]) workspace.remove();
  }
});
