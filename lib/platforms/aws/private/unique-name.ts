import { createHash } from 'node:crypto';
import { IConstruct } from 'constructs';
import { kebabCase } from '../../../config/names';

/**
 * A name from the construct's path in the app: equal in every run, and another one for every construct, so that two
 * clusters in one account never meet. What is too long ends with a checksum.
 */
export function uniqueName(scope: IConstruct, maxLength: number): string {
  const name = scope.node.path.split('/').map(kebabCase).join('-');
  if (name.length <= maxLength) return name;
  const sum = createHash('sha256').update(scope.node.path).digest('hex').slice(0, 6);
  return `${name.slice(0, maxLength - sum.length - 1).replace(/-+$/, '')}-${sum}`;
}
