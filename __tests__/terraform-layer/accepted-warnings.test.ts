import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { acceptWarning } from '../../lib';
import { Check, Finding } from '../../lib/checks/check';
import { addFindings } from '../../lib/terraform/app-validation';
import { buildSmallCluster } from '../support/small-cluster';
import { reportOf, warningsOf } from '../support/synthesis';

const REASON = 'this cluster is gone before that matters';
const EDGE = 'TALOS068';

/** A finding of a check that is not in the catalogue, as a platform of somebody else's may have. */
function foreign(code: string, severity: 'error' | 'warning' = 'warning'): Finding {
  return Check[severity](code, { what: 'A pebble', why: 'It rolls.', fix: 'Take a rock.' }).finding({
    wrong: 'a pebble',
    given: "'pebble'",
    allowed: 'a rock',
  });
}

/** A Kubernetes version that the next Talos minor no longer supports: one warning, at the cluster. */
function buildCluster(app: App): Construct {
  return buildSmallCluster(app, {
    image: { talosVersion: 'v1.13.9' },
    cluster: { kubernetesVersion: 'v1.31.4' },
  });
}

test('a warning that nobody accepts is told at its construct', () => {
  expect(warningsOf(buildCluster)).toEqual([expect.stringMatching(/^small\/Cluster: TALOS068 /)]);
});

test.each([
  ['its construct', (cluster: Construct) => cluster],
  ['its stack', (cluster: Construct) => TerraformStack.of(cluster)],
  ['the app', (cluster: Construct) => cluster.node.root],
])('a warning that is accepted at %s is told no longer', (_, place) => {
  const warnings = warningsOf((app) => {
    acceptWarning(place(buildCluster(app)), EDGE, REASON);
  });
  expect(warnings).toEqual([]);
});

test('a warning may be accepted at the app before its stacks are created', () => {
  const warnings = warningsOf((app) => {
    acceptWarning(app, EDGE, REASON);
    buildCluster(app);
  });
  expect(warnings).toEqual([]);
});

test('a warning that is accepted elsewhere is told, and the acceptance too, for nothing falls under it', () => {
  const warnings = warningsOf((app) => {
    acceptWarning(TerraformStack.of(buildCluster(app)).node.findChild('Worker'), EDGE, REASON);
  });
  expect(warnings).toEqual([
    [
      'small/Worker: TALOS483 TALOS068 is accepted here, and nothing here gives it',
      `  given:   acceptWarning of 'TALOS068', reason '${REASON}'`,
      '  allowed: the acceptance of a warning that is given, at its construct or above it, once',
      '  do:      Take the acceptance away, or accept the warning at the construct that gives it.',
    ].join('\n'),
    expect.stringMatching(/^small\/Cluster: TALOS068 /),
  ]);
});

test('an acceptance that has outlived its cause is told', () => {
  const warnings = warningsOf((app) => {
    acceptWarning(buildSmallCluster(app), EDGE, REASON);
  });
  expect(warnings).toEqual([expect.stringContaining('TALOS483 TALOS068 is accepted here, and nothing here gives it')]);
});

test('of two acceptances of one warning, the one further away is told, in the first stack: the nearer one is enough', () => {
  const warnings = warningsOf((app) => {
    const cluster = buildCluster(app);
    acceptWarning(app, EDGE, REASON);
    acceptWarning(cluster, EDGE, 'it is made anew every week');
  });
  expect(warnings).toEqual([expect.stringMatching(/^small: TALOS483 .*\n.*this cluster is gone before that matters/)]);
});

test('an acceptance takes away the warnings of its code alone', () => {
  const warnings = warningsOf((app) => {
    const stack = new TerraformStack(app, 'stack');
    addFindings(stack, [foreign('ACME001'), foreign('ACME002')]);
    acceptWarning(stack, 'ACME001', REASON);
  });
  expect(warnings).toEqual([expect.stringMatching(/^stack: ACME002 /)]);
});

test('an acceptance of a warning of somebody else that is not given just now is told, and stops nothing', () => {
  const warnings = warningsOf((app) => {
    acceptWarning(buildSmallCluster(app), 'ACME001', REASON);
  });
  expect(warnings).toEqual([expect.stringContaining('TALOS483 ACME001 is accepted here, and nothing here gives it')]);
});

describe('fails', () => {
  function failure(code: string, reason = REASON): string {
    return reportOf((app) => {
      acceptWarning(buildCluster(app), code, reason);
    });
  }

  test('with a code that there is not, and tells the one that was meant', () => {
    const report = failure('talos068');
    expect(report).toContain("TALOS480  small/Cluster\n  there is no warning 'talos068'; did you mean 'TALOS068'?");
    expect(report).toContain("given:   acceptWarning of 'talos068'");
    expect(report).toMatch(/allowed: TALOS025, .*TALOS068, /);
  });

  test.each(['TALO068', 'TALOS999', '068', 'discovery'])('with the code %s, which is none of this library', (code) => {
    expect(failure(code)).toContain(`TALOS480  small/Cluster\n  there is no warning '${code}'`);
  });

  test('without a code, and not with an error of JavaScript', () => {
    expect(failure(undefined as unknown as string)).toContain(
      "TALOS480  small/Cluster\n  there is no warning 'undefined'\n    given:   acceptWarning of 'undefined'",
    );
  });

  test('with the code of an error', () => {
    expect(failure('TALOS056')).toContain(
      'TALOS481  small/Cluster\n  TALOS056 is an error, which cannot be accepted\n',
    );
  });

  test('with the code of an error of a check that is not in the catalogue', () => {
    const report = reportOf((app) => {
      const stack = new TerraformStack(app, 'stack');
      addFindings(stack, [foreign('ACME001', 'error')]);
      acceptWarning(stack, 'ACME001', REASON);
    });
    expect(report).toContain('ACME001  stack\n  a pebble');
    expect(report).toContain('TALOS481  stack\n  ACME001 is an error, which cannot be accepted');
  });

  test('with the code of the warning about acceptances, which would end in acceptances of acceptances', () => {
    expect(failure('TALOS483')).toContain(
      'TALOS481  small/Cluster\n  TALOS483 tells of an acceptance that is not needed, and cannot be accepted itself\n',
    );
  });

  test.each(['', '  '])('with the reason %j', (reason) => {
    expect(failure(EDGE, reason)).toContain(
      [
        'TALOS482  small/Cluster',
        '  TALOS068 is accepted without a reason',
        `    given:   acceptWarning of 'TALOS068', reason '${reason}'`,
        "    allowed: a sentence, such as 'a test cluster, which is made anew every week'",
      ].join('\n'),
    );
  });
});
