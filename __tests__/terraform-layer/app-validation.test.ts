import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { App, TerraformStack } from 'cdktf';
import { Check, Finding } from '../../lib/checks/check';
import { InvalidAppError, addCheck, addFindings, isKnown } from '../../lib/terraform/app-validation';
import { expression } from '../../lib/terraform/text';
import { compileProgram, runProgram } from '../support/program';
import { reportOf, warningsOf } from '../support/synthesis';

const DESCRIPTION = { what: 'A pebble', why: 'It rolls.', fix: 'Take a rock.' };

function finding(code: string, severity: 'error' | 'warning' = 'error'): Finding {
  return Check[severity](code, DESCRIPTION).finding({ wrong: 'a pebble', given: "'pebble'", allowed: 'a rock' });
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdktf-talos-validation-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function writtenFiles(outdir: string): string[] {
  return readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
}

describe('an app', () => {
  test('fails with an error that can be written as JSON, though constructs refer to each other', () => {
    const stack = new TerraformStack(new App({ outdir: folder }), 'stack');
    const error = new InvalidAppError([{ scope: stack, finding: finding('TALOS998') }]);
    expect(JSON.parse(JSON.stringify(error))).toEqual({ name: 'InvalidAppError', message: error.message });
  });

  test('fails with an error that prints as its report alone, where a program prints what it catches', () => {
    const stack = new TerraformStack(new App({ outdir: folder }), 'stack');
    const error = new InvalidAppError([{ scope: stack, finding: finding('TALOS998') }]);
    expect(inspect(error)).toBe(error.message);
  });

  test('fails with a report of each mistake: code, path, wrong, given, allowed, advice', () => {
    const report = reportOf((app) => {
      addFindings(new TerraformStack(app, 'stack'), [finding('TALOS998')]);
    });
    expect(report).toBe(
      [
        '1 mistake in this app; nothing was written.',
        '',
        'TALOS998  stack',
        '  a pebble',
        "    given:   'pebble'",
        '    allowed: a rock',
        '    do:      Take a rock.',
      ].join('\n'),
    );
  });

  test('fails once with the mistakes of every stack, in the order in which they were met', () => {
    const report = reportOf((app) => {
      addFindings(new TerraformStack(app, 'one'), [finding('TALOS997'), finding('TALOS998')]);
      addFindings(new TerraformStack(app, 'two'), [finding('TALOS999')]);
    });
    expect(report).toContain('3 mistakes in this app');
    expect([...report.matchAll(/^(TALOS\d+) {2}(.*)$/gm)].map(([, code, path]) => [code, path])).toEqual([
      ['TALOS997', 'one'],
      ['TALOS998', 'one'],
      ['TALOS999', 'two'],
    ]);
  });

  test('fails with a mistake that was made after the check was registered', () => {
    const report = reportOf((app) => {
      const made: Finding[] = [];
      addCheck(new TerraformStack(app, 'stack'), () => made);
      made.push(finding('TALOS998'));
    });
    expect(report).toContain('TALOS998  stack');
  });

  test('with warnings alone, synthesizes and passes them on, each once and at its construct', () => {
    const warnings = warningsOf((app) => {
      addFindings(new TerraformStack(app, 'one'), [finding('TALOS998', 'warning')]);
      addFindings(new TerraformStack(app, 'two'), [finding('TALOS999', 'warning')]);
    });
    expect(warnings).toEqual([
      expect.stringMatching(/^one: TALOS998 a pebble\n/),
      expect.stringMatching(/^two: TALOS999 a pebble\n/),
    ]);
  });

  test('fails with the mistakes alone where there are warnings too', () => {
    const report = reportOf((app) => {
      addFindings(new TerraformStack(app, 'stack'), [finding('TALOS997', 'warning'), finding('TALOS998')]);
    });
    expect(report).toContain('1 mistake');
    expect(report).not.toContain('TALOS997');
  });

  test('fails again, when it is synthesized again', () => {
    const app = new App({ outdir: folder });
    addFindings(new TerraformStack(app, 'stack'), [finding('TALOS998')]);
    const synth = (): void => {
      app.synth();
    };
    expect(synth).toThrow(InvalidAppError);
    expect(synth).toThrow(InvalidAppError);
  });

  test('fails before the file of a stack is written that uses nothing of this library', () => {
    const app = new App({ outdir: folder });
    new TerraformStack(app, 'plain');
    addFindings(new TerraformStack(app, 'talos'), [finding('TALOS998')]);
    expect(() => {
      app.synth();
    }).toThrow(InvalidAppError);
    expect(writtenFiles(folder)).toEqual([]);
  });

  test('is not told about the mistakes of another app', () => {
    addFindings(new TerraformStack(new App({ outdir: folder }), 'stack'), [finding('TALOS998')]);
    expect(
      warningsOf((app) => {
        addFindings(new TerraformStack(app, 'stack'), []);
      }),
    ).toEqual([]);
  });
});

test('a reference to what is known after apply cannot be looked at', () => {
  expect(isKnown('10.10.0.11')).toBe(true);
  expect(isKnown(expression('a.b.id'))).toBe(false);
});

describe('a program', () => {
  const IMPORTS = [
    "import { App, TerraformStack } from 'cdktf';",
    "import { Check } from './lib/checks/check';",
    "import { ImageFactorySchematic } from './lib/image/image-factory-schematic';",
    "import { acceptWarning, addFindings } from './lib/terraform/app-validation';",
    'const [outdir = ""] = process.argv.slice(2);',
    'const app = new App({ outdir });',
  ];
  const MISTAKE = `new ImageFactorySchematic(new TerraformStack(app, 'sandbox'), 'Image', { talosVersion: '1.13' });`;
  const WARNING = [
    "const check = Check.warning('ACME001', { what: 'A pebble', why: 'It rolls.', fix: 'Take a rock.' });",
    `const warning = check.finding({ wrong: 'a pebble', given: "'pebble'", allowed: 'a rock' });`,
    "const place = new TerraformStack(app, 'sandbox');",
    'addFindings(place, [warning]);',
  ];
  const REPORT = [
    '1 warning in this app.',
    '',
    'ACME001  sandbox',
    '  a pebble',
    "    given:   'pebble'",
    '    allowed: a rock',
    '    do:      Take a rock.',
    '',
    'Correct what a warning is about, or accept it where it does not matter: acceptWarning(construct, code, reason).',
    '',
    '',
  ].join('\n');

  /** Runs a program in a process of its own. */
  function run(...lines: readonly string[]): ReturnType<typeof runWith> {
    return runWith({}, lines);
  }

  /** Runs a program in a process of its own, with what is added to the environment. */
  function runWith(
    env: Readonly<Record<string, string>>,
    lines: readonly string[],
  ): { status: number | null; stderr: string; stdout: string; files: string[]; annotations: string } {
    const script = join(folder, 'main.js');
    const outdir = join(folder, 'out');
    mkdirSync(outdir);
    compileProgram({ text: [...IMPORTS, ...lines].join('\n') }, script);
    const { status, stderr, stdout } = runProgram(script, [outdir], env);
    const files = writtenFiles(outdir);
    const annotations = files.includes('manifest.json') ? readFileSync(join(outdir, 'manifest.json'), 'utf8') : '';
    return { status, stderr, stdout, files, annotations };
  }

  test('tells its warnings on stderr in the form of mistakes, and writes its stacks', () => {
    const { status, stderr, stdout, files } = run(...WARNING, 'app.synth();');
    expect(stderr).toBe(REPORT);
    expect(stdout).toBe('');
    expect(status).toBe(0);
    expect(files).toContain(join('stacks', 'sandbox', 'cdk.tf.json'));
  });

  test('that synthesizes twice, and learns of more in between, tells each warning once', () => {
    const { stderr } = run(...WARNING, 'app.synth();', 'addFindings(place, [warning]);', 'app.synth();');
    expect(stderr).toBe(REPORT);
  });

  test('with its warnings accepted, says nothing', () => {
    const { stderr, status } = run(
      ...WARNING,
      "acceptWarning(app, 'ACME001', 'pebbles are fine here');",
      'app.synth();',
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  test('leaves its warnings to the CDKTF command line where that runs it, in the manifest', () => {
    const { stderr, annotations } = runWith({ CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: 'true' }, [
      ...WARNING,
      'app.synth();',
    ]);
    expect(stderr).toBe('');
    expect(annotations).toContain('ACME001 a pebble');
  });

  test('is told by the CDKTF command line that annotations are printed', () => {
    const runner = readFileSync(require.resolve('@cdktf/cli-core/src/lib/synth-stack.js'), 'utf8');
    expect(runner).toContain('CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true"');
  });

  test('fails with exit code 1, the report alone and no file, where nobody catches the error', () => {
    const { status, stderr, files } = run(MISTAKE, 'app.synth();');
    expect(status).toBe(1);
    expect(stderr).toContain('1 mistake in this app; nothing was written.');
    expect(stderr).toContain('TALOS001  sandbox/Image\n  this is not an exact Talos version\n');
    expect(stderr).not.toContain('    at ');
    expect(stderr).not.toContain('node_modules');
    expect(files).toEqual([]);
  }, 60_000);

  test('goes on where somebody catches the error, and ends with any later error as it would have', () => {
    const { status, stdout, stderr } = run(
      MISTAKE,
      "try { app.synth(); } catch (error) { console.log('caught', (error as Error).name); }",
      "throw new Error('another one');",
    );
    expect(stdout).toContain('caught InvalidAppError');
    expect(stderr).toContain('Error: another one');
    expect(stderr).not.toContain('TALOS001');
    expect(status).toBe(1);
  }, 60_000);

  test('without a mistake, writes its stacks and says nothing', () => {
    const { status, stderr, files } = run(MISTAKE.replace('1.13', 'v1.13.9'), 'app.synth();');
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(files).toContain(join('stacks', 'sandbox', 'cdk.tf.json'));
  }, 60_000);
});
