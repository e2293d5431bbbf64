import { Check } from './check';

/** Checks of the program itself, and of the warnings that it accepts: TALOS480 to TALOS499. */
export const ACCEPTED_UNKNOWN = Check.error('TALOS480', {
  what: 'An accepted warning of a code that there is not',
  why: 'Nothing would be accepted, and the warning that was meant would be told as before.',
  fix: 'Copy the code from the warning.',
});

export const ACCEPTED_ERROR = Check.error('TALOS481', {
  what: 'An acceptance of what is no warning',
  why: 'An error is a cluster that would not come up, or would be damaged: there is nothing to accept.',
  fix: 'Correct the cause of the error, and take the acceptance away.',
});

export const ACCEPTED_WITHOUT_REASON = Check.error('TALOS482', {
  what: 'An accepted warning without a reason',
  why: 'Whoever reads the program later could not tell whether it still holds.',
  fix: 'Write in a sentence why the warning does not matter here.',
});

export const ACCEPTED_NOTHING = Check.warning('TALOS483', {
  what: 'An accepted warning that is not given',
  why: 'The acceptance has outlived its cause, and would hide the next warning of that code.',
  fix: 'Take the acceptance away, or accept the warning at the construct that gives it.',
});

export const PROP_MISSING = Check.error('TALOS484', {
  what: 'A required prop that is missing',
  why: 'Nothing can be made without it. The compiler tells it in TypeScript; plain JavaScript has no compiler.',
  fix: 'Give the prop.',
});

export const PROP_KIND = Check.error('TALOS485', {
  what: 'A prop of another kind than it has to be',
  why: 'Nothing can be made from it. The compiler tells it in TypeScript; plain JavaScript has no compiler.',
  fix: 'Give a value of that kind.',
});
