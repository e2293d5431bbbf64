import { Annotations, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { describe } from '../checks/check';
import { PlacedFinding, counted, texts } from './placed-finding';

/**
 * What the CDKTF command line sets for the program that it runs, so that the framework leaves the annotations of
 * constructs to it: it prints them all when the program has ended.
 */
const ANNOTATIONS_ARE_PRINTED = 'CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS';

/**
 * Passes warnings on as annotations of their constructs, and prints them where nobody else does: under plain Node, jiti or
 * a test runner, annotations stay in the manifest.
 * @param told what has been told already, which grows
 */
export function tellWarnings(found: readonly PlacedFinding[], told: Set<string>): void {
  const untold = found.filter(({ scope, finding }) => {
    const key = `${scope.node.path}\n${finding.code} ${describe(finding)}`;
    return !told.has(key) && told.add(key);
  });
  for (const { scope, finding } of untold) {
    Annotations.of(inStack(scope)).addWarning(`${finding.code} ${describe(finding)}`);
  }
  if (untold.length > 0 && process.env[ANNOTATIONS_ARE_PRINTED] === undefined) console.warn(reportOf(untold));
}

/** The construct, or of the app itself its first stack: the manifest has the annotations of stacks alone. */
function inStack(scope: IConstruct): IConstruct {
  const isInStack = scope.node.scopes.some((each) => TerraformStack.isStack(each));
  return isInStack ? scope : (scope.node.findAll().find((each) => TerraformStack.isStack(each)) ?? scope);
}

function reportOf(warnings: readonly PlacedFinding[]): string {
  return [
    `${counted(warnings.length, 'warning')} in this app.`,
    ...texts(warnings),
    'Correct what a warning is about, or accept it where it does not matter: acceptWarning(construct, code, reason).\n',
  ].join('\n\n');
}
