import { quote } from '../checks/check';
import { SECRET_LITERAL } from '../checks/network-checks';
import { holdsReference } from './reference';

/**
 * A secret as it was given: a reference to a value that is known only when Terraform runs.
 * @throws ConfigError TALOS326 when it is written out; the message does not repeat it
 */
export function secretReference(what: string, text: string): string {
  if (!holdsReference(text)) {
    throw SECRET_LITERAL.configError({
      wrong: `${what} is written into the program`,
      given: text === '' ? quote('') : `a text of ${String(text.length)} characters`,
      allowed: 'a reference to a sensitive value, such as variable.stringValue of a TerraformVariable',
    });
  }
  return text;
}
