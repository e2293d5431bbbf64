import { Check, ConfigError, Finding, collect, describe as describeFinding } from '../../lib/checks/check';

const CHECK = Check.error('TALOS999', { what: 'A pebble', why: 'It rolls.', fix: 'Take a rock.' });
const MISTAKE = { wrong: 'this is a pebble', given: "'pebble'", allowed: 'a rock' };

describe('Check', () => {
  test('a finding without advice of its own gives the advice of its check', () => {
    expect(CHECK.finding(MISTAKE)).toEqual({ ...MISTAKE, code: 'TALOS999', severity: 'error', fix: 'Take a rock.' });
  });

  test('a finding with advice of its own gives that', () => {
    expect(CHECK.finding({ ...MISTAKE, fix: 'Look left.' }).fix).toBe('Look left.');
  });

  test('a warning makes findings that do not stop the synthesis', () => {
    expect(Check.warning('TALOS998', CHECK.description).finding(MISTAKE).severity).toBe('warning');
  });

  test('a reference is told as one, and not by the marker of the framework', () => {
    const marker = '${TfToken[TOKEN.7]}';
    const finding = CHECK.finding({ wrong: `'${marker}' is hollow`, given: 'x', allowed: `not ${marker}` });
    expect(finding.wrong).toBe('a reference is hollow');
    expect(finding.allowed).toBe('not a reference');
  });

  test('an error tells code, mistake, given, allowed and what to do, and holds the same as data', () => {
    const error = CHECK.configError(MISTAKE);
    expect(error.message).toBe(
      ['TALOS999 this is a pebble', "  given:   'pebble'", '  allowed: a rock', '  do:      Take a rock.'].join('\n'),
    );
    expect(error.message).toBe(`${error.finding.code} ${describeFinding(error.finding)}`);
  });
});

describe('collect', () => {
  test('without a mistake, the value is returned and nothing is collected', () => {
    const findings: Finding[] = [];
    expect(collect(findings, () => 'value', 'fallback')).toBe('value');
    expect(findings).toEqual([]);
  });

  test('a mistake becomes a finding behind those that are there, and the fallback stands in', () => {
    const earlier = CHECK.finding({ ...MISTAKE, given: "'gravel'" });
    const findings: Finding[] = [earlier];
    const make = (): string => {
      throw CHECK.configError(MISTAKE);
    };
    expect(collect(findings, make, 'fallback')).toBe('fallback');
    expect(findings).toEqual([earlier, CHECK.finding(MISTAKE)]);
  });

  test('fails with any other error than a mistake', () => {
    const bug = (): string => {
      throw new TypeError('a bug of the library');
    };
    expect(() => collect([], bug, 'fallback')).toThrow(new TypeError('a bug of the library'));
    expect(bug).not.toThrow(ConfigError);
  });
});
