import { distance } from 'fastest-levenshtein';
import { quote } from '../checks/check';

/** The names that are most like one that there is not, the likest first. */
export function nearestNames(name: string, known: readonly string[], count: number): string[] {
  return [...known].sort((a, b) => unlikeness(name, a) - unlikeness(name, b)).slice(0, count);
}

/** The end of a sentence about a name that there is not: the one that was meant, where a slip is likely. */
export function didYouMean(name: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  // Letters of another case or in another order are a likelier slip than any that is as near by edits.
  const sameLetters = known.filter((each) => lettersOf(each) === lettersOf(name));
  const least = Math.min(...known.map((each) => unlikeness(name, each)));
  // Further away, it is another word rather than a slip.
  const meant = sameLetters.length > 0 || least <= Math.max(2, name.length / 2);
  if (!meant) return '';
  const likely = sameLetters.length > 0 ? sameLetters : known.filter((each) => unlikeness(name, each) === least);
  // Of names that are all as unlike, none is a help but the first; one letter away, each may be the one.
  return `; did you mean ${(least <= 1 ? likely : likely.slice(0, 1)).map(quote).join(' or ')}?`;
}

function unlikeness(a: string, b: string): number {
  return distance(a.toLowerCase(), b.toLowerCase());
}

function lettersOf(text: string): string {
  return text.toLowerCase().split('').sort().join('');
}
