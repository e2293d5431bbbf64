import { closest, distance } from 'fastest-levenshtein';
import { quote } from '../checks/check';

/** The names that are most like one that there is not, the likest first. */
export function nearestNames(name: string, known: readonly string[], count: number): string[] {
  return [...known].sort((a, b) => unlikeness(name, a) - unlikeness(name, b)).slice(0, count);
}

/** The end of a sentence about a name that there is not: the one that was meant, where a slip is likely. */
export function didYouMean(name: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  const nearest = known.find((each) => each.toLowerCase() === name.toLowerCase()) ?? closest(name, [...known]);
  // Further away, it is another word rather than a slip.
  return unlikeness(name, nearest) <= Math.max(2, name.length / 2) ? `; did you mean ${quote(nearest)}?` : '';
}

function unlikeness(a: string, b: string): number {
  return distance(a.toLowerCase(), b.toLowerCase());
}
