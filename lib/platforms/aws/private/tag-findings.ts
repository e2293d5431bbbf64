import { Finding, quote } from '../../../checks/check';
import { AWS_TAG_FORM } from '../../../checks/text-checks';
import { isKnown } from '../../../terraform/app-validation';

/** What IAM takes; EC2 alone takes more. */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** What is wrong with tags. */
export function tagFindings(tags: Readonly<Record<string, string>> | undefined): Finding[] {
  const refused = (wrong: string, given: string, allowed: string): Finding =>
    AWS_TAG_FORM.finding({ wrong, given, allowed });
  return Object.entries(tags ?? {}).flatMap(([key, value]) => [
    ...(isKnown(key) && (key === '' || key.length > 128 || /^aws:/i.test(key) || !TAG_TEXT.test(key))
      ? [
          refused(
            'AWS takes no tag of this name',
            quote(key),
            "1 to 128 letters, digits, spaces and '_.:/=+-@', not beginning with 'aws:'",
          ),
        ]
      : []),
    ...(isKnown(value) && (value.length > 256 || !TAG_TEXT.test(value))
      ? [
          refused(
            `the tag ${quote(key)} has a value that AWS does not take`,
            quote(value),
            "up to 256 letters, digits, spaces and '_.:/=+-@'",
          ),
        ]
      : []),
  ]);
}
