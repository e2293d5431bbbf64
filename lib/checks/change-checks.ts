import { Check } from './check';

/** Checks of how changes reach the machines: TALOS400 to TALOS409. */
export const MAX_UNAVAILABLE_FORM = Check.error('TALOS400', {
  what: 'A number of unavailable workers that is neither a count nor a share',
  why: 'Workers are changed in as many lanes as may be unavailable, and a change needs at least one.',
  fix: "Give a whole number from 1 on, or a share of each pool, such as '10%'.",
});

export const GATE_TIME_FORM = Check.error('TALOS401', {
  what: 'A time that the gate between machines cannot keep',
  why: 'A machine goes down some seconds after its change was taken, and needs minutes to be back: a gate that looks for less lets the next one go too early, or gives up on a healthy one.',
  fix: 'Give a number in the allowed range.',
});
