import { Finding, quote } from '../../../checks/check';
import { AWS_TAG_FORM } from '../../../checks/text-checks';
import { isKnown } from '../../../terraform/app-validation';

/** What IAM takes; EC2 alone takes more. */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** How many tags AWS takes for one thing, those of the provider included. */
const MOST_TAGS = 50;

/** What is wrong with tags. */
export function tagFindings(tags: Readonly<Record<string, string>> = {}): Finding[] {
  return [
    ...Object.entries(tags).flatMap(([key, value]) => [...nameFindings(key), ...valueFindings(key, value)]),
    ...numberFindings(Object.keys(tags)),
  ];
}

/** What is wrong with tags that a role gets as well: EC2 tells capitals from small letters, and IAM does not. */
export function roleTagFindings(tags: Readonly<Record<string, string>> = {}): Finding[] {
  return [...tagFindings(tags), ...caseFindings(Object.keys(tags).filter(isKnown))];
}

function nameFindings(key: string): Finding[] {
  return !isKnown(key) || (key !== '' && key.length <= 128 && !/^aws:/i.test(key) && TAG_TEXT.test(key))
    ? []
    : [
        AWS_TAG_FORM.finding({
          wrong: 'AWS takes no tag of this name',
          given: quote(key),
          allowed: "1 to 128 letters, digits, spaces and '_.:/=+-@', not beginning with 'aws:'",
        }),
      ];
}

function valueFindings(key: string, value: string): Finding[] {
  return !isKnown(value) || (value.length <= 256 && TAG_TEXT.test(value))
    ? []
    : [
        AWS_TAG_FORM.finding({
          wrong: `the tag ${quote(key)} has a value that AWS does not take`,
          given: quote(value),
          allowed: "up to 256 letters, digits, spaces and '_.:/=+-@'",
        }),
      ];
}

function numberFindings(names: readonly string[]): Finding[] {
  const most = MOST_TAGS - (names.includes('Name') ? 0 : 1);
  return names.length <= most
    ? []
    : [
        AWS_TAG_FORM.finding({
          wrong: 'AWS does not take so many tags',
          given: `${String(names.length)} tags, beside those of the provider`,
          allowed: `${String(MOST_TAGS)} at most for one thing, with 'Name' and those of the provider`,
          fix: 'Leave some of the tags out.',
        }),
      ];
}

function caseFindings(names: readonly string[]): Finding[] {
  const alike = names.filter((name) =>
    names.some((other) => other !== name && other.toLowerCase() === name.toLowerCase()),
  );
  return alike.length === 0
    ? []
    : [
        AWS_TAG_FORM.finding({
          wrong: 'AWS takes these tags for one where it does not tell capitals from small letters, as in IAM',
          given: alike.map(quote).join(', '),
          allowed: 'names that differ in more than capitals',
          fix: 'Leave all but one of them out.',
        }),
      ];
}
