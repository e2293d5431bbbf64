import { PublicApi } from '../support/fuzz/api';
import { Inputs } from '../support/fuzz/inputs';
import { programs, told } from '../support/fuzz/programs';
import { search } from '../support/fuzz/search';
import { ManyStacks } from './support/many-stacks';

const inputs = new Inputs(new PublicApi(), { percent: 3 });

// What Talos reads in free text, such as an expression, is its own business: here every word is one that fits.
describe.each([
  { kind: 'static', numRuns: 20 },
  { kind: 'proxmox', numRuns: 12 },
  { kind: 'aws', numRuns: 10 },
])('programs of the kind $kind that the library takes', ({ kind, numRuns }) => {
  // One run of Terraform knows one version of a provider, and what machines are changed by decides the version.
  const byProviders = new Map<string, ManyStacks>();
  const accepted = new Map<string, string>();
  afterAll(() => {
    for (const many of byProviders.values()) many.remove();
  });

  test('are valid to Terraform', () => {
    search(programs(inputs, [kind]), { numRuns }, (program, verdict) => {
      if (verdict.kind !== 'accepted') return;
      const name = `stack${String(accepted.size)}`;
      accepted.set(name, told(program));
      const { terraform } = JSON.parse(verdict.json) as { terraform: { required_providers: object } };
      const providers = JSON.stringify(terraform.required_providers);
      const many = byProviders.get(providers) ?? new ManyStacks();
      byProviders.set(providers, many);
      many.add(name, verdict.json);
    });
    expect(accepted.size).toBeGreaterThan(numRuns / 4);
    const complaints = [...byProviders.values()].flatMap((many) => {
      many.init();
      return many.validate();
    });
    const wrong = complaints.map((complaint) => {
      const [name = ''] = /\bstack\d+\b/.exec(complaint) ?? [];
      return `${complaint}\n${accepted.get(name) ?? ''}`;
    });
    expect(wrong).toEqual([]);
  });
});
