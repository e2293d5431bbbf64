import { CATALOGUE } from '../../lib/checks/catalogue';
import { codesOf } from '../support/codes-of';
import { MENDED } from './mended/all';

test('every check of the catalogue has a mistake, and the same mended', () => {
  expect(Object.keys(MENDED).sort()).toEqual(CATALOGUE.map(({ code }) => code));
});

test.each(CATALOGUE.map(({ code, severity, description: { what } }) => ({ code, severity, what })))(
  '$code is told: $what',
  ({ code, severity }) => {
    const told = codesOf((app) => MENDED[code]?.wrong(app));
    expect(severity === 'error' ? told.errors : told.warnings).toContain(code);
  },
);
