import { Check } from './check';

/** Checks of texts that leave Terraform for somebody else's system: TALOS500 to TALOS519. */
export const AWS_TAG_FORM = Check.error('TALOS500', {
  what: 'A tag that AWS refuses',
  why: 'Roles and load balancers take less than instances, in number and in letters: the apply would stop halfway.',
  fix: "Use letters, digits, spaces and '_', '.', ':', '/', '=', '+', '-', '@'.",
});

export const AWS_IDENTIFIER_FORM = Check.error('TALOS501', {
  what: 'An id or ARN that AWS has none of',
  why: 'Terraform would look for it only while it applies, or read it as an expression.',
  fix: "Copy the id or ARN as AWS shows it, or give a reference, such as an attribute of the resource's construct.",
});
