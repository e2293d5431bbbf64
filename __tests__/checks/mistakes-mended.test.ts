import { CATALOGUE } from '../../lib/checks/catalogue';
import { codesOf } from '../support/codes-of';
import { MENDED } from './mended/all';

test.each(CATALOGUE.map(({ code, description: { what } }) => ({ code, what })))(
  '$code is not told once mended, nor is any error: $what',
  ({ code }) => {
    const told = codesOf((app) => MENDED[code]?.right(app));
    expect(told.errors).toEqual([]);
    expect(told.warnings).not.toContain(code);
  },
);
