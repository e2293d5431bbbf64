import { relative } from 'node:path';
import Table from 'cli-table3';
import { Difference, differencesOf } from './differences';
import { AppSummary, StackSummary } from './stack-summary';

const PLAIN = { head: [], border: [] };

/** What was written, as a table; the smallest stack first. */
export function written({ stacks }: AppSummary): string {
  const table = new Table({
    head: ['stack', 'control planes + workers', 'resources', 'data', 'written to'],
    style: PLAIN,
  });
  for (const [name, stack] of smallestFirst(stacks)) {
    const machines = Object.values(stack.machines);
    const controlPlanes = machines.filter(({ isControlPlane }) => isControlPlane).length;
    const both = `${String(controlPlanes)} + ${String(machines.length - controlPlanes)}`;
    table.push([name, both, stack.resources, stack.data, relative(process.cwd(), stack.path)]);
  }
  return table.toString();
}

/** What is other than at the synthesis before, as a table or a sentence; nothing where this is the first. */
export function sinceBefore(before: AppSummary | undefined, now: AppSummary): string | undefined {
  if (before === undefined) return undefined;
  const rows = [...new Set([...Object.keys(before.stacks), ...Object.keys(now.stacks)])].flatMap((name) =>
    stackDifferences(before.stacks[name], now.stacks[name]).map(({ what, which }) => [name, what, which]),
  );
  if (rows.length === 0) return 'Nothing changed since the synthesis before.';
  const table = new Table({ head: ['stack', 'changed since the synthesis before', 'where'], style: PLAIN });
  let last = '';
  for (const [name = '', ...row] of rows) {
    table.push([name === last ? '' : name, ...row]);
    last = name;
  }
  return table.toString();
}

/** The messages about constructs, one paragraph each; the library has told its own by itself. */
export function messages({ annotations }: AppSummary): string[] {
  return annotations
    .filter(({ message }) => !/^TALOS\d{3} /.test(message))
    .map(({ level, constructPath, message }) => {
      const severity = level.replace('@cdktf/', '').toUpperCase();
      return `${severity} ${constructPath}\n  ${message.split('\n').join('\n  ')}\n`;
    });
}

/** The stacks, that with the fewest machines first. */
export function smallestFirst(stacks: AppSummary['stacks']): [string, StackSummary][] {
  const size = (stack: StackSummary): number => Object.keys(stack.machines).length;
  return Object.entries(stacks).sort(([, a], [, b]) => size(a) - size(b));
}

function stackDifferences(before: StackSummary | undefined, now: StackSummary | undefined): Difference[] {
  if (before === undefined) return [{ what: 'new', which: 'the stack' }];
  if (now === undefined)
    return [{ what: 'no longer synthesized; what it made stays until it is destroyed', which: 'the stack' }];
  return differencesOf(before, now);
}
