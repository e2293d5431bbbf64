import { combinedPatches } from '../../lib/config/combined-patches';
import { schemaFindings } from '../../lib/config/schema-check';
import { MACHINE_SETTINGS, MachineSettings, settingFindings } from '../../lib/config/settings/machine-settings';
import { given } from '../../lib/config/settings/setting';
import { PublicApi } from '../support/fuzz/api';
import { Inputs } from '../support/fuzz/inputs';
import { made, written } from '../support/fuzz/recipe';
import { refusal } from '../support/fuzz/verdict';
import { PROPS } from '../support/fuzz/programs';
import fc from '../support/property';
import { MACHINES } from '../support/settings/facts';

const api = new PublicApi();
const inputs = new Inputs(api, { percent: 20 });

/** What one construct gets from another, and add-ons, which have tests of their own. */
const FROM_CONSTRUCTS =
  /\.(image|controlPlane|workerPools|addOns|firewall|network|securityGroup|vmIds|networkZone|accessLogs|zone)$/;

test('every public prop is one that programs can be written with', () => {
  const left = PROPS.flatMap((props) => inputs.unwritable(props)).filter((prop) => !FROM_CONSTRUCTS.test(prop));
  expect(left).toEqual([]);
});

test('every maker of values gives a value or an error of the catalogue', () => {
  const makers = api.valueMakers;
  let total = 0;
  let right = 0;
  for (const maker of makers) {
    const calls = inputs.callOf(maker);
    if (calls === undefined) continue;
    fc.assert(
      fc.property(calls, (call) => {
        total += 1;
        try {
          made(call);
          right += 1;
        } catch (error) {
          const verdict = refusal(error);
          if (verdict.kind === 'failed') throw new Error(`${written(call)}\n${verdict.why}`, { cause: error });
        }
      }),
      { numRuns: 30 },
    );
  }
  expect(total).toBeGreaterThan(3000);
  expect(right / total).toBeGreaterThan(0.5);
});

test('settings of machines are refused, or give what the contract knows', () => {
  let total = 0;
  let right = 0;
  fc.assert(
    fc.property(new Inputs(api, { percent: 5 }).someOf('MachineSettings', { atMost: 4 }), (recipe) => {
      total += 1;
      let settings: MachineSettings;
      try {
        settings = made(recipe) as MachineSettings;
      } catch (error) {
        const verdict = refusal(error);
        if (verdict.kind === 'failed') throw new Error(`${written(recipe)}\n${verdict.why}`, { cause: error });
        return;
      }
      const { contract, machineType } = MACHINES;
      const errors = settingFindings(settings, MACHINES).filter(({ severity }) => severity === 'error');
      const patches = given(MACHINE_SETTINGS, settings).flatMap(({ setting, value }) => [
        ...setting.patches(value, { contract, machineType }),
      ]);
      const unknown = combinedPatches(patches).flatMap((patch) => {
        expect(patch.toYaml()).not.toMatch(/\[object \w+\]|: undefined$|: \.nan$/m);
        return schemaFindings({ origin: 'the settings', patch }, { contract, isKnown: MACHINES.isKnown });
      });
      if (errors.length > 0) return;
      right += 1;
      expect({ recipe: written(recipe), unknown }).toEqual({ recipe: written(recipe), unknown: [] });
    }),
    { numRuns: 1000 },
  );
  expect(right / total).toBeGreaterThan(0.3);
});
