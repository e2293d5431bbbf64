import { CATALOGUE } from '../../lib/checks/catalogue';
import { codesOf } from '../support/codes-of';
import { addOns } from './mended/add-ons';
import { app } from './mended/app';
import { aws } from './mended/aws';
import { change } from './mended/change';
import { cluster } from './mended/cluster';
import { cni } from './mended/cni';
import { component } from './mended/component';
import { firewall } from './mended/firewall';
import { image } from './mended/image';
import { kubernetes } from './mended/kubernetes';
import { lock } from './mended/lock';
import { Mended } from './mended/mended';
import { network } from './mended/network';
import { proxmox } from './mended/proxmox';
import { proxmoxAddOns } from './mended/proxmox-add-ons';
import { secrets } from './mended/secrets';
import { system } from './mended/system';
import { text } from './mended/text';
import { value } from './mended/value';

const MENDED: Readonly<Record<string, Mended>> = {
  ...value,
  ...image,
  ...cluster,
  ...aws,
  ...proxmox,
  ...proxmoxAddOns,
  ...system,
  ...network,
  ...kubernetes,
  ...secrets,
  ...firewall,
  ...cni,
  ...change,
  ...lock,
  ...component,
  ...addOns,
  ...app,
  ...text,
};

test('every check of the catalogue has a mistake here, and the same mended', () => {
  expect(Object.keys(MENDED).sort()).toEqual(CATALOGUE.map(({ code }) => code));
});

describe.each(CATALOGUE.map(({ code, severity, description: { what } }) => ({ code, severity, what })))(
  '$code: $what',
  ({ code, severity }) => {
    test('is told', () => {
      const told = codesOf((app) => MENDED[code]?.wrong(app));
      expect(severity === 'error' ? told.errors : told.warnings).toContain(code);
    });

    test('is not told once mended, nor is any error', () => {
      const told = codesOf((app) => MENDED[code]?.right(app));
      expect(told.errors).toEqual([]);
      expect(told.warnings).not.toContain(code);
    });
  },
);
