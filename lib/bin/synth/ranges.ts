/** Names with numbers at their end, neighbours taken together: `worker-0 to worker-2, worker-5`. */
export function ranges(names: readonly string[]): string {
  const sorted = [...names].sort((a, b) => prefix(a).localeCompare(prefix(b)) || number(a) - number(b));
  const runs: string[][] = [];
  for (const name of sorted) {
    const before = runs.at(-1)?.at(-1);
    if (before !== undefined && prefix(before) === prefix(name) && number(name) === number(before) + 1) {
      runs.at(-1)?.push(name);
    } else {
      runs.push([name]);
    }
  }
  return runs.map((run) => (run.length > 2 ? `${run[0] ?? ''} to ${run.at(-1) ?? ''}` : run.join(', '))).join(', ');
}

function prefix(name: string): string {
  return name.replace(/\d+$/, '');
}

function number(name: string): number {
  return Number(name.slice(prefix(name).length));
}
