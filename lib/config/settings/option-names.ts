import { Finding, quote } from '../../checks/check';
import { OPTION_UNKNOWN } from '../../checks/component-checks';
import { didYouMean, nearestNames } from '../nearest-name';

/** What is given under names that a table does not have: kept beside the settings, to be told of. */
export function unknownOptions(
  table: Readonly<Record<string, unknown>>,
  wideToNarrow: readonly (object | undefined)[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    wideToNarrow.flatMap((options) =>
      Object.entries(options ?? {}).filter(([name, value]) => value !== undefined && !Object.hasOwn(table, name)),
    ),
  );
}

/** What is wrong with the names of options: plain JavaScript and casts let any pass. */
export function optionNameFindings(
  table: Readonly<Record<string, unknown>>,
  options: object,
  group: string,
): Finding[] {
  const known = Object.keys(table);
  return Object.keys(unknownOptions(table, [options])).map((name) =>
    OPTION_UNKNOWN.finding({
      wrong: `there is no option ${quote(name)} in ${quote(group)}${didYouMean(name, known)}`,
      given: quote(name),
      allowed: `the options of ${quote(group)}, such as ${nearestNames(name, known, 3).map(quote).join(', ')}`,
    }),
  );
}
