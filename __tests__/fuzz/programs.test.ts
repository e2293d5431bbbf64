import { PublicApi } from '../support/fuzz/api';
import { Inputs } from '../support/fuzz/inputs';
import { programs } from '../support/fuzz/programs';
import { search } from '../support/fuzz/search';

const inputs = new Inputs(new PublicApi(), { percent: 3 });

describe.each([
  { kind: 'static', numRuns: 60 },
  { kind: 'proxmox', numRuns: 40 },
  { kind: 'aws', numRuns: 16 },
  { kind: 'awsExistingNetwork', numRuns: 10 },
  { kind: 'awsOwnAmi', numRuns: 10 },
])('any program of the kind $kind', ({ kind, numRuns }) => {
  test('is refused by the catalogue, or gives JSON without leftovers', () => {
    const { accepted, refused } = search(programs(inputs, [kind]), { numRuns });
    expect(accepted + refused).toBe(numRuns);
    // Otherwise nothing was looked at but the first check.
    expect(accepted / numRuns).toBeGreaterThan(0.3);
    expect(refused).toBeGreaterThan(0);
  });
});
