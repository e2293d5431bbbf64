import { Finding, quote } from '../../../checks/check';
import { AWS_IDENTIFIER_FORM } from '../../../checks/text-checks';
import { isKnown } from '../../../terraform/app-validation';

/** What is wrong with ids and ARNs, by the prop that they are given in. */
export function identifierFindings(given: Readonly<Record<string, string | readonly string[] | undefined>>): Finding[] {
  return Object.entries(given).flatMap(([prop, values]) =>
    [values ?? []]
      .flat()
      .filter((value) => isKnown(value) && !/^[\w+=,.@:/*-]+$/.test(value))
      .map((value) =>
        AWS_IDENTIFIER_FORM.finding({
          wrong: `${quote(prop)} is no id or ARN`,
          given: quote(value),
          allowed: "letters, digits and '+=,.@:/*_-', without spaces",
        }),
      ),
  );
}
