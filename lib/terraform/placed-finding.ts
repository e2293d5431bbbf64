import { IConstruct } from 'constructs';
import { Finding, describe } from '../checks/check';

/** A finding and the construct whose props hold the mistake. */
export interface PlacedFinding {
  /** The construct. */
  readonly scope: IConstruct;
  /** The finding. */
  readonly finding: Finding;
}

/** A number of things, as a sentence begins with it. */
export function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Findings as a person reads them: each under its code and the path of its construct. */
export function texts(found: readonly PlacedFinding[]): string[] {
  return found.map(
    ({ scope, finding }) =>
      `${finding.code}  ${scope.node.path === '' ? 'the app' : scope.node.path}\n  ${describe(finding).split('\n').join('\n  ')}`,
  );
}
