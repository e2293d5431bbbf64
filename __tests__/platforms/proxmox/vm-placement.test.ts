import fc from '../../support/property';
import { macAddressFor } from '../../../lib/platforms/proxmox/mac-address';
import { placeMachines } from '../../../lib/platforms/proxmox/vm-placement';

const nodes = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 });
const count = fc.integer({ min: 0, max: 60 });

test('the shares of the Proxmox nodes differ by one at the most', () => {
  fc.assert(
    fc.property(count, nodes, (machines, names) => {
      const shares = names.map((name) => placeMachines(machines, names).filter((place) => place === name).length);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }),
  );
});

test('a machine more moves no other machine', () => {
  fc.assert(
    fc.property(count, nodes, (machines, names) => {
      expect(placeMachines(machines + 1, names).slice(0, machines)).toEqual(placeMachines(machines, names));
    }),
  );
});

test('no two machines share a Proxmox node while there is room', () => {
  fc.assert(
    fc.property(nodes, (names) => {
      expect(new Set(placeMachines(names.length, names)).size).toBe(names.length);
    }),
  );
});

test('a MAC address is the same in every run, and another one for another machine', () => {
  fc.assert(
    fc.property(fc.string(), (identity) => {
      expect(macAddressFor(identity)).toBe(macAddressFor(identity));
    }),
  );
  expect(macAddressFor('production/Worker/worker-0')).not.toBe(macAddressFor('production/Worker/worker-1'));
});
