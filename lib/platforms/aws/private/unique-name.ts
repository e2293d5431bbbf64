import { createHash } from 'node:crypto';
import { IConstruct } from 'constructs';
import { kebabCase } from '../../../config/names';

/**
 * A name from the construct's path in the app, with a checksum of it: equal in every run, and another one for every
 * construct, so that two clusters in one account never meet. EC2 keeps names that begin with `sg-` or `internal-` for
 * itself.
 */
export function uniqueName(scope: IConstruct, maxLength: number): string {
  const path = scope.node.path.split('/').map(kebabCase).join('-');
  const name = /^(sg|internal)-/.test(path) ? `talos-${path}` : path;
  const sum = createHash('sha256').update(scope.node.path).digest('hex').slice(0, 6);
  return `${name.slice(0, maxLength - sum.length - 1).replace(/-+$/, '')}-${sum}`;
}
